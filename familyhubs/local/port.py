"""The port the demo serves on. Standard library alone: set-up asks before it installs anything."""

import errno
import os
import socket

from familyhubs.local.problems import Problem

HOST = "127.0.0.1"
PORTS = range(1, 65536)


def require_free_port(port: int) -> None:
    """Raise Problem when another program listens on the port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise Problem(f"Port {port} on {HOST} cannot be used: {error.strerror}.") from error
            raise Problem(
                f"Port {port} on {HOST} is taken by another program: stop that, or choose another "
                f"with FAMILYHUBS_PORT={port + 1} make demo."
            ) from error


def port_wanted() -> int:
    """The port for the demo: FAMILYHUBS_PORT, else 8000. Raises Problem for what is no port."""
    said = os.environ.get("FAMILYHUBS_PORT") or "8000"
    if not said.isdecimal() or int(said) not in PORTS:
        raise Problem(f"FAMILYHUBS_PORT is {said}, which is not a port between 1 and 65535.")
    return int(said)

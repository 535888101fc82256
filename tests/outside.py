"""No test reaches beyond this machine: a socket to anywhere but loopback is refused."""

import ipaddress
import socket
from typing import Any

import pytest

LOCAL_NAMES = {"localhost", "", None}


class ReachedOut(RuntimeError):
    """A test tried to reach another machine."""


def is_local(host: Any) -> bool:
    if isinstance(host, bytes):
        host = host.decode()
    if host in LOCAL_NAMES:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def block(patch: pytest.MonkeyPatch) -> None:
    """Hold `socket.connect` and name look-ups to this machine (libpq has its own, in C)."""

    def held(original: Any, host_of: Any) -> Any:
        def call(*args: Any, **kwargs: Any) -> Any:
            host = host_of(args)
            if not is_local(host):
                raise ReachedOut(f"A test tried to reach {host}. Tests stay on this machine.")
            return original(*args, **kwargs)

        return call

    def host_of_connect(args: Any) -> Any:
        return "localhost" if args[0].family == socket.AF_UNIX else args[1][0]

    patch.setattr(socket.socket, "connect", held(socket.socket.connect, host_of_connect))
    patch.setattr(socket.socket, "connect_ex", held(socket.socket.connect_ex, host_of_connect))
    patch.setattr(socket, "getaddrinfo", held(socket.getaddrinfo, lambda args: args[0]))

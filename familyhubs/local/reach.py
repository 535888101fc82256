"""Say in one sentence when what the environment names cannot be used."""

import errno
import os
import socket
from urllib.parse import urlsplit

import psycopg
from kombu import Connection

from familyhubs.local.problems import Problem

HOST = "127.0.0.1"
ANSWERS_WITHIN = 5  # seconds
PORTS = range(1, 65536)


def require_database() -> None:
    """Raise Problem when the server that DATABASE_URL names takes no connection.

    A database that does not exist yet is no problem: `prepare_database` makes it.
    """
    variable = "DATABASE_ADMIN_URL" if os.environ.get("DATABASE_ADMIN_URL") else "DATABASE_URL"
    url = os.environ[variable]
    try:
        psycopg.connect(url, connect_timeout=ANSWERS_WITHIN).close()
    except psycopg.errors.InvalidCatalogName:
        return
    except psycopg.Error as error:
        said = str(error).strip().splitlines()
        if "does not exist" in said[-1] and "database" in said[-1]:
            return
        raise Problem(
            f"The database at {without_password(url)} ({variable}) cannot be reached: {said[-1]}"
        ) from error


def require_broker() -> None:
    """Raise Problem when the broker that CELERY_BROKER_URL names does not answer."""
    url = os.environ["CELERY_BROKER_URL"]
    try:
        with Connection(url, connect_timeout=ANSWERS_WITHIN) as connection:
            connection.ensure_connection(max_retries=1, timeout=ANSWERS_WITHIN)
    except Exception as error:  # each transport has errors of its own
        raise Problem(
            f"The broker at {without_password(url)} (CELERY_BROKER_URL) cannot be reached: {error}"
        ) from error


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


def without_password(url: str) -> str:
    """The address, safe to print."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{host}{port}{parts.path}"

"""Say in one sentence when what the environment names cannot be used."""

import os
from urllib.parse import urlsplit

import psycopg
from kombu import Connection

from familyhubs.local.problems import Problem

ANSWERS_WITHIN = 5  # seconds


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


def without_password(url: str) -> str:
    """The address, safe to print."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{host}{port}{parts.path}"

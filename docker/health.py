#!/usr/bin/env python3
"""Whether the process of this container does its work. Exit code 0, or 1 and a sentence.

`health.py web`: the page /health answers, which asks the database.
`health.py worker`: the worker answers through the broker.
`health.py clock FILE`: beat has written its schedule in the last ten minutes; it does every three.
"""

import os
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path

PORT = 8000
PATIENCE = 8  # seconds
SILENCE = 600  # seconds


def web() -> str:
    """Ask in the name of the site: Django answers no other."""
    named = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip()
    host = named.lstrip(".") if named not in ("", "*") else "localhost"
    connection = HTTPConnection("127.0.0.1", PORT, timeout=PATIENCE)
    try:
        connection.request("GET", "/health", headers={"Host": host})
        status = connection.getresponse().status
    except (OSError, HTTPException) as error:
        return f"The web does not answer: {error}"
    finally:
        connection.close()
    return "" if status == 200 else f"The web answers with {status}."


def worker() -> str:
    node = f"celery@{socket.gethostname()}"
    words = ["celery", "--app", "familyhubs.celery", "inspect", "ping", "--timeout", str(PATIENCE)]
    done = subprocess.run(
        [*words, "--destination", node], capture_output=True, text=True, check=False
    )
    return f"The worker {node} does not answer." if done.returncode else ""


def clock(schedule: str) -> str:
    path = Path(schedule)
    written = [found.stat().st_mtime for found in path.parent.glob(f"{path.name}*")]
    if not written:
        return f"The clock has written no {schedule}."
    silence = time.time() - max(written)
    return f"The clock has been silent for {silence:.0f} s." if silence > SILENCE else ""


def main() -> int:
    what, *rest = sys.argv[1:]
    wrong = {"web": web, "worker": worker, "clock": clock}[what](*rest)
    if wrong:
        print(wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

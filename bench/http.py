"""Thirty-two people at work over HTTP, behind both walls and with the access log, on one machine.

Each has a session of their own and asks for a page, reads it, and asks for the next. What is
measured is what they wait for. Asked without a pause, the machine's cores are what is measured.
"""

import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from bench.pages import USERS, addresses
from bench.stock import count, grow, keep_some, log_in, prepare

HOUSEHOLDS = int(os.environ.get("BENCH_HOUSEHOLDS", "100000"))
OF_THE_PARTNER = 1000
CLIENTS = 32
SECONDS = 60
PAUSES = [float(pause) for pause in os.environ.get("BENCH_PAUSES", "5,0").split(",")]
HOST, PORT = "127.0.0.1", 8799
MARKS = {50: 50, 95: 150, 99: 300}  # milliseconds


def run() -> None:
    """Measure and print."""
    os.environ["FAMILYHUBS_DEMO"] = "true"  # style sheets from their sources
    prepare("web")
    with log_in() as admin:
        grow(admin, HOUSEHOLDS)
        keep_some(admin, USERS["partner"], OF_THE_PARTNER, first="md5(household_id::text)")
        admin.execute("VACUUM ANALYZE")
        print(f"{count(admin, 'households_household'):,} households, {CLIENTS} clients", flush=True)
        asked = {who: addresses(admin, who) for who in USERS}
    cookies = {who: [session(email) for _ in range(CLIENTS // 2)] for who, email in USERS.items()}
    with served():
        for pause in PAUSES:
            report(pause, worked(asked, cookies, pause))


def session(email: str) -> str:
    """The cookie of somebody who has signed in and accepted what their duty asks."""
    from django.test import Client

    from familyhubs.organisations.models import User

    client = Client(SERVER_NAME=HOST)
    client.force_login(User.objects.get(email=email), "django.contrib.auth.backends.ModelBackend")
    return client.cookies.output(header="", sep=";").split(";")[0].strip()


@contextmanager
def served(role: str | None = None) -> Iterator[None]:
    """The web server, a process for each core; in another role than this process, where said."""
    server = subprocess.Popen(
        [
            *(str(Path(sys.executable).parent / "granian"), "--interface", "wsgi"),
            *("familyhubs.wsgi:application", "--host", HOST, "--port", str(PORT)),
            *("--workers", str(os.cpu_count()), "--blocking-threads", "2", "--no-ws"),
        ],
        env={**os.environ, **({"DATABASE_ROLE": role} if role else {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for_answer()
        yield
    finally:
        server.terminate()
        server.wait(30)


def wait_for_answer() -> None:
    for _ in range(300):
        try:
            connection = HTTPConnection(HOST, PORT, timeout=5)
            connection.request("GET", "/")
            connection.getresponse().read()
        except (OSError, HTTPException):
            time.sleep(0.1)
        else:
            return
    raise SystemExit("The server does not answer.")


def worked(asked: Any, cookies: Any, pause: float) -> list[float]:
    """Milliseconds of each page that everybody asked for together, in order."""
    took: list[float] = []
    until = time.monotonic() + SECONDS
    everybody = [
        threading.Thread(target=work, args=(place, asked[who], cookie, pause, until, took))
        for place, (who, cookie) in enumerate(
            (who, cookie) for who, held in cookies.items() for cookie in held
        )
    ]
    for one in everybody:
        one.start()
    for one in everybody:
        one.join()
    return sorted(took)


def work(
    place: int, pages: dict[str, str], cookie: str, pause: float, until: float, took: list[float]
) -> None:
    """One person's pages: a household's as often as all others together."""
    chance = random.Random(place)
    connection = HTTPConnection(HOST, PORT, timeout=60)
    choices = [pages["household"], pages["list"], pages["household"], "/households/search?q=smith"]
    choices += [pages["household"], pages["caseload"]]
    time.sleep(chance.random() * pause)
    while time.monotonic() < until:
        address = chance.choice(choices)
        took.append(waited_for(connection, address, cookie))
        time.sleep(pause * (0.5 + chance.random()))


def waited_for(connection: HTTPConnection, address: str, cookie: str) -> float:
    """Milliseconds until the whole of a page was there, which it must be."""
    started = time.perf_counter()
    connection.request("GET", address, headers={"Cookie": cookie})
    answer = connection.getresponse()
    body = answer.read()
    took = (time.perf_counter() - started) * 1000
    said = answer.getheader("Location") or body[:200]
    assert answer.status == 200, f"{address}: {answer.status} {said!r}"
    return took


def report(pause: float, took: list[float]) -> None:
    """Milliseconds at each mark."""
    said = ", ".join(
        f"{mark}th {took[int(len(took) * mark / 100)]:.0f} ms (mark {most})"
        for mark, most in MARKS.items()
    )
    print(f"  a page every {pause:.0f} s each: {len(took) / SECONDS:.1f} a second; {said}")

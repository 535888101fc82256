"""`make demo`: a database, a broker, a synthetic council, the web, the worker and the clock.

Everything is started here and stopped here. A Ctrl-C, a closed terminal and a `kill` stop it
in order with exit code 0; a process that ends by itself is named, and stops the rest with 1.
"""

import os
import signal
import subprocess
import sys
import time
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import FrameType

from familyhubs.local import migrated, servers
from familyhubs.local.crew import Crew, last_words
from familyhubs.local.folders import CHECKOUT, data_folder, made
from familyhubs.local.port import HOST, port_wanted, require_free_port
from familyhubs.local.problems import Problem, full_disk, is_full_disk, tells_of_full_disk
from familyhubs.local.progress import step
from familyhubs.local.reach import require_broker, require_database

SEED = 1
ANSWERS_WITHIN = 120  # seconds
BIN = Path(sys.executable).parent


def run(households: int) -> int:
    """Serve a council of so many households until told to stop. Returns the exit code."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    port, folder = port_wanted(), data_folder()
    require_free_port(port)
    os.environ["FAMILYHUBS_DEMO"] = "true"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "familyhubs.settings")
    os.environ.setdefault("SITE_ADDRESS", f"http://{HOST}:{port}")  # as emails name it
    serving = False
    crew = Crew(made(folder) / "logs")
    try:
        sign_ins = prepare(folder, households)
        serve(crew, port)
        serving = True
        print(f"\nFamily Hubs is at http://{HOST}:{port}/  (logs: {crew.logs})\n\n{sign_ins}")
        print("\nPress Ctrl-C to stop.", flush=True)
        watch(crew)
    except KeyboardInterrupt:
        print("\nStopping ...", flush=True)
        return 0 if serving else 130
    except OSError as error:
        if is_full_disk(error):
            raise full_disk(folder) from error
        raise
    finally:
        _finish_stopping()
        crew.stop()
        servers.release()
    return 0


def prepare(folder: Path, households: int) -> str:
    """Have the servers, the tables and the council. Returns the sign-ins; raises Problem."""
    with step("Starting the database and the broker"):
        servers.ensure(folder)
        require_database()
        require_broker()
        ready = migrated.recall(folder)
    if ready is not None:
        return ready
    with step("Making the tables"):
        manage("prepare_database")
        manage("migrate", "--no-input")
    with step(f"Making a synthetic council of {households} households, unless there is one"):
        manage("demo_council", "--households", str(households), "--seed", str(SEED))
        sign_ins = manage("demo_council", "--sign-ins").strip()
    migrated.note(folder, sign_ins)
    return sign_ins


def serve(crew: Crew, port: int) -> None:
    """Start the three processes and wait until the web answers. Raises Problem."""
    with step("Starting the web, the worker and the clock"):
        crew.start(
            "web",
            [
                *(str(BIN / "granian"), "--interface", "wsgi", "familyhubs.wsgi:application"),
                *("--host", HOST, "--port", str(port), "--workers", "1"),
                *("--blocking-threads", "4", "--access-log"),
            ],
            DATABASE_ROLE="web",
        )
        celery = [str(BIN / "celery"), "--app", "familyhubs.celery"]
        crew.start(
            "worker",
            [*celery, "worker", "--concurrency", "1", "--loglevel", "INFO"],
            DATABASE_ROLE="worker",
        )
        schedule = str(crew.logs.parent / "celerybeat-schedule")
        crew.start(
            "clock",
            [*celery, "beat", "--schedule", schedule, "--pidfile", "", "--loglevel", "INFO"],
            DATABASE_ROLE="worker",
        )
        wait_for_answer(crew, port)


def wait_for_answer(crew: Crew, port: int) -> None:
    """Return when the web answers with a page. Raises Problem when it fails or is too slow."""
    give_up = time.monotonic() + ANSWERS_WITHIN
    while time.monotonic() < give_up:
        require_all(crew)
        connection = HTTPConnection(HOST, port, timeout=ANSWERS_WITHIN)
        try:
            connection.request("GET", "/")
            status = connection.getresponse().status
        except (OSError, HTTPException):
            time.sleep(0.1)
            continue
        finally:
            connection.close()
        if status < HTTPStatus.INTERNAL_SERVER_ERROR:
            return
        log = crew.logs / "web.log"
        raise Problem(f"{last_words(log)}\nThe web answers with error {status}; see {log}.")
    raise Problem(f"The web did not answer within {ANSWERS_WITHIN} s; see {crew.logs}.")


def watch(crew: Crew) -> None:
    """Return never, but raise Problem when a process ends by itself."""
    while True:
        require_all(crew)
        time.sleep(0.5)


def require_all(crew: Crew) -> None:
    """Raise Problem, with its last words, when a process has ended."""
    if fallen := crew.fallen():
        code = fallen.process.returncode
        said = last_words(fallen.log)
        raise Problem(
            f"{said}\nThe {fallen.name} process ended by itself with code {code}; "
            f"the rest is stopped. Its log is {fallen.log}."
        )


def manage(*words: str) -> str:
    """Run a `manage.py` command. Returns what it printed; raises Problem when it fails."""
    done = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=CHECKOUT,
        env={key: value for key, value in os.environ.items() if key != "DATABASE_ROLE"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == 0:
        return done.stdout
    if tells_of_full_disk(done.stdout + done.stderr):
        raise full_disk(data_folder())
    said = "\n".join((done.stdout + done.stderr).strip().splitlines()[-20:])
    raise Problem(f"{said}\n`manage.py {words[0]}` failed, so the demo does not start.")


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _finish_stopping() -> None:
    """From here on, another Ctrl-C does not leave processes behind."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)

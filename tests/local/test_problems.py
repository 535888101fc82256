"""What is wrong with the machine is said in one sentence, and the exit code is not 0."""

import errno
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from familyhubs.local import folders, problems, programs, reach
from familyhubs.local.folders import CHECKOUT
from familyhubs.local.problems import Problem
from tests import browser
from tests.local.conftest import User

FIND_PYTHON = CHECKOUT / "familyhubs" / "local" / "find-python"


def demo(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "familyhubs.local", "demo"],
        cwd=CHECKOUT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_taken_port(environment: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = demo(environment | {"FAMILYHUBS_PORT": str(port)})
    assert done.returncode == 1
    assert done.stderr == (
        f"Port {port} on 127.0.0.1 is taken by another program: stop that, or choose another "
        f"with FAMILYHUBS_PORT={port + 1} make demo.\n"
    )


def test_a_taken_port_is_found_before_anything_is_installed(environment: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        done = subprocess.run(
            [sys.executable, "-m", "familyhubs.local.bootstrap", "--for-demo"],
            cwd=CHECKOUT,
            env=environment | {"FAMILYHUBS_PORT": str(other.getsockname()[1])},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stdout == ""
    assert "is taken by another program" in done.stderr


@pytest.mark.parametrize("port", ["http", "0", "65536"])
def test_a_port_that_is_none(environment: dict[str, str], port: str) -> None:
    done = demo(environment | {"FAMILYHUBS_PORT": port})
    assert done.returncode == 1
    assert f"FAMILYHUBS_PORT is {port}, which is not a port" in done.stderr


def test_a_database_that_does_not_answer(environment: dict[str, str]) -> None:
    url = "postgres://me:hush@127.0.0.1:1/fh"
    broker = {"CELERY_BROKER_URL": "redis://127.0.0.1:1/0", "FAMILYHUBS_PORT": "8999"}
    done = demo(environment | broker | {"DATABASE_URL": url})
    assert done.returncode == 1
    assert "database at postgres://127.0.0.1:1/fh (DATABASE_URL) cannot be reached" in done.stderr
    assert "hush" not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_broker_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CELERY_BROKER_URL", "redis://:hush@127.0.0.1:1/0")
    with pytest.raises(Problem, match=r"redis://127.0.0.1:1/0 .* cannot be reached") as raised:
        reach.require_broker()
    assert "hush" not in str(raised.value)


def test_little_room(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1_000_000))
    with pytest.raises(Problem, match="is full: make at least 150 MB free there"):
        folders.made(tmp_path / "data")


def test_a_disk_that_fills_while_the_database_is_made(
    new_user: Callable[[], User], environment: dict[str, str], tmp_path: Path
) -> None:
    """As initdb says it, through the keeper, to the person."""
    fake = tmp_path / "bin"
    fake.mkdir()
    program(fake / "postgres", 'echo "postgres (PostgreSQL) 18.1"')
    program(fake / "initdb", 'echo "initdb: error: write: No space left on device" >&2; exit 1')
    environment["PG_BIN"] = str(fake)
    user = new_user()
    said = user.leave()
    assert user.process.returncode == 1
    assert said.startswith(f"The disk that holds {environment['FAMILYHUBS_DATA']} is full")
    assert said.count("\n") == 1


def test_a_server_that_does_not_start_says_why_and_where_its_log_is(
    new_user: Callable[[], User], environment: dict[str, str], tmp_path: Path
) -> None:
    fake = tmp_path / "bin"
    fake.mkdir()
    program(
        fake / "postgres",
        'test "$1" = --version && echo "postgres (PostgreSQL) 18.1" && exit',
        'echo "FATAL:  the moon is full"; exit 1',
    )
    program(fake / "initdb", "exit 0")
    environment["PG_BIN"] = str(fake)
    said = new_user().leave()
    assert said.startswith("PostgreSQL did not start: FATAL:  the moon is full (log: ")


def test_errors_that_mean_a_full_disk() -> None:
    assert problems.is_full_disk(OSError(errno.ENOSPC, "No space left on device"))
    assert not problems.is_full_disk(OSError(errno.EACCES, "Permission denied"))


def test_server_programs_that_are_not_where_they_are_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PG_BIN", str(tmp_path))
    with pytest.raises(Problem, match="no postgres and initdb in it"):
        programs.postgres_folder()


def test_no_server_programs_at_all(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("PG_BIN", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(programs, "DEBIAN_POSTGRES", tmp_path)
    monkeypatch.setattr(programs, "_inside_wheel", lambda *_: [])
    with pytest.raises(Problem, match="No PostgreSQL server"):
        programs.postgres_folder()
    with pytest.raises(Problem, match="No Valkey or Redis server"):
        programs.broker_program()


def test_no_python_that_is_new_enough(tmp_path: Path) -> None:
    program(tmp_path / "python3", "exit 1")
    done = find_python(tmp_path)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("Family Hubs needs Python 3.12 or newer")
    assert done.stderr.count("\n") == 1


def test_a_python_that_only_pyenv_has(tmp_path: Path) -> None:
    program(tmp_path / "python3.13", "echo 'pyenv: command not found' >&2; exit 127")
    real = tmp_path / ".pyenv" / "versions" / "3.13.7" / "bin" / "python"
    real.parent.mkdir(parents=True)
    program(real, "exit 0")
    assert find_python(tmp_path).stdout.strip() == str(real)


def test_a_python_that_is_named_is_the_only_one_tried(tmp_path: Path) -> None:
    program(tmp_path / "python3", "exit 0")
    assert find_python(tmp_path, PYTHON="/no/python").returncode == 1


def test_no_browser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    monkeypatch.setattr(browser, "PLACES", ())
    with pytest.raises(pytest.fail.Exception, match="install Chromium"):
        browser.find_browser()


def test_a_browser_of_playwrights_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    monkeypatch.setattr(browser, "PLACES", ())
    theirs = tmp_path / "chromium-1200" / "chrome-linux64" / "chrome"
    theirs.parent.mkdir(parents=True)
    program(theirs, "exit 0")
    assert browser.find_browser() == theirs


def find_python(home: Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", FIND_PYTHON],
        env={"PATH": str(home), "HOME": str(home)} | more,
        capture_output=True,
        text=True,
        check=False,
    )


def program(path: Path, *lines: str) -> None:
    """Write a small shell script that stands in for a program."""
    path.write_text("\n".join(["#!/bin/sh", *lines]) + "\n")
    path.chmod(0o755)

"""The demo's processes are watched, and none is left."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from familyhubs.local import crew as crews
from familyhubs.local.crew import Crew, Member
from familyhubs.local.demo import require_all
from familyhubs.local.leftovers import command_line
from familyhubs.local.problems import Problem
from tests.local.conftest import wait_until

DEAF = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("deaf", flush=True)
time.sleep(60)
"""


@pytest.fixture
def crew(tmp_path: Path) -> Iterator[Crew]:
    crew = Crew(tmp_path / "logs")
    yield crew
    crew.stop()


def python(crew: Crew, name: str, code: str) -> Member:
    return crew.start(name, [sys.executable, "-c", code])


def test_a_process_that_ends_by_itself_is_named_with_its_last_words(crew: Crew) -> None:
    python(crew, "web", "import time; time.sleep(60)")
    require_all(crew)
    python(crew, "worker", "raise SystemExit('out of beans')")
    wait_until(lambda: crew.fallen() is not None)
    with pytest.raises(Problem, match=r"out of beans\nThe worker process ended by itself"):
        require_all(crew)


def test_stopping_leaves_no_process_not_even_a_deaf_one(
    crew: Crew, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crews, "STOP_WITHIN", 0.3)
    polite, deaf = python(crew, "web", "import time; time.sleep(60)"), python(crew, "worker", DEAF)
    wait_until(lambda: "deaf" in deaf.log.read_text())
    crew.stop()
    assert [command_line(each.process.pid) for each in (polite, deaf)] == ["", ""]
    assert crew.members == []


def test_the_environment_of_one_process_is_its_own(crew: Crew) -> None:
    member = crew.start(
        "worker",
        [sys.executable, "-c", "import os; print(os.environ['DATABASE_ROLE'])"],
        DATABASE_ROLE="worker",
    )
    member.process.wait()
    assert member.log.read_text() == "worker\n"

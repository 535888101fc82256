"""`make setup` knows when there is nothing to do, and says what went wrong."""

import sys
from pathlib import Path

import pytest

from familyhubs.local import bootstrap
from familyhubs.local.problems import Problem


@pytest.fixture
def finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A finished installation: a working Python, the front-end files, the stamp."""
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.symlink_to(sys.executable)
    (tmp_path / "assets").touch()
    stamp = tmp_path / ".installed"
    stamp.write_text(bootstrap.wanted())
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    monkeypatch.setattr(bootstrap, "STAMP", stamp)
    monkeypatch.setattr(bootstrap, "FRONT_END", tmp_path / "assets")
    return tmp_path


def test_a_finished_installation_is_what_is_wanted(finished: Path) -> None:
    assert bootstrap.installed() == bootstrap.wanted()


@pytest.mark.parametrize("lost", ["bin/python", "assets", ".installed"])
def test_one_with_something_lost_is_not(finished: Path, lost: str) -> None:
    (finished / lost).unlink()
    assert bootstrap.installed() is None


def test_a_new_lock_asks_for_another_installation(
    finished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = tmp_path / "requirements-dev.lock"
    lock.write_text("django==7.0\n")
    monkeypatch.setattr(bootstrap, "PACKAGES_LOCK", lock)
    assert bootstrap.installed() != bootstrap.wanted()


def test_the_installer_is_pinned_with_its_hashes() -> None:
    assert bootstrap.pinned_installer()[0].isdecimal()
    assert "--hash=sha256:" in bootstrap.INSTALLER_LOCK.read_text()


def test_a_step_that_fails_shows_its_words_and_ends_in_a_sentence(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(Problem, match="The packages could not be installed"):
        bootstrap.run([sys.executable, "-c", "raise SystemExit('no route')"], "The packages")
    assert "no route" in capfd.readouterr().err


def test_a_step_that_fills_the_disk_says_so() -> None:
    code = "raise SystemExit('OSError: [Errno 28] No space left on device')"
    with pytest.raises(Problem, match="is full"):
        bootstrap.run([sys.executable, "-c", code], "The packages")

"""`make setup`: everything the project needs, in its checkout, and nothing anywhere else.

Run by the machine's Python (`find-python` chooses it) before any package is installed, so it
uses the standard library alone: a virtual environment in `.venv`, the pinned installer, the
packages of `requirements-dev.lock` by their hashes, and the prebuilt front-end files. A stamp
remembers what was installed, so that the next run takes no time.
"""

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

from familyhubs.local import locks
from familyhubs.local.folders import CHECKOUT, made
from familyhubs.local.port import port_wanted, require_free_port
from familyhubs.local.problems import Problem, full_disk, require_room, tells_of_full_disk
from familyhubs.local.progress import step

VENV = CHECKOUT / ".venv"
STAMP = VENV / ".installed"
INSTALLER_LOCK = CHECKOUT / "familyhubs" / "local" / "installer.lock"
PACKAGES_LOCK = CHECKOUT / "requirements-dev.lock"
FRONT_END = CHECKOUT / ".assets" / ".stamp"  # written by familyhubs.design.assets
FRONT_END_MADE_FROM = ("package.json", "package-lock.json", "familyhubs/design/assets.py")
ROOM = 1500  # MB, for the packages and what is kept of their downloads
WAITS = 900  # seconds, while another `make` in this checkout installs


def main() -> None:
    """Install what is missing. Raises Problem, for the demo at once when its port is taken."""
    if "--for-demo" in sys.argv:
        require_free_port(port_wanted())
    with locks.one_at_a_time(made(CHECKOUT / ".local") / "setup.lock", WAITS):
        if installed() != wanted():
            install()


def install() -> None:
    """Make or repair what is missing, and bring it to exactly what the locks say."""
    require_room(CHECKOUT, ROOM)
    STAMP.unlink(missing_ok=True)
    if not has_working_python():
        with step(f"Making a virtual environment with Python {sys.version.split()[0]}"):
            run([sys.executable, "-m", "venv", "--clear", str(VENV)], "The virtual environment")
    if installer_version() != pinned_installer():
        with step(f"Installing uv {pinned_installer()}"):
            pip = [str(python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
            run([*pip, "--require-hashes", "-r", str(INSTALLER_LOCK)], "The installer")
    with step("Installing packages"):
        sync = [str(VENV / "bin" / "uv"), "pip", "sync", "--quiet", "--require-hashes"]
        run([*sync, "--python", str(python()), str(PACKAGES_LOCK)], "The packages")
    with step("Fetching the front-end files"):
        run([str(python()), "-m", "familyhubs.design.assets"], "The front-end files")
    STAMP.write_text(wanted())


def python() -> Path:
    return VENV / "bin" / "python"


def wanted() -> str:
    """What a finished installation here would note: it depends on the locks and the place."""
    seen = hashlib.sha256(str(CHECKOUT).encode())
    sources = (CHECKOUT / name for name in FRONT_END_MADE_FROM)
    for source in (INSTALLER_LOCK, PACKAGES_LOCK, *sources):
        seen.update(source.read_bytes())
    return seen.hexdigest()


def installed() -> str | None:
    """What the finished installation noted, or None where there is none that works."""
    try:
        return STAMP.read_text() if FRONT_END.exists() and has_working_python() else None
    except OSError:
        return None


def has_working_python() -> bool:
    """Whether the virtual environment is there and its Python still is."""
    wants = "import sys; sys.exit(sys.version_info < (3, 12))"
    try:
        return (
            subprocess.run([python(), "-c", wants], capture_output=True, check=False).returncode
            == 0
        )
    except OSError:
        return False


def pinned_installer() -> str:
    found = re.search(r"^uv==(\S+)", INSTALLER_LOCK.read_text(), re.MULTILINE)
    if not found:
        raise Problem(f"{INSTALLER_LOCK} names no version of uv: make it with `make lock`.")
    return found.group(1)


def installer_version() -> str | None:
    try:
        said = subprocess.run(
            [VENV / "bin" / "uv", "--version"], capture_output=True, text=True, check=False
        )
    except OSError:
        return None
    return said.stdout.split()[1] if said.returncode == 0 else None


def run(command: list[str], what: str) -> None:
    """Run one command of the set-up in the checkout. Raises Problem, with its own words."""
    done = subprocess.run(
        command,
        cwd=CHECKOUT,
        env={**os.environ, "UV_PYTHON_DOWNLOADS": "never"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == 0:
        return
    said = done.stdout + done.stderr
    if tells_of_full_disk(said):
        raise full_disk(CHECKOUT, ROOM)
    print(f"\n{said.strip()}", file=sys.stderr)
    raise Problem(f"{what} could not be installed: the words above say why. `make setup` goes on.")


if __name__ == "__main__":
    main()

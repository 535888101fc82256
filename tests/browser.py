"""Which browser the journeys run in, and how it is started."""

import os
import shutil
from pathlib import Path

import pytest

# For the journeys that are made twice from their first page to their last.
EACH_SIZE = pytest.mark.parametrize("size", ["desktop", "telephone"], indirect=True)
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/usr/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
PLAYWRIGHT_FOLDERS = ("~/.cache/ms-playwright", "~/Library/Caches/ms-playwright")
PLAYWRIGHT_PROGRAMS = (
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
)
# Nothing but the page: no updates, no looking for the maker's hosts.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-software-rasterizer",
    "--disable-extensions",
    "--disable-component-extensions-with-background-pages",
    "--disable-partial-raster",
    "--disable-smooth-scrolling",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_browser() -> Path:
    """The browser for the journeys: CHROMIUM, the machine's, or Playwright's own.

    Fails the test with one sentence where there is none: a journey that was not walked must not
    look like one that went well.
    """
    if named := os.environ.get("CHROMIUM"):
        if os.access(named, os.X_OK):
            return Path(named)
        pytest.fail(f"CHROMIUM is {named}, which is no program.", pytrace=False)
    on_path = [found for name in NAMES if (found := shutil.which(name))]
    for candidate in [*map(Path, on_path), *map(Path, PLACES), *_playwrights_own()]:
        if os.access(candidate, os.X_OK):
            return candidate
    pytest.fail(
        "The journeys need a browser and none was found: install Chromium (on Debian: "
        "apt-get install chromium), or set CHROMIUM to the path of one.",
        pytrace=False,
    )


def _playwrights_own() -> list[Path]:
    named = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    folders = [Path(folder).expanduser() for folder in ([named] if named else PLAYWRIGHT_FOLDERS)]
    found = [
        path
        for folder in folders
        for pattern in PLAYWRIGHT_PROGRAMS
        for path in folder.glob(pattern)
    ]
    return sorted(found, reverse=True)

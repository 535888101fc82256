"""docs/production.md names every variable there is."""

import re

import pytest

from tests.consistency.code import ROOT
from tests.deployment.compose import VARIABLE

DOCS = (ROOT / "docs" / "production.md").read_text(encoding="utf-8")
READ = re.compile(r"env(?:\.\w+)?\(\s*\"([A-Z_]+)\"")


def names():
    compose = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    settings = (ROOT / "familyhubs" / "settings.py").read_text(encoding="utf-8")
    roles = (ROOT / "familyhubs" / "database" / "roles.py").read_text(encoding="utf-8")
    by_you = {found["name"] for found in VARIABLE.finditer(compose) if found["name"]}
    return sorted(by_you | set(READ.findall(settings)) | set(READ.findall(roles)))


@pytest.mark.parametrize("name", names())
def test_the_variable_is_explained(name):
    assert f"`{name}`" in DOCS


def test_the_links_within_lead_somewhere():
    headings = re.findall(r"^#+ (.*)$", DOCS, re.MULTILINE)
    anchors = {heading.lower().replace(" ", "-") for heading in headings}
    for anchor in re.findall(r"\]\(#([\w-]+)\)", DOCS):
        assert anchor in anchors
    for file in re.findall(r"\]\(([\w/.-]+\.md)\)", DOCS):
        assert (ROOT / "docs" / file).is_file()

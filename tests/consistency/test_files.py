"""Small files, no page without a use, no migration forgotten."""

from io import StringIO

import pytest
from django.core.management import call_command

from tests.consistency.code import ROOT, TEMPLATES, python_files, short

LONGEST = 300
# Django finds these by their names alone.
FOUND_BY_NAME = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
FOUND_BY_PLACE = ("admin/", "django/forms/")


def test_no_python_file_is_over_300_lines():
    tests = (ROOT / "tests").rglob("*.py")
    long = {
        short(path): lines
        for path in [*python_files(), *tests]
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert not long, f"{long}: split it by what changes together."


def test_every_template_is_used():
    templates = {str(path.relative_to(TEMPLATES)): path for path in TEMPLATES.rglob("*.*")}
    sources = [*python_files(), *templates.values()]
    texts = {path: path.read_text(encoding="utf-8") for path in sources}
    unused = [
        name
        for name, path in templates.items()
        if name not in FOUND_BY_NAME
        and not name.startswith(FOUND_BY_PLACE)
        and not any(is_named(name, text) for source, text in texts.items() if source != path)
    ]
    assert not unused, f"{unused}: nobody names them. Delete them."


def is_named(name, text):
    """Whole, or as `f"design/{component}.html"` in a file that names the component, too."""
    folder, _, file = name.rpartition("/")
    return name in text or (f'"{folder}/{{' in text and (f'"{file.removesuffix(".html")}"' in text))


@pytest.mark.django_db
def test_no_migration_is_missing():
    told = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=told)
    except SystemExit:
        pytest.fail(f"Run manage.py makemigrations.\n{told.getvalue()}")

"""Files for the tests, and the command over them."""

import copy
import json
from io import StringIO
from pathlib import Path

from django.core.management import call_command

EXAMPLE = Path(__file__).parents[2] / "docs" / "import.example.jsonl"
MINIMAL = {
    "household": {"reference": "OLD-1", "hub": "Corby Family Hub"},
    "people": [
        {"key": "m", "given_name": "Sorrel", "family_name": "Tansy", "date_of_birth": "1990-02-03"},
        {"key": "c", "given_name": "Teasel", "family_name": "Tansy", "date_of_birth": "2018-06-07"},
    ],
}


def example():
    """The households of docs/import.example.jsonl."""
    return [json.loads(line) for line in EXAMPLE.read_text().splitlines()]


def line(**parts):
    """The smallest household, with these lists beside it."""
    return {**copy.deepcopy(MINIMAL), **parts}


def file_of(folder, *lines, name="families.jsonl"):
    path = folder / name
    path.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in lines))
    return path


def run(path, *flags):
    """What the command printed with --json, and its exit code."""
    said, code = StringIO(), 0
    try:
        call_command("import_cases", str(path), "--json", *flags, stdout=said)
    except SystemExit as left:
        code = left.code
    return {**json.loads(said.getvalue()), "exit": code}


def problems(report):
    return [(each["line"], each["path"], each["message"]) for each in report["errors"]]

"""One description of a line: the schema, the documents and the command say the same."""

import copy
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from jsonschema import Draft202012Validator

from familyhubs.imports.description import LINE, schema
from familyhubs.imports.shapes import Either, ListOf, Shaped
from tests.imports.lines import EXAMPLE, example

DOCS = Path(__file__).parents[2] / "docs"
VALIDATOR = Draft202012Validator(schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)
EXAMPLES = example()
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=12),
    st.sampled_from(
        [
            "",
            " ",
            "2019-02-28",
            "2019-2-28",
            "20190228",
            "31/02/2019",
            "2019-02-30",
            "1890-01-01",
            "all",
            "agreed",
            "parent",
            "14:30",
            "24:00",
            "LCS/1",
            " LCS-1",
            "LCS-1 ",
            "a\u0000b",
            "\ud800",
            "x" * 400,
            "0001-01-01",
            "٢٠١٩-٠٢-٢٨",
        ]
    ),
    st.lists(st.text(max_size=3), max_size=2),
    st.dictionaries(st.sampled_from(["kind", "on", "key", "to"]), st.text(max_size=3), max_size=2),
)


def told(content):
    found = []
    LINE.read(content, "", lambda path, message: found.append((path, message)))
    return found


def test_the_schema_is_the_one_in_the_documents():
    kept = json.loads((DOCS / "import.schema.json").read_text())
    assert kept == schema(), (
        "Write it anew: python manage.py import_cases --schema > docs/import.schema.json"
    )
    Draft202012Validator.check_schema(kept)


@pytest.mark.parametrize("household", EXAMPLES, ids=lambda each: each["household"]["reference"])
def test_every_example_is_as_described(household):
    VALIDATOR.validate(household)
    assert told(household) == []


def places(content, path=()):
    """Every place of a value within a household."""
    yield path
    inner = content.items() if isinstance(content, dict) else enumerate(content)
    for name, value in inner:
        if isinstance(value, dict | list):
            yield from places(value, (*path, name))
        else:
            yield (*path, name)


def changed(content, path, act):
    content = copy.deepcopy(content)
    if not path:
        return act(content)
    within = content
    for name in path[:-1]:
        within = within[name]
    within[path[-1]] = act(within[path[-1]])
    return content


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_what_the_schema_refuses_the_command_refuses(data):
    household = data.draw(st.sampled_from(EXAMPLES))
    path = data.draw(st.sampled_from(list(places(household))))
    odd = data.draw(ODD)

    def act(value):
        if isinstance(value, dict) and data.draw(st.booleans()):
            without = dict(value)
            if data.draw(st.booleans()) and without:
                without.pop(data.draw(st.sampled_from(list(without))))
            else:
                without[data.draw(st.text(min_size=1, max_size=6))] = odd
            return without
        return odd

    household = changed(household, path, act)
    if list(VALIDATOR.iter_errors(household)):
        assert told(household), "The schema refuses what the command takes"


def names_of(shape):
    """Every field's name, whatever it is in."""
    if isinstance(shape, Shaped):
        for name, field in shape.fields.items():
            yield name
            yield from names_of(field.shape)
    elif isinstance(shape, ListOf):
        yield from names_of(shape.of)
    elif isinstance(shape, Either):
        yield from names_of(shape.listed)


def test_the_document_speaks_of_every_field():
    text = (DOCS / "import.md").read_text()
    assert not {name for name in names_of(LINE) if f"`{name}`" not in text}


def test_the_example_shows_every_field():
    text = EXAMPLE.read_text()
    assert not {name for name in names_of(LINE) if f'"{name}":' not in text}


@pytest.mark.parametrize(
    ("part", "path", "message"),
    [
        (
            {"holds": [{"reason": "complaint", "from": "31/02/2019"}]},
            "holds[0].from",
            '"31/02/2019" is not a date; write it like 2019-02-28',
        ),
        (
            {"holds": [{"reason": "complant", "from": "2019-02-28"}]},
            "holds[0].reason",
            'did you mean "complaint"?',
        ),
        (
            {"household": {"hub": "A", "refrence": "1"}},
            "household.refrence",
            'there is no such field; did you mean "reference"?',
        ),
        (
            {"household": {"hub": "A", "reference": "LCS/1"}},
            "household.reference",
            "cannot be a reference",
        ),
        ({"household": {"hub": "A", "reference": "LCS 1"}}, "household.reference", "no spaces"),
        ({"household": {}}, "household.hub", "this is missing, and it is needed"),
        ({"household": {"hub": " "}}, "household.hub", "this is empty, and it is needed"),
        ({"people": []}, "people", "there must be at least 1 in this list"),
        (
            {"people": [{"key": "a", "given_name": "A\u0000", "family_name": "B"}]},
            "people[0].given_name",
            "a character that cannot be kept",
        ),
        (
            {"people": [{"key": "a", "given_name": "\ud800", "family_name": "B"}]},
            "people[0].given_name",
            "a character that cannot be kept",
        ),
        (
            {"people": [{"key": "a", "given_name": "A" * 81, "family_name": "B"}]},
            "people[0].given_name",
            "this has 81 characters; 80 are kept",
        ),
        (
            {
                "people": [
                    {
                        "key": "a",
                        "given_name": "A",
                        "family_name": "B",
                        "date_of_birth": "1890-01-01",
                    }
                ]
            },
            "people[0].date_of_birth",
            "the year must be from 1900 to 2200",
        ),
        (
            {"people": [{"key": "a", "given_name": "A", "family_name": "B", "telephone": "12"}]},
            "people[0].telephone",
            "enter a telephone number",
        ),
        (
            {
                "people": [
                    {
                        "key": "a",
                        "given_name": "A",
                        "family_name": "B",
                        "identifiers": {"nhs": "9434765918"},
                    }
                ]
            },
            "people[0].identifiers.nhs",
            "its last digit does not fit",
        ),
        (
            {"goals": [{"words": "W", "set_on": "2020-01-01", "baseline": 0, "target": 1e400}]},
            "goals[0].baseline",
            "0 is not a whole number from 1 to 10",
        ),
        ({"episodes": {}}, "episodes", "an object is not a list"),
    ],
)
def test_what_is_wrong_is_said_with_its_path(part, path, message):
    base = {
        "household": {"hub": "A"},
        "people": [{"key": "a", "given_name": "A", "family_name": "B"}],
    }
    found = dict(told({**base, **part}))
    assert message in found[path]


def test_names_in_any_script_are_kept_as_they_are():
    names = ["O'Brien-Żółć", "\u200fمحمد", "👩‍👧", "N" * 80]
    for name in names:
        person = {"key": "a", "given_name": name, "family_name": name}
        assert told({"household": {"hub": "A"}, "people": [person]}) == []

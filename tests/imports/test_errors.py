"""Mistakes in a file: each with its line, path and sentence, and nothing is half-saved."""

import json

import pytest

from familyhubs.imports import problems as told
from households.models import Household, Person
from tests.imports.lines import file_of, line, problems, run
from tests.imports.mistakes import AGREED, MISTAKES, REFUSED

pytestmark = pytest.mark.django_db


def test_every_mistake_is_said_by_its_path(partnership, tmp_path):
    lines = []
    for number, (part, _, _) in enumerate(MISTAKES):
        household = {"hub": "Corby Family Hub", **part.get("household", {})}
        lines.append(line(**{**part, "household": {**household, "reference": f"R-{number}"}}))
    report = run(file_of(tmp_path, *lines), "--commit")
    found = {}
    for at, path, message in problems(report):
        found.setdefault((at, path), message)
    for number, (_, path, message) in enumerate(MISTAKES, start=1):
        assert (number, path) in found, (number, path, [k for k in found if k[0] == number])
        assert message in found[number, path]
    assert report["exit"] == 1
    assert not report["committed"]
    assert not Household.objects.exists()


HALVES = [
    ('"Sorrel"', r'"Sor\ud83drel"', "people[0].given_name"),
    ('"Sorrel"', r'"Sorrel", "gender\udc00": 1', r"people[0].gender\udc00"),
    ('"1990-02-03"', r'"\udfff"', "people[0].date_of_birth"),
    ('"OLD-1"', r'"OLD-1\ud800"', "household.reference"),
]


def test_half_a_character_is_a_mistake_and_can_be_printed(partnership, tmp_path):
    """JSON lets half of a surrogate pair stand; no table keeps it and no terminal prints it."""
    file = tmp_path / "families.jsonl"
    for whole, half, path in HALVES:
        file.write_text(json.dumps(line()).replace(whole, half))
        report = run(file, "--commit")
        assert path in [where for _, where, _ in problems(report)]
        assert json.dumps(report, ensure_ascii=False).encode()
        assert not Household.objects.exists()


SOMETHING_ELSE: list[tuple[dict, dict]] = [
    ({"withdrawn_on": "2024-08-01"}, {}),
    ({"until": "2024-07-31"}, {}),
    ({}, {"given_on": "2024-04-30"}),
    ({}, {"given_by": "c"}),
    ({}, {"decision": "undecided"}),
    ({}, {"recipients": ["Welland Academy"]}),
    ({"categories": ["identity"]}, {"categories": ["health"]}),
    ({"covers": ["m"]}, {"covers": ["c"]}),
]


def test_a_refusal_of_something_else_asks_for_no_withdrawal(partnership, tmp_path):
    """Only a later no, of the same person, to what still held for the same recipient."""
    for agreed, refused in SOMETHING_ELSE:
        both = [{**AGREED, **agreed}, {**REFUSED, "given_on": "2024-08-01", **refused}]
        assert problems(run(file_of(tmp_path, line(agreements=both)))) == [], (agreed, refused)


def test_a_hundred_are_shown_and_the_others_counted(partnership, tmp_path):
    report = run(file_of(tmp_path, *[{"household": {}}] * 70))
    assert len(report["errors"]) == told.SHOWN == 100
    assert report["more_errors"] == 40


def test_two_lines_with_one_reference_are_both_named(partnership, tmp_path):
    first = line()
    second = line(episodes=[{"opened_on": "2024-01-01"}])
    second["household"] = {**second["household"], "reference": "old-1"}
    report = run(file_of(tmp_path, first, second), "--commit")
    ((at, path, message),) = problems(report)
    assert (at, path) == (2, "household.reference")
    assert "line 1 has the reference" in message
    assert not Household.objects.exists()


@pytest.mark.parametrize("reference", ["new", "without-lead"])
def test_a_reference_is_not_the_address_of_another_page(partnership, tmp_path, reference):
    household = line(household={"hub": "Corby Family Hub", "reference": reference})
    ((_, path, message),) = problems(run(file_of(tmp_path, household)))
    assert path == "household.reference"
    assert "address of another page" in message


def test_no_page_of_ours_has_a_digit_in_its_address():
    from households.urls import urlpatterns

    own = [str(each.pattern) for each in urlpatterns if "<" not in str(each.pattern)[:1]]
    assert not [address for address in own if any(letter.isdecimal() for letter in address)]


def test_a_mistake_in_the_last_line_leaves_nothing_behind(partnership, tmp_path, monkeypatch):
    from familyhubs.imports import importing

    monkeypatch.setattr(importing, "AT_A_TIME", 2)
    good = [
        line(household={"hub": "Corby Family Hub", "reference": f"G-{number}"})
        for number in range(5)
    ]
    path = file_of(tmp_path, *good)
    with path.open("a") as file:
        file.write(json.dumps(line())[:80])
    report = run(path, "--commit")
    assert problems(report) == [
        (6, "", "this is not a whole JSON object (it ends after character 80)")
    ]
    assert not Household.objects.exists()
    assert not Person.objects.exists()


def test_what_fails_while_it_is_written_leaves_nothing_behind(partnership, tmp_path, monkeypatch):
    from familyhubs.imports import importing
    from familyhubs.imports.writing import family

    monkeypatch.setattr(importing, "AT_A_TIME", 2)
    real, done = family.build, []

    def fail(batch, content, bonds, fingerprint):
        if len(done) == 4:
            raise importing.Unreadable("The disk is full.")
        done.append(real(batch, content, bonds, fingerprint))

    monkeypatch.setattr(importing.family, "build", fail)
    good = [
        line(household={"hub": "Corby Family Hub", "reference": f"G-{number}"})
        for number in range(5)
    ]
    report = run(file_of(tmp_path, *good), "--commit")
    assert problems(report) == [(0, "", "The disk is full.")]
    assert report["committed"] is False
    assert not Household.objects.exists()


def test_a_file_that_is_not_there_or_a_folder_is_one_sentence(db, tmp_path):
    for path, said in ((tmp_path, "is a folder"), (tmp_path / "no.jsonl", "There is no file")):
        report = run(path)
        ((at, _, message),) = problems(report)
        assert at == 0
        assert said in message
        assert report["exit"] == 1


def test_without_a_council_nothing_is_imported(db, tmp_path):
    from tests.factories import HubFactory

    HubFactory(name="Corby Family Hub")
    report = run(file_of(tmp_path, line()), "--commit")
    assert "There is no council here yet" in problems(report)[0][2]

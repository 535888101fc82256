"""Mistakes in a file: each with its line, path and sentence, and nothing is half-saved."""

import json

import pytest

from familyhubs.imports import problems as told
from households.models import Household, Person
from tests.imports.lines import file_of, line, problems, run

pytestmark = pytest.mark.django_db
AGREED = {
    "given_on": "2024-05-01",
    "given_by": "m",
    "recipients": ["Saxon Homes"],
    "purpose": "p",
    "categories": "all",
}
GOAL = {"words": "W", "set_on": "2024-01-10", "baseline": 2, "target": 8}


def person(**more):
    return {
        "key": "m",
        "given_name": "A",
        "family_name": "B",
        "date_of_birth": "1990-02-03",
        **more,
    }


# The part of the line, the path of the mistake, words of the sentence.
MISTAKES = [
    ({"household": {"hub": "Corbi Family Hub"}}, "household.hub", 'mean "Corby Family Hub"?'),
    ({"household": {"hub": "Atlantis"}}, "household.hub", "There is: Corby Family Hub; Kettering"),
    (
        {"household": {"hub": "Corby Family Hub", "recorded_on": "2100-01-01"}},
        "household.recorded_on",
        "2100-01-01 is in the future",
    ),
    ({"people": [person(), person()]}, "people[1].key", 'people[0] has the key "m" too'),
    ({"people": [person(died_on="1980-01-01")]}, "people[0].died_on", "is before"),
    ({"people": [person(joined_on="1980-01-01")]}, "people[0].joined_on", "is before"),
    ({"people": [person(joined_on="2020-01-01", left_on="2019-01-01")]}, "people[0].left_on", ""),
    (
        {"people": [person(protection=[{"kind": "looked_after", "from": "1989-01-01"}])]},
        "people[0].protection[0].from",
        "their date of birth",
    ),
    (
        {
            "people": [
                person(
                    protection=[
                        {"kind": "looked_after", "from": "2001-01-01", "until": "2000-01-01"}
                    ]
                )
            ]
        },
        "people[0].protection[0].until",
        'is before "from"',
    ),
    ({"addresses": [{"postcode": "NN16 8TL"}]}, "addresses[0].lines", "this is missing"),
    ({"addresses": [{"lines": "A", "postcode": "XX"}]}, "addresses[0].postcode", "full postcode"),
    ({"addresses": [{"lines": "A"}, {"lines": "B"}]}, "addresses[1].until", "no end either"),
    ({"addresses": [{"lines": "A", "no_fixed_abode": True}]}, "addresses[0].no_fixed_abode", ""),
    (
        {"episodes": [{"opened_on": "2024-01-01", "closed_on": "2023-01-01"}]},
        "episodes[0].closed_on",
        "is before",
    ),
    (
        {"episodes": [{"opened_on": "2020-01-01"}, {"opened_on": "2021-01-01"}]},
        "episodes[1].opened_on",
        "episodes[0] is open",
    ),
    (
        {
            "episodes": [
                {"opened_on": "2020-01-01", "closed_on": "2021-01-01"},
                {"opened_on": "2020-06-01"},
            ]
        },
        "episodes[1].opened_on",
        "was closed",
    ),
    (
        {"episodes": [{"opened_on": "2020-01-01", "closed_on": "2021-01-01"}], "goals": [GOAL]},
        "goals[0].set_on",
        "after support was closed",
    ),
    ({"leads": [{"organisation": "Nobody's", "from": "2024-01-01"}]}, "leads[0].organisation", ""),
    (
        {
            "leads": [
                {"organisation": "Saxon Homes", "from": "2024-01-01"},
                {"organisation": "Welland Academy", "from": "2024-02-01"},
            ]
        },
        "leads[1].until",
        "one organisation leads at a time",
    ),
    ({"goals": [{**GOAL, "outcome": "achieved"}]}, "goals[0].closed_on", "this is missing"),
    ({"goals": [{**GOAL, "closed_on": "2024-02-01"}]}, "goals[0].outcome", "this is missing"),
    (
        {"goals": [{**GOAL, "scores": [{"on": "2023-01-01", "by": "family", "value": 3}]}]},
        "goals[0].scores[0].on",
        "the day the goal was set",
    ),
    ({"agreements": [{**AGREED, "given_by": "x"}]}, "agreements[0].given_by", 'the key "x"'),
    ({"agreements": [{**AGREED, "covers": []}]}, "agreements[0].covers", "leave it out"),
    ({"agreements": [{**AGREED, "covers": ["m", "m"]}]}, "agreements[0].covers[1]", "twice"),
    ({"agreements": [{**AGREED, "recipients": []}]}, "agreements[0].recipients", "they agreed"),
    (
        {"agreements": [{**AGREED, "recipients": ["Saxon Homes", "saxon homes"]}]},
        "agreements[0].recipients[1]",
        "twice",
    ),
    (
        {"agreements": [{**AGREED, "recipients": ["North Northamptonshire Council"]}]},
        "agreements[0].recipients[0]",
        "is the council itself",
    ),
    ({"agreements": [{**AGREED, "until": "2024-04-01"}]}, "agreements[0].until", "is before"),
    ({"agreements": [{**AGREED, "withdrawn_on": "2024-04-01"}]}, "agreements[0].withdrawn_on", ""),
    (
        {"agreements": [{**AGREED, "decision": "refused", "withdrawn_on": "2024-06-01"}]},
        "agreements[0].withdrawn_on",
        "only what was agreed",
    ),
    (
        {"people": [person(left_on="2024-04-01")], "agreements": [AGREED]},
        "agreements[0].given_by",
        "had left the household",
    ),
    (
        {
            "disclosures": [
                {"on": "2024-01-01", "organisation": "Saxon Homes", "occasion": "court_order"}
            ]
        },
        "disclosures[0].authority",
        "authority",
    ),
    (
        {"contacts": [{"kind": "call", "on": "2024-01-01", "source": "family"}]},
        "contacts[0].channel",
        "how the family told",
    ),
    (
        {"contacts": [{"kind": "call", "on": "2024-01-01", "source": "other"}]},
        "contacts[0].source_name",
        "who told you",
    ),
    (
        {"contacts": [{"kind": "call", "on": "2100-01-01"}]},
        "contacts[0].on",
        "today or in the past",
    ),
    (
        {"contacts": [{"kind": "visit", "on": "2100-01-01", "attended": "attended"}]},
        "contacts[0].attended",
        "still to come",
    ),
    (
        {"contacts": [{"kind": "call", "on": "2017-01-01", "people": ["c"]}]},
        "contacts[0].people",
        '"c" was born on 2018-06-07',
    ),
    ({"contacts": [{"kind": "call", "on": "1985-01-01"}]}, "contacts[0].on", "before anybody"),
    ({"services": [{"service": "S", "started_on": "2024-01-01"}]}, "services[0].person", "missing"),
    (
        {
            "services": [
                {
                    "person": "m",
                    "service": "S",
                    "started_on": "2024-01-01",
                    "attendances": [{"on": "2023-01-01", "state": "attended"}],
                }
            ]
        },
        "services[0].attendances[0].on",
        "the day it started",
    ),
    (
        {
            "services": [
                {
                    "person": "m",
                    "service": "S",
                    "started_on": "2024-01-01",
                    "attendances": [
                        {"on": "2024-01-02", "state": "attended"},
                        {"on": "2024-01-02", "state": "cancelled"},
                    ],
                }
            ]
        },
        "services[0].attendances[1].on",
        "is there twice",
    ),
    (
        {
            "holds": [
                {"reason": "police", "from": "2024-01-01"},
                {"reason": "police", "from": "2024-02-01"},
            ]
        },
        "holds[1].reason",
        "same reason",
    ),
]


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

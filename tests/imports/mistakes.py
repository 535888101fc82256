"""Mistakes that a line can have: the part of it, the path, and words of the sentence."""

AGREED = {
    "given_on": "2024-05-01",
    "given_by": "m",
    "recipients": ["Saxon Homes"],
    "purpose": "p",
    "categories": "all",
}
REFUSED = {
    "given_on": "2024-05-01",
    "given_by": "m",
    "decision": "refused",
    "recipients": ["saxon homes"],
}
GOAL = {"words": "W", "set_on": "2024-01-10", "baseline": 2, "target": 8}
LATER, AFTER = "2021-01-02", "2021-01-02 is after support was closed, 2021-01-01"
CLOSED = [{"opened_on": "2020-01-01", "closed_on": "2021-01-01"}]
USE = {"person": "m", "service": "S", "started_on": "2020-06-01"}
STEP = {"words": "W", "who": "m", "by_when": "2020-12-01", "done_on": LATER}


def person(**more):
    return {
        "key": "m",
        "given_name": "A",
        "family_name": "B",
        "date_of_birth": "1990-02-03",
        **more,
    }


def paper(**more):
    return {"paper_files": [{"label": "A/1", "place": "Shelf 4", **more}]}


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
    ({"episodes": CLOSED, "contacts": [{"kind": "call", "on": LATER}]}, "contacts[0].on", AFTER),
    (
        {"episodes": CLOSED, "services": [{**USE, "started_on": LATER}]},
        "services[0].started_on",
        AFTER,
    ),
    ({"episodes": CLOSED, "services": [{**USE, "ended_on": LATER}]}, "services[0].ended_on", AFTER),
    (
        {
            "episodes": CLOSED,
            "services": [{**USE, "attendances": [{"on": LATER, "state": "attended"}]}],
        },
        "services[0].attendances[0].on",
        AFTER,
    ),
    (
        {"episodes": CLOSED, "goals": [{**GOAL, "set_on": "2020-06-01", "steps": [STEP]}]},
        "goals[0].steps[0].done_on",
        AFTER,
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
        {"agreements": [AGREED, {**REFUSED, "given_on": "2024-08-01"}]},
        "agreements[0].withdrawn_on",
        'agreements[1] "m" said no on 2024-08-01',
    ),
    (
        {"agreements": [{**REFUSED, "given_on": "2024-08-01", "recipients": []}, AGREED]},
        "agreements[1].withdrawn_on",
        "this is missing",
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
    (paper(person="nobody"), "paper_files[0].person", "nobody on this line has the key"),
    (paper(hub="Corbi Family Hub"), "paper_files[0].hub", 'mean "Corby Family Hub"?'),
    (paper(registered_on="2100-01-01"), "paper_files[0].registered_on", "in the future"),
    (paper(volumes=0), "paper_files[0].volumes", "from 1 to 99"),
    (paper(label="x" * 61), "paper_files[0].label", "60 are kept"),
    (
        {"paper_files": [{"label": "A/1", "place": "x"}, {"label": "a/1", "place": "y"}]},
        "paper_files[1].label",
        "the same label",
    ),
]

"""How people of a line are related: three ways to say it (docs/import.md)."""

import pytest

from familyhubs.imports.relationships import bonds_of


def bonds(*said):
    people = [{"key": f"k{place}", "relationship": each} for place, each in enumerate(said)]
    told, noted = [], []
    found = bonds_of(people, lambda *a: told.append(a), lambda *a: noted.append(a))
    return [(bond.person, bond.kind.value, bond.other) for bond in found], told, noted


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        # A word alone, to the first person.
        (("", "child"), [(0, "parent", 1)]),
        (("", "Daughter", "son"), [(0, "parent", 1), (0, "parent", 2)]),
        (("self", "mother", "grandmother"), [(1, "parent", 0), (2, "grandparent", 0)]),
        (("", "partner", "step-son"), [(1, "partner", 0), (0, "step_parent", 2)]),
        (("", "foster child"), [(0, "carer", 1)]),
        # The first person has a word too: what each is to the children.
        (("mother", "father", "child"), [(0, "parent", 2), (1, "parent", 2)]),
        (("mother", "child"), [(0, "parent", 1)]),
        (("child", "child", "mother"), [(2, "parent", 0), (2, "parent", 1)]),
        (("child", "sibling"), [(1, "sibling", 0)]),
        (("mother", "partner", "child"), [(0, "parent", 2), (1, "partner", 0)]),
        # With whom.
        (("mother of k1", ""), [(0, "parent", 1)]),
        (("", "", "father of k0, k1"), [(2, "parent", 0), (2, "parent", 1)]),
        (("", "sister of k0 and k2", ""), [(1, "sibling", 0), (1, "sibling", 2)]),
        (("head of household", "child"), [(0, "parent", 1)]),
        # Told from both sides, once.
        (("brother of k1", "sister of k0"), [(0, "sibling", 1)]),
        (("mother of k1", "son of k0"), [(0, "parent", 1)]),
    ],
)
def test_what_is_said_is_understood(said, expected):
    found, told, noted = bonds(*said)
    assert sorted(found) == sorted(expected)
    assert not told
    assert not noted


def exact(to, kind, responsibility=""):
    return [{"to": to, "kind": kind, "parental_responsibility": responsibility}]


def test_parental_responsibility_is_kept_where_it_can_be_held():
    people = [
        {"key": "a", "relationship": exact("b", "parent", "holds")},
        {"key": "b", "relationship": "child of a"},
    ]
    (bond,) = bonds_of(people, pytest.fail, pytest.fail)
    assert bond.parental_responsibility == "holds"
    _, told, _ = bonds(exact("k1", "partner", "holds"), "")
    assert [path for path, _ in told] == ["people[0].relationship[0].parental_responsibility"]


def test_an_unknown_word_is_another_relationship_and_noted():
    found, told, noted = bonds("", "godmother")
    assert found == [(1, "other", 0)]
    assert not told
    assert noted == [("people[1].relationship", '"godmother" is kept as "other relationship"')]


@pytest.mark.parametrize(
    ("said", "path", "message"),
    [
        (("mother of k1", "mother of k0"), "people[1].relationship", "both cannot be true"),
        (("mother of k7", ""), "people[0].relationship", 'has the key "k7"'),
        (("mother of k0", ""), "people[0].relationship", "nobody is related to themselves"),
        ((exact("x", "parent"), ""), "people[0].relationship[0].to", 'has the key "x"'),
    ],
)
def test_what_cannot_be_is_told(said, path, message):
    _, told, _ = bonds(*said)
    assert told[0][0] == path
    assert message in told[0][1]

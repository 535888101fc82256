"""What a family did not share turns up in no answer of any kind: a word of each record is looked
for in every page, paper, file and list that a role can ask for, and in every search.
"""

from contextlib import contextmanager

import pytest
from django.db import transaction
from django.urls import reverse

from familyhubs.records.dates import today
from households.actions import details
from households.categories import Category
from households.models import DetailKind
from referrals.actions import uses
from tests.consistency.pages import World, addresses
from tests.factories import AgreementFactory, ContactFactory
from tests.printing.paper import Paper

# A word that stands in one kind of record alone, by what lets somebody see it.
WORDS = {
    Category.IDENTITY: ["Bramble", "Quillfeather"],  # Marigold is named in a step of a goal, too
    Category.CONTACT_DETAILS: ["07700900123", "07700 900123", "marigold@family", "Thistledown"],
    Category.CONTACT_HISTORY: ["Teasel", "Come on Monday", "letter.txt"],
    Category.SERVICES: ["Toddler swimming"],
    Category.HEALTH: ["Wheezes at night"],
    Category.FINANCE: ["Behind with the rent"],
    Category.IDENTIFIERS: ["B801200005001"],
    Category.HUB_RECORD: ["Sleep through the night", "Ring the school", "Go on as now"],
}
# What no partner is told, whatever was agreed.
THE_COUNCILS = ["Police investigation", "shouting was heard", "Waiting for an answer would"]
# Typed so that a page that says what was asked for does not give a word away.
TYPED = ["marygold quilfether", "thisledown", "17/05/1990", "900123", "teesel"]
BOXES = ("q", "other", "name", "about")


@pytest.fixture
def world(db):
    """The family with something of every kind; the clinic may see who leads and the goals alone."""
    world = World()
    for name in ("attachment", "attendance", "identifier", "step", "team_member", "review", "hold"):
        assert getattr(world, name)
    facts = {"person": world.child, "household": world.household, "by": world.alice}
    for kind, text in (
        (DetailKind.HEALTH, "Wheezes at night"),
        (DetailKind.FINANCE, "Behind with the rent"),
    ):
        details.record(kind=kind, answer=text, relevance="It bears on the support", **facts)
    uses.begin(
        household=world.household,
        people=[world.child],
        started_on=today(),
        service_name="Toddler swimming",
        by=world.alice,
    )
    ContactFactory(household=world.household, by=world.alice)
    AgreementFactory(
        household=world.household,
        recipients=[world.clinic],
        categories=[Category.HUB_RECORD],
        by=world.alice,
    )
    return world


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def answers(client, world, *, searched=True):
    """The text of every answer to somebody who goes everywhere, with where it came from."""
    for address in addresses():
        parts = {name: world.part(address, name) for name in address.parts}
        url = reverse(address.name, kwargs=parts)
        yield address.name, text_of(client, url)
        if searched and address.name in SEARCHED:
            for typed in TYPED:
                typed_in = dict.fromkeys(BOXES, typed)
                yield f"{address.name} asked for {typed}", text_of(client, url, typed_in)


SEARCHED = {
    "households:list",
    "households:search",
    "households:timeline",
    "households:merge",
}


def text_of(client, url, typed=None):
    with undone():
        told = client.get(url, typed or {})
        body = b"".join(told.streaming_content) if told.streaming else told.content
    head = " ".join(f"{name}: {value}" for name, value in told.headers.items())
    if told.headers.get("Content-Type", "").startswith("application/pdf"):
        return head + Paper(body).words
    return head + body.decode(errors="replace")


def found(client, world, words):
    return [
        f"{word} in {where}"
        for where, text in answers(client, world)
        for word in words
        if word in text
    ]


@pytest.mark.parametrize("who", ["charlie", "ann"])
def test_who_has_nothing_to_do_with_a_family_finds_no_word_of_it(client, world, who):
    client.force_login(getattr(world, who))
    every = [word for words in WORDS.values() for word in words]
    assert found(client, world, [*every, *THE_COUNCILS]) == []


def test_who_was_let_see_one_thing_finds_no_word_of_the_others(client, world):
    client.force_login(world.harriet)
    shared = WORDS[Category.HUB_RECORD]
    others = [word for words in WORDS.values() if words is not shared for word in words]
    assert found(client, world, [*others, *THE_COUNCILS]) == []
    page = text_of(client, reverse("households:goals", args=[world.household.reference]))
    assert shared[0] in page, "the test looks where something is to be seen"


def test_each_word_is_there_to_be_found(client, world):
    """Else the tests above prove nothing."""
    client.force_login(world.alice)
    everything = " ".join(text for _, text in answers(client, world, searched=False))
    for category, words in WORDS.items():
        is_there = any(word in everything for word in words)
        # A number is masked for everybody, and shown with a reason.
        assert is_there is (category != Category.IDENTIFIERS), category

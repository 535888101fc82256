"""Who is back: found in the records by the marks that certificates keep of them.

A restored sequence may give a number out again, so nobody is found by theirs: the data key of a
household or person is random, and its keyed mark stands on the certificate.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import batched
from uuid import UUID

from django.db.models import Q

from familyhubs.keys import vault
from familyhubs.records.privacy import RecordClass
from households.models import Household, Person
from retention import clocks
from retention.certificates import mark
from retention.chain import Content
from retention.scope import Scope

BATCH = 5000


@dataclass(frozen=True)
class Here:
    """The households and people whose marks were asked for, by their marks."""

    households: dict[str, int]
    people: dict[str, int]

    def of(self, content: Content, what: str) -> set[int]:
        """Those of a certificate's households, people, homes, shell or kept who are here."""
        known = self.people if what in ("people", "kept") else self.households
        marks = content["named"].get(what, ())
        return {known[mark] for mark in marks if mark in known}


@dataclass
class Taken:
    """What one transaction's certificates say went, and is back; and who is left where they are.

    stay: people and households that were named and are not taken, each with the reason.
    """

    scope: Scope
    stay: dict[tuple[str, int], str] = field(default_factory=dict)


ELSEWHERE = "also belongs to a household that was not disposed of"
MERGED = "is merged with somebody or something that was not disposed of"
NO_HOME = "lived there, was not disposed of with it, and now belongs to no household"


def who_is_here(contents: Iterable[Content]) -> Here:
    """Look through all households and people for those that these certificates name."""
    wanted = {mark for content in contents for marks in content["named"].values() for mark in marks}
    return Here(
        {known: pk for pk, key in _keys(Household) if (known := mark("household", key)) in wanted},
        {known: pk for pk, key in _keys(Person) if (known := mark("person", key)) in wanted},
    )


def without_a_key(model: type[Household] | type[Person]) -> set[int]:
    """Those whose data key is destroyed, and whose row is here: they are back from a backup."""
    found: set[int] = set()
    for rows in batched(_keys(model), BATCH):
        gone = vault.destroyed_at(key for _, key in rows)
        found.update(pk for pk, key in rows if key in gone)
    return found


def taken_by(contents: Collection[Content], here: Here) -> Taken:
    """Exactly what went in one transaction, of what is here: whatever holds or clocks say now.

    Nobody is taken who is tied to somebody or something that never went.
    """
    stay: dict[tuple[str, int], str] = {}
    hub, service, shells = _households(contents, here, stay)
    # Also the shells that a child who went was in, and that stayed for another.
    named = {
        pk for each in contents for what in ("households", "homes") for pk in here.of(each, what)
    }
    homes_going = named - {pk for kind, pk in stay if kind == "household"}
    people = _people(contents, here, homes_going, stay)
    kept = {pk for each in contents for pk in here.of(each, "kept")} - people.keys()
    for pk, homes in _homes_of_those_in(service, apart_from=people.keys() | kept).items():
        if homes & shells:
            kept.add(pk)  # it was not named: it stays with what stays
        elif homes <= service:
            stay["person", pk] = NO_HOME
    scope = Scope(
        hub=hub,
        service=service,
        old_shells=set(),
        new_shells=shells,
        people={pk: min(homes, default=0) for pk, homes in people.items()},
        # So that what is about them alone goes from a shell that stays.
        protected=set(people),
        kept=kept,
        homes={**people, **clocks.ties(people=kept)} if kept else people,
        merged=clocks.merged_into(hub | service),
    )
    return Taken(scope, stay)


def of_nobody_s(people: set[int]) -> Scope:
    """Those of these people whom no household's row names any more, and nobody is merged with."""
    alone: set[int] = people - (clocks.ties(people=people).keys() if people else set())
    _leave_merged(Person, "person", alone, {})
    nothing: set[int] = set()
    return Scope(
        *(nothing, nothing, nothing, nothing),
        people=dict.fromkeys(alone, 0),
        protected=set(alone),
        kept=set(),
        homes={pk: set() for pk in alone},
    )


def _households(
    contents: Collection[Content], here: Here, stay: dict[tuple[str, int], str]
) -> tuple[set[int], set[int], set[int]]:
    """Whose hub record, whose service record, and which of them stay as shells."""
    hub: set[int] = set()
    service: set[int] = set()
    shells: set[int] = set()
    for content in contents:
        found = here.of(content, "households")
        if content["class"] == RecordClass.HUB:
            hub |= found
        elif content["class"] == RecordClass.SERVICE or not content["child_remains"]:
            # A child's own record that was the last of a shell took the shell along.
            service |= found
            shells |= here.of(content, "shell")
    taken = hub | service
    _leave_merged(Household, "household", taken, stay)
    # What is merged into another one that goes, goes with that one.
    with_another = set(clocks.merged_into(taken))
    taken -= with_another
    return (hub | service) & taken, service & taken, shells & service & taken


def _people(
    contents: Collection[Content],
    here: Here,
    homes_going: set[int],
    stay: dict[tuple[str, int], str],
) -> dict[int, set[int]]:
    """Each person who goes, with the households they are tied to."""
    people = {pk for each in contents for pk in here.of(each, "people")}
    _leave_merged(Person, "person", people, stay)
    homes = clocks.ties(people=people) if people else {}
    for pk in list(people):
        if not homes.get(pk, set()) <= homes_going:
            people.discard(pk)
            stay["person", pk] = ELSEWHERE
    return {pk: homes.get(pk, set()) for pk in people}


def _leave_merged(
    model: type[Household] | type[Person],
    kind: str,
    taken: set[int],
    stay: dict[tuple[str, int], str],
) -> None:
    """Leave whatever is merged, from either side, with what was not named."""
    pairs = model._base_manager.filter(
        Q(pk__any_of=taken) | Q(merged_into__any_of=taken), merged_into__isnull=False
    ).order_by()
    for pk, into in pairs.values_list("pk", "merged_into_id"):
        for one, other in ((pk, into), (into, pk)):
            if one in taken and other not in taken:
                taken.discard(one)
                stay[kind, one] = MERGED


def _homes_of_those_in(households: set[int], *, apart_from: Collection[int]) -> dict[int, set[int]]:
    if not households:
        return {}
    others = clocks.ties(households=households).keys() - set(apart_from)
    return clocks.ties(people=others) if others else {}


def _keys(model: type[Household] | type[Person]) -> Iterator[tuple[int, UUID]]:
    rows = model._base_manager.order_by("pk").values_list("pk", "data_key")
    yield from rows.iterator(chunk_size=BATCH)

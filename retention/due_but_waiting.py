"""What is due and may not go yet, because its notice runs or nobody approved it, and why.

Every function takes an assessment that is held to its notices (`Assessment.held_to_notices`).
"""

from collections.abc import Collection, Iterable
from dataclasses import replace

from familyhubs.records.privacy import RecordClass
from retention import stopping
from retention.due import Assessment
from retention.lines import Block, Line
from retention.notices import TAKEN_AS_RUN, Place
from retention.of_one import HouseholdClock
from retention.reasons import Reason


def blocks(held: Assessment, due: Iterable[Line]) -> list[Block]:
    """What stops what is due, and what is stopped altogether, each once."""
    going = places(held, held.households)
    found = stopping.blocks(held)
    found += [
        Block(line.household_id, line.household, line.person, reason)
        for line in due
        if (line.household_id, line.record_class, line.person) not in going
        for reason in _wanted(held, line)
    ]
    return list(dict.fromkeys(sorted(found, key=lambda block: block.household_id)))


def households(held: Assessment, of: Collection[int], within: Collection[int]) -> set[int]:
    """Of these, the ones of which something is due that may not go yet.

    Args: `within`, all that could have gone with them: other homes of their people are among it.
    """
    held = _near(held, of)
    whole = replace(held, notices=TAKEN_AS_RUN)
    homes = set(of).union(*held.homes.values()).intersection(within)
    return {place[0] for place in places(whole, homes) - places(held, homes)} & set(of)


def _near(held: Assessment, within: Collection[int]) -> Assessment:
    """The same, of nobody but whom rows of these households name: on nobody else what goes of them
    depends."""
    homes = {pk: homes for pk, homes in held.homes.items() if not homes.isdisjoint(within)}
    return replace(held, homes=homes, people={pk: held.people[pk] for pk in homes})


def places(assessed: Assessment, within: Collection[int]) -> set[Place]:
    """Each line that goes of these households."""
    scope = assessed.scope(within)
    found: set[Place] = {
        (pk, RecordClass.HUB, None) for pk in scope.hub if assessed.households[pk].hub_left
    }
    found |= {(pk, RecordClass.SERVICE, None) for pk in scope.service - scope.old_shells}
    mistaken = scope.people.keys() - scope.protected - scope.twins.keys()  # where kept in a shell
    for pk in mistaken:
        found |= {(home, RecordClass.SERVICE, None) for home in scope.homes[pk] & scope.old_shells}
    return found | {(scope.people[pk], RecordClass.PROTECTED_CHILD, pk) for pk in scope.protected}


def _wanted(held: Assessment, line: Line) -> list[Reason]:
    if line.person is None:
        household = held.households[line.household_id]
        if household.is_shell:
            return wanted_of_shell(held, household)
        return held.notices.wanted_of(household, line.record_class)
    homes = held.homes[line.person]
    own = held.notices.wanted_of_person(held.people[line.person], homes)
    of_homes = (
        held.notices.wanted_of(held.households[home], RecordClass.SERVICE) for home in sorted(homes)
    )
    return own or [reason for wanted in of_homes for reason in wanted]


def wanted_of_shell(held: Assessment, shell: HouseholdClock) -> list[Reason]:
    """What the notice of a shell still wants, and that it says nothing of a child in it yet."""
    children = stopping.left_by_mistake(held, shell)
    wanted = held.notices.wanted_of_shell(shell)
    for child in children:
        wanted += held.notices.wanted_of_person(child, [shell.pk])
    return list(dict.fromkeys(wanted))

"""What is saved while two records become one is never left in the one nobody sees any more.

Every action that writes of a household holds its row first (households/actions/locks.py), which
refuses one that was merged meanwhile, and so does one that saves a row a merge may have moved.
"""

import ast

import pytest

from tests.consistency.code import called, functions, module_of, short
from tests.consistency.test_actions import WITH_ACTOR, named, that_reach

# Arguments that are a household, or a row of one as a page read it.
OF_A_HOUSEHOLD = {
    *("access", "address", "agreement", "assignment", "attachment", "attendance", "contact"),
    *("disclosure", "episode", "file", "goal", "household", "loan", "member", "membership"),
    *("referral", "review", "stay", "step", "use"),
}
# Of a person: what is kept of them lands with the record that is kept.
OF_A_PERSON = {"people.also_lives_in", "people.correct", "people.relate", "people.protect"} | {
    *("details.record", "details.remove", "details.say_relevance", "identifiers.record"),
    *("stays.return_home",),
}
EXCEPTIONS = {
    "households.actions.addresses.follow_hiding": "called by what hides it, which holds it",
    "households.actions.corrections.pass_on_address": "called by the moves, which hold it",
    "households.actions.involvement.begin": "called by what it stands on, which holds it",
    "referrals.actions.answers.let_in": "called by the acceptance, which holds it",
    "households.actions.merges.merge_people": "holds every home of both itself",
    "households.actions.people.confirm": "adds nothing; asks again who was merged, as no page may "
    "show a refusal of a button",
}
LOCKS = frozenset({"lock"})
CASES = [
    (path, function)
    for path, function in WITH_ACTOR
    if OF_A_HOUSEHOLD & {argument.arg for argument in function.args.kwonlyargs}
    if not path.name.startswith("merges")
]


@pytest.mark.parametrize(("path", "action"), CASES, ids=named(CASES))
def test_an_action_holds_the_household_it_writes_of(path, action):
    name = f"{module_of(path)}.{action.name}"
    held = name in that_reach(LOCKS)
    assert held or name in EXCEPTIONS, (
        f"{short(path)}:{action.lineno} {action.name}: call lock(household) first, or say among "
        "the exceptions why not."
    )


@pytest.mark.parametrize("name", sorted(OF_A_PERSON))
def test_an_action_holds_the_person_it_writes_of(name):
    ((path, action),) = [
        (path, action)
        for path, action in WITH_ACTOR
        if f"{module_of(path)}.{action.name}" == f"households.actions.{name}"
    ]
    beside = {one.name: one for one in functions(path)}
    own = [action, *(beside[call] for call in called(action) if call.startswith("_"))]
    locks = [
        call
        for one in own
        for call in ast.walk(one)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "lock"
    ]
    assert any(len(call.args) > 1 for call in locks), f"{name}: lock(household, person)"


def test_the_exceptions_are_actions_that_hold_nothing():
    every = set(named(WITH_ACTOR))
    assert set(EXCEPTIONS) <= every
    assert not set(EXCEPTIONS) & that_reach(LOCKS)

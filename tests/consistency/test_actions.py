"""An action says who does it, is whole or not at all, and leaves an event (house rule 5)."""

import ast
from functools import cache

import pytest

from tests.consistency.code import (
    action_files,
    called,
    decorators,
    functions,
    imported_from,
    module_of,
    short,
)

WRITES = {"keep", "save", "create", "bulk_create", "bulk_update", "update", "delete", "set"}
EVENTS = frozenset({"log.wrote", "log.disposed", "log.opened", "log.revealed"})

ACTIONS = [
    (path, function)
    for path in action_files()
    for function in functions(path)
    if not function.name.startswith("_")
]
WITH_ACTOR = [
    (path, function)
    for path, function in ACTIONS
    if "by" in {argument.arg for argument in function.args.kwonlyargs}
]
WITHOUT_ACTOR = [case for case in ACTIONS if case not in WITH_ACTOR]


def named(cases):
    return [f"{module_of(path)}.{function.name}" for path, function in cases]


def test_there_are_actions():
    assert len(WITH_ACTOR) > 20


def test_an_action_takes_its_arguments_by_name():
    wrong = [
        at(path, action)
        for path, action in WITH_ACTOR
        if action.args.args or action.args.posonlyargs
    ]
    assert not wrong, f"{wrong}: put `*` before its first argument."


def test_an_action_is_one_transaction():
    wrong = [at(path, action) for path, action in WITH_ACTOR if "action" not in decorators(action)]
    assert not wrong, f"{wrong}: decorate it with @action."


def test_an_action_leaves_an_event():
    leaving = that_reach(EVENTS)
    wrong = [
        at(path, action)
        for path, action in WITH_ACTOR
        if f"{module_of(path)}.{action.name}" not in leaving
    ]
    assert not wrong, (
        f"{wrong} change a record without an event in the access log: call log.wrote(by, ...)."
    )


def test_an_action_says_what_it_does():
    wrong = [at(path, action) for path, action in WITH_ACTOR if not ast.get_docstring(action)]
    assert not wrong, f"{wrong}: no docstring."


def at(path, function):
    return f"{short(path)}:{function.lineno} {function.name}"


@pytest.mark.parametrize(("path", "helper"), WITHOUT_ACTOR, ids=named(WITHOUT_ACTOR))
def test_what_takes_no_actor_changes_nothing(path, helper):
    """A public function beside the actions either says who does it, or only reads."""
    written = {name for name in called(helper) if name != "set"}  # Python's own
    writing = {name for name in written if name.split(".")[-1] in WRITES or name in EVENTS}
    assert not writing, (
        f"{short(path)}:{helper.lineno} {helper.name} calls {sorted(writing)} and nobody knows who "
        "asked: give it `by`, or begin its name with _ and call it from an action."
    )


@cache
def that_reach(wanted: frozenset[str]) -> set[str]:
    """Functions of the actions that call one of these, or a function of the actions that does."""
    calls = {
        f"{module_of(path)}.{function.name}": (path, called(function))
        for path in action_files()
        for function in functions(path)
    }
    found = {name for name, (_, names) in calls.items() if wanted.intersection(names)}
    while True:
        more = {
            name
            for name, (path, names) in calls.items()
            if name not in found and any(_is_in(one, path, found) for one in names)
        }
        if not more:
            return found
        found |= more


def _is_in(written, path, found):
    """Whether a call as it is written ("_finish", "involvement.end") is one of these functions."""
    if "." not in written:
        return f"{imported_from(path).get(written, module_of(path))}.{written}" in found
    return any(name.endswith(f".actions.{written}") for name in found)

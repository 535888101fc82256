"""What a page reads, it reads through `visible_to`. Rules 1, 4 and 5 of the house."""

import ast
import re
from functools import cache

import pytest
from django.apps import apps

from familyhubs.records.models import Record
from tests.consistency.code import (
    TEMPLATES,
    functions,
    own_models,
    page_files,
    python_files,
    short,
    tree,
    view_files,
)

# Tables that hold nothing about a family: a page may read them whole.
NOT_PERSONAL = {
    "Certificate",
    "ChainCheck",
    "DisposedCount",
    "DoomedFile",
    "DoomedKey",
    "DutyAccepted",
    "Hub",
    "KeyDestruction",
    "MessagePreference",
    "Notice",
    "Organisation",
    "ScheduleRequest",
    "ScheduleVersion",
    "Service",
    "SweepRun",
    "UnmetNeed",
    "User",
}
SCOPES = {"visible_to", "offered_to", "none"}
BANNED = {"_base_manager", "_default_manager", "get_objects_for_user", "raw", "extra"}
READS = {"all", "filter", "exclude", "get", "first", "last", "count", "exists", "values", "latest"}
LONGEST_VIEW = 25
# Relations that are read unscoped, from a record that was loaded scoped, and why none leaks.
ANSWERED_FOR = {
    ("consent/disclosed.py", "row.people.all"): "prefetched in scope just above",
    ("households/forms/relationships.py", "person.relationships.filter"): "asks whether one exists",
    ("consent/reading.py", "one.withdrawals.all"): "prefetched in scope just above",
    ("consent/reading.py", "row.withdrawals.all"): "prefetched in scope just above",
    ("consent/reading.py", "agreement.withdrawals.all"): "prefetched in scope just above",
    ("consent/receipts.py", "agreement.withdrawals.all"): "prefetched in scope by consent.reading",
}

MODELS = {model.__name__ for model in own_models()}
# Names under which one record reaches others of a family: household.goals, goal.scores, ...
ACCESSORS = {
    relation.get_accessor_name()
    for model in apps.get_models()
    for relation in model._meta.related_objects
    if issubclass(relation.related_model, Record) and not relation.hidden
} | {
    field.name
    for model in apps.get_models()
    if issubclass(model, Record)
    for field in model._meta.many_to_many
}


def test_a_query_of_a_page_is_scoped():
    unscoped = [
        f"{short(path)}:{node.lineno} {ast.unparse(node)}"
        for path in page_files()
        for node, chain in chains(path)
        if is_model_manager(node) and not SCOPES.intersection(chain)
    ]
    assert not unscoped, (
        f"{unscoped}: ask .visible_to(user), or name the model in NOT_PERSONAL if it holds nothing "
        "about a family."
    )


def test_a_page_does_not_read_past_the_scope_through_a_relation():
    unscoped = [
        f"{short(path)}:{node.lineno} {ast.unparse(node)}.{chain[0]}"
        for path in page_files()
        for node, chain in chains(path)
        if node.attr in ACCESSORS
        and READS.intersection(chain[:1])
        and not SCOPES.intersection(chain)
        and (short(path), f"{ast.unparse(node)}.{chain[0]}") not in ANSWERED_FOR
    ]
    assert not unscoped, f"{unscoped}: start at Model.objects.visible_to(user)."


def test_a_page_does_not_go_round_the_scope():
    found = [
        f"{short(path)}:{node.lineno}"
        for path in page_files()
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.Attribute) and node.attr in BANNED)
        or (isinstance(node, ast.Call) and loads_by_model(node))
    ]
    assert not found, f"{found}: load it with open_household, or with .visible_to(user)."


def test_what_a_page_prefetches_is_scoped():
    """`prefetch_related("people")` fetches them all; a Prefetch says which."""
    bare = [
        f"{short(path)}:{node.lineno} {argument.value}"
        for path in page_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".prefetch_related")
        for argument in node.args
        if isinstance(argument, ast.Constant)
    ]
    assert not bare, f"{bare}: use Prefetch(..., queryset=Model.objects.visible_to(user))."


def test_a_template_reads_only_relations_that_were_prefetched_in_scope():
    pattern = re.compile(rf"\b({'|'.join(ACCESSORS)})\.({'|'.join(READS)})\b")
    found = [
        f"{path.relative_to(TEMPLATES)}: {match.group(0)}"
        for path in TEMPLATES.rglob("*.html")
        for match in pattern.finditer(path.read_text(encoding="utf-8"))
        if match.group(2) != "all" or match.group(1) not in prefetched()
    ]
    assert not found, f"{found}: hand the template what the view loaded with .visible_to(user)."


def test_nothing_asks_guardian_for_objects():
    """It knows no dates and answers for inactive users."""
    found = [
        short(path)
        for path in python_files()
        if "get_objects_for_user" in path.read_text(encoding="utf-8")
    ]
    assert not found


@pytest.mark.parametrize("path", view_files(), ids=short)
def test_a_view_fits_on_a_screen(path):
    long = [
        f"{short(path)}:{function.lineno} {function.name} has {length(function)} lines"
        for function in functions(path)
        if length(function) > LONGEST_VIEW
    ]
    assert not long, f"{long}: a view loads, authorises, acts, answers. Move the rest down a floor."


def test_no_business_rule_is_a_signal():
    """Signals hide who calls what. What follows a migration has no other place to be called."""
    found = [
        f"{short(path)}:{node.lineno} {name}"
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and (name := ast.unparse(node.func))
        and (name.split(".")[-1] == "receiver" or re.search(r"(pre|post)_\w+\.connect$", name))
        and name != "post_migrate.connect"
    ]
    assert not found, f"{found}: write an action instead."


def chains(path):
    """Every attribute of a file, with the names that follow it: X.objects -> [filter, first]."""
    parents = {child: node for node in ast.walk(tree(path)) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.Attribute):
            continue
        names, here = [], node
        while (parent := parents.get(here)) is not None:
            if isinstance(parent, ast.Attribute):
                names.append(parent.attr)
            elif not (isinstance(parent, ast.Call) and parent.func is here):
                break
            here = parent
        yield node, names


@cache
def prefetched():
    """Relations that some page prefetches with a queryset of its own."""
    return {
        str(node.args[0].value).split("__")[-1]
        for path in page_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == "Prefetch"
        and isinstance(node.args[0], ast.Constant)
        and any(keyword.arg == "queryset" for keyword in node.keywords)
    }


def is_model_manager(node):
    return (
        node.attr in ("objects", "history")
        and isinstance(node.value, ast.Name)
        and node.value.id in MODELS - NOT_PERSONAL
    )


def loads_by_model(call):
    """get_object_or_404(Model, ...), which knows no scope."""
    name = ast.unparse(call.func).split(".")[-1]
    first = call.args[0] if call.args else None
    return (
        name in ("get_object_or_404", "get_list_or_404")
        and isinstance(first, ast.Name)
        and first.id in MODELS - NOT_PERSONAL
    )


def length(function):
    """Lines of a function's body, its docstring left out."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0

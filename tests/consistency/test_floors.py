"""Each floor stands on the lower ones. `lint-imports` looks at imports; here are the tables."""

import ast

import pytest

from tests.consistency.code import (
    PACKAGES,
    ROOT,
    floor_of,
    floor_of_model,
    floors,
    module_of,
    own_models,
    python_files,
    short,
)

# They import what they like and nobody imports them; the package itself holds nothing.
ROOFLESS = {"familyhubs"}


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_a_foreign_key_points_to_the_same_floor_or_a_lower_one(model):
    pointing_up = [
        f"{field.name} -> {field.related_model._meta.label}"
        for field in [*model._meta.fields, *model._meta.many_to_many]
        if field.related_model and floor_of_model(field.related_model) > floor_of_model(model)
    ]
    assert not pointing_up, (
        f"{model._meta.label} points up: {pointing_up}. Move the field to the upper floor, "
        "or keep the upper row's id as a plain number, as Involvement.source_id does."
    )


def test_every_module_stands_on_a_floor():
    homeless = {
        module_of(path)
        for path in python_files()
        if floor_of(module_of(path)) < 0 and module_of(path) not in ROOFLESS
    }
    assert not homeless, (
        f"{sorted(homeless)}: no floor. Name the package among the layers in pyproject.toml."
    )


def test_every_floor_is_there():
    missing = [
        name
        for name in floors()
        if not (ROOT / name.replace(".", "/")).is_dir()
        and not (ROOT / f"{name.replace('.', '/')}.py").is_file()
    ]
    assert not missing, f"{missing} stand among the layers in pyproject.toml and nowhere else."


@pytest.mark.parametrize("package", PACKAGES)
def test_nothing_imports_the_settings_module_or_the_tests(package):
    """Settings are read through django.conf.settings; import-linter does not know this."""
    found = [
        f"{short(path)}:{node.lineno}"
        for path in (ROOT / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in _imported(node)
        if name in ("tests", "familyhubs.settings") or name.startswith("tests.")
    ]
    assert not found


def _imported(node):
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return []

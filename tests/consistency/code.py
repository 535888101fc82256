"""The project's own code, read as syntax trees, and the floors it stands on."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.apps import apps
from django.db.models import Model

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("familyhubs", "households", "consent", "referrals", "retention", "reporting")
TEMPLATES = ROOT / "templates"
GROUND = -1  # the floor of Django and of every third party


@cache
def python_files() -> tuple[Path, ...]:
    """Every file of the project but migrations and tests."""
    return tuple(
        path
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
        if "migrations" not in path.parts
    )


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def action_files() -> list[Path]:
    return [
        path
        for path in python_files()
        if path.parent.name == "actions" and path.name != "__init__.py"
    ]


def view_files() -> list[Path]:
    return [path for path in python_files() if path.parent.name == "views" or path.stem == "views"]


# What reads for a page: everything but what is below a page or never serves one.
NOT_FOR_PAGES = {
    "actions",
    "models",
    "migrations",
    "management",
    "local",
    "demo",
    "imports",
    "database",
}
BELOW_PAGES = {
    "households/loader.py",  # scopes, and is the one way in
    "households/sight.py",  # says what of a scoped household is seen
    "households/backends.py",  # answers for guardian
    "households/explained.py",  # a command's, for who answers for access; no page reads it
    "households/walls.py",  # makes the second wall
    "households/drift.py",  # compares the walls at night; ids alone
    "households/denials.py",  # whose id the log takes, and nobody is shown
    "reporting/figures.py",  # counts alone, behind SEE_REPORTS and the suppression of small ones
    "familyhubs/audit/log.py",
    "familyhubs/audit/aliases.py",  # ids alone, for the log
    "familyhubs/audit/anchors.py",  # ids alone, for the worker's role
    "familyhubs/records/models.py",
    "familyhubs/records/changes.py",  # given records that a page was allowed to load
}


def page_files() -> list[Path]:
    """Views, forms, what they read with: where a query without a scope would be a leak."""
    return [
        path
        for path in python_files()
        if not NOT_FOR_PAGES.intersection(path.relative_to(ROOT).parts)
        and path.stem != "admin"
        and path.relative_to(ROOT).parts[0] != "retention"  # disposal sees everything
        and short(path) not in BELOW_PAGES
    ] + [path for path in view_files() if path.relative_to(ROOT).parts[0] == "retention"]


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    """The functions of a module's top level."""
    for node in tree(path).body:
        if isinstance(node, ast.FunctionDef):
            yield node


def imported_from(path: Path) -> dict[str, str]:
    """What a module imports by name, and from which module."""
    return {
        alias.asname or alias.name: node.module
        for node in tree(path).body
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }


def decorators(function: ast.FunctionDef) -> list[str]:
    return [ast.unparse(decorator) for decorator in function.decorator_list]


def called(function: ast.AST) -> set[str]:
    """What is called inside, as it is written: "log.wrote", "_finish", "person.keep"."""
    return {ast.unparse(node.func) for node in ast.walk(function) if isinstance(node, ast.Call)}


def own_models() -> list[type[Model]]:
    """Every model of the project, histories too."""
    return [model for model in apps.get_models() if floor_of_model(model) > GROUND]


@cache
def floors() -> dict[str, int]:
    """Each package of the project and its floor, as import-linter is told them (pyproject.toml)."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = [
        entry for entry in config["tool"]["importlinter"]["contracts"] if entry["id"] == "floors"
    ]
    found: dict[str, int] = {}
    for number, layer in enumerate(reversed(contract["layers"])):
        for package in layer.split("|"):
            found[package.strip()] = number
    return found


def floor_of(module: str) -> int:
    """The floor of a module; the ground's for what is not ours."""
    parts = module.split(".")
    for length in range(len(parts), 0, -1):
        if (number := floors().get(".".join(parts[:length]))) is not None:
            return number
    return GROUND


def floor_of_model(model: type[Model]) -> int:
    return floor_of(apps.get_app_config(model._meta.app_label).name)

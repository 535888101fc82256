"""Every upload is bounded and told by its bytes: no form takes a file in another way."""

import ast
from importlib import import_module

from tests.consistency.code import python_files, short, tree

# The field itself, and the catalogue, which keeps nothing.
ALLOWED = {"familyhubs/files/fields.py", "familyhubs/design/samples.py"}
OTHERS = {"FileField", "ImageField"}


def test_no_form_and_no_model_has_a_file_field_of_djangos():
    found = [
        f"{short(path)}:{node.lineno}"
        for path in python_files()
        if short(path) not in ALLOWED
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in OTHERS
    ]
    assert not found, f"{found}: use familyhubs.files.fields.AttachmentField."


def test_what_the_clock_asks_for_is_there(settings):
    for name, entry in settings.CELERY_BEAT_SCHEDULE.items():
        module, _, task = entry["task"].rpartition(".")
        found = getattr(import_module(module), task, None)
        assert getattr(found, "name", "") == entry["task"], f"{name}: no {entry['task']}."

"""A template variable that is not there fails the test, in our templates; theirs use it freely."""

import sys
from pathlib import Path
from types import FrameType

from django.template.base import Node

ROOT = Path(__file__).resolve().parent.parent


class UndefinedVariable(Exception):
    """One of our templates named something that its view does not give it."""


class FailOnUndefined(str):
    """Django's `string_if_invalid`, as an object that is asked for the text and raises instead."""

    __slots__ = ()

    def __contains__(self, text: object) -> bool:
        return text == "%s"

    def __bool__(self) -> bool:
        return True

    def __mod__(self, variable: object) -> str:
        template = template_of(sys._getframe(1))
        if is_ours(template):
            raise UndefinedVariable(f"{{{{ {variable} }}}} is not defined in {template}.")
        return ""


def template_of(frame: FrameType | None) -> str:
    """The file of the template node that is being rendered."""
    while frame is not None:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and node.origin is not None:
            return str(node.origin.name)
        frame = frame.f_back
    return ""


def is_ours(template: str) -> bool:
    """Ours stand in the checkout; third parties' stand in an environment, which may be in it."""
    return template.startswith(str(ROOT)) and "site-packages" not in template

"""What the pages would refuse, refused for a whole line at once, each with path and sentence."""

from familyhubs.imports.checks.line import check

__all__ = ["check"]

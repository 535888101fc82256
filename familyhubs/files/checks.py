"""`manage.py check --deploy` says where the files may not be."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from familyhubs.keys.checks import REQUIRED

OUTSIDE = "outside the program and its static files, where no web server serves it."


@register(REQUIRED, deploy=True)
def folder_is_set(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """An error where FAMILYHUBS_FILES is missing, not absolute, or a folder that is served."""
    if not settings.FILES_FOLDER:
        words = f"FAMILYHUBS_FILES is not set: name a folder {OUTSIDE}"
        return [Error(words, id="files.E001")]
    folder = Path(settings.FILES_FOLDER)
    if not folder.is_absolute() or any(_holds(served, folder) for served in _served()):
        words = f"FAMILYHUBS_FILES is {folder}: name a folder by its whole path, {OUTSIDE}"
        return [Error(words, id="files.E002")]
    return []


def _served() -> list[Path]:
    """The folders of static files, which anybody may fetch."""
    listed = [one[1] if isinstance(one, tuple) else one for one in settings.STATICFILES_DIRS]
    return [Path(str(folder)) for folder in (*listed, settings.STATIC_ROOT) if folder]


def _holds(served: Path, folder: Path) -> bool:
    return folder.resolve().is_relative_to(served.resolve())

"""Several files at once, each checked as one is."""

import re
import unicodedata
from typing import Any

from django import forms

from familyhubs.design.forms import Form
from familyhubs.files.fields import Attachment, AttachmentField
from familyhubs.files.kinds import ENDINGS

# Characters that turn the direction of a text: a name must not look like another.
TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(AttachmentField):
    """Gives a list of `Attachment`, empty where none was chosen."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", FilesInput(attrs={"accept": ",".join(ENDINGS)}))
        kwargs.setdefault(
            "help_text", "PDF, picture, Word or Excel files, together up to 10 MB, up to 10 files"
        )
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Attachment]:
        """The files that are taken. Raises ValidationError for the first that is not."""
        chosen = data if isinstance(data, list | tuple) else [data]
        checked = [_named(super(FilesField, self), one, initial) for one in chosen or [None]]
        return [file for file in checked if file is not None]


class AddFilesForm(Form):
    uploads = FilesField(label="Files", error_messages={"required": "Choose a file"})


def safe_name(name: str) -> str:
    """A file name that says what it seems to say: no turned text, no paths, no controls."""
    plain = TURNING.sub("", name).replace("/", "_").replace("\\", "_")
    plain = "".join(" " if unicodedata.category(one) == "Cc" else one for one in plain)
    return plain.strip() or "file"


def _named(field: Any, data: Any, initial: Any) -> Attachment | None:
    """One file, its name made safe; an error says which of several it is about."""
    try:
        file = field.clean(data, initial)
    except forms.ValidationError as error:
        name = getattr(data, "name", "")
        words = [f"{safe_name(name)}: {text}" if name else text for text in error.messages]
        raise forms.ValidationError(words) from error
    return file._replace(name=safe_name(file.name)) if file else None

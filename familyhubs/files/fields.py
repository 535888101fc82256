"""The form field for an attachment: checked by size and by content, each error by the field."""

from pathlib import PurePath
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from familyhubs.files.kinds import ENDINGS, LARGEST, LARGEST_WORDS, FileRefused, MediaType, accept
from familyhubs.files.uploads import CutUpload

LONGEST_NAME = 100


class Attachment(NamedTuple):
    """A file that is taken: its name as shown, its content, and what kind it is."""

    name: str
    content: bytes
    kind: MediaType


class AttachmentField(forms.FileField):
    """Gives an `Attachment`, or None where none was chosen."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "A PDF, picture, Word or Excel file, up to 10 MB")
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": ",".join(ENDINGS)}))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The attachment. Raises ValidationError in the words of the refusal."""
        if isinstance(data, UploadedFile):
            too_large = isinstance(data, CutUpload) or (data.size or 0) > LARGEST
            if too_large:
                raise ValidationError(f"The file must be smaller than {LARGEST_WORDS}.")
        file = super().clean(data, initial)
        if not isinstance(file, UploadedFile):
            return None
        name, content = shortened(file.name or ""), file.read()
        try:
            return Attachment(name, content, accept(content, name))
        except FileRefused as refusal:
            raise ValidationError(refusal.words) from refusal


def shortened(name: str) -> str:
    """A name that fits its column, with its ending."""
    path = PurePath(name)
    return f"{path.stem[: LONGEST_NAME - len(path.suffix[:10])]}{path.suffix[:10]}"

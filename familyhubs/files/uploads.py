"""Taking uploads: never more in memory than may be kept, and never in a file in the clear.

Django's own handlers put a large upload into a file in /tmp, unsealed. This one keeps it in memory
up to the bound, and lets the rest go by: the whole request is read, because a browser that is cut
off shows its own error page and the rest of the form is lost with it.
"""

import io
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from familyhubs.files.kinds import LARGEST


class CutUpload(UploadedFile):
    """A file larger than may be kept: its name and true size are there, its content is not."""


class BoundedUploads(FileUploadHandler):
    """All files of one request together are kept up to LARGEST bytes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._room = LARGEST
        self._kept = io.BytesIO()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._kept = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep the chunk while there is room; one byte too many lets go of the whole file."""
        self._room -= len(raw_data)
        if self._room >= 0:
            self._kept.write(raw_data)
        else:
            self._kept = io.BytesIO()

    def file_complete(self, file_size: int) -> UploadedFile:
        """The file, or what stands for one that was too large."""
        kind = UploadedFile if self._room >= 0 else CutUpload
        self._kept.seek(0)
        return kind(
            file=self._kept,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

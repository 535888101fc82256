"""Which files are taken, told by their bytes and never by what a browser calls them.

Own code, for it is a gate and not a guess: the kept libraries (puremagic, filetype) answer "which
of a thousand kinds is most likely", and take any ZIP for a Word document. Here a file is one of
nine kinds or it is refused.
"""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePath

LARGEST = 10_000_000  # bytes: ten megabytes, as people count them
LARGEST_WORDS = "10 MB"
TAKEN = "PDF, JPEG, PNG or HEIC picture, Word, Excel or OpenDocument file, or plain text"

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1"}
_MOST_OF_A_LIST = 1_000_000  # bytes that are read of an archive's own description
_BROKEN = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, OSError, EOFError),
    *(ValueError, NotImplementedError, RuntimeError),  # another compression; encrypted
)
# No text holds these; tabs, line ends and form feeds it does.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MARKUP = re.compile(r"\A\s*<[!?/a-z]|<(?:script|html|svg|iframe)\b", re.IGNORECASE)


@dataclass(frozen=True)
class MediaType:
    """A kind of file: what browsers call it, what people do, and how its names may end."""

    mime: str
    words: str
    endings: tuple[str, ...]


class FileRefused(Exception):
    """A file that is not taken; `words` say why and what to do."""

    def __init__(self, words: str) -> None:
        self.words = words
        super().__init__(words)


PDF = MediaType("application/pdf", "a PDF", (".pdf",))
JPEG = MediaType("image/jpeg", "a JPEG picture", (".jpg", ".jpeg", ".jpe", ".jfif"))
PNG = MediaType("image/png", "a PNG picture", (".png",))
HEIC = MediaType("image/heic", "a HEIC picture", (".heic", ".heif"))
DOCX = MediaType(f"{_OFFICE}wordprocessingml.document", "a Word document", (".docx",))
XLSX = MediaType(f"{_OFFICE}spreadsheetml.sheet", "an Excel workbook", (".xlsx",))
ODT = MediaType(f"{_OPEN}text", "an OpenDocument text", (".odt",))
ODS = MediaType(f"{_OPEN}spreadsheet", "an OpenDocument spreadsheet", (".ods",))
TEXT = MediaType("text/plain", "plain text", (".txt", ".text"))
KINDS = (PDF, JPEG, PNG, HEIC, DOCX, XLSX, ODT, ODS, TEXT)
ENDINGS = {ending: kind for kind in KINDS for ending in kind.endings}

_BEGINNINGS = ((b"%PDF-", PDF), (b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG))
_OFFICE_PARTS = (
    (DOCX, b"wordprocessingml.document.main+xml", "word/document.xml"),
    (XLSX, b"spreadsheetml.sheet.main+xml", "xl/workbook.xml"),
)


def sniff(content: bytes, name: str) -> MediaType | None:
    """The kind of a file by its content, or None for one of no kind that is taken.

    Raises FileRefused where the name's ending says something else than the content.
    """
    kind = _kind_of(content)
    ending = PurePath(name).suffix.lower()
    promised = ENDINGS.get(ending)
    if promised and kind != promised:
        raise FileRefused(f"This file is named {ending} but is not {promised.words}.")
    if kind and ending and not promised:
        raise FileRefused(
            f"This file is named {ending} but is {kind.words}. Give it a name that ends in "
            f"{kind.endings[0]}."
        )
    return kind


def accept(content: bytes, name: str) -> MediaType:
    """The kind of a file that is taken. Raises FileRefused for every other."""
    if not content:
        raise FileRefused("The file is empty.")
    if len(content) > LARGEST:
        raise FileRefused(f"The file must be smaller than {LARGEST_WORDS}.")
    kind = sniff(content, name)
    if kind is None:
        raise FileRefused(f"The file must be a {TAKEN}.")
    return kind


def _kind_of(content: bytes) -> MediaType | None:
    if content.startswith(b"PK\x03\x04"):
        return _kind_of_archive(content)
    if zipfile.is_zipfile(io.BytesIO(content)):
        return None  # two kinds at once: an archive is hidden behind another beginning
    if content[4:8] == b"ftyp":
        return HEIC if content[8:12] in _HEIC_BRANDS else None
    begun = next((kind for start, kind in _BEGINNINGS if content.startswith(start)), None)
    return begun or (TEXT if _is_text(content) else None)


def _kind_of_archive(content: bytes) -> MediaType | None:
    """An office document by the parts it must have; never one with macros."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            listed = _part(archive, "[Content_Types].xml")
            mimetype = _part(archive, "mimetype").decode("ascii", "replace").strip()
    except _BROKEN:
        return None
    if b"macroEnabled" in listed or any(name.lower().endswith("vbaproject.bin") for name in names):
        return None
    for kind, main, part in _OFFICE_PARTS:
        if main in listed and part in names:
            return kind
    return next((kind for kind in (ODT, ODS) if kind.mime == mimetype), None)


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """The beginning of one part, however much it would unpack to; nothing where it is not there."""
    if name not in archive.namelist():
        return b""
    with archive.open(name) as part:
        return part.read(_MOST_OF_A_LIST)


def _is_text(content: bytes) -> bool:
    """Whether this is text in UTF-8 that no browser and no shell would take for a program."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return not (_CONTROLS.search(text) or _MARKUP.search(text) or text.startswith("#!"))

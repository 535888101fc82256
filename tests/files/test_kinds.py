"""Which files are taken (S13): by what they are, whatever they are called."""

import contextlib
import io
import time
import zipfile

import pytest
from hypothesis import given, strategies as st

from familyhubs.files import kinds
from familyhubs.files.kinds import FileRefused, accept, sniff
from tests.files import samples

TAKEN = [
    (samples.PDF, "Letter.PDF", kinds.PDF),
    (samples.JPEG, "photo.jpeg", kinds.JPEG),
    (samples.PNG, "photo.png", kinds.PNG),
    (samples.HEIC, "IMG_0001.HEIC", kinds.HEIC),
    (samples.DOCX, "letter.docx", kinds.DOCX),
    (samples.XLSX, "sheet.xlsx", kinds.XLSX),
    (samples.ODT, "letter.odt", kinds.ODT),
    (samples.ODS, "sheet.ods", kinds.ODS),
    (samples.TEXT, "note.txt", kinds.TEXT),
    (samples.TEXT, "note without an ending", kinds.TEXT),
    (b"<3 from all of us", "note.txt", kinds.TEXT),
]
OF_NO_KIND = [
    *(name for name in ("WINDOWS_PROGRAM", "LINUX_PROGRAM", "SCRIPT", "HTML", "HTML_WITHIN")),
    *(name for name in ("SVG", "GIF", "ZIP", "MP4", "WITH_MACROS", "DOCM")),
    *(name for name in ("PDF_AND_ZIP", "JPEG_AND_DOCX", "PROGRAM_AND_PDF")),
]


@pytest.mark.parametrize(("content", "name", "kind"), TAKEN, ids=[name for _, name, _ in TAKEN])
def test_what_is_taken(content, name, kind):
    assert accept(content, name) == kind


@pytest.mark.parametrize("sample", OF_NO_KIND)
def test_what_is_of_no_kind(sample):
    content = getattr(samples, sample)
    assert sniff(content, "file") is None
    with pytest.raises(FileRefused, match="The file must be a PDF, JPEG"):
        accept(content, "file")


@pytest.mark.parametrize("sample", OF_NO_KIND)
@pytest.mark.parametrize("ending", kinds.ENDINGS)
def test_no_name_makes_it_taken(sample, ending):
    with pytest.raises(FileRefused, match=rf"named \{ending} but is not"):
        accept(getattr(samples, sample), f"letter{ending}")


def test_an_executable_named_pdf_is_told_so():
    with pytest.raises(FileRefused) as refusal:
        sniff(samples.WINDOWS_PROGRAM, "Court letter.pdf")
    assert refusal.value.words == "This file is named .pdf but is not a PDF."


def test_a_picture_named_as_another_kind_is_told_so():
    with pytest.raises(FileRefused, match=r"named \.pdf but is not a PDF"):
        sniff(samples.JPEG, "scan.pdf")


def test_an_ending_that_says_nothing_of_ours_is_refused_with_what_to_do():
    with pytest.raises(FileRefused, match=r"named \.exe but is plain text.*ends in \.txt"):
        sniff(samples.TEXT, "setup.exe")


def test_an_empty_file_is_refused():
    with pytest.raises(FileRefused, match="empty"):
        accept(b"", "note.txt")


def test_one_byte_too_many_is_refused():
    assert accept(b"a" * kinds.LARGEST, "note.txt") == kinds.TEXT
    with pytest.raises(FileRefused, match="smaller than 10 MB"):
        accept(b"a" * (kinds.LARGEST + 1), "note.txt")


def test_what_would_unpack_to_200_mb_is_answered_at_once():
    started = time.process_time()
    assert sniff(samples.BOMB, "file") is None
    assert time.process_time() - started < 1


def test_an_archive_that_is_encrypted_or_cut_off_is_of_no_kind():
    cut = samples.DOCX[:-30]
    locked = bytearray(samples.DOCX)
    with zipfile.ZipFile(io.BytesIO(samples.DOCX)) as read:
        locked[read.infolist()[0].header_offset + 6] |= 1
    locked[samples.DOCX.index(b"PK\x01\x02") + 8] |= 1
    assert sniff(cut, "file") is None
    assert sniff(bytes(locked), "file") is None


@given(st.binary(max_size=400), st.sampled_from(["", *kinds.ENDINGS, ".exe"]))
def test_any_bytes_have_an_answer(content, ending):
    for beginning in (b"", b"PK\x03\x04", samples.DOCX[:200]):
        with contextlib.suppress(FileRefused):
            sniff(beginning + content, f"file{ending}")

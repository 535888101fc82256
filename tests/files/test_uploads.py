"""What a person uploads: errors stand by the field, and what else they typed is still there."""

import io
import tracemalloc
from http import HTTPStatus

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.test.utils import override_settings
from django.urls import path

from familyhubs.design.forms import Form
from familyhubs.files import download
from familyhubs.files.fields import Attachment, AttachmentField
from familyhubs.files.kinds import LARGEST, PDF
from tests.files import samples

MEGABYTE = 1_000_000


class LetterForm(Form):
    letter = AttachmentField(label="Letter")
    another = AttachmentField(label="Another", required=False)
    note = forms.CharField(label="Note")


def upload(**fields):
    request = RequestFactory().post("/", fields)
    return LetterForm(request.POST, request.FILES)


def file(content, name="letter.pdf"):
    return SimpleUploadedFile(name, content)


def test_a_good_file_is_taken():
    form = upload(letter=file(samples.PDF, "Letter from the school.pdf"), note="hello")
    assert form.is_valid(), form.errors
    letter = form.cleaned_data["letter"]
    assert letter == Attachment("Letter from the school.pdf", samples.PDF, PDF)
    assert form.cleaned_data["another"] is None


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (samples.WINDOWS_PROGRAM, "This file is named .pdf but is not a PDF."),
        (samples.PDF_AND_ZIP, "This file is named .pdf but is not a PDF."),
        (b"", "The selected file is empty"),
        (b"%PDF-" + bytes(LARGEST), "The file must be smaller than 10 MB."),
    ],
)
def test_a_bad_file_is_an_error_by_the_field(content, words):
    form = upload(letter=file(content), note="hello")
    assert not form.is_valid()
    assert list(form.errors) == ["letter"]
    assert form.errors["letter"] == [words]
    assert form.cleaned_data["note"] == "hello"


def test_no_file_where_one_is_needed():
    assert list(upload(note="hello").errors) == ["letter"]


class Long(io.RawIOBase):
    """A request body of many megabytes that is never whole in memory."""

    def __init__(self, size):
        head, tail = encode_multipart(
            BOUNDARY, {"letter": file(b"HERE"), "note": "typed text"}
        ).split(b"HERE")
        self.parts = [head, *[b"x" * 4096] * (size // 4096), tail]
        self.length = sum(map(len, self.parts))

    def readable(self):
        return True

    def readinto(self, into):
        part = self.parts.pop(0) if self.parts else b""
        into[: len(part)] = part
        return len(part)


def test_50_mb_are_refused_by_the_field_without_being_kept():
    body = Long(50 * MEGABYTE)
    tracemalloc.start()
    form = LetterForm(*posted(body))
    valid = form.is_valid()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert not valid
    assert form.errors == {"letter": ["The file must be smaller than 10 MB."]}
    assert form.cleaned_data["note"] == "typed text"  # nothing typed is lost
    assert peak < 2.5 * LARGEST


def posted(body):
    request = WSGIRequest(
        {
            "REQUEST_METHOD": "POST",
            "CONTENT_TYPE": MULTIPART_CONTENT,
            "CONTENT_LENGTH": str(body.length),
            "wsgi.input": io.BufferedReader(body),
        }
    )
    return request.POST, request.FILES


def test_many_files_in_one_request_have_one_bound():
    half = b"%PDF-" + bytes(6 * MEGABYTE)
    form = upload(letter=file(half), another=file(half), note="hello")
    assert not form.is_valid()
    assert list(form.errors) == ["another"]


def test_an_upload_is_never_in_a_file(tmp_path, settings):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "not-there")
    assert upload(letter=file(b"%PDF-" + bytes(5 * MEGABYTE)), note="hello").is_valid()


def receive(request):
    form = LetterForm(request.POST, request.FILES)
    return HttpResponse(str(form.errors))


urlpatterns = [path("receive", receive)]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", HTTPStatus.OK),
        (b"no boundary at all", HTTPStatus.BAD_REQUEST),
        (b"--" + BOUNDARY.encode() + b"\r\nContent-Disposition: form-data", HTTPStatus.OK),
    ],
)
@override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=[])
def test_a_body_cut_in_half_is_no_500(body, status, db):
    answer = Client().generic("POST", "/receive", body, content_type=MULTIPART_CONTENT)
    assert answer.status_code in (status, HTTPStatus.OK, HTTPStatus.BAD_REQUEST)


def test_it_is_a_download_that_no_browser_shows_and_no_cache_keeps():
    answer = download.answer(samples.HTML, name='Ümlaut "x".pdf', mime="application/pdf")
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert (
        "\n"
        not in download.answer(b"", name="a\r\nSet-Cookie: x", mime="text/plain")[
            "Content-Disposition"
        ]
    )

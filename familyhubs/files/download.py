"""A file as an answer: always a download, never shown by the browser in our name."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def answer(content: bytes, *, name: str, mime: str) -> HttpResponse:
    """The file as a download under its name, which no cache keeps.

    `mime` is what `sniff` found when it was stored. Whoever calls has checked access and logged it.
    """
    response = HttpResponse(content, content_type=mime)
    disposition = content_disposition_header(as_attachment=True, filename=name or "file")
    response["Content-Disposition"] = disposition or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response

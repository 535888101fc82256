"""Small files of each kind, made here."""

import io
import zipfile

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + bytes(40)
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(40)
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(40)
MP4 = b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00mp42isom" + bytes(40)
TEXT = "Said she is happier now: שלום 🌱\r\n\tand so is Bea.\n".encode()
WINDOWS_PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00\x04" + bytes(300)
LINUX_PROGRAM = b"\x7fELF\x02\x01\x01" + bytes(100)
SCRIPT = b"#!/bin/sh\nrm -rf /\n"
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
HTML_WITHIN = b"Dear family,\n<script>alert(1)</script>"
SVG = b'\xef\xbb\xbf <svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'
RTF = rb"{\rtf1\ansi a letter}"
GIF = b"GIF89a" + bytes(30)

_MAIN = "application/vnd.openxmlformats-officedocument."


def archive(parts: dict[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as into:
        for name, content in parts.items():
            into.writestr(name, content)
    return made.getvalue()


def types(main: str) -> str:
    return f'<Types><Override PartName="/x" ContentType="{main}"/></Types>'


DOCX = archive(
    {
        "[Content_Types].xml": types(f"{_MAIN}wordprocessingml.document.main+xml"),
        "word/document.xml": "<x/>",
    }
)
XLSX = archive(
    {
        "[Content_Types].xml": types(f"{_MAIN}spreadsheetml.sheet.main+xml"),
        "xl/workbook.xml": "<x/>",
    }
)
ODT = archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"})
ODS = archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": ""})
ZIP = archive({"letter.txt": "hello"})
WITH_MACROS = archive(
    {
        "[Content_Types].xml": types(f"{_MAIN}wordprocessingml.document.main+xml"),
        "word/document.xml": "<x/>",
        "word/vbaProject.bin": "macro",
    }
)
DOCM = archive(
    {
        "[Content_Types].xml": types("application/vnd.ms-word.document.macroEnabled.main+xml"),
        "word/document.xml": "<x/>",
    }
)
PDF_AND_ZIP = PDF + ZIP
JPEG_AND_DOCX = JPEG + DOCX
PROGRAM_AND_PDF = WINDOWS_PROGRAM + PDF
BOMB = archive({"mimetype": "a" * 200_000_000, "content.xml": "<x/>"})

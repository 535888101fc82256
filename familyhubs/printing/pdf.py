"""A document on paper: a Typst template, filled with data, as a tagged PDF (PDF/UA-1).

Data reaches a template as JSON and never as markup: a family name of `#eval("1")` is printed as it
is. Fonts come from wheels alone, and no template asks for a package, so nothing is fetched.
"""

import json
import re
from collections.abc import Set as AbstractSet
from functools import cache
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from familyhubs.printing.text import printable

NOT_IN_A_FONT = re.compile(r'the text `"(.*?)"` could not be displayed', re.DOTALL)
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
BEYOND_LATIN = 0x250


def document(template: str, data: dict[str, Any], title: str) -> bytes:
    """Print `templates/print/...typ`. `data` holds what JSON holds: texts, lists, numbers.

    A character that no font has is printed as its number: PDF/UA allows no empty box, and a letter
    left out would make another name. Raises typst.TypstError where the template is wrong.
    """
    missing: AbstractSet[str] = frozenset()
    for _ in range(2):
        try:
            return _compiled(template, data, title, missing)
        except typst.TypstError as error:
            found = _not_in_a_font(error)
            if not found - missing:
                raise
            missing |= found
    rare = {sign for sign in json.dumps([data, title], ensure_ascii=False) if _is_rare(sign)}
    return _compiled(template, data, title, missing | rare)


def download(made: bytes, filename: str) -> HttpResponse:
    """The answer that hands a PDF over as a file, and lets nothing on the way keep it."""
    name = content_disposition_header(as_attachment=True, filename=filename) or "attachment"
    headers = {"Content-Disposition": name, "Cache-Control": "no-store"}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def _compiled(template: str, data: dict[str, Any], title: str, missing: AbstractSet[str]) -> bytes:
    root = settings.BASE_DIR / "templates"
    given = printable({"title": title, **data}, missing)
    made = typst.compile(
        str(root / template),
        root=str(root),
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(given)},
        pdf_standards=["ua-1"],
    )
    assert isinstance(made, bytes)
    return made


def _not_in_a_font(error: typst.TypstError) -> set[str]:
    texts = NOT_IN_A_FONT.findall(f"{error.message}\n{error.diagnostic}")
    unescaped = (ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) for text in texts)
    return {sign for sign in chain.from_iterable(unescaped) if not sign.isascii()}


def _is_rare(sign: str) -> bool:
    return ord(sign) >= BEYOND_LATIN


@cache
def _fonts() -> typst.Fonts:
    """The fonts of the two wheels, and none of the machine's: paper looks the same everywhere."""
    spec = find_spec("manimgx_fonts")
    folders = (spec and spec.submodule_search_locations) or []
    return typst.Fonts(include_system_fonts=False, font_paths=[Path(folder) for folder in folders])

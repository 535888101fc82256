"""Printing: any text prints as itself, in any script, as a tagged PDF."""

import re

import pytest
import typst

from familyhubs.printing.pdf import document
from familyhubs.printing.text import printable
from tests.consistency.code import TEMPLATES
from tests.printing.paper import Paper


def printed(text):
    data = {
        "printed_by": "Alice",
        "confidential": "Confidential",
        "foot": "Foot",
        "facts": [["Name", text]],
        "sections": [],
    }
    return Paper(document("print/household.typ", data, title="A title"))


@pytest.mark.parametrize(
    "text",
    [
        '#eval("1 + 1")',
        '#import "@preview/x:1.0.0": *',
        '#read("/print/layout.typ")',
        "$x^2$ and $ sum $",
        "*bold* _italic_ `code` @label // comment /* both */ ~ -- ---",
        "\\ \\# \\u{1F600} #{",
        "= heading",
        '"quotes" and O\'Brien',
    ],
)
def test_markup_is_text(text):
    assert text in printed(text).words


@pytest.mark.parametrize(
    "text", ["Łukasz Nguyễn Şahin", "Ελένη", "Володимир", "O'Brien 50 % €", "გიორგი", "አበበ"]
)
def test_names_in_other_letters(text):
    assert text in printed(text).words


@pytest.mark.parametrize(
    "text", ["محمد", "שלום", "রহিম", "ਸਿੰਘ", "राम", "தமிழ்", "👨‍👩‍👧‍👦", "❤️ ✓ 1️⃣"]
)
def test_a_script_that_is_shaped_has_its_font(text):
    """The order of what is extracted is the reader's business; that no sign is missing is ours."""
    assert "[U+" not in printed(text).words


@pytest.mark.parametrize(
    ("text", "shown"),
    [("王 Li", "[U+738B] Li"), ("\U000f0000 and", "[U+F0000] and")],
)
def test_a_sign_of_no_font_is_printed_as_its_number(text, shown):
    assert shown in printed(text).words


def test_every_sign_at_once_prints():
    """Whatever was typed, there is a page."""
    everything = [chr(n) for n in range(1, 0x30000, 37) if not 0xD800 <= n < 0xE000]
    assert printed(" ".join(everything)).words


def test_what_turns_text_round_is_left_out():
    assert printable("a\u202eb\x01\x7f\u2066c") == "abc"


def test_200_letters_stay_on_the_page():
    paper = printed("W" * 200)
    assert "W" * 200 in paper.words.replace(" ", "")
    assert paper.text.count("\n") > 6, "it is broken into lines"


def test_it_is_tagged_and_says_so():
    paper = printed("Marigold")
    assert "<pdfuaid:part>1</pdfuaid:part>" in paper.about
    assert paper.root["/MarkInfo"]["/Marked"].value
    assert paper.root["/Lang"] == "en-GB"
    assert paper.root["/ViewerPreferences"]["/DisplayDocTitle"].value
    assert paper.reader.metadata.title == "A title"


def test_a_mistake_in_a_template_is_told():
    with pytest.raises(typst.TypstError):
        document("print/household.typ", {}, title="No data")


def test_no_template_fetches_anything_or_reads_markup():
    for path in (TEMPLATES / "print").glob("*.typ"):
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"@(preview|local)|eval\(|\bread\(", source), path.name

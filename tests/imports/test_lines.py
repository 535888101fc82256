"""Reading a file a line at a time: whatever it holds, one sentence and never a traceback."""

import json

import pytest

from familyhubs.imports import lines
from familyhubs.imports.lines import Unreadable, lines_of, open_file
from tests.imports.lines import MINIMAL

WHOLE = json.dumps(MINIMAL).encode()


def read(folder, content):
    path = folder / "file.jsonl"
    path.write_bytes(content)
    with open_file(path) as file:
        return list(lines_of(file))


def wrong(folder, content):
    return [(line.number, line.wrong) for line in read(folder, content) if line.wrong]


def test_a_line_cut_in_half_says_where_it_ends(tmp_path):
    half = WHOLE[:120]
    assert wrong(tmp_path, WHOLE + b"\n" + half) == [
        (2, "this is not a whole JSON object (it ends after character 120)")
    ]


@pytest.mark.parametrize("cut", range(1, len(WHOLE)))
def test_a_line_cut_anywhere_is_a_line_cut(tmp_path, cut):
    (found,) = wrong(tmp_path, WHOLE[:cut])
    assert "not a whole JSON object" in found[1]


def test_empty_lines_a_mark_at_the_beginning_and_windows_ends_are_nothing(tmp_path):
    content = b"\xef\xbb\xbf" + WHOLE + b"\r\n\r\n   \n" + WHOLE
    found = read(tmp_path, content)
    assert [(line.number, line.content) for line in found] == [(1, MINIMAL), (4, MINIMAL)]
    assert found[-1].read == len(content)


def test_a_line_separator_inside_a_text_ends_no_line(tmp_path):
    content = json.dumps({"a": "one\u2028two"}, ensure_ascii=False).encode()
    assert [line.content for line in read(tmp_path, content)] == [{"a": "one\u2028two"}]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"a": "caf\xe9"}', "this is not UTF-8 (byte 11); save the file as UTF-8"),
        (b'{"a": 1, "a": 2}', 'an object has the field "a" twice'),
        (b'{"a": NaN}', "NaN is not JSON; write a number, or null"),
        (b'"text"', "this is not a JSON object; write one household an object, one a line"),
        (b"{'a': 1}", "this is not JSON: expecting property name enclosed in double quotes"),
        (b'{"a": ' + b"[" * 100_000, "this is nested too deeply"),
        (b'{"a": ' + b"9" * 5000 + b"}", "this is not JSON that can be read"),
    ],
)
def test_what_is_no_household(tmp_path, content, said):
    (found,) = wrong(tmp_path, content)
    assert found[1].startswith(said)


def test_a_line_longer_than_the_bound_is_told_and_the_next_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(lines, "LONGEST", 50)
    monkeypatch.setattr(lines, "SKIP", 16)
    found = read(tmp_path, b"x" * 1000 + b'\n{"a": 1}\n')
    assert [(line.number, bool(line.wrong)) for line in found] == [(1, True), (2, False)]
    assert found[-1].read == 1010


def test_a_file_of_another_kind(tmp_path):
    with pytest.raises(Unreadable, match="one JSON list"):
        read(tmp_path, b'\n[{"a": 1}]'.lstrip())
    with pytest.raises(Unreadable, match="UTF-16"):
        read(tmp_path, '{"a": 1}'.encode("utf-16"))
    with pytest.raises(Unreadable, match="is a folder"):
        open_file(tmp_path)
    with pytest.raises(Unreadable, match="There is no file"):
        open_file(tmp_path / "nothing.jsonl")

"""Reading a file of one JSON object a line, never the whole of it in memory."""

import codecs
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

LONGEST = 10 * 1024 * 1024  # bytes of one line
SKIP = 1024 * 1024  # bytes read at a time of a line that is too long
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Unreadable(Exception):
    """The file, or one line of it, cannot be read; the message is one sentence."""


@dataclass(frozen=True)
class Line:
    """One line: its number, its object or what is wrong with it, how many bytes were read."""

    number: int
    content: dict[str, Any] | None
    wrong: str
    read: int


def open_file(path: Path) -> BinaryIO:
    """The file, for reading. Raises Unreadable."""
    if path.is_dir():
        raise Unreadable(f"{path} is a folder; name a file.")
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise Unreadable(f"There is no file {path}.") from None
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror}.") from error


def lines_of(file: BinaryIO) -> Iterator[Line]:
    """Every line with something on it. Raises Unreadable for a file of another kind."""
    number = read = 0
    while raw := file.readline(LONGEST + 1):
        number += 1
        read += len(raw)
        if len(raw) > LONGEST and not raw.endswith(b"\n"):
            read += _skip(file)
            yield Line(number, None, "this is longer than 10 MB, the most a line may be", read)
            continue
        if number == 1:
            raw = _first(raw)
        if raw.strip():
            yield _line(number, raw, read)


def parse(text: str) -> dict[str, Any]:
    """The object on a line. Raises Unreadable with what is wrong."""
    content = read_json(text)
    if not isinstance(content, dict):
        raise Unreadable("this is not a JSON object; write one household an object, one a line")
    return content


def read_json(text: str) -> Any:
    """What a text of JSON holds. Raises Unreadable with what is wrong."""
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise Unreadable(_in_words(text, error)) from None
    except RecursionError:
        raise Unreadable("this is nested too deeply") from None
    except ValueError as error:  # a number of more digits than Python reads
        raise Unreadable(f"this is not JSON that can be read: {error}") from None


def _line(number: int, raw: bytes, read: int) -> Line:
    try:
        return Line(number, parse(raw.decode().strip()), "", read)
    except UnicodeDecodeError as error:
        wrong = f"this is not UTF-8 (byte {error.start + 1:,}); save the file as UTF-8"
    except Unreadable as error:
        wrong = str(error)
    return Line(number, None, wrong, read)


def _first(raw: bytes) -> bytes:
    if raw.startswith(UTF_16):
        raise Unreadable("The file is UTF-16; save it as UTF-8.")
    raw = raw.removeprefix(codecs.BOM_UTF8)
    if raw.lstrip().startswith(b"["):
        raise Unreadable(
            "The file is one JSON list; write each household as an object on a line of its own "
            "(`jq -c '.[]' FILE` does that)."
        )
    return raw


def _skip(file: BinaryIO) -> int:
    """Read to the end of the line; return how many bytes that was."""
    skipped = 0
    while raw := file.readline(SKIP):
        skipped += len(raw)
        if raw.endswith(b"\n"):
            break
    return skipped


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Unreadable(f'an object has the field "{twice[:80]}" twice')
    return found


def _no_constant(name: str) -> Any:
    raise Unreadable(f"{name} is not JSON; write a number, or null")


def _in_words(text: str, error: json.JSONDecodeError) -> str:
    if error.pos >= len(text) or error.msg.startswith("Unterminated string"):
        return f"this is not a whole JSON object (it ends after character {len(text):,})"
    said = error.msg[:1].lower() + error.msg[1:]
    return f"this is not JSON: {said} (character {error.pos + 1:,})"

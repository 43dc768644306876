"""JSON puzzles: one object a line, a list of objects, or an object with a list ``puzzles``.

A record knows the line it began on, and its fields are read through methods that say what was
found and what was expected.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, TypeGuard

from domains.errors import InputError, Place
from domains.reading import Line, Source

LONGEST_SHOWN = 40
LIST_KEY = "puzzles"
JSON_BLANKS = " \t\n\r"


@dataclass(frozen=True, slots=True)
class Record:
    """One JSON object and where it began.

    Attributes:
        place: its first line.
        fields: its members.
        shared: the other members of the object whose list ``puzzles`` it stood in, if any.
    """

    place: Place
    fields: Mapping[str, object]
    shared: Mapping[str, object]

    def error(self, found: str, expected: str) -> InputError:
        """Return the error that stands in the place of this puzzle."""
        return InputError(self.place, found, expected)

    def wrong(self, key: str, expected: str) -> InputError:
        """Return the error that shows a field."""
        found = shown(self.fields[key]) if key in self.fields else "nothing"
        return self.error(f"{key}: {found}", expected)

    def integer(self, key: str, low: int, high: int) -> int:
        """Return a whole number.

        Raises:
            InputError: there is none, or it is not from ``low`` to ``high``.
        """
        value = self.fields.get(key)
        if not is_integer(value) or not low <= value <= high:
            raise self.wrong(key, f"a number from {low} to {high}")
        return value

    def sequence(self, key: str, expected: str) -> list[Any] | str:
        """Return a list, or a text.

        Raises:
            InputError: the field is neither; ``expected`` is what the message says.
        """
        value = self.fields.get(key)
        if not isinstance(value, list | str):
            raise self.wrong(key, expected)
        return value

    def word(self, key: str) -> str | None:
        """Return a text, or None where the field is none."""
        value = self.fields.get(key)
        return value if isinstance(value, str) else None


def is_integer(value: object) -> TypeGuard[int]:
    """Tell whether a JSON value is a whole number, which true and false are not."""
    return isinstance(value, int) and not isinstance(value, bool)


def shown(value: object) -> str:
    """Return a JSON value as a message shows it: not long."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"


def read_records(source: Source) -> Iterator[Record | InputError]:
    """Yield each record of a source, or the error that stands in its place."""
    lines = [line for line in source.lines if isinstance(line, InputError) or line.text.strip()]
    broken = next((line for line in lines if isinstance(line, InputError)), None)
    if lines and _is_object(lines[0]):
        for line in lines:
            yield from _line_records(source.name, line)
    elif broken is not None:
        yield broken
    elif lines:
        yield from _document_records(
            source.name, [line for line in lines if isinstance(line, Line)]
        )


def _is_object(line: Line | InputError) -> bool:
    """Tell whether a line holds a whole object, so that each of the others should."""
    text = "" if isinstance(line, InputError) else line.text.strip()
    return text.startswith("{") and text.endswith("}")


def _line_records(name: str, line: Line | InputError) -> Iterator[Record | InputError]:
    if isinstance(line, InputError):
        yield line
    else:
        yield from _document_records(name, [line])


def _document_records(name: str, lines: list[Line]) -> Iterator[Record | InputError]:
    """Yield the records of one JSON value that takes some lines."""
    try:
        document = _Document(name, lines)
    except InputError as error:
        yield error
        return
    for at, value in document.items:
        place = document.place(at)
        if isinstance(value, dict):
            yield Record(place, value, document.shared)
        else:
            yield InputError(place, shown(value), "an object")


class _Document:
    """A JSON value with the places of what it lists.

    Attributes:
        items: where each record begins, and the record.
        shared: the members beside the list.

    Raises:
        InputError: it is no JSON, or neither a list nor an object.
    """

    def __init__(self, name: str, lines: list[Line]) -> None:
        self.name, self.lines = name, lines
        self.text = "\n".join(line.text for line in lines)
        self.starts = list(accumulate((len(line.text) + 1 for line in lines), initial=0))
        self.shared: dict[str, object] = {}
        value = self._parsed()
        start = len(self.text) - len(self.text.lstrip(JSON_BLANKS))
        if isinstance(value, list):
            self.items = list(self._listed(start))
            return
        self.items = [(start, value)]
        if isinstance(value, dict) and isinstance(value.get(LIST_KEY), list):
            members = list(self._members(start))
            self.items = list(self._listed(dict(members)[LIST_KEY]))
            self.shared = {key: value[key] for key, _ in members if key != LIST_KEY}

    def place(self, at: int) -> Place:
        """Return the line on which a character stands."""
        line = min(bisect_right(self.starts, at), len(self.lines)) - 1
        return Place(self.name, self.lines[line].number)

    def _parsed(self) -> object:
        try:
            return json.loads(self.text)
        except json.JSONDecodeError as error:
            place = self.place(error.pos)
            where = Place(place.source, place.line, error.colno)
            found = repr(self.text[error.pos : error.pos + 10].partition("\n")[0])
            found = "its end" if found == repr("") else found
            raise InputError(where, found, _wanted(error.msg)) from None
        except (ValueError, RecursionError) as error:
            raise InputError(self.place(0), f"unreadable JSON ({error})", "JSON") from None

    def _listed(self, start: int) -> Iterator[tuple[int, object]]:
        """Yield where each item of the list at ``start`` begins, and the item."""
        at = self._after(start + 1, "")
        while self.text[at] != "]":
            value, end = json.JSONDecoder().raw_decode(self.text, at)
            yield at, value
            at = self._after(end, ",")

    def _members(self, start: int) -> Iterator[tuple[str, int]]:
        """Yield the keys of the object at ``start``, and where their values begin."""
        at = self._after(start + 1, "")
        while self.text[at] != "}":
            key, end = json.JSONDecoder().raw_decode(self.text, at)
            value = self._after(end, ":")
            yield key, value
            _, end = json.JSONDecoder().raw_decode(self.text, value)
            at = self._after(end, ",")

    def _after(self, at: int, sign: str) -> int:
        """Return where the next thing begins: behind blanks, and behind a sign if it is there."""
        while self.text[at] in JSON_BLANKS or (sign and self.text[at] == sign):
            at += 1
        return at


def _wanted(message: str) -> str:
    """Turn what the decoder of the standard library says into what was expected."""
    _, expects, what = message.partition("Expecting ")
    return what if expects else f"JSON ({message.lower()})"

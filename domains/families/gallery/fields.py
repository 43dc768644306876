"""Reading the fields of a sheet; every error names its place, what was found and expected."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from domains.errors import InputError
from domains.families.gallery.sheet import Square, around
from domains.families.grid.found import Field

CAGE_NAMES = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
LARGEST = 60
"""Most rows and columns of a rectangle."""

MOST_LISTED = 5
"""More sizes than these are named by the first and the last."""

SQUARE = re.compile(r"r([1-9][0-9]?)c([1-9][0-9]?)")


def wrong(field: Field, expected: str) -> InputError:
    """Return the error that shows the beginning of a field."""
    found = repr(field.text[:30]) if field.text else "nothing"
    return InputError(field.place(0), found, expected)


def pieces(field: Field, sign: str) -> tuple[Field, ...]:
    """Return the parts between the signs, each with its place; of an empty field there is none."""
    found, column = [], field.column
    for text in field.text.split(sign) if field.text else ():
        found.append(Field(text, field.line, column))
        column += len(text) + len(sign)
    return tuple(found)


def halves(field: Field, sign: str, expected: str) -> tuple[Field, Field]:
    """Return what stands before and behind the only sign of a field.

    Raises:
        InputError: there is no such sign, or several.
    """
    found = pieces(field, sign)
    if len(found) != 2:
        raise wrong(field, expected)
    return found[0], found[1]


def number(field: Field, low: int, high: int) -> int:
    """Return the number that a field is.

    Raises:
        InputError: it is none, or not from ``low`` to ``high``.
    """
    text = field.text
    if not (text.isascii() and text.isdecimal() and low <= int(text[:9]) <= high):
        raise wrong(field, f"a number from {low} to {high}")
    return int(text)


def square(field: Field, rows: int, columns: int) -> Square:
    """Return the square that a field names, ``r1c1`` being the first.

    Raises:
        InputError: it names none of the grid.
    """
    match = SQUARE.fullmatch(field.text)
    found = (int(match[1]) - 1, int(match[2]) - 1) if match else (rows, columns)
    if found[0] >= rows or found[1] >= columns:
        raise wrong(field, f"a cell from r1c1 to r{rows}c{columns}")
    return found


def characters(field: Field, allowed: str, expected: str) -> dict[Square, str]:
    """Return the character of each square of a rectangle, whose rows are parted by ``/``.

    Raises:
        InputError: rows of different lengths, or another character.
    """
    rows, found = pieces(field, "/"), {}
    if not rows or len(rows) > LARGEST or len(rows[0].text) > LARGEST:
        raise wrong(field, f"rows, a / between two of them, at most {LARGEST} of {LARGEST} cells")
    for r, row in enumerate(rows):
        if not row.text or len(row.text) != len(rows[0].text):
            raise wrong(row, f"a row of {len(rows[0].text) or 'some'} cells")
        for c, character in enumerate(row.text):
            if character not in allowed:
                raise row.error(c, expected)
            found[r, c] = character
    return found


def cages(field: Field, sizes: Sequence[int]) -> tuple[int, dict[Square, str]]:
    """Return the size of a square grid, and the cage of each of its squares.

    Raises:
        InputError: no square grid of such a size, or a cage that is not in one piece.
    """
    found = characters(field, CAGE_NAMES, "a letter or digit, the name of a cage")
    rows = 1 + max(r for r, _ in found)
    if rows * rows != len(found) or rows not in sizes:
        size, known = f"{rows} rows of {len(found) // rows} cells", " ".join(map(str, sizes))
        known = f"{sizes[0]} to {sizes[-1]}" if len(sizes) > MOST_LISTED else known
        raise InputError(field.place(0), size, f"as many rows as columns: {known}")
    for name in dict.fromkeys(found.values()):
        loose = _loose(found, name)
        if loose is not None:
            at = loose[0] * (rows + 1) + loose[1]
            raise field.error(at, f"cage {name} in one piece")
    return rows, found


def members(found: dict[Square, str]) -> dict[str, list[Square]]:
    """Return the squares of each cage, in reading order."""
    by_name: dict[str, list[Square]] = {}
    for one, name in found.items():
        by_name.setdefault(name, []).append(one)
    return by_name


def _loose(found: dict[Square, str], name: str) -> Square | None:
    """Return a square of a cage that cannot be reached from its first one, or None."""
    squares = [one for one, other in found.items() if other == name]
    reached, frontier = {squares[0]}, [squares[0]]
    while frontier:
        for near in around(frontier.pop()):
            if found.get(near) == name and near not in reached:
                reached.add(near)
                frontier.append(near)
    return next((one for one in squares if one not in reached), None)


def by_cage(field: Field, names: dict[str, list[Square]]) -> Iterator[tuple[str, Field]]:
    """Yield what a field says of each cage: ``a=CLUE,b=CLUE``.

    Raises:
        InputError: a part without ``=``, a cage that does not exist, or one named twice.
    """
    seen: set[str] = set()
    for part in pieces(field, ","):
        name, clue = halves(part, "=", "a cage and its clue, such as a=10")
        if name.text not in names or name.text in seen:
            raise wrong(name, "the name of another cage of the grid")
        seen.add(name.text)
        yield name.text, clue

"""Reading the published JSON records (lcrh/snowflakesudoku), in all the forms they come in.

A record has ``puzzle`` (a text, or a list of numbers in which 7 is a blank). Its layout is stated
as ``topology`` with ``hex_coords``, as ``hex_coords`` of its own, in a table ``topologies`` that
the records of a file share, or by the number ``n`` alone, which means the spiral. Where
``constraints`` are listed, they have to be those of the layout: anything else is another puzzle, or
its cells are numbered in another way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from domains.errors import InputError
from domains.families.base import Puzzle
from domains.families.records import Record, is_integer, read_records, shown
from domains.families.snowflake.layout import (
    MOST_HEXAGONS,
    Hexagon,
    LayoutError,
    SnowflakeLayout,
    snowflake_structure,
    spiral,
)
from domains.families.snowflake.text import puzzle_of, read_masks, read_solution
from domains.reading import Source

COORDINATES = ("hex_coords", "hex_coords_qr")
BLANK = 7


def read_published(source: Source) -> Iterator[Puzzle | InputError]:
    """Yield the puzzle of each record of a JSON source, or the error that stands in its place."""
    for record in read_records(source):
        if isinstance(record, InputError):
            yield record
            continue
        try:
            yield _puzzle(record)
        except LayoutError as error:
            yield record.error(error.found, error.expected)
        except InputError as error:
            yield error


def _puzzle(record: Record) -> Puzzle:
    """Read one record.

    Raises:
        InputError: a field is wrong.
        LayoutError: coordinates or constraints are.
    """
    layout = _layout(record)
    masks = read_masks(_cells(record, "puzzle"), layout, lambda _: record.place)
    _check_constraints(record, layout)
    solution = _cells(record, "solution") if record.fields.get("solution") else None
    if solution is not None:
        read_solution(layout, solution, record.place)
    origin = " ".join(filter(None, map(record.word, ("source", "id", "code"))))
    return puzzle_of(layout, masks, record.place, solution, origin or None)


def _cells(record: Record, key: str) -> str:
    """Return the cells of a record as a text; numbers become the characters that they are."""
    found = record.sequence(key, "a text or a list of cells")
    if isinstance(found, str):
        return found
    for index, value in enumerate(found):
        if not is_integer(value) or not 1 <= value <= BLANK:
            expected = f"1-6, or {BLANK} for a blank"
            raise record.error(f"{shown(value)} as cell {index + 1} of {key}", expected)
    return "".join(map(str, found))


def _layout(record: Record) -> SnowflakeLayout:
    """Return the layout, in whichever of the ways known here the record states it."""
    for holder in _holders(record):
        for key in COORDINATES:
            if key in holder:
                return SnowflakeLayout(tuple(map(_hexagon, _listed(key, holder[key]))))
    return spiral(record.integer("n", 1, MOST_HEXAGONS))


def _holders(record: Record) -> Iterator[Mapping[str, object]]:
    """Yield what may state the layout: the record, its topology, the shared one of its n."""
    topologies = record.shared.get("topologies")
    shared = topologies.get(str(record.fields.get("n"))) if isinstance(topologies, dict) else None
    for found in (record.fields, record.fields.get("topology"), shared):
        if isinstance(found, Mapping):
            yield found


def _hexagon(value: object) -> Hexagon:
    pair = [value.get("q"), value.get("r")] if isinstance(value, dict) else value
    if not isinstance(pair, list) or len(pair) != 2 or not all(map(is_integer, pair)):
        raise LayoutError(f"coordinates {shown(value)}", "a pair [q, r]")
    return pair[0], pair[1]


def _check_constraints(record: Record, layout: SnowflakeLayout) -> None:
    """Compare the groups that are listed, if any, with those of the layout."""
    stated = [holder["constraints"] for holder in _holders(record) if "constraints" in holder]
    if not stated:
        return
    ours = {frozenset(rule.scope) for rule in snowflake_structure(layout).rules}
    theirs = set(map(_group, _listed("constraints", stated[0])))
    if different := sorted(map(sorted, ours ^ theirs)):
        verb = "lack" if frozenset(different[0]) in ours else "have"
        expected = "the hexagons, and the points where three of them meet"
        raise LayoutError(f"constraints that {verb} {different[0]}", expected)


def _group(value: object) -> frozenset[int]:
    cells = value.get("cells") if isinstance(value, dict) else value
    if not isinstance(cells, list) or not all(map(is_integer, cells)):
        raise LayoutError(f"constraint {shown(value)}", "a list of cells")
    return frozenset(cells)


def _listed(key: str, value: object) -> list[object]:
    """Return the items of a list.

    Raises:
        LayoutError: it is none.
    """
    if not isinstance(value, list):
        raise LayoutError(f"{key}: {shown(value)}", "a list")
    return value

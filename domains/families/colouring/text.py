"""Graphs as DIMACS ``.col`` texts, over lines or in one.

Beyond DIMACS there are two kinds of lines: ``k 4`` says how many colours there are, ``f 3 1 2``
that vertex 3 takes colour 1 or 2 (with one colour: it is given; with none: it has no colour left).
In one line the same words stand behind each other: ``p edge 3 2 k 2 e 1 2 e 2 3``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NoReturn

from domains.errors import InputError, Place
from domains.families.colouring.graph import (
    MOST_COLOURS,
    MOST_VERTICES,
    Edge,
    Graph,
    colouring_problem,
    layout_of,
)
from domains.problem import Assignment, Problem
from domains.reading import Line

HEADER = re.compile(r"\s*p\s+(?:edges?|col)\s+([0-9]{1,9})\s+([0-9]{1,9})(?=\s|$)")
HEADER_EXPECTED = "a line `p edge VERTICES EDGES`"
STATEMENT = re.compile(r"\s*([a-z])((?:\s+[0-9]{1,9})*)(?=\s+[a-z]|\s*$)")
STATEMENT_EXPECTED = "`e VERTEX VERTEX`, `k COLOURS`, `f VERTEX COLOUR...` or a comment `c ...`"
IGNORED = frozenset("cdnvx")
"""Comments, and what DIMACS has besides: node weights, dimensions, coordinates, parameters."""

WORD = re.compile(r"\S+")
LONGEST_SHOWN = 30


def write_graph(problem: Problem) -> str:
    """Return a graph, its number of colours, and the vertices that cannot take all, in one line."""
    layout = layout_of(problem.structure)
    graph, full = layout.graph, (1 << layout.colours) - 1
    words = [f"p edge {graph.size} {len(graph.edges)} k {layout.colours}"]
    words += [f"e {u + 1} {v + 1}" for u, v in graph.edges]
    for vertex, mask in enumerate(problem.masks):
        if mask != full:
            colours = problem.structure.values_in(vertex, mask)
            words.append(" ".join(map(str, ("f", vertex + 1, *colours))))
    return " ".join(words)


@dataclass(slots=True)
class Draft:
    """A graph being read.

    Attributes:
        place: where its header stands.
        size: vertices, as the header says.
        stated: edges, as the header says.
        colours: what ``k`` says, or the reader was told.
    """

    place: Place
    size: int
    stated: int
    colours: int | None
    edges: list[Edge] = field(default_factory=list)
    colours_of: dict[int, int] = field(default_factory=dict)

    @classmethod
    def begun(cls, text: str, place: Place, colours: int | None) -> tuple[Draft, int]:
        """Return the draft that a header begins, and where the header ends.

        Raises:
            InputError: it is none, or there are no vertices, or too many.
        """
        match = HEADER.match(text)
        if match is None:
            raise InputError(place, _shown(text.strip()), HEADER_EXPECTED)
        size = int(match[1])
        if not 1 <= size <= MOST_VERTICES:
            raise InputError(place, f"{size} vertices", f"1 to {MOST_VERTICES}")
        return cls(place, size, int(match[2]), colours), match.end()

    def add_line(self, text: str, place: Place, start: int = 0) -> None:
        """Take in what a line says.

        Raises:
            InputError: a statement without a meaning.
        """
        if text[start:].lstrip()[:1] in IGNORED:
            return
        while text[start:].strip():
            match = STATEMENT.match(text, start)
            if match is None:
                _refuse(text, start, place)
            where = Place(place.source, place.line, match.start(1) + 1)
            self._add(match[1], list(map(int, match[2].split())), where)
            start = match.end()

    def _add(self, kind: str, numbers: Sequence[int], place: Place) -> None:
        found = " ".join(map(str, (kind, *numbers)))
        if kind == "e" and len(numbers) == 2:
            u, v = (self._vertex(number, place) for number in numbers)
            self.edges.append((u, v))
        elif kind == "k" and len(numbers) == 1:
            if not 1 <= numbers[0] <= MOST_COLOURS:
                raise InputError(place, f"{numbers[0]} colours", f"1 to {MOST_COLOURS}")
            self.colours = self.colours or numbers[0]
        elif kind == "f" and numbers:
            vertex, colours = self._vertex(numbers[0], place), set(numbers[1:])
            if not all(1 <= colour <= MOST_COLOURS for colour in colours):
                raise InputError(place, _shown(found), f"colours from 1 to {MOST_COLOURS}")
            self.colours_of[vertex] = sum(1 << colour - 1 for colour in colours)
        else:
            raise InputError(place, _shown(found), STATEMENT_EXPECTED)

    def _vertex(self, number: int, place: Place) -> int:
        if not 1 <= number <= self.size:
            raise InputError(place, f"vertex {number}", f"1 to {self.size}, as the header says")
        return number - 1

    def problem(self, *, fixed_clique: bool) -> Problem:
        """Return what was read.

        Raises:
            InputError: no number of colours, other edges than the header says, or a vertex with a
                colour that does not exist.
        """
        graph = Graph.of(self.size, self.edges)
        distinct = len(graph.edges) + graph.loops
        if self.stated not in (len(self.edges), distinct, 2 * distinct):
            found = f"{len(self.edges)} edges ({distinct} different)"
            raise InputError(self.place, found, f"{self.stated}, as the header says")
        if self.colours is None:
            expected = "a line `k COLOURS`, or --option k=COLOURS"
            raise InputError(self.place, "no number of colours", expected)
        problem = colouring_problem(graph, self.colours, fixed_clique=fixed_clique)
        return problem.restrict(list(self._masks((1 << self.colours) - 1)))

    def _masks(self, full: int) -> Iterator[int]:
        for vertex in range(self.size):
            mask = self.colours_of.get(vertex, full)
            if mask & ~full:
                found = f"vertex {vertex + 1} with colour {mask.bit_length()}"
                raise InputError(self.place, found, f"colours 1 to {self.colours}")
            yield mask


def read_sections(lines: Iterator[Line | InputError]) -> Iterator[list[Line | InputError]]:
    """Cut lines before each header; comments and blank lines are left out."""
    section: list[Line | InputError] = []
    for line in lines:
        if isinstance(line, Line):
            start = line.text.lstrip()[:1]
            if start in ("", "c"):
                continue
            if start == "p" and section:
                yield section
                section = []
        section.append(line)
    if section:
        yield section


def read_section(
    section: Sequence[Line | InputError], name: str, colours: int | None, *, fixed_clique: bool
) -> tuple[Place, Problem]:
    """Read one graph.

    Raises:
        InputError: the first thing that is wrong.
    """
    first = section[0]
    if isinstance(first, InputError):
        raise first
    draft, end = Draft.begun(first.text, Place(name, first.number), colours)
    draft.add_line(first.text, draft.place, end)
    for line in section[1:]:
        if isinstance(line, InputError):
            raise line
        draft.add_line(line.text, Place(name, line.number))
    return draft.place, draft.problem(fixed_clique=fixed_clique)


def read_solution(size: int, colours: int, text: str, place: Place) -> Assignment:
    """Read a colour per vertex, separated by blanks.

    Raises:
        InputError: another number of them, or something that is no colour.
    """
    words = list(WORD.finditer(text))
    if len(words) != size:
        raise InputError(place, f"{len(words)} colours in a solution", f"{size}, one a vertex")
    for word in words:
        if not re.fullmatch(r"[0-9]{1,9}", word[0]) or not 1 <= int(word[0]) <= colours:
            where = Place(place.source, place.line, (place.column or 1) + word.start())
            raise InputError(where, _shown(word[0]), f"a colour from 1 to {colours}")
    return tuple(int(word[0]) for word in words)


def _refuse(text: str, start: int, place: Place) -> NoReturn:
    """Raise the error that shows the next few words."""
    word = WORD.search(text, start)
    assert word is not None, "only blanks are left"
    where = Place(place.source, place.line, word.start() + 1)
    raise InputError(where, _shown(text[word.start() :].strip()), STATEMENT_EXPECTED)


def _shown(text: str) -> str:
    return repr(text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…")

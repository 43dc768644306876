"""Drawings show what the element holds, fit their width, and are well-formed."""

from __future__ import annotations

from collections import Counter
from xml.etree import ElementTree

import pytest
from rich.console import Console
from rich.text import Text

from domains.families.grid.svg import svg_grid
from domains.families.grid.view import GridView
from domains.problem import Problem, Structure
from tests.domains.families.grids import EASY, LATIN, SUDOKU, read_one

NINE = SUDOKU.structure(9)
EASY_MASKS = read_one(EASY).problem.masks
PARTIAL = (*EASY_MASKS[:2], 0b1011, *EASY_MASKS[3:])
SVG = "{http://www.w3.org/2000/svg}"


def shown(structure: Structure, masks: tuple[int, ...], *marked: tuple[int, int]) -> list[str]:
    """The lines a terminal of 80 columns shows."""
    console = Console(width=80, color_system=None)
    with console.capture() as capture:
        console.print(SUDOKU.rich(structure, masks, marked, EASY_MASKS))
    return capture.get().splitlines()


def styles(drawing: object) -> dict[str, str]:
    """Per style the characters that have it."""
    assert isinstance(drawing, Text)
    found: Counter[str] = Counter()
    by_style: dict[str, str] = {}
    for span in drawing.spans:
        style = str(span.style)
        by_style[style] = by_style.get(style, "") + drawing.plain[span.start : span.end]
        found[style] += 1
    return by_style


def texts(svg: str) -> Counter[tuple[str, str]]:
    """How often each class and content occurs among the text elements."""
    root = ElementTree.fromstring(svg)  # noqa: S314
    return Counter((t.get("class", ""), t.text or "") for t in root.iter(f"{SVG}text"))


def test_plain_text_has_lines_around_the_boxes() -> None:
    structure = SUDOKU.structure(6)
    masks = (1, 0, *structure.top[2:])
    assert SUDOKU.render(structure, masks).splitlines() == [
        "+-------+-------+",
        "| 1 ! . | . . . |",
        "| . . . | . . . |",
        *["+-------+-------+", "| . . . | . . . |", "| . . . | . . . |"] * 2,
        "+-------+-------+",
    ]


def test_latin_squares_have_no_boxes() -> None:
    structure = LATIN.structure(3)
    assert LATIN.render(structure, structure.top).splitlines()[1:3] == ["| . . . |"] * 2


@pytest.mark.parametrize(("size", "width"), [(9, 25), (16, 41), (25, 61), (36, 43)])
def test_plain_text_fits_80_columns(size: int, width: int) -> None:
    structure = SUDOKU.structure(size)
    lines = SUDOKU.render(structure, structure.top).splitlines()
    assert {len(line) for line in lines} == {width}
    assert "".join(lines).count(".") == size**2


@pytest.mark.parametrize("size", [4, 6, 8, 9, 16])
def test_plain_text_reads_back(size: int) -> None:
    structure = SUDOKU.structure(size)
    masks = tuple(1 << k % size if k % 2 else structure.top[0] for k in range(size**2))
    assert read_one(SUDOKU.render(structure, masks)).problem == Problem(structure, masks)


def test_a_terminal_shows_blanks_until_candidates_are_known() -> None:
    assert shown(NINE, EASY_MASKS) == SUDOKU.render(NINE, EASY_MASKS).splitlines()
    lines = shown(NINE, PARTIAL)
    assert {len(line) for line in lines} == {55}
    assert len(lines) == 37
    assert lines[1].startswith("┃     │     │ 12  ┃     ┃".replace("     ┃", "     │", 1)[:19])
    assert "".join(lines).count("5") == EASY.count("5") + EASY.count(".") - 1


def test_givens_are_bold_and_marks_stand_out() -> None:
    by_style = styles(SUDOKU.rich(NINE, EASY_MASKS, (), EASY_MASKS))
    assert by_style["bold"] == EASY.replace(".", "")
    by_style = styles(SUDOKU.rich(NINE, PARTIAL, [(2, 0b1001), (0, 0b10)], EASY_MASKS))
    assert by_style["bold reverse yellow"] == "214"
    assert "!" in SUDOKU.rich(NINE, (0, *NINE.top[1:])).plain


def test_larger_grids_list_their_marked_candidates() -> None:
    structure = SUDOKU.structure(16)
    lines = shown(structure, structure.top, (3, 0b1 << 15 | 0b1), (17, 0b10))
    assert lines[-2:] == ["r1c4: 1 G", "r2c2: 2"]
    assert {len(line) for line in lines[:-2]} == {41}


@pytest.mark.parametrize("order", [2, 3, 5, 7, 8])
def test_candidates_of_every_order_are_drawn(order: int) -> None:
    structure = LATIN.structure(order)
    masks = (structure.top[0] ^ 1, *structure.top[1:])
    text = LATIN.rich(structure, masks, [(1, 1)]).plain
    assert text.count(str(order)) == order**2
    assert text.count("1") == order**2 - 1
    assert len({len(line) for line in text.splitlines()}) == 1


def test_an_svg_has_a_text_for_each_symbol_it_shows() -> None:
    counted = texts(SUDOKU.svg(NINE, EASY_MASKS, (), EASY_MASKS))
    assert counted == Counter(("given", symbol) for symbol in EASY.replace(".", ""))
    assert texts(SUDOKU.svg(NINE, EASY_MASKS))["value", "5"] == EASY.count("5")


def test_an_svg_shows_candidates_and_marks() -> None:
    counted = texts(SUDOKU.svg(NINE, PARTIAL, [(2, 0b1001), (3, 0b100)]))
    kinds = Counter(kind for kind, _ in counted.elements())
    full_cells = EASY.count(".") - 1
    assert kinds == {"value": 30, "candidate": 9 * full_cells + 3 - 3, "marked": 3}
    assert counted["marked", "1"] == counted["marked", "4"] == counted["marked", "3"] == 1
    assert texts(SUDOKU.svg(NINE, (0, *NINE.top[1:])))["gone", "!"] == 1


def test_an_svg_stands_alone_in_light_and_dark() -> None:
    svg = SUDOKU.svg(NINE, PARTIAL, [(2, 1)])
    root = ElementTree.fromstring(svg)  # noqa: S314
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text == "sudoku, 9 x 9, 30 of 81 cells fixed, 1 candidates marked"
    assert root.get("role") == "img"
    assert "prefers-color-scheme: dark" in svg
    assert "http" not in svg.replace(SVG[1:-1], "")


def test_names_are_escaped() -> None:
    structure = LATIN.structure(2)
    view = GridView("<b>&", *list(vars(GridView.of(structure, structure.top, (), ())).values())[1:])
    title = ElementTree.fromstring(svg_grid(view)).find(f"{SVG}title")  # noqa: S314
    assert title is not None
    assert (title.text or "").startswith("<b>&, 2 x 2")

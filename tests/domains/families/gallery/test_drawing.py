"""Drawings show values, clues and walls where people write them; pictures are those of the page."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from rich.console import Console

from domains.families.gallery.__main__ import main
from domains.families.gallery.examples import EXAMPLES, pictures
from domains.registry import families
from tests.domains.families.gallery.sheets import problem, sheets

DOCS = Path(__file__).resolve().parents[4] / "docs"
SVG = "{http://www.w3.org/2000/svg}"


def drawn(text: str) -> list[str]:
    """The plain drawing of a puzzle."""
    found = problem(text)
    return sheets(text.partition(":")[0]).render(found.structure, found.masks).splitlines()


def test_signs_stand_between_cells() -> None:
    assert drawn("futoshiki:2:r1c1<r1c2,r2c1>r1c1:1./..") == [
        "+-------+",
        "| 1 < . |",
        "| ^     |",
        "| .   . |",
        "+-------+",
    ]


def test_labels_stand_on_the_walls_of_cages_and_blocks_behind_them() -> None:
    assert drawn("killer:aabb/aacb/dddd/eeee:a=10,b=7:1.../..../..../...!") == [
        "+10===+7======+",
        "H 1 . H .   . H",
        "H     +---+   H",
        "H . . H . | . H",
        "+=====+===+===+",
        "H . . : .   . H",
        "+-----+-------+",
        "H . . : .   ! H",
        "+=====+=======+",
    ]


def test_sums_stand_in_black_squares() -> None:
    assert drawn("kakuro:###/#../#..:3,7:4,6:.2/3.") == [
        "     4\\ 6\\",
        "   +-------+",
        r"\3 |  .  2 |",
        r"\7 |  3  . |",
        "   +-------+",
    ]


def test_runs_stand_beside_their_lines_and_where_they_begin_once_it_is_known() -> None:
    found = problem("nonogram:1,1/3:2/1/2:#-./...")
    masks = (*found.masks[:6], 1, 0, *found.masks[8:])
    assert sheets("nonogram").render(found.structure, masks).splitlines() == [
        "      2 1 2",
        "    +-------+",
        "1 1 | # - . | 1 !",
        "  3 | . . . | 1",
        "    +-------+",
        "      1   1",
    ]


def test_letters_stand_in_their_sum_and_above_their_digits() -> None:
    assert drawn("cryptarithm:AB+B=CA:1.!") == [
        "",
        "      A   B",
        "  +       B",
        "  =   C   A",
        "+A--+B--+C--+",
        "| 1 | . | ! |",
        "+---+---+---+",
    ]


def test_a_terminal_shows_givens_bold_and_lists_marked_candidates() -> None:
    found = problem("magic:4:G.../..../..../...1")
    text = sheets("magic").rich(found.structure, found.masks, [(1, 0b110)], found.masks)
    console = Console(width=80, color_system="standard", force_terminal=True)
    with console.capture() as capture:
        console.print(text)
    shown = capture.get()
    assert "\x1b[1m16\x1b[0m" in shown
    assert "r1c2: 2 3" in shown


def texts(name: str) -> list[str]:
    """What is written in the picture of a family's example."""
    root = ElementTree.fromstring(dict(pictures())[name])  # noqa: S314
    return [node.text or "" for node in root.iter(f"{SVG}text")]


def test_an_svg_has_labels_notes_signs_and_dashed_cages() -> None:
    svg = dict(pictures())
    assert svg["killer"].count("stroke-dasharray") == 1
    assert "stroke-dasharray" not in svg["kenken"]
    assert {"24*", "2/"} <= set(texts("kenken"))
    assert {"S", "Y", "+", "="} <= set(texts("cryptarithm"))
    assert texts("starbattle").count("★") == 6
    assert {"<", ">", "∧", "∨"} <= set(texts("futoshiki"))
    assert svg["nonogram"].count('<rect class="dot"') == 4 + 7 + 7 + 5 + 3 + 1


def test_an_svg_shows_candidates_marks_and_what_is_gone() -> None:
    found = problem("magic:3")
    masks = (0, 0b11, *found.masks[2:])
    svg = sheets("magic").svg(found.structure, masks, [(1, 0b1)])
    kinds = [n.get("class") for n in ElementTree.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314
    assert (kinds.count("gone"), kinds.count("marked")) == (1, 1)
    assert kinds.count("candidate") == 1 + 7 * 9
    assert "magic, 0 of 9 cells fixed, 1 candidates marked" in svg


def test_a_cell_of_two_values_shows_them_only_where_one_is_marked() -> None:
    found = problem("binairo:4")
    masks = (*found.masks[:16], 0b11, *found.masks[17:])  # something of a line's number is known
    for marked, shown in (([], 0), ([(0, 0b1)], 2)):
        svg = sheets("binairo").svg(found.structure, masks, marked)
        assert len(list(ElementTree.fromstring(svg).iter(f"{SVG}text"))) == shown  # noqa: S314


def test_every_family_has_an_example_on_the_page() -> None:
    page = (DOCS / "gallery.md").read_text(encoding="utf-8")
    assert set(EXAMPLES) == set(families())
    for name, example in EXAMPLES.items():
        assert f"(gallery/{name}.svg)" in page
        assert f"\n{example.puzzle}\n" in page


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_pictures_of_the_page_are_what_the_command_draws(name: str) -> None:
    stored = (DOCS / "gallery" / f"{name}.svg").read_text(encoding="utf-8")
    refresh = "run `python -m domains.families.gallery docs/gallery`"
    assert stored == dict(pictures())[name] + "\n", refresh


def test_the_command_writes_a_picture_a_family(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path)]) == 0
    assert {path.name for path in tmp_path.iterdir()} == {f"{name}.svg" for name in EXAMPLES}
    assert main([str(tmp_path / "nowhere")]) == 2
    assert "usage:" in capsys.readouterr().err

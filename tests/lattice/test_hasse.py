"""Hasse diagrams: the covering relation, and a drawing that is well formed and goes up."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import networkx
import pytest

from lattice import CandidateSets, Powerset, TooManyElementsError, hasse_diagram, hasse_svg
from tests.lattice.coverage import covers
from tests.lattice.universes import M3, N5, SMALL


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314  (drawn by the function under test)


SVG = "{http://www.w3.org/2000/svg}"


@covers("hasse_diagram")
@pytest.mark.parametrize("name", SMALL)
def test_paths_are_the_order_and_edges_are_the_covers(name: str) -> None:
    lattice = SMALL[name]
    diagram = hasse_diagram(lattice)
    elements = dict(diagram.nodes("element"))
    strictly_below = {
        low: {
            high for high in elements if high != low and lattice.leq(elements[low], elements[high])
        }
        for low in elements
    }
    for low in elements:
        assert networkx.descendants(diagram, low) == strictly_below[low]
        beyond = {top for high in strictly_below[low] for top in strictly_below[high]}
        assert set(diagram.successors(low)) == strictly_below[low] - beyond


@covers("hasse_diagram")
def test_rank_is_the_longest_chain_from_the_bottom() -> None:
    assert dict(hasse_diagram(N5).nodes("rank")) == {"0": 0, "a": 1, "c": 1, "b": 2, "1": 3}


@covers("hasse_svg")
@pytest.mark.parametrize("name", SMALL)
def test_the_drawing_shows_every_element_and_every_cover(name: str) -> None:
    lattice = SMALL[name]
    diagram = hasse_diagram(lattice)
    drawing = parsed(hasse_svg(lattice))
    assert sorted(t.text or "" for t in drawing.iter(f"{SVG}text")) == sorted(diagram)
    lines = list(drawing.iter(f"{SVG}line"))
    assert len(lines) == diagram.number_of_edges()
    assert all(float(line.get("y1", 0)) > float(line.get("y2", 0)) for line in lines)


@covers("hasse_svg")
@pytest.mark.parametrize("name", SMALL)
def test_boxes_lie_inside_the_drawing_and_apart(name: str) -> None:
    drawing = parsed(hasse_svg(SMALL[name]))
    _, _, width, height = map(float, drawing.attrib["viewBox"].split())
    boxes = [
        tuple(float(box.attrib[key]) for key in ("x", "y", "width", "height"))
        for box in drawing.iter(f"{SVG}rect")
    ]
    assert len(set(boxes)) == len(boxes)
    for index, (x, y, w, h) in enumerate(boxes):
        assert 0 <= x <= x + w <= width
        assert 0 <= y <= y + h <= height
        for other_x, other_y, _, _ in boxes[index + 1 :]:
            assert abs(x - other_x) >= w or abs(y - other_y) >= h


def test_text_is_escaped_and_can_be_chosen() -> None:
    svg = hasse_svg(M3, label=lambda element: f"<{int(element)}> & co")
    texts = [text.text for text in parsed(svg).iter(f"{SVG}text")]
    assert sorted(map(str, texts)) == [f"<{index}> & co" for index in range(5)]
    assert "prefers-color-scheme: dark" in svg


def test_large_lattices_are_refused_before_any_work() -> None:
    with pytest.raises(TooManyElementsError, match="more than the limit of 256"):
        hasse_svg(CandidateSets.uniform(81, 9))
    with pytest.raises(TooManyElementsError, match="8 elements, more than the limit of 7"):
        hasse_diagram(Powerset(("a", "b", "c")), limit=7)

"""Symmetry frames: undone by their inverse, solutions stay solutions, and all of them are drawn."""

from __future__ import annotations

from random import Random
from typing import cast

import pytest
import torch
from torch import Tensor, nn

from domains.families.base import Family
from domains.families.snowflake.layout import snowflake_structure, spiral
from domains.families.sudoku.symmetry import group_order
from domains.problem import Problem, Structure
from domains.registry import FAMILIES
from ldt.models.graph import Template
from ldt.models.heads import Heads
from ldt.training.frames import FrameKind, Frames, frames_of, turns_of
from ldt.training.reading import Reader
from ldt.training.targets import one_hot
from search.learned.boards import to_boards, to_masks, width_of
from tests.domains.families.grids import LATIN, SUDOKU
from tests.learned.small import TINY, generator

SNOWFLAKE = snowflake_structure(spiral(5))
CASES = [
    (SUDOKU.structure(9), "published"),
    (SUDOKU.structure(9), "whole"),
    (SUDOKU.structure(6), "published"),
    (SUDOKU.structure(6), "whole"),
    (SUDOKU.structure(4), "turns"),
    (LATIN.structure(5), "published"),
    (LATIN.structure(5), "whole"),
    (SNOWFLAKE, "whole"),
]
EVERY = pytest.mark.parametrize(
    ("structure", "kind"), CASES, ids=[f"{s.family}{len(s.names)}-{k}" for s, k in CASES]
)


def frames(structure: Structure, kind: str) -> Frames:
    found = frames_of(cast("FrameKind", kind), structure)
    assert found is not None
    return found


def solutions(structure: Structure, count: int) -> list[tuple[int, ...]]:
    """Some solutions, as masks."""
    from domains.oracle import ExactOracle

    family: Family = FAMILIES.get(structure.family)
    (found,) = ExactOracle().solutions(Problem(structure, structure.top), 1)
    masks = structure.encode(found)
    return [family.random_symmetry(structure, Random(k)).apply(masks) for k in range(count)]


@EVERY
def test_a_frame_is_undone_and_moves_no_candidate_to_where_none_is(
    structure: Structure, kind: str
) -> None:
    drawn = frames(structure, kind).draw(40, generator())
    shape = (40, len(structure.values), width_of(structure))
    boards = torch.rand(shape, generator=generator(1)) < 0.5
    inside = torch.from_numpy(to_boards(structure, [structure.top])).expand(shape)
    assert torch.equal(drawn.restore(drawn.apply(boards)), boards)
    assert torch.equal(drawn.apply(drawn.restore(boards)), boards)
    assert torch.equal(drawn.apply(inside.contiguous()), inside)
    logits = torch.randn(3, *shape, generator=generator(2))
    for loop, restored in zip(logits, drawn.restore(logits), strict=True):
        torch.testing.assert_close(drawn.apply(restored), loop, rtol=0, atol=0)


@EVERY
def test_the_image_of_a_solution_is_a_solution(structure: Structure, kind: str) -> None:
    boards = torch.from_numpy(to_boards(structure, solutions(structure, 40)))
    problem = Problem(structure, structure.top)
    for masks in to_masks(frames(structure, kind).draw(40, generator()).apply(boards).numpy()):
        assert problem.holds(structure.decode(masks))


def distinct(found: Frames) -> int:
    return len({tuple(row) for row in found.draw(20_000, generator()).place.tolist()})


def test_the_published_frames_are_all_turns_times_all_relabellings() -> None:
    assert distinct(frames(SUDOKU.structure(4), "published")) == 8 * 24
    assert distinct(frames(SUDOKU.structure(4), "turns")) == 8


def test_the_whole_group_is_larger_and_nothing_outside_it_is_drawn() -> None:
    found = distinct(frames(SUDOKU.structure(4), "whole"))
    assert 8 * 24 < found <= group_order(2, 2)


def test_a_quarter_turn_keeps_no_box_of_two_by_three() -> None:
    assert len(turns_of(SUDOKU.structure(9))) == 8
    assert len(turns_of(SUDOKU.structure(6))) == 4
    assert len(turns_of(LATIN.structure(5))) == 8
    with pytest.raises(ValueError, match="snowflake has no square grid"):
        turns_of(SNOWFLAKE)


def test_rows_and_calls_get_frames_of_their_own() -> None:
    source, random = frames(SUDOKU.structure(9), "published"), generator()
    first, second = source.draw(8, random), source.draw(8, random)
    assert len({tuple(row) for row in [*first.place.tolist(), *second.place.tolist()]}) == 16


def test_no_frames_are_drawn_where_none_are_wanted() -> None:
    assert frames_of("none", SUDOKU.structure(4)) is None


class _Echo(nn.Module):
    """Says of each candidate what it was shown, and of each place its number."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[Tensor] = []

    def read(self, template: Template, boards: Tensor, loops: int, first_read: int) -> Heads:
        self.shown.append(boards)
        keep = boards.float().expand(loops - first_read, *boards.shape)
        places = torch.arange(float(template.candidates)).view(boards.shape[1:])
        return Heads(keep, places.expand_as(keep), torch.zeros(len(keep), len(boards)))


def test_a_model_sees_the_image_and_its_answer_is_read_back() -> None:
    structure, model = SUDOKU.structure(4), _Echo()
    reader = Reader(model, TINY, torch.device("cpu"), generator())
    boards = one_hot(torch.randint(4, (8, 16), generator=generator(3)), 4)
    found = reader.read(structure, boards, 2, 0)
    assert torch.equal(found.keep, boards.float().expand(2, -1, -1, -1))
    assert not torch.equal(model.shown[0], boards)
    # Each candidate hears the number of the place where the model saw it.
    places = found.value[0].long().flatten(1)
    assert torch.equal(model.shown[0].flatten(1).gather(1, places), boards.flatten(1))

"""Laws of the relational operator: it reads constraints, and nothing but constraints."""

from __future__ import annotations

from functools import cache
from random import Random

import pytest
import torch
from torch import Tensor

from domains.families.sudoku.family import Sudoku
from domains.families.sudoku.structure import sudoku_structure
from domains.problem import Structure
from domains.rules import AllDifferent, Clause, LinearSum
from ldt.models.bags import Bags, bag_sum
from ldt.models.graph import Kind, build_graph, open_candidates, template_of
from ldt.models.heads import Heads
from ldt.models.relational import CERTAIN, RelationalConfig, RelationalOperator
from search.learned.boards import to_boards, to_masks
from tests.domains.enumeration import structure_of

CPU = torch.device("cpu")
LOOPS = 5


@cache
def model() -> RelationalOperator:
    torch.manual_seed(3)
    return RelationalOperator(RelationalConfig(16, 24, 8)).eval()


@torch.inference_mode()
def heads(structure: Structure, boards: Tensor) -> Heads:
    return model().read(template_of(structure, CPU), boards, LOOPS, LOOPS - 1)


def random_boards(structure: Structure, count: int, seed: int = 0) -> Tensor:
    """Random elements, none with a dead variable."""
    generator = torch.Generator().manual_seed(seed)
    top = torch.from_numpy(to_boards(structure, [structure.top]))
    live = top & (torch.rand(count, *top.shape[1:], generator=generator) < 0.5)
    first = torch.zeros_like(top)
    first[:, :, 0] = True
    return torch.where(live.any(-1, keepdim=True), live, first)


@pytest.mark.parametrize("seed", range(4))
def test_it_commutes_with_every_symmetry_of_a_sudoku(seed: int) -> None:
    structure = sudoku_structure(2, 3)
    symmetry = Sudoku().random_symmetry(structure, Random(seed))
    boards = random_boards(structure, 3, seed)
    images = [symmetry.apply(masks) for masks in to_masks(boards.numpy())]
    before, after = (
        heads(structure, boards),
        heads(structure, torch.from_numpy(to_boards(structure, images))),
    )
    for variable, target in enumerate(symmetry.variables):
        for k, moved in enumerate(symmetry.indices[variable]):
            for mine, its in ((before.keep, after.keep), (before.value, after.value)):
                torch.testing.assert_close(
                    mine[:, :, variable, k], its[:, :, target, moved], atol=2e-4, rtol=1e-4
                )
    torch.testing.assert_close(before.conflict, after.conflict, atol=2e-4, rtol=1e-4)


def test_the_order_of_variables_and_rules_does_not_matter() -> None:
    structure = sudoku_structure(2, 2)
    order = Random(1).sample(range(16), 16)
    place = {variable: at for at, variable in enumerate(order)}
    rules = tuple(
        AllDifferent(tuple(place[v] for v in rule.scope)) for rule in reversed(structure.rules)
    )
    shuffled = Structure(
        tuple(structure.names[v] for v in order), tuple(structure.values[v] for v in order), rules
    )
    boards = random_boards(structure, 4)
    before, after = heads(structure, boards), heads(shuffled, boards[:, order])
    torch.testing.assert_close(before.keep[:, :, order], after.keep, atol=2e-4, rtol=1e-4)
    torch.testing.assert_close(before.conflict, after.conflict, atol=2e-4, rtol=1e-4)


def test_a_row_does_not_see_the_others_of_its_batch() -> None:
    structure = sudoku_structure(2, 2)
    boards = random_boards(structure, 6)
    together = heads(structure, boards)
    for row in range(6):
        alone = heads(structure, boards[row : row + 1])
        torch.testing.assert_close(
            together.keep[:, row : row + 1], alone.keep, atol=1e-4, rtol=1e-4
        )
        torch.testing.assert_close(
            together.conflict[:, row : row + 1], alone.conflict, atol=1e-4, rtol=1e-4
        )


def test_what_is_closed_is_told_for_certain() -> None:
    structure = sudoku_structure(2, 2)
    boards = random_boards(structure, 5)
    said = heads(structure, boards)
    closed = ~open_candidates(boards)
    expected = torch.where(boards, CERTAIN, -CERTAIN)
    assert torch.equal(said.keep[0][closed], expected[closed])
    assert said.keep[0][~closed].abs().max() < CERTAIN


def test_boards_on_which_nothing_is_open_are_answered() -> None:
    structure = sudoku_structure(2, 2)
    boards = torch.zeros(2, 16, 4, dtype=torch.bool)
    boards[:, :, 0] = True
    said = heads(structure, boards)
    assert said.keep.shape == (1, 2, 16, 4)
    assert torch.equal(said.keep[0] > 0, boards)


def test_the_graph_holds_open_candidates_and_their_constraints_only() -> None:
    structure = sudoku_structure(2, 2)
    boards = torch.from_numpy(to_boards(structure, [structure.top])).clone()
    boards[0, 0] = torch.tensor([True, False, False, False])
    boards[0, 1] = torch.tensor([True, True, False, False])
    graph = build_graph(template_of(structure, CPU), boards)
    assert graph.nodes == 2 + 14 * 4
    kinds = {edges.kind: edges for edges in graph.edges}
    assert set(kinds) == {Kind.VARIABLE, Kind.EXACTLY_ONE}
    assert len(kinds[Kind.VARIABLE].members.starts) == 15
    assert len(kinds[Kind.EXACTLY_ONE].members.rows) == 3 * graph.nodes


def test_every_kind_of_constraint_is_an_edge_of_its_own() -> None:
    structure = structure_of(
        ((1, 2, 3), (1, 2, 3), (0, 1), (0, 1)),
        AllDifferent((0, 1)),
        Clause(((2, 1), (3, 0))),
        LinearSum((0, 1), (2, -1), 1, 5),
    )
    kinds = [edges.kind for edges in template_of(structure, CPU).edges]
    assert kinds == [Kind.VARIABLE, Kind.AT_MOST_ONE, Kind.AT_LEAST_ONE, Kind.SUM]
    said = heads(structure, torch.from_numpy(to_boards(structure, [structure.top])))
    assert bool(torch.isfinite(said.keep).all())


def test_a_bag_sum_and_its_derivative_are_those_of_the_dense_product() -> None:
    rows = torch.tensor([0, 2, 2, 3, 1])
    bag_of = torch.tensor([0, 0, 2, 2, 2])  # bag 1 is empty, row 4 is in none
    bags = Bags.of(rows, bag_of, 5, 3)
    dense = torch.zeros(3, 5)
    dense.index_put_((bag_of, rows), torch.ones(5), accumulate=True)
    values = torch.randn(5, 7, generator=torch.Generator().manual_seed(0), requires_grad=True)
    weight = torch.randn(3, 7, generator=torch.Generator().manual_seed(1))
    (bag_sum(values, bags) * weight).sum().backward()
    assert values.grad is not None
    torch.testing.assert_close(bag_sum(values, bags), dense @ values)
    torch.testing.assert_close(values.grad, dense.T @ weight)
    torch.testing.assert_close(bag_sum(weight, bags.transposed), dense.T @ weight)

"""The laws of a codec: candidate sets as arrays for a network, and back, with nothing lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import and_, or_
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from domains.problem import Masks, Structure
from proofs.laws.base import Law, Sort, law
from proofs.laws.sorts import MasksSort
from search.learned.boards import width_of

if TYPE_CHECKING:
    from search.learned.boards import Boards

Encode = Callable[[Structure, Sequence[Masks]], "Boards"]
Decode = Callable[["Boards"], list[Masks]]


@dataclass(frozen=True, eq=False)
class CodecWorld:
    """A codec over the elements of one structure; the sort is ``masks``.

    Attributes:
        name: see `World`.
        structure: whose elements.
        encode: from masks to boards, see `search.learned.boards`.
        decode: its inverse.
    """

    name: str
    structure: Structure
    encode: Encode
    decode: Decode
    weight: ClassVar[int] = 1

    def sort(self, name: str) -> Sort[Any]:
        """Return the elements."""
        assert name == "masks", name
        return MasksSort(self.structure)

    def board(self, *elements: Masks) -> Boards:
        """Return elements as boards."""
        return self.encode(self.structure, elements)


def _met(a: Masks, b: Masks) -> Masks:
    return tuple(map(and_, a, b))


def _joined(a: Masks, b: Masks) -> Masks:
    return tuple(map(or_, a, b))


@law("codec", "decode(encode(a)) = a", "masks", about="to_boards to_masks")
def decoding_gives_it_back(world: CodecWorld, a: Masks) -> str | None:
    """Nothing is lost on the way to a network and back."""
    again = [tuple(one) for one in world.decode(world.board(a))]
    return None if again == [a] else f"it comes back as {again}"


@law("codec", "encode(a, b) = (encode(a), encode(b))", "masks", "masks", about="to_boards")
def rows_are_elements(world: CodecWorld, a: Masks, b: Masks) -> str | None:
    """The shape is that of batch, variables and values; a row knows nothing of the others."""
    both, structure = world.board(a, b), world.structure
    expected = (2, len(structure.values), width_of(structure))
    if both.shape != expected or both.dtype != np.bool_:
        return f"boards of {both.dtype} of shape {both.shape}, expected bool of {expected}"
    alone = np.concatenate([world.board(a), world.board(b)])
    return None if (both == alone).all() else "together they are not what they are alone"


@law("codec", "a place that no value stands for is dead", "masks", about="to_boards")
def places_without_a_value_are_dead(world: CodecWorld, a: Masks) -> str | None:
    """Padding says nothing."""
    values = [len(row) for row in world.structure.values]
    board = world.board(a)[0]
    alive = [v for v, count in enumerate(values) if board[v, count:].any()]
    return f"variable {alive[0]} has a live place beyond its values" if alive else None


@law("codec", "a ⊑ b ⇔ encode(a) ≤ encode(b)", "masks", "masks", about="to_boards")
def order_is_kept(world: CodecWorld, a: Masks, b: Masks) -> str | None:
    """Below is below, for the two and for their meet."""
    for low, high in ((a, b), (_met(a, b), b)):
        boards = world.board(low, high)
        below, seen = _met(low, high) == low, bool((boards[0] <= boards[1]).all())
        if below is not seen:
            return f"{low} is {'' if below else 'not '}below {high}, and their boards say otherwise"
    return None


@law("codec", "encode(a ⊓ b) = encode(a) ∧ encode(b); so ⊔", "masks", "masks", about="to_boards")
def meet_and_join_are_kept(world: CodecWorld, a: Masks, b: Masks) -> str | None:
    """The lattice of the network's input is that of the domain."""
    one, other, meet, join = world.board(a, b, _met(a, b), _joined(a, b))
    if not (meet == (one & other)).all():
        return "the board of the meet is not the meet of the boards"
    return None if (join == (one | other)).all() else "the join is not that of the boards"


CODEC_LAWS: tuple[Law, ...] = (
    decoding_gives_it_back,
    rows_are_elements,
    places_without_a_value_are_dead,
    order_is_kept,
    meet_and_join_are_kept,
)
"""Every law of a codec."""

"""What learned search is made of, as targets: proposers, for their form, and elements as arrays."""

from __future__ import annotations

from dataclasses import dataclass

from proofs.audit import worlds
from proofs.audit.subject import Part
from proofs.laws.codec import CODEC_LAWS, CodecWorld, Decode, Encode
from proofs.laws.proposer import PROPOSER_LAWS, ProposerWorld
from proofs.laws.universes import LARGER, MINIATURES, TINY
from search.learned.proposer import Proposer


@dataclass(frozen=True, slots=True)
class Proposing:
    """A proposer: one thing to audit, for its form.

    Attributes:
        proposer: who is asked.
        repeats: whether it says the same when it is asked the same again.
    """

    proposer: Proposer
    repeats: bool = True


@dataclass(frozen=True, slots=True)
class BoardCodec:
    """Elements as arrays: one thing to audit.

    Attributes:
        encode: from a structure and masks to boards, see `search.learned.boards`.
        decode: its inverse.
    """

    encode: Encode
    decode: Decode


def parts_of_proposing(target: Proposing) -> tuple[Part, ...]:
    """Return the laws of a proposer's form, on small structures."""
    structures = MINIATURES | TINY | LARGER
    made = tuple(
        ProposerWorld(name, structure, target.proposer, target.repeats)
        for name, structure in structures.items()
    )
    return (Part(PROPOSER_LAWS, made),)


def parts_of_proposer(target: Proposer) -> tuple[Part, ...]:
    """Return the same of a proposer that is expected to repeat itself."""
    return parts_of_proposing(Proposing(target))


def parts_of_codec(target: BoardCodec) -> tuple[Part, ...]:
    """Return the laws of a codec, on small structures and on such of many values."""
    structures = {**MINIATURES, **TINY, **LARGER, **worlds.universes_of_many_values()}
    made = tuple(
        CodecWorld(name, structure, target.encode, target.decode)
        for name, structure in structures.items()
    )
    return (Part(CODEC_LAWS, made),)

"""Elements and assignments as a person draws them: by their family where there is one."""

from __future__ import annotations

from collections.abc import Sequence

from domains.problem import Assignment, Masks, Structure

MOST_NAMED = 12
"""More open variables than these are counted, not named."""


def draw_masks(structure: Structure, masks: Sequence[int]) -> str:
    """Return the drawing of the family, if any, and what the open variables can still be."""
    drawn = _by_family(structure, masks)
    if drawn is None:
        return ", ".join(_set(structure, v, mask) for v, mask in enumerate(masks))
    partial = [
        v for v, mask in enumerate(masks) if mask != structure.top[v] and mask.bit_count() != 1
    ]
    named = ", ".join(_set(structure, v, masks[v]) for v in partial[:MOST_NAMED])
    more = f" and {len(partial) - MOST_NAMED} more" if len(partial) > MOST_NAMED else ""
    return f"{drawn}\nwith {named}{more}" if partial else drawn


def draw_assignment(structure: Structure, assignment: Assignment) -> str:
    """Return the drawing of the family, if any, or one equation a variable."""
    drawn = _by_family(structure, structure.encode(assignment))
    if drawn is not None:
        return drawn
    pairs = zip(structure.names, assignment, strict=True)
    return ", ".join(f"{name}={value}" for name, value in pairs)


def equation(term: str, drawn: str) -> str:
    """Return ``term = drawn``; a drawing of several lines begins below."""
    return f"{term} =\n{drawn}" if "\n" in drawn else f"{term} = {drawn}"


def draw_candidates(structure: Structure, candidates: Sequence[tuple[int, int]]) -> str:
    """Return (variable, mask) pairs in words: ``r1c1 in {1, 2}``."""
    return ", ".join(_set(structure, variable, mask) for variable, mask in candidates)


def _set(structure: Structure, variable: int, mask: int) -> str:
    values = ", ".join(map(str, structure.values_in(variable, mask)))
    return f"{structure.names[variable]} in {{{values}}}"


def _by_family(structure: Structure, masks: Masks | Sequence[int]) -> str | None:
    """Return the family's drawing; None where the structure belongs to no family."""
    from domains.registry import UnknownNameError, family

    try:
        return family(structure.family).render(structure, masks).rstrip("\n")
    except UnknownNameError:
        return None

"""Deduction techniques, one per file; `TECHNIQUES` lists them, easiest first.

Difficulties are those of Nicolas Juillerat's Sudoku Explainer, the ratings Sudoku players quote;
where it has no counterpart the file says where the number comes from.
"""

from __future__ import annotations

from difflib import get_close_matches

from domains.errors import ModelError
from domains.techniques.base import Technique
from domains.techniques.failed_literal import FAILED_LITERAL
from domains.techniques.fish import JELLYFISH, SWORDFISH, X_WING
from domains.techniques.hidden_single import HIDDEN_SINGLE
from domains.techniques.hidden_subset import HIDDEN_PAIR, HIDDEN_QUAD, HIDDEN_TRIPLE
from domains.techniques.intersections import CLAIMING, POINTING
from domains.techniques.matching import MATCHING
from domains.techniques.naked_single import NAKED_SINGLE
from domains.techniques.naked_subset import NAKED_PAIR, NAKED_QUAD, NAKED_TRIPLE
from domains.techniques.rule_deduction import RULE_DEDUCTION
from domains.techniques.singleton_consistency import SINGLETON_CONSISTENCY
from domains.techniques.unit_propagation import UNIT_PROPAGATION

__all__ = ["TECHNIQUES", "Technique", "technique"]

TECHNIQUES: tuple[Technique, ...] = (
    HIDDEN_SINGLE,
    NAKED_SINGLE,
    UNIT_PROPAGATION,
    POINTING,
    CLAIMING,
    NAKED_PAIR,
    X_WING,
    HIDDEN_PAIR,
    NAKED_TRIPLE,
    SWORDFISH,
    HIDDEN_TRIPLE,
    RULE_DEDUCTION,
    NAKED_QUAD,
    JELLYFISH,
    HIDDEN_QUAD,
    MATCHING,
    FAILED_LITERAL,
    SINGLETON_CONSISTENCY,
)


def technique(name: str) -> Technique:
    """Return the technique of a name; capitals do not matter.

    Raises:
        ModelError: there is none of that name; the message suggests the nearest ones.
    """
    by_name = {known.name.lower(): known for known in TECHNIQUES}
    found = by_name.get(name.lower())
    if found is None:
        near = get_close_matches(name.lower(), by_name, n=3) or list(by_name)
        wanted = ", ".join(repr(by_name[key].name) for key in near)
        message = f"no technique is called {name!r}; did you mean {wanted}?"
        raise ModelError(message)
    return found

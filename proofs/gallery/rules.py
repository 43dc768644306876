"""Broken rules: wrong meanings, wrong forms, wrong deductions. Each differs in one place."""

from __future__ import annotations

from typing import Any

from domains.rules import Cardinality, Rule
from proofs.audit.kinds import RuleExamples
from proofs.audit.worlds import RuleOver
from proofs.gallery.base import Specimen
from proofs.gallery.rule_classes import (
    AlwaysPermutation,
    BlindAllDifferent,
    DoubledClause,
    ForgetfulClause,
    ForgetfulSum,
    GenerousCardinality,
    GraveDigger,
    HastyClause,
    ImpatientCardinality,
    LenientCardinality,
    MisquotedClause,
    NarrowCardinality,
    NeighboursDiffer,
    PositiveSum,
    ScribblingTable,
    ShortClause,
    ShortTable,
    SilentAllDifferent,
    SortingAllDifferent,
    SpeechlessClause,
    StrictSum,
    SymmetricOrder,
    TooWideScope,
)

SMALL = ((0, 1), (-1, 2, 3))
THREE = ((1, 2, 3),) * 3
FOUR = ((1, 2, 3, 4),) * 3


def _of(rule: Rule, values: Any, fault: str, *laws: str) -> Specimen:  # noqa: ANN401
    kind = type(rule).__name__
    words = "".join(f" {c.lower()}" if c.isupper() else c for c in kind).strip()
    return Specimen(f"rule: {words}", fault, lambda: RuleExamples((RuleOver(rule, values),)), laws)


SUMS = ((0, 1), (-1, 2, 3), (2, 5))
LITERALS = ((0, 1), (1, 2), (1, 3))
FORM = ("ground means the rule",)
SOUNDNESS = ("each deduction is sound",)

BROKEN_RULES: tuple[Specimen, ...] = (
    _of(StrictSum((0, 1, 2), (1, 2, 1), 3, 9), SUMS, "≤ is deduced as <", *SOUNDNESS),
    _of(
        ForgetfulSum((0, 1, 2), (1, 2, 1), 3, 6),
        SUMS,
        "the upper bound is missing from the pseudo-Boolean form",
        *FORM,
    ),
    _of(
        PositiveSum((0, 1, 2), (1, -2, 1), -3, 3),
        SUMS,
        "signs of coefficients are lost in the pseudo-Boolean form",
        *FORM,
    ),
    _of(
        GenerousCardinality(LITERALS, 0, 1),
        SMALL,
        "the pseudo-Boolean form allows one more",
        *FORM,
    ),
    _of(
        ImpatientCardinality(((0, 1), (1, 2)), 0, 2),
        SMALL,
        "at most two is deduced as at most one",
        *SOUNDNESS,
    ),
    _of(ShortClause(LITERALS), SMALL, "the form lacks the last literal", *FORM),
    _of(
        DoubledClause(LITERALS),
        SMALL,
        "the form names each candidate twice",
        "candidates are named once",
    ),
    _of(
        HastyClause(LITERALS),
        SMALL,
        "a clause with one literal left is called a conflict",
        "stated conflicts are conflicts",
    ),
    _of(
        ForgetfulClause(((0, 1),)),
        SMALL,
        "a unit clause has no clause",
        "clauses mean the rule",
    ),
    _of(SpeechlessClause(LITERALS), SMALL, "the reason is empty", "reasons are present"),
    _of(MisquotedClause(LITERALS), SMALL, "the reason names another rule", "reasons are present"),
    _of(
        GraveDigger((0, 1), ((0, 2), (1, 3))),
        SMALL,
        "candidates are removed that were gone",
        "removals are alive",
    ),
    _of(
        ShortTable((0, 1), ((0, 2), (1, 3))),
        SMALL,
        "the last row of the table is ignored",
        *SOUNDNESS,
    ),
    _of(
        ScribblingTable((0, 1), ((0, 2), (1, 3))),
        SMALL,
        "it writes into the element it is asked about",
        "argument is kept",
    ),
    _of(BlindAllDifferent((0, 1, 2)), THREE, "holds ignores the last variable", *FORM),
    _of(NeighboursDiffer((0, 1, 2)), THREE, "holds compares neighbours only", *FORM),
    _of(
        SortingAllDifferent((0, 1, 2)),
        THREE,
        "holds sorts its argument in place",
        "holds is a function",
    ),
    _of(
        AlwaysPermutation((0, 1, 2)),
        FOUR,
        "the form wants every value taken, though one is to spare",
        *FORM,
    ),
    _of(
        SilentAllDifferent((0, 1, 2)),
        THREE,
        "a violation is not described",
        "violations are described",
    ),
    _of(
        SymmetricOrder(),
        ((1, 2, 3), (1, 2, 3)),
        "an order is deduced as if it were symmetric",
        *SOUNDNESS,
    ),
    _of(
        TooWideScope((0, 1, 1)),
        ((1, 2, 3), (1, 2, 3)),
        "the scope names a variable twice",
        "scope names variables once",
    ),
    Specimen(
        "rule: lenient cardinality",
        "bounds that no number satisfies are accepted",
        lambda: RuleExamples((), (lambda: LenientCardinality(LITERALS, 2, 1),)),
        ("nonsense is refused",),
    ),
    Specimen(
        "rule: narrow cardinality",
        "bounds just within the limits are refused",
        lambda: RuleExamples((), (), (lambda: NarrowCardinality(LITERALS, 1, 1),)),
        ("limits are accepted",),
    ),
    Specimen(
        "rule: misnamed cardinality",
        "at most one was meant, and exactly one was made",
        lambda: RuleOver(
            Cardinality.exactly(1, LITERALS), SMALL, lambda s: (s[0] == 1) + (s[1] in {2, 3}) <= 1
        ),
        ("holds is what was meant",),
    ),
)
"""Rules, each wrong in one way."""

"""What is mutated, and who judges each file.

The judges of a file are the lines of the precision table that depend on it and the audits of what
is made of it, quick ones first. Precision sees what merely finds less; laws see what is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from proofs.precision.table import EFFORTS

ROOT = Path(__file__).resolve().parents[2]
"""The folder of the packages."""


@dataclass(frozen=True, slots=True)
class Target:
    """A file under mutation.

    Attributes:
        file: its path below `ROOT`.
        deductions: the deductions of the precision table that use it.
        audits: what is audited by name.
        searches: whether what searches spend depends on it.
    """

    file: str
    deductions: tuple[str, ...]
    audits: tuple[str, ...] = ()
    searches: bool = False

    @property
    def module(self) -> str:
        """Its name for ``import``."""
        return self.file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def source(self) -> str:
        """Its text."""
        return (ROOT / self.file).read_text(encoding="utf-8")


SINGLES = ("hidden single", "naked single")
CROSSINGS = ("pointing", "claiming")
NAKED = ("naked pair", "naked triple", "naked quad")
HIDDEN = ("hidden pair", "hidden triple", "hidden quad")
FISH = ("X-wing", "swordfish", "jellyfish")
REFUTING = ("failed literal", "singleton consistency")
LIMITED = tuple(f"{name}, {effort} looks" for name in REFUTING for effort in EFFORTS)
SHORT = tuple(f"{name}, short of effort" for name in REFUTING)
RULES = ("rule deduction", "unit propagation")
SEARCH = ("search propagation", "search propagation in pieces")


def _technique(name: str, *deductions: str) -> Target:
    return Target(f"domains/techniques/{name}.py", deductions, deductions)


def _rule(name: str) -> Target:
    return Target(f"domains/rules/{name}.py", RULES, (f"{name.replace('_', ' ')} rule",))


TARGETS: tuple[Target, ...] = (
    Target(
        "domains/techniques/failed_literal.py",
        ("failed literal", *LIMITED),
        (*SHORT, "failed literal"),
    ),
    _technique("fish", *FISH),
    _technique("hall", "naked pair", "naked triple", "hidden pair", "X-wing"),
    _technique("hidden_single", "hidden single"),
    _technique("hidden_subset", *HIDDEN),
    _technique("intersections", *CROSSINGS),
    Target(
        "domains/techniques/linear.py",
        (*RULES, *LIMITED, "failed literal"),
        ("unit propagation",),
    ),
    Target(
        "domains/techniques/matching.py",
        ("all-different matching", "rule deduction"),
        ("all-different matching", "all different rule"),
    ),
    _technique("naked_single", "naked single"),
    _technique("naked_subset", *NAKED),
    Target(
        "domains/techniques/propagation.py",
        ("failed literal", *LIMITED),
        (*SHORT, "failed literal"),
    ),
    Target("domains/techniques/refutation.py", ("failed literal",), REFUTING),
    _technique("rule_deduction", "rule deduction"),
    Target(
        "domains/techniques/singleton_consistency.py",
        ("singleton consistency", *LIMITED),
        ("singleton consistency, short of effort", "singleton consistency"),
    ),
    _technique("tables", *SINGLES, *CROSSINGS, "naked pair", "hidden pair", "X-wing"),
    _technique("unit_propagation", "unit propagation"),
    _rule("all_different"),
    Target(
        "domains/rules/candidates.py",
        RULES,
        ("clause rule", "cardinality rule", "table rule", "linear sum rule"),
    ),
    _rule("cardinality"),
    _rule("clause"),
    Target("domains/rules/linear.py", RULES, ("linear sum rule",)),
    Target("domains/rules/layering.py", RULES, ("shortest path rule", "all solutions")),
    _rule("parity"),
    _rule("shortest_path"),
    _rule("table"),
    Target(
        "search/kernel/propagate.py",
        SEARCH,
        ("certificates", "symbolic search", *SEARCH),
        searches=True,
    ),
    Target("lattice/candidates.py", (), ("candidate sets", "cartesian connection", "candidates")),
    Target(
        "domains/logic.py",
        ("candidate domain", "all techniques"),
        ("explanations", "all techniques"),
    ),
)
"""Our deduction code. Left out: base classes and lists of names, which deduce nothing."""

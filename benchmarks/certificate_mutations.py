"""Damages certificates at random, and judges by a SAT solver what the checker still accepts.

An accepted certificate may differ from what was written (a comment, a weaker step, another order).
What must never happen is that its claim is not true of its formula as it now stands. The judge
reads the formula by code of its own and counts models.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random

from domains.export.encoding import ClauseList
from domains.ground import SignedSum
from proofs.checker import Rejected, Verdict, check

READ = ("", ".opb", ".cnf", ".solutions")
"""The parts of a certificate that the checker reads."""

TERM = re.compile(r"([+-]?\d+)\s+(~?)x(\d+)")


@dataclass(frozen=True)
class Outcome:
    """What became of a damaged certificate.

    Attributes:
        damage: what was done, in words.
        verdict: what the checker said, or its reason for rejecting.
        wrong: whether it accepted a claim that does not follow.
    """

    damage: str
    verdict: Verdict | str
    wrong: bool


def damaged(text: str, random: Random) -> tuple[str, str]:
    """Return a text with one thing changed, and what."""
    lines = text.splitlines(keepends=True)
    at = random.randrange(len(lines))
    kind = random.choice(("drop", "double", "swap", "cut", *("token",) * 8))
    if kind == "drop":
        return "".join(lines[:at] + lines[at + 1 :]), f"line {at + 1} dropped"
    if kind == "double":
        return "".join(lines[: at + 1] + lines[at:]), f"line {at + 1} doubled"
    if kind == "swap":
        other = random.randrange(len(lines))
        lines[at], lines[other] = lines[other], lines[at]
        return "".join(lines), f"lines {at + 1} and {other + 1} swapped"
    if kind == "cut":
        end = random.randrange(len(text))
        return text[:end], f"cut after {end} characters"
    words = lines[at].split()
    if not words:
        return text, "nothing"
    place = random.randrange(len(words))
    old = words[place]
    words[place] = _other(old, words, random)
    lines[at] = f"{' '.join(words)}\n"
    return "".join(lines), f"line {at + 1}: {old!r} became {words[place]!r}"


def _other(word: str, words: list[str], random: Random) -> str:
    """Return a word to stand in another's place."""
    match = re.fullmatch(r"([~+-]?x?)(\d+)(;?)", word)
    if match is None:
        return random.choice(
            ["", random.choice(words), "+", "*", "d", "s", "0", "1", "UNSAT", "SAT"]
        )
    prefix, number, end = match.groups()
    numbers = [int(number) + step for step in (-1, 1, random.randint(-30, 30))]
    signs = {"~x": "x", "x": "~x", "-": "", "": "-", "+": "-"}
    changed = f"{prefix}{max(0, random.choice(numbers))}{end}"
    return random.choice([changed, changed, f"{signs.get(prefix, '')}{number}{end}", ""])


def try_damage(proof: Path, random: Random) -> Outcome:
    """Damage one part of a certificate, have it checked and judged, and put it back."""
    parts = [path for ending in READ if (path := proof.with_name(proof.name + ending)).exists()]
    # Mostly the proof itself; the other parts are long and mostly givens.
    part = random.choice([proof, proof, *parts])
    before = part.read_text(encoding="utf-8")
    after, damage = damaged(before, random)
    part.write_text(after, encoding="utf-8")
    try:
        verdict = check(proof)
        return Outcome(f"{part.name}: {damage}", verdict, wrong=not is_true(verdict))
    except Rejected as error:
        return Outcome(f"{part.name}: {damage}", str(error), wrong=False)
    finally:
        part.write_text(before, encoding="utf-8")


def is_true(verdict: Verdict) -> bool:
    """Tell whether a verdict is true of its formula."""
    text = Path(verdict.formula).read_text(encoding="utf-8")
    encoded = _encoded_opb(text) if verdict.formula.endswith(".opb") else _encoded_cnf(text)
    variables, clauses = encoded
    shown = set(verdict.solutions)
    if verdict.claim == "solved" or verdict.claim.startswith("at least"):
        number = 1 if verdict.claim == "solved" else int(verdict.claim.split()[2])
        return len(shown) == number and all(_is_model(s, clauses, variables) for s in shown)
    found = set(islice(_models(clauses, variables), len(shown) + 1))
    number = {"infeasible": 0, "unique": 1}.get(verdict.claim)
    number = int(verdict.claim.split()[1]) if number is None else number
    return found == shown and len(found) == number


def _encoded_opb(text: str) -> tuple[int, list[list[int]]]:
    """Read an OPB file as `domains.export.opb` writes it, and encode it as clauses."""
    header, *lines = text.splitlines()
    variables = int(header.split()[2])
    encoding = ClauseList(variables)
    for line in lines:
        if line.strip() and not line.startswith("*"):
            left, right = line.split(">=")
            weights: dict[int, int] = {}
            bound = int(right.replace(";", " "))
            for number, negation, atom in TERM.findall(left):
                sign = -1 if negation else 1
                weights[int(atom)] = weights.get(int(atom), 0) + sign * int(number)
                bound -= int(number) if negation else 0
            encoding.add(_signed(weights, bound))
    return variables, encoding.clauses


def _signed(weights: dict[int, int], bound: int) -> SignedSum:
    kept = {atom: weight for atom, weight in weights.items() if weight}
    lower = bound - sum(weight for weight in kept.values() if weight < 0)
    literals = tuple(atom if weight > 0 else -atom for atom, weight in kept.items())
    return SignedSum(tuple(map(abs, kept.values())), literals, lower, None)


def _encoded_cnf(text: str) -> tuple[int, list[list[int]]]:
    words = [line.split() for line in text.splitlines() if line.strip()]
    variables = next(int(line[2]) for line in words if line[0] == "p")
    clauses: list[list[int]] = [[]]
    for number in [int(word) for line in words if line[0] not in ("p", "c") for word in line]:
        if number:
            clauses[-1].append(number)
        else:
            clauses.append([])
    return variables, clauses[:-1]


def _is_model(solution: tuple[int, ...], clauses: list[list[int]], variables: int) -> bool:
    """Tell whether a full assignment extends to a model of an encoding."""
    from pysat.solvers import Solver

    with Solver(name="cadical153", bootstrap_with=clauses) as solver:
        return len(solution) == variables and bool(solver.solve(assumptions=list(solution)))


def _models(clauses: list[list[int]], variables: int) -> Iterator[tuple[int, ...]]:
    """Yield the models, as far as they speak of the formula's own variables."""
    from pysat.solvers import Solver

    with Solver(name="cadical153", bootstrap_with=clauses) as solver:
        while solver.solve():
            true = set(solver.get_model() or ())
            model = tuple(v if v in true else -v for v in range(1, variables + 1))
            yield model
            solver.add_clause([-literal for literal in model] or [0])

"""What came of many pairs: counts that can be written down, read again and gone on from."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from proofs.audit.case_files import write_text
from proofs.confidence import clopper_pearson
from proofs.proposers.drive import Outcome

STATUSES = ("solved", "infeasible", "abstained", "interrupted", "none")
LEVEL = 0.9
"""Of the two-sided interval whose upper end is the one-sided bound of 95 %."""

Counts = Counter[str]


def upper_bound(wrong: int, pairs: int) -> float:
    """Return the exact one-sided 95 % bound on the share of wrong answers."""
    return clopper_pearson(wrong, pairs, LEVEL)[1]


@dataclass(slots=True)
class Tally:
    """Counts of a run that may have been stopped and resumed.

    Attributes:
        seed: of the puzzles and pairs.
        puzzles: so many are done; each met every proposer.
        seconds: of wall clock, all parts of the run together.
        counts: by (proposer, strategy): statuses, and ``wrong``.
        wrong: what was wrong, in words.
    """

    seed: int
    puzzles: int = 0
    seconds: float = 0.0
    counts: dict[tuple[str, str], Counts] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        """Count one outcome."""
        place = outcome.pair.name, outcome.pair.strategy
        counts = self.counts.setdefault(place, Counter())
        counts[outcome.status] += 1
        if outcome.wrong is not None:
            counts["wrong"] += 1
            self.wrong.append(str(outcome))

    @property
    def pairs(self) -> int:
        """Pairs tried."""
        return sum(map(pairs_in, self.counts.values()))

    def by(self, axis: int) -> dict[str, Counts]:
        """Return the counts by proposer (axis 0) or by strategy (axis 1)."""
        found: dict[str, Counts] = {}
        for place, counts in self.counts.items():
            found.setdefault(place[axis], Counter()).update(counts)
        return found

    def save(self, path: Path) -> None:
        """Write it down, complete or not at all."""
        record = {
            "seed": self.seed,
            "puzzles": self.puzzles,
            "seconds": self.seconds,
            "counts": [[*place, dict(counts)] for place, counts in self.counts.items()],
            "wrong": self.wrong,
        }
        write_text(path, json.dumps(record, indent=1) + "\n")

    @classmethod
    def load(cls, path: Path, seed: int) -> Tally:
        """Read what `save` wrote; a fresh tally where there is no file.

        Raises:
            ValueError: the file is of another seed.
        """
        if not path.exists():
            return cls(seed)
        record = json.loads(path.read_text(encoding="utf-8"))
        if record["seed"] != seed:
            message = f"{path} is of seed {record['seed']}, expected {seed}"
            raise ValueError(message)
        counts = {(name, strategy): Counter(said) for name, strategy, said in record["counts"]}
        return cls(seed, record["puzzles"], record["seconds"], counts, record["wrong"])


def pairs_in(counts: Counts) -> int:
    """Return how many pairs were counted."""
    return sum(counts[status] for status in STATUSES)


def table_lines(tally: Tally) -> Iterator[str]:
    """Yield a line per strategy and per proposer, and one for all."""
    columns = ("pairs", *STATUSES, "wrong")
    yield f"{'':<24}" + "".join(f"{name:>12}" for name in columns) + f"{'95 % bound':>12}"
    rows = {**tally.by(1), **tally.by(0), "all": sum(tally.counts.values(), Counter[str]())}
    for name, counts in rows.items():
        pairs = pairs_in(counts)
        numbers = (pairs, *(counts[status] for status in STATUSES), counts["wrong"])
        bound = f"{upper_bound(counts['wrong'], pairs):.2g}"
        yield f"{name:<24}" + "".join(f"{n:>12,}" for n in numbers) + f"{bound:>12}"

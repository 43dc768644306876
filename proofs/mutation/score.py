"""The mutation score: the share of mutants that the audit notices."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random

from proofs.confidence import clopper_pearson
from proofs.mutation.mutants import Mutant, mutants_of
from proofs.mutation.targets import ROOT, TARGETS, Target

EQUIVALENT = Path(__file__).with_name("equivalent.csv")
SECONDS = 60
"""Processor time of one trial."""

WORSE_THAN_SLOW = 20
"""So many times the processor time may pass on the clock, on a machine that is busy."""

PROGRESS = re.compile(r"^(\w+) +(.*?) *(\S+\.py:\d+ .*)$", re.MULTILINE)
"""A line of progress: what became of a mutant, who killed it, and the mutant in words."""

LINE_NUMBER = re.compile(r":\d+ ")

Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of a mutant.

    Attributes:
        mutant: the mutant.
        killer: the first that objected; empty when nobody did.
        excuse: why it is said to be equivalent to the original; empty when it is not.
    """

    mutant: Mutant
    killer: str
    excuse: str = ""

    @property
    def counts(self) -> bool:
        """Whether it is in the score: all are, but for equivalent ones that indeed survived."""
        return bool(self.killer) or not self.excuse


@dataclass(frozen=True, slots=True)
class Score:
    """Killed, of those that count; and what the sample was drawn from."""

    trials: tuple[Trial, ...]
    population: int

    @property
    def counted(self) -> int:
        """Mutants not known to be equivalent."""
        return sum(trial.counts for trial in self.trials)

    @property
    def killed(self) -> int:
        """Mutants that somebody objected to."""
        return sum(bool(trial.killer) for trial in self.trials)

    @property
    def survivors(self) -> tuple[Trial, ...]:
        """Mutants that count and live."""
        return tuple(trial for trial in self.trials if trial.counts and not trial.killer)

    @property
    def share(self) -> float:
        """Killed of counted; 1 when none counts."""
        return self.killed / self.counted if self.counted else 1.0

    @property
    def interval(self) -> tuple[float, float]:
        """95 % of confidence; of the full run the share is what it is."""
        return clopper_pearson(self.killed, self.counted)


def excuses() -> dict[Key, str]:
    """Return the mutants that are known to be equivalent, each with the reason."""
    with EQUIVALENT.open(encoding="utf-8", newline="") as stream:
        return {tuple(row[:4]): row[4] for row in list(csv.reader(stream))[1:]}  # type: ignore[misc]


def all_mutants(targets: Sequence[Target] = TARGETS) -> list[tuple[Target, Mutant]]:
    """Return every mutant of some files, with its target."""
    return [(t, mutant) for t in targets for mutant in mutants_of(t.file, t.source)]


def sample(
    mutants: Sequence[tuple[Target, Mutant]], size: int, seed: int
) -> list[tuple[Target, Mutant]]:
    """Return so many of the mutants in their order, all when there are no more; 0 means all."""
    if not 0 < size < len(mutants):
        return list(mutants)
    return [mutants[at] for at in sorted(Random(seed).sample(range(len(mutants)), size))]


def earlier_killers(progress: str) -> dict[str, str]:
    """Return who killed each mutant, by an earlier run's lines of progress on stderr.

    Judges that came after object to more, never to less. Mutants are told by their text, as lines
    move; where two have the same one, both have to have been killed.
    """
    killed, spared = {}, set()
    for verdict, killer, mutant in PROGRESS.findall(progress):
        if verdict in {"survived", "equivalent"}:
            spared.add(_without_line(mutant))
        else:
            killed[_without_line(mutant)] = killer
    return {mutant: killer for mutant, killer in killed.items() if mutant not in spared}


def _without_line(mutant: str) -> str:
    """Return a mutant in words, without the number of its line."""
    return LINE_NUMBER.sub(" ", mutant, count=1)


def run_trial(target: Target, source: str) -> str:
    """Return who objects to a source in the place of a file; empty when nobody does."""
    question = {
        "module": target.module,
        "path": str(ROOT / target.file),
        "source": source,
        "deductions": target.deductions,
        "audits": target.audits,
        "searches": target.searches,
        "seconds": SECONDS,
    }
    environment = os.environ | {"PYTHONHASHSEED": "0", "LDT_COMPILE": "never"}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "proofs.mutation.trial"],
            input=json.dumps(question),
            capture_output=True,
            encoding="utf-8",
            cwd=ROOT,
            env=environment,
            timeout=SECONDS * WORSE_THAN_SLOW,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "timeout"
    if done.returncode < 0:
        return "timeout"
    return done.stdout.strip() if not done.returncode else "exception: it ended the process"


def run_trials(
    chosen: Sequence[tuple[Target, Mutant]],
    jobs: int,
    tick: Callable[[Trial], None],
    earlier: Mapping[str, str] | None = None,
) -> Iterator[Trial]:
    """Yield what becomes of the mutants, in order.

    Args:
        chosen: the mutants.
        jobs: trials at a time.
        tick: called with each trial.
        earlier: who killed mutants in an earlier run; these are not tried again.
    """
    known, before = excuses(), earlier or {}

    def one(pair: tuple[Target, Mutant]) -> Trial:
        target, mutant = pair
        killer = before.get(_without_line(str(mutant))) or run_trial(target, mutant.source)
        return Trial(mutant, killer, known.get(mutant.key, ""))

    with ThreadPoolExecutor(jobs) as pool:
        for trial in pool.map(one, chosen):
            tick(trial)
            yield trial


def table_lines(score: Score) -> Iterator[str]:
    """Yield a line per file: mutants, who killed them, survivors, equivalent ones."""
    columns = ("precision", "laws", "exception", "timeout", "survived", "equivalent")
    yield f"{'file':<44}{'mutants':>8}" + "".join(f"{column:>11}" for column in columns)
    for file in dict.fromkeys(trial.mutant.file for trial in score.trials):
        trials = [trial for trial in score.trials if trial.mutant.file == file]
        kinds = Counter(kind_of(trial) for trial in trials)
        yield f"{file:<44}{len(trials):>8}" + "".join(f"{kinds[c]:>11}" for c in columns)


def kind_of(trial: Trial) -> str:
    """Return the column of the table a trial is counted in."""
    if not trial.killer:
        return "equivalent" if trial.excuse else "survived"
    first = trial.killer.partition(":")[0]
    return first if first in {"precision", "exception", "timeout"} else "laws"

"""Certificates: written for published instances, checked by us and by others, and damaged.

    python -m benchmarks.certificates --limit 20 --n 1000

runs the hard 9x9 lists, the sets without solution and SATLIB's unsatisfiable formulas (``--limit``
of each, ``--only`` those with some words in their names), and damages ``--n`` times certificates of
small puzzles. What logging costs is compared with the same search without it. VeriPB and drat-trim
are asked too where they are on PATH. A tree as small as most of these is searched by interpreted
code, with and without a log; ``--compiled`` compares both in machine code. All of forum hardest
1905 takes hours: ``--only 1905 --part 1/2 --core 0`` is the first half of it, ``--largest 300`` the
300 of it whose search has the most nodes.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import process_time

from benchmarks.certificate_mutations import try_damage
from benchmarks.common import Report, Value, parser
from benchmarks.lists import HARD, SUDOKU, data_folder, read_list
from domains.families.cnf import Cnf
from domains.problem import Problem
from domains.reading import from_path, from_text
from proofs.certificates import solve_certified
from proofs.certificates.solving import PATIENCE
from proofs.checker import Rejected, check
from search import Goal, solve
from search.kernel import warm

HARD_LISTS = (
    "sudoku9/tdoku_forum_hardest_1106.csv",
    "sudoku9/tdoku_magictour_top1465.csv",
    "sudoku9/extreme_by_rating_33plus.csv",
    "sudoku9/tdoku_forum_hardest_1905_11plus.csv.gz",
)
WITHOUT_SOLUTION = ("sudoku9/unsat_derived.csv", "sudoku9/invalid_published.csv")

SIGN_OF_LIFE = 1000
"""After so many certificates of a list, say so: the longest takes more than an hour."""


@dataclass
class Measured:
    """What one list gave; times are seconds of processor time."""

    name: str
    n: int = 0
    plain: list[float] = field(default_factory=list)  # where one strategy was enough
    logged: list[float] = field(default_factory=list)
    checking: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    outside: int = 0

    def row(self) -> list[Value]:
        """Return a row of the table."""
        ratios = [a / b for a, b in zip(self.logged, self.plain, strict=True)] or [0.0]
        checking = self.checking or [0.0]
        return [
            self.name,
            self.n,
            self.n - len(self.failures),
            self.outside,
            sum(self.logged) / (sum(self.plain) or 1.0),
            statistics.median(ratios),
            max(ratios),
            statistics.median(checking),
            max(checking),
        ]


def main() -> None:
    """Run what the options ask for."""
    arguments = parser(__doc__.splitlines()[0], limit=None, n=10_000, seed=0)
    arguments.add_argument("--only", default="", help="only lists with this in their names")
    arguments.add_argument("--part", type=_part, default=(1, 1), help="such as 1/4, of each list")
    arguments.add_argument("--compiled", action="store_true", help="search in machine code at once")
    arguments.add_argument("--largest", type=int, help="so many of each, by the nodes of a search")
    options = arguments.parse_args()
    if options.compiled:
        warm.load()
    report = Report("certificates", options)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = [m.row() for m in _lists(options, report, folder)]
        columns = ["list", "n", "accepted", "by others", "log/plain", "median", "worst"]
        columns += ["check s", "worst s"]
        report.table("certificates", columns, rows)
        _damage(report, folder, options.n, Random(options.seed))


def _part(text: str) -> tuple[int, int]:
    """Read K/N: the K-th of N parts."""
    part, parts = map(int, text.split("/"))
    if not 1 <= part <= parts:
        raise ValueError(text)
    return part, parts


def _lists(options: argparse.Namespace, report: Report, folder: Path) -> Iterator[Measured]:
    """Yield the measurements list by list."""
    part, parts = options.part
    for name, read in _sources(data_folder(options.data)).items():
        if options.only in name:
            problems = read()
            chosen = Random(0).sample(problems, min(len(problems), options.limit or len(problems)))
            chosen = chosen[part - 1 :: parts]
            if options.largest:
                chosen = sorted(chosen, key=_nodes, reverse=True)[: options.largest]
            yield _measured(name, chosen, report, folder)


def _nodes(problem: Problem) -> int:
    strategy = "auto" if _clausal(problem) else "symbolic"
    return solve(problem, goal=Goal.unique(), strategy=strategy).statistics.nodes


def _sources(data: Path | None) -> dict[str, Callable[[], list[Problem]]]:
    """Return how to read each list, whole, by its name; the longest is the last."""
    sources: dict[str, Callable[[], list[Problem]]] = {"famous": _famous}
    if data is None:
        return sources
    sources["cnf/uuf*"] = lambda: [_formula(path) for path in sorted(data.glob("cnf/uuf*.cnf"))]
    for name in (*WITHOUT_SOLUTION, *HARD_LISTS):
        sources[name] = lambda name=name: [puzzle.problem for puzzle in read_list(data / name)]
    return sources


def _famous() -> list[Problem]:
    return [next(iter(SUDOKU.read(from_text(text)))).problem for text in HARD.values()]


def _measured(name: str, problems: Sequence[Problem], report: Report, folder: Path) -> Measured:
    """Measure one list."""
    measured = Measured(name)
    for problem in problems:
        _measure(problem, folder / "proof", measured)
        if measured.n % SIGN_OF_LIFE == 0:
            report.progress(f"{name}: {measured.n}, {len(measured.failures)} refused")
    report.progress(f"{name}: {measured.n}, {measured.failures[:3] or 'all accepted'}")
    return measured


def _formula(path: Path) -> Problem:
    puzzle = next(iter(Cnf().read(from_path(str(path)))))
    return puzzle.problem


def _measure(problem: Problem, path: Path, measured: Measured) -> None:
    """Solve with a certificate and, by the same strategy, without; write it, check it."""
    measured.n += 1
    goal = Goal.unique()
    start = process_time()
    answer, certificate = solve_certified(problem, goal=goal)
    logged = process_time() - start
    if _clausal(problem) or answer.statistics.nodes < PATIENCE:  # one strategy was enough
        start = process_time()
        solve(problem, goal=goal, strategy=answer.strategy)
        measured.plain.append(process_time() - start)
        measured.logged.append(logged)
    if certificate is None:
        measured.failures.append("no certificate")
        return
    certificate.write(path)
    start = process_time()
    try:
        claim = check(path).claim
    except Rejected as error:
        measured.failures.append(str(error))
        return
    measured.checking.append(process_time() - start)
    expected = {True: "unique", False: "infeasible"}[bool(answer.solutions)]
    if claim != expected and len(answer.solutions) < 2:
        measured.failures.append(f"{claim}, expected {expected}")
    measured.outside += _accepted_outside(problem, path)


def _clausal(problem: Problem) -> bool:
    return problem.structure.family == "cnf"


def _accepted_outside(problem: Problem, path: Path) -> bool:
    """Ask VeriPB (its last version first) or drat-trim, where there is one."""
    tool = shutil.which("drat-trim" if _clausal(problem) else "veripb")
    if tool is None:
        return False
    ending = ".cnf" if _clausal(problem) else ".opb"
    blocked = path.with_name(f"{path.name}.blocked{ending}")
    formula = blocked if blocked.exists() else path.with_name(path.name + ending)
    if not _clausal(problem):
        _, older = solve_certified(problem, goal=Goal.unique(), proof_format="veripb1")
        if older is None:
            return False
        older.write(path)
    command = [tool, str(formula), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return "s VERIFIED" in done.stdout or "Verification succeeded" in done.stdout


def _damage(report: Report, folder: Path, n: int, random: Random) -> None:
    """Damage certificates of small puzzles, and judge what is still accepted."""
    accepted = wrong = 0
    names = list(_small(folder, random))
    for number in range(n):
        outcome = try_damage(names[number % len(names)], random)
        accepted += not isinstance(outcome.verdict, str)
        if outcome.wrong:
            wrong += 1
            report.say(f"WRONG: {outcome.damage}: {outcome.verdict}")
    report.say(
        f"{n:,} damaged certificates: {n - accepted:,} rejected, {accepted:,} accepted, "
        f"of these {wrong} with a claim that is not true"
    )


def _small(folder: Path, random: Random) -> Iterator[Path]:
    """Write certificates of 4x4 puzzles and small formulas, with every kind of claim and format."""
    goals = (Goal.first(), Goal.unique(), Goal.count(5), Goal.count(1000))
    for number in range(24):
        path = folder / f"small{number}"
        cells = [random.choice("1234....") if random.random() < 0.6 else "." for _ in range(16)]
        problem = next(iter(SUDOKU.read(from_text("".join(cells))))).problem
        proof_format = ("veripb3", "veripb2", "veripb1")[number % 3]
        if number % 4 == 3:
            problem = _random_formula(random)
            proof_format = ("drat", "lrat", "veripb3")[number % 3]
        _, certificate = solve_certified(problem, goal=goals[number % 4], proof_format=proof_format)
        if certificate:
            certificate.write(path)
            yield path


def _random_formula(random: Random) -> Problem:
    from domains.families.cnf import cnf_problem

    variables = [*range(1, 9)]
    clauses = [[random.choice((-1, 1)) * v for v in random.sample(variables, 3)] for _ in range(40)]
    return cnf_problem(8, clauses)


if __name__ == "__main__":
    main()

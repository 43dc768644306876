"""What ``ldt solve`` does with its options: solve every puzzle, print and count the results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from time import perf_counter
from typing import IO, TYPE_CHECKING, TypedDict

import click

from domains.errors import InputError
from domains.families.base import Puzzle
from domains.registry import family as family_named
from ldt.cli.answers import (
    answer_drawing,
    answer_line,
    answer_masks,
    answer_record,
    answer_summary,
)
from ldt.cli.drawing import png
from ldt.cli.exits import Exit, exit_of, worst
from ldt.cli.output import (
    atomic_file,
    json_line,
    report_error,
    write_atomically,
    write_bytes_atomically,
)
from ldt.cli.pairing import Answered, Result, Unreadable, one_by_one, paired
from ldt.cli.progress import progress
from ldt.cli.proof import solve_with_proof
from search import solve, solve_many
from search.answer import Answer, Goal
from search.budget import Budget
from search.solving import LEARNED

if TYPE_CHECKING:
    from domains.families.base import Family
    from ldt.cli.many import Question
    from search.events import Observer
    from search.learned.proposer import Proposer


class SearchOptions(TypedDict):
    """Keyword arguments that all questions share."""

    strategy: str
    budget: Budget
    seed: int
    proposer: Proposer | None


class GoalOptions(SearchOptions):
    """Keyword arguments that `search.solve` and `search.solve_many` share."""

    goal: Goal


@dataclass(frozen=True, slots=True)
class Request:
    """The options of one call, as click checked them."""

    family: Family | None
    options: tuple[tuple[str, str], ...]
    strategy: str
    proposer: str | None
    unique: bool
    count: int | None
    union: bool
    intersection: bool
    sample: int | None
    time_limit: float | None
    node_limit: int | None
    jobs: int
    unbuffered: bool
    trace: str | None
    proof: str | None
    proof_format: str | None
    svg: str | None
    png: str | None
    html: str | None
    watch: bool
    output_format: str
    seed: int
    quiet: bool
    progress_mode: str
    sat_exit_codes: bool

    def __post_init__(self) -> None:
        """Reject options that contradict each other."""
        if self.unique and self.count:
            message = "--unique and --count exclude each other: --count 2 tells both."
            raise click.UsageError(message)
        self._require_one_question()
        if self.one_by_one and self.jobs > 1:
            singly = "--trace, --proof, --html, --watch and --unbuffered"
            message = f"{singly} take one puzzle at a time; leave --jobs out."
            raise click.UsageError(message)
        if self.proposer and self.strategy not in LEARNED:
            message = f"--proposer is for --strategy {' or '.join(LEARNED)}, not {self.strategy}."
            raise click.UsageError(message)
        if self.proof_format and not self.proof:
            message = "--proof-format says how --proof FILE is written; give that, too."
            raise click.UsageError(message)

    def _require_one_question(self) -> None:
        """Reject more than one question about many solutions, and what does not go with one."""
        asked = [
            name for name in ("unique", "union", "intersection", "sample") if getattr(self, name)
        ]
        if len(asked) > 1 or (self.count and self.question in ("union", "intersection")):
            names = " and ".join(f"--{name}" for name in [*asked, "count"][:2])
            message = f"{names} are two questions; ask one at a time."
            raise click.UsageError(message)
        if self.question and (self.trace or self.proof or self.replays or self.jobs > 1):
            others = "--trace, --proof, --html, --watch, --jobs"
            message = f"--{self.question} takes many searches; leave {others} out."
            raise click.UsageError(message)

    @property
    def replays(self) -> bool:
        """Whether a search is shown step by step."""
        return bool(self.html or self.watch)

    @property
    def one_by_one(self) -> bool:
        """Whether each search is followed by itself."""
        return bool(self.trace or self.proof or self.unbuffered or self.replays)

    @property
    def draws(self) -> str | None:
        """Which option, if any, draws the one puzzle there has to be."""
        names = ("svg", "png", "html", "watch")
        return next((f"--{name}" for name in names if getattr(self, name)), None)

    @property
    def question(self) -> Question | None:
        """What is asked of all solutions, if that is more than how many there are."""
        if self.sample:
            return "sample"
        if self.union:
            return "union"
        return "intersection" if self.intersection else None

    @property
    def goal(self) -> Goal:
        """What is asked."""
        if self.count:
            return Goal.count(self.count)
        return Goal.unique() if self.unique else Goal.first()

    @property
    def budget(self) -> Budget:
        """What one puzzle may cost."""
        return Budget(nodes=self.node_limit, seconds=self.time_limit)

    @property
    def search(self) -> SearchOptions:
        """How to search, whatever is asked."""
        return {
            "strategy": self.strategy,
            "budget": self.budget,
            "seed": self.seed,
            "proposer": self._proposer(),
        }

    @property
    def solve(self) -> GoalOptions:
        """What every search for solutions is told."""
        return {"goal": self.goal, **self.search}

    def _proposer(self) -> Proposer | None:
        """Load who the strategy asks, if it asks anyone."""
        if self.strategy not in LEARNED:
            return None
        from ldt.cli.proposing import proposer_for

        return proposer_for(self.proposer)

    @property
    def progress_shown(self) -> str:
        """How progress is shown, if at all."""
        return "none" if self.quiet or self.watch else self.progress_mode


@dataclass(slots=True)
class Tally:
    """What came out so far: how often each status, and the exit status of all."""

    request: Request
    start: float = field(default_factory=perf_counter)
    statuses: Counter[str] = field(default_factory=Counter)
    exit: Exit = Exit.DONE

    def add(self, result: Result) -> None:
        """Count one result."""
        if isinstance(result, Unreadable):
            self.statuses["unreadable"] += 1
            self.exit = worst((self.exit, Exit.UNREADABLE))
            return
        self.statuses[result.answer.status] += 1
        as_sat = self.request.sat_exit_codes
        self.exit = worst((self.exit, exit_of(result.answer, as_sat_solvers_do=as_sat)))

    def words(self) -> str:
        """Return the summary of a batch."""
        total = self.statuses.total()
        counts = ", ".join(f"{count:,} {status}" for status, count in self.statuses.items())
        return f"{total:,} puzzles: {counts}; {perf_counter() - self.start:.2f} s"


def solve_all(request: Request, items: Iterator[Puzzle | InputError], *, lone: bool) -> Exit:
    """Print every result as soon as it is known; return the exit status.

    Args:
        request: what is asked, and how results are wanted.
        items: the puzzles, or what stands in their place.
        lone: whether there is exactly one, which is drawn.
    """
    tally = Tally(request)
    certificates: dict[int, str] = {}
    with ExitStack() as stack:
        results = _results(request, items, stack, certificates)
        shown = stack.enter_context(progress(request.progress_shown, "puzzles"))
        try:
            for result in results:
                tally.add(result)
                with shown.printing():
                    _print(result, request, certificates.get(result.index), lone=lone)
                shown.advance()
        except KeyboardInterrupt:
            click.echo("ldt: interrupted", err=True)
            tally.exit = Exit.INTERRUPTED
    if not (lone or request.quiet or request.output_format == "json"):
        click.echo(f"ldt: {tally.words()}", err=True)
    return tally.exit


def _results(
    request: Request,
    items: Iterator[Puzzle | InputError],
    stack: ExitStack,
    certificates: dict[int, str],
) -> Iterator[Result]:
    """Return the stream of results; a trace file opened for it is closed with the stack.

    Where certificates were written is told in ``certificates``, before the result is yielded.
    """
    if request.one_by_one or request.question:
        stream = stack.enter_context(atomic_file(request.trace)) if request.trace else None
        return one_by_one(items, partial(_solve_one, request, stream, certificates))
    return paired(items, partial(solve_many, jobs=request.jobs, **request.solve))


def _solve_one(
    request: Request,
    trace: IO[str] | None,
    certificates: dict[int, str],
    index: int,
    puzzle: Puzzle,
) -> Answer:
    """Solve one puzzle by itself; where it is wanted, write its events down, or a certificate."""
    from ldt.cli.trace import trace_observer

    if request.question:
        from ldt.cli.many import ask_many

        return ask_many(request, puzzle.problem)
    family = family_named(puzzle.family)
    tracing: list[Observer] = []
    if trace is not None:
        tracing.append(trace_observer(trace.write, index, puzzle, family))

    def search(replaying: Sequence[Observer]) -> Answer:
        observers = [*tracing, *replaying]
        if not request.proof:
            return solve(puzzle.problem, observers=observers, **request.solve)
        answer, path = solve_with_proof(request, index, puzzle, observers)
        if path:
            certificates[index] = path
        return answer

    if not request.replays:
        return search(())
    from ldt.cli.replaying import replayed

    return replayed(request, puzzle, family, search)


def _print(result: Result, request: Request, certificate: str | None, *, lone: bool) -> None:
    """Print one result in the wanted form."""
    if isinstance(result, Unreadable):
        report_error(result.index, result.error, request.output_format)
        return
    family = family_named(result.puzzle.family)
    if request.svg or request.png:
        _write_pictures(request, result.answer, family)
    if request.question:
        _print_many(result, request, request.question, family, lone=lone)
    elif request.output_format == "json":
        record = answer_record(result.index, result.puzzle, result.answer, request.goal, family)
        click.echo(json_line({**record, "certificate": certificate}))
    elif lone:
        _draw(result, request, family)
        if request.proof:
            click.echo(f"certificate: {certificate or 'none'}")
    else:
        click.echo(answer_line(result.answer, request.goal, family))


def _draw(result: Answered, request: Request, family: Family) -> None:
    """Draw the one puzzle there is, and say below how it was solved."""
    click.echo(answer_drawing(result.answer, family))
    for line in answer_summary(result.answer, request.goal, family):
        click.echo(line)


def _print_many(
    result: Answered, request: Request, question: Question, family: Family, *, lone: bool
) -> None:
    """Print what was found of all solutions in the wanted form."""
    from ldt.cli import many

    answer = result.answer
    if request.output_format == "json":
        record = many.many_record(result.index, result.puzzle, answer, question, family)
        click.echo(json_line(record))
        return
    lines = many.many_lines(answer, question, family)
    if lone:
        drawn = many.many_drawing(answer, question, family)
        lines = chain(drawn, many.many_summary(answer, question, family))
    for line in lines:
        click.echo(line)


def _picture(request: Request, answer: Answer, family: Family) -> str:
    """Return the SVG of an answer."""
    problem, masks = answer.problem, answer_masks(answer)
    if request.question:
        from ldt.cli.many import many_masks

        masks = many_masks(answer, request.question)
    return family.svg(problem.structure, masks, givens=problem.masks)


def _write_pictures(request: Request, answer: Answer, family: Family) -> None:
    picture = _picture(request, answer, family)
    if request.svg:
        write_atomically(request.svg, picture)
    if request.png:
        write_bytes_atomically(request.png, png(picture))

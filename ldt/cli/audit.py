"""``ldt audit``: does it keep its laws? If not, where, by a smallest counterexample."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click

from ldt.cli.exits import Exit
from ldt.cli.options import format_option, quiet_option, seed_option, written_file
from ldt.cli.output import json_line, write_atomically
from ldt.cli.progress import progress, progress_option

if TYPE_CHECKING:
    from proofs.audit import Report, Result, Settings, Subject


@dataclass(frozen=True, slots=True)
class Request:
    """The options of one call, as click checked them."""

    targets: tuple[str, ...]
    everything: bool
    gallery: bool
    plugin: str | None
    proposer: str | None
    puzzles: str | None
    case_file: Path | None
    seed: int
    examples: int
    exhaustive_up_to: int
    output_format: str
    short_json: bool
    junit: str | None
    html: str | None
    folder: Path
    quiet: bool
    progress_mode: str

    def __post_init__(self) -> None:
        """Reject calls that ask for several things."""
        asked = [bool(self.targets), self.everything, self.gallery]
        asked += [one is not None for one in (self.plugin, self.proposer, self.case_file)]
        if sum(asked) > 1:
            message = "expected one of: targets, --all, --gallery, --plugin, --proposer, --replay"
            raise click.UsageError(message)
        if self.puzzles and self.proposer is None:
            message = "--puzzles FILE is what a proposer is measured on; give --proposer, too."
            raise click.UsageError(message)

    @property
    def as_json(self) -> bool:
        """Whether JSON is printed."""
        return self.short_json or self.output_format == "json"

    @property
    def settings(self) -> Settings:
        """How thorough to be."""
        from proofs.audit import Settings

        return Settings(self.seed, self.examples, self.exhaustive_up_to)

    @property
    def names(self) -> tuple[str, ...]:
        """What to audit."""
        if self.plugin is not None:
            return _registered_by(self.plugin)
        if not self.everything:
            return self.targets
        from proofs.audit import registered

        return tuple(registered())


@click.command("audit")
@click.argument("targets", nargs=-1, metavar="[TARGET]...")
@click.option("--all", "everything", is_flag=True, help="Audit everything that is registered.")
@click.option("--plugin", metavar="PACKAGE", help="Audit all that an installed package registers.")
@click.option("--gallery", is_flag=True, help="Audit the broken gallery: what caught what.")
@click.option(
    "--proposer",
    metavar="NAME|FILE",
    help="Measure a proposer: its name, a file of weights, module:object or path.py:Object.",
)
@click.option(
    "--puzzles",
    metavar="FILE",
    help="Puzzles of one kind and size to measure it on; by default 6x6 Sudoku, generated.",
)
@click.option(
    "--replay",
    "case_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="CASE",
    help="Try the case of a file again.",
)
@seed_option
@click.option(
    "--examples",
    type=click.IntRange(min=1),
    default=200,
    show_default=True,
    help="Random cases a law and world, where not all can be tried.",
)
@click.option(
    "--exhaustive-up-to",
    type=click.IntRange(min=0),
    default=3000,
    show_default=True,
    help="Try all cases of a law where a world has at most so many.",
)
@format_option
@click.option("--json", "short_json", is_flag=True, help="The same as --format json.")
@click.option(
    "--junit", callback=written_file, metavar="FILE", help="Write the report as JUnit XML."
)
@click.option(
    "--html", callback=written_file, metavar="FILE", help="Write the report as a web page."
)
@click.option(
    "--cases",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    show_default=True,
    help="Folder for the case files of broken laws.",
)
@quiet_option
@progress_option
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> None:  # noqa: ANN401  (see Request)
    """Audit domains, rules, techniques and families for their laws.

    TARGET is a registered name (`ldt audit` alone lists them), module:object, or path.py:Object.
    A broken law is shown with the smallest counterexample found, written to a case file, and makes
    the exit status 1.
    """
    request = Request(**options)
    if request.case_file is not None:
        ctx.exit(_replay(request.case_file))
    if request.gallery:
        from ldt.cli.audit_gallery import print_gallery

        ctx.exit(print_gallery(request.settings, as_json=request.as_json))
    if request.proposer is not None:
        from ldt.cli.audit_proposer import audit_proposer

        ctx.exit(
            audit_proposer(
                request.proposer, request.puzzles, request.settings, as_json=request.as_json
            )
        )
    if not request.names:
        _list_targets(as_json=request.as_json)
        return
    reports = list(_audited(request))
    _write_files(reports, request.junit, request.html)
    if len(reports) > 1 and not request.quiet and not request.as_json:
        _totals(reports)
    ctx.exit(Exit.DONE if all(report.ok for report in reports) else Exit.CHECK_FAILED)


def _list_targets(*, as_json: bool) -> None:
    """Print what is registered, a line a name."""
    from proofs.audit import registered, subject_of

    subjects = [subject_of(thing, name) for name, thing in registered().items()]
    if as_json:
        for one in subjects:
            click.echo(json_line({"type": "audit-target", "name": one.name, "kind": one.kind}))
        return
    click.echo("What can be audited by name; or give module:object, or path.py:Object.\n")
    width = max(len(one.name) for one in subjects)
    for one in subjects:
        laws = sum(1 for _ in one.questions())
        click.echo(f"  {one.name:<{width}}  {one.kind}, {laws} laws")


def _registered_by(package: str) -> tuple[str, ...]:
    """Return the target of each entry point of a package."""
    from domains.plugins import registered_by

    try:
        return tuple(point.value for point in registered_by(package))
    except LookupError as error:
        raise click.UsageError(f"{error.args[0]}.") from None


def _resolved(name: str) -> Subject:
    from proofs.audit import TargetError, resolve

    try:
        return resolve(name)
    except TargetError as error:
        raise click.UsageError(str(error)) from None


def _audited(request: Request) -> Iterator[Report]:
    """Audit one target after the other."""
    from proofs.audit import Report
    from proofs.audit.records import report_records
    from proofs.audit.text import summary

    for name in request.names:
        subject = _resolved(name)
        results = tuple(_results(subject, request))
        report = Report(subject.name, subject.kind, request.settings, results)
        if request.as_json:
            for record in report_records(report):
                click.echo(json_line(record))
        else:
            click.echo(summary(report))
        _print_broken(report, request)
        yield report


def _results(subject: Subject, request: Request) -> Iterator[Result]:
    """Yield what becomes of each law; of a lone target its line is printed at once."""
    from proofs.audit.text import head_line, law_width, result_line

    in_detail = len(request.names) == 1 and not request.as_json
    width = law_width(law for law, _ in subject.questions())
    if in_detail:
        click.echo(head_line(width))
    mode = "none" if request.quiet else request.progress_mode
    with progress(mode, f"worlds of {subject.name}") as shown:
        for result in subject.results(request.settings, shown.advance):
            if in_detail:
                with shown.printing():
                    click.echo(result_line(result, width))
            yield result


def _print_broken(report: Report, request: Request) -> None:
    """Print the counterexamples, and write each to a file that replays it."""
    from proofs.audit import write_case
    from proofs.audit.text import failure_text

    for result in report.broken:
        assert result.counterexample is not None
        path = write_case(report.target, result.counterexample, request.folder)
        if request.as_json:
            click.echo(json_line({"type": "audit-case-file", "path": str(path)}))
            continue
        click.echo(f"\nBROKEN {failure_text(result)}\n\ncase file: {path}")
        click.echo(f"replay: ldt audit --replay {path}")


def _totals(reports: list[Report]) -> None:
    cases = sum(report.cases for report in reports)
    seconds = sum(report.seconds for report in reports)
    broken = sum(len(report.broken) for report in reports)
    words = f"{len(reports)} targets, {cases:,} cases, {seconds:.0f} s: {broken} laws broken"
    click.echo(words, err=True)


def _write_files(reports: list[Report], junit: str | None, html: str | None) -> None:
    from proofs.audit.pages import html_page, junit_xml

    if junit:
        write_atomically(junit, junit_xml(reports))
    if html:
        write_atomically(html, html_page(reports))


def _replay(path: Path) -> Exit:
    """Try a case again, and print what it shows."""
    from proofs.audit import TargetError, replay
    from proofs.audit.text import counterexample_text

    begin = perf_counter()
    try:
        again = replay(path)
    except TargetError as error:
        raise click.UsageError(str(error)) from None
    if again.counterexample is None:
        seconds = perf_counter() - begin
        click.echo(f"held: {again.law.group}: {again.law.name} ({seconds:.2f} s)")
        return Exit.DONE
    click.echo(f"BROKEN {counterexample_text(again.counterexample)}")
    return Exit.CHECK_FAILED

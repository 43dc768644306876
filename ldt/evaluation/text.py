"""A report in words: Markdown tables that are readable as they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Record = Mapping[str, Any]

COLUMNS = (
    "list",
    "rating",
    "n",
    "unique",
    "solved",
    "abstained",
    "wrong",
    "wrong unchecked",
    "in one call",
)
SPENT = ("list", "rating", "calls", "rows", "GFLOP", "rounds", "resets", "nodes")
JUDGED = ("list", "threshold", "eliminated", "false", "conflict precision", "recall", "ECE keep")
SWEPT = ("setting", "solved", "abstained", "wrong unchecked", "calls", "resets", "false", "GFLOP")


def report_text(report: Record) -> str:
    """Return a report as Markdown."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Record) -> Iterator[str]:
    settings, machine = report["settings"], report["machine"]
    yield f"# Evaluation of {settings['proposer']}"
    yield ""
    if report["interrupted"]:
        yield "**Interrupted: what had ended by then, which is the easier part.**"
        yield ""
    yield ", ".join(f"{name} {_plain(value)}" for name, value in settings.items())
    yield ""
    yield ", ".join(f"{name} {value}" for name, value in machine.items())
    yield ""
    yield "Shares with exact 95 % intervals; numbers per puzzle as mean / median / 90th percentile."
    for run in report["runs"]:
        if not run["change"]:
            yield from _run_lines(run)
    yield from _section("symbolic", report["symbolic"])
    swept = [run for run in report["runs"] if run["change"]]
    if swept:
        yield from ("", "## Sweeps (chains)", "")
        rows = [_swept(run, group) for run in swept for group in run["groups"] if not group["band"]]
        yield from table(("list", *SWEPT), rows)


def _run_lines(run: Record) -> Iterator[str]:
    """Say what one run came to."""
    control = " (control)" if run["control"] else ""
    label = ", UNCHECKED as published" if run["unchecked"] else ""
    yield from _section(f"{run['strategy']} with {run['proposer']}{control}{label}", run["groups"])
    yield ""
    yield (
        f"{run['passes']:,} forward passes in batches, {run['seconds']:.1f} s "
        f"({run['cpu_seconds']:.1f} s of processor)"
    )
    yield from (f"The proposer failed: {complaint}" for complaint in run["complaints"])
    if run["states"]:
        yield ""
        rows = [row for name, states in run["states"].items() for row in _judged(name, states)]
        yield from table(JUDGED, rows)


def _section(title: str, groups: Sequence[Record]) -> Iterator[str]:
    """Show the groups of a run."""
    yield from ("", f"## {title}", "")
    yield from table(COLUMNS, [_counted(group) for group in groups])
    yield ""
    yield from table(SPENT, [_spent(group) for group in groups])


def _counted(group: Record) -> list[str]:
    shares = ("solved", "abstained", "wrong", "wrong_unchecked", "in_one_call")
    cells = [group["list"], group["band"] or "all", str(group["n"]), str(group["unique"])]
    return cells + [share_text(group[name]) for name in shares]


def _spent(group: Record) -> list[str]:
    spreads = [spread_text(group[name]) for name in ("calls", "rows")]
    spreads.append(spread_text(group["flops"], 1e-9))
    spreads += [spread_text(group[name]) for name in ("rounds", "resets", "nodes")]
    return [group["list"], group["band"] or "all", *spreads]


def _judged(listed: str, states: Record) -> Iterator[list[str]]:
    """Yield a row per threshold."""
    head = states["conflict_head"]
    error = states["keep_calibration"]["error"]
    for own in states["false_elimination"]:
        yield [
            listed,
            f"{own['threshold']:g}",
            f"{own['of']:,}",
            share_text(own),
            share_text(head["precision"]),
            share_text(head["recall"]),
            "-" if error is None else f"{error:.4f}",
        ]


def _swept(run: Record, group: Record) -> list[str]:
    false = run["states"][group["list"]]["false_elimination"] if run["states"] else []
    return [
        group["list"],
        run["change"],
        share_text(group["solved"]),
        share_text(group["abstained"]),
        share_text(group["wrong_unchecked"]),
        spread_text(group["calls"]),
        spread_text(group["resets"]),
        share_text(false[0]) if false else "-",
        spread_text(group["flops"], 1e-9),
    ]


def share_text(share: Record | None) -> str:
    """Return a share as ``9 = 90.0 % [55.5, 99.7]``."""
    if share is None or share["share"] is None:
        return "-"
    numbers = (100 * share[name] for name in ("share", "low", "high"))
    middle, low, high = (f"{number:.2f}" for number in numbers)
    return f"{share['count']} = {middle} % [{low}, {high}]"


def spread_text(spread: Record, scale: float = 1.0) -> str:
    """Return a spread as ``mean / median / p90``."""
    values = [spread[name] for name in ("mean", "median", "p90")]
    return " / ".join("-" if value is None else f"{value * scale:.4g}" for value in values)


def table(names: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield an aligned Markdown table."""
    widths = [max(3, *map(len, column)) for column in zip(names, *rows, strict=True)]
    rule = ["-" * width for width in widths]
    for row in (names, rule, *rows):
        cells = (f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True))
        yield f"| {' | '.join(cells)} |"


def _plain(value: object) -> str:
    """Return a setting as text."""
    if isinstance(value, list):
        return "/".join(map(_plain, value))
    return f"{value:g}" if isinstance(value, float) else str(value)

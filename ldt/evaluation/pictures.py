"""Pictures of a report: what a call buys, how many it takes, and where eliminations go wrong."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Record = Mapping[str, Any]


def draw_pictures(report: Record, folder: Path) -> list[Path]:
    """Draw the pictures of a report as PNG files, each in one piece.

    Args:
        report: of `ldt.evaluation.report.report_record`.
        folder: where to; it exists.

    Returns:
        What was drawn. A picture without anything in it is not.
    """
    runs = [run for run in report["runs"] if not run["change"] and run["puzzles"]]
    asking = [run for run in runs if not run["control"]]
    depths = [(run, name) for run in asking for name in run["states"] or {}]
    drawn = [
        _drawn(folder / "solved-by-calls.png", runs, _solved_by_calls),
        _drawn(folder / "calls.png", asking, _histogram),
        _drawn(folder / "false-elimination-by-depth.png", depths, _by_depth),
    ]
    return [path for path in drawn if path is not None]


def _drawn(
    path: Path, parts: Sequence[Any], draw: Callable[[Axes, Sequence[Any]], None]
) -> Path | None:
    """Draw one picture."""
    from matplotlib.figure import Figure  # by itself it asks for no display

    if not parts:
        return None
    figure = Figure(figsize=(8, 5), layout="constrained")
    axes = figure.subplots()
    draw(axes, parts)
    axes.grid(alpha=0.3)
    figure.legend(loc="outside lower center", fontsize="small")
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        figure.savefig(beside, format="png", dpi=120)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return path


def _solved_by_calls(axes: Axes, runs: Sequence[Record]) -> None:
    """Draw, per run and list, the share that was solved with so many calls at most."""
    for run in runs:
        for listed, puzzles in _by_list(run):
            calls = sorted(p["calls"] for p in puzzles if p["status"] == "solved")
            shares = [k / len(puzzles) for k in range(len(calls) + 1)]
            last = max(p["calls"] for p in puzzles)
            axes.step(
                [0, *calls, last],
                [*shares, shares[-1]],
                where="post",
                linestyle="--" if run["control"] else "-",
                label=f"{_label(run)}, {listed}, n {len(puzzles)}",
            )
    axes.set_xscale("symlog", linthresh=1)
    axes.set_ylim(-0.02, 1.02)  # so that a line at nought is seen
    axes.set(title="solved with at most so many calls", xlabel="calls", ylabel="share of puzzles")


def _histogram(axes: Axes, runs: Sequence[Record]) -> None:
    """Draw how many calls solved puzzles took, deduction mode (one call at most) apart."""
    from matplotlib.ticker import MaxNLocator

    taken = [[p["calls"] for p in run["puzzles"] if p["status"] == "solved"] for run in runs]
    bins = _calls_bins(max((most for calls in taken for most in calls), default=1))
    for number, (run, calls) in enumerate(zip(runs, taken, strict=True)):
        counts = [sum(low <= c < high for c in calls) for low, high in bins]
        wide = 0.8 / len(runs)
        places = [k + number * wide for k in range(len(bins))]
        deduced = counts[0] + counts[1]
        bars = axes.bar(
            places,
            counts,
            wide,
            align="edge",
            label=f"{_label(run)}: {deduced} in deduction mode, {len(calls) - deduced} by search",
        )
        for bar in bars[:2]:
            bar.set_hatch("//")
    axes.set_xticks([k + 0.4 for k in range(len(bins))], [_bin_name(*own) for own in bins])
    axes.tick_params(axis="x", rotation=45)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set(
        title="calls of solved puzzles (hatched: deduction mode, one call at most)",
        xlabel="calls",
        ylabel="puzzles",
    )


def _calls_bins(most: int) -> list[tuple[int, int]]:
    """Return 0, 1, 2, then doubling bins, up to the most calls; high ends are not included."""
    bins = [(0, 1), (1, 2), (2, 3)]
    while bins[-1][1] <= most:
        low = bins[-1][1]
        bins.append((low, 2 * low - 1))
    return bins


def _bin_name(low: int, high: int) -> str:
    return str(low) if high == low + 1 else f"{low}-{high - 1}"


def _by_depth(axes: Axes, parts: Sequence[tuple[Record, str]]) -> None:
    """Draw the share of eliminations that were false, by rounds since the root."""
    for run, listed in parts:
        rows = [row for row in run["states"][listed]["by_depth"] if row["false_elimination"]["of"]]
        shares = [row["false_elimination"] for row in rows]
        middle = [share["share"] for share in shares]
        below = [share["share"] - share["low"] for share in shares]
        above = [share["high"] - share["share"] for share in shares]
        threshold = run["states"][listed]["false_elimination"][0]["threshold"]
        axes.errorbar(
            [row["depth"] for row in rows],
            middle,
            yerr=[[max(0.0, end) for end in below], [max(0.0, end) for end in above]],
            marker="o",
            capsize=3,
            label=f"{_label(run)}, {listed}, threshold {threshold:g}",
        )
    axes.set_ylim(bottom=0)
    axes.set(
        title="false eliminations by depth, with 95 % intervals",
        xlabel="rounds since the root",
        ylabel="share of eliminations on live states",
    )


def _by_list(run: Record) -> Iterator[tuple[str, list[Record]]]:
    """Yield the puzzles of a run, list by list."""
    for listed in dict.fromkeys(puzzle["list"] for puzzle in run["puzzles"]):
        yield listed, [puzzle for puzzle in run["puzzles"] if puzzle["list"] == listed]


def _label(run: Record) -> str:
    return f"{run['strategy']}, {run['proposer']}" + (" unchecked" if run["unchecked"] else "")

"""What every benchmark shares: options, one core, the machine in words, timing, tables."""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from time import perf_counter, process_time

PACKAGES = ("numba", "numpy", "python-sat", "pycosat", "ortools")

Value = str | int | float | None


OPTIONS = {
    "n": "instances",
    "seed": "draws what is random",
    "repeat": "measurements of each",
    "limit": "instances of each list",
}


def parser(description: str, **defaults: int | None) -> argparse.ArgumentParser:
    """Return the options every benchmark has, and those of `OPTIONS` that have a default here."""
    options = argparse.ArgumentParser(description=description)
    for name, default in defaults.items():
        shown = "all" if default is None else default
        options.add_argument(
            f"--{name}", type=int, default=default, help=f"{OPTIONS[name]} (default: {shown})"
        )
    options.add_argument("--data", type=Path, help="folder of the published instances")
    options.add_argument("--core", type=int, help="core to run on (default: the last one)")
    options.add_argument("--json", action="store_true", help="JSON lines instead of tables")
    return options


def pin(core: int | None) -> str:
    """Keep this process and its children on one core, where the system can; say which."""
    if not hasattr(os, "sched_setaffinity"):
        return "not pinned to a core"
    chosen = max(os.sched_getaffinity(0)) if core is None else core
    os.sched_setaffinity(0, {chosen})
    return f"core {chosen}"


def machine() -> str:
    """Return the processor, its cores, how busy they are, Python and the packages that matter."""
    busy = f"load {os.getloadavg()[0]:.1f} at the start" if hasattr(os, "getloadavg") else ""
    cores = f"{os.cpu_count()} cores"
    parts = [processor(), cores, busy, f"Python {platform.python_version()}"]
    return ", ".join([part for part in parts if part] + [v for p in PACKAGES if (v := _version(p))])


def processor() -> str:
    """Return the name of the processor."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    named = {name.strip(): value.strip() for name, _, value in (x.partition(":") for x in lines)}
    if "model name" not in named:
        return platform.processor() or platform.machine()
    model = f"{named.get('cpu family', '?')}.{named.get('model', '?')}"
    return f"{named['model name']} (family.model {model})"


def _version(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return ""


@dataclass(frozen=True)
class Timing:
    """Repeated measurements of one thing, in seconds."""

    wall: tuple[float, ...]
    cpu: tuple[float, ...]

    @cached_property
    def median(self) -> float:
        """The median of the wall clock."""
        return statistics.median(self.wall)

    @cached_property
    def median_cpu(self) -> float:
        """The median of the processor time."""
        return statistics.median(self.cpu)

    @property
    def best(self) -> float:
        """The least wall clock: what is left when nothing else ran."""
        return min(self.wall)


def timed(function: Callable[[], object], repetitions: int) -> Timing:
    """Call a function several times."""
    wall, cpu = [], []
    for _ in range(repetitions):
        start, start_cpu = perf_counter(), process_time()
        function()
        wall.append(perf_counter() - start)
        cpu.append(process_time() - start_cpu)
    return Timing(tuple(wall), tuple(cpu))


def spread(values: Sequence[float], scale: float = 1.0) -> str:
    """Return ``min..max`` of measurements, four digits each."""
    return f"{short(min(values) * scale)}..{short(max(values) * scale)}"


def short(value: Value) -> str:
    """Return a value for a table: numbers to four digits, nothing as a dash."""
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return "-" if value is None else str(value)


class Report:
    """Prints headers, tables and verdicts, as text or as JSON lines."""

    def __init__(self, name: str, options: argparse.Namespace, **facts: Value) -> None:
        """Pin the process and print what was run, on what, and when."""
        self.as_json = bool(options.json)
        chosen = {name: getattr(options, name, None) for name in OPTIONS}
        shown = {name: value for name, value in {**chosen, **facts}.items() if value is not None}
        core = pin(options.core)
        today = date.today().isoformat()
        self.title = f"benchmarks.{name}"
        if self.as_json:
            self._line(type="header", date=today, machine=machine(), core=core, **shown)
            return
        words = ", ".join(f"{key} {value}" for key, value in shown.items())
        print(f"{self.title}: {words}; {today}\n{machine()}; {core}")

    def table(self, heading: str, columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
        """Print a table; in JSON each row is a line."""
        kept = [list(row) for row in rows]
        if self.as_json:
            for row in kept:
                cells = dict(zip(columns, row, strict=True))
                self._line(type="row", table=heading, **cells)
            return
        print(f"\n{heading}\n{as_text(columns, kept)}", flush=True)

    def say(self, text: str) -> None:
        """Print a remark or a verdict."""
        if self.as_json:
            self._line(type="note", text=text)
        else:
            print(text, flush=True)

    @staticmethod
    def progress(text: str) -> None:
        """Say on stderr how far a long run is."""
        print(text, file=sys.stderr, flush=True)

    def _line(self, **values: Value) -> None:
        record = {"schema": 1, "benchmark": self.title, **values}
        print(json.dumps(record, ensure_ascii=False), flush=True)


def as_text(columns: Sequence[str], rows: Sequence[Sequence[Value]]) -> str:
    """Return an aligned table: the first column to the left, the others to the right.

    >>> print(as_text(["peer", "n"], [["a", 1000], ["bc", None]]))
    peer      n
    a     1,000
    bc        -
    """
    cells = [list(columns), *[[short(value) for value in row] for row in rows]]
    widths = [max(len(row[k]) for row in cells) for k in range(len(columns))]
    lines = []
    for row in cells:
        first, *others = [(text, width) for text, width in zip(row, widths, strict=True)]
        rest = [text.rjust(width) for text, width in others]
        lines.append("  ".join([first[0].ljust(first[1]), *rest]).rstrip())
    return "\n".join(lines)

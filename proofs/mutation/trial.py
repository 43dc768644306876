"""One mutant on trial, in a process of its own: ``python -m proofs.mutation.trial``.

The mutant's source takes the place of its module before anything imports it, so that all that
depends on it sees the mutant. Then its judges speak, quick ones first: the precision table, and the
laws of the audit. Reads JSON (``module``, ``path``, ``source``, ``deductions``, ``audits``,
``searches``, ``seconds``) and writes the verdict: a line that says who killed it, or nothing.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from types import CodeType

MEMORY = 4 << 30
"""Bytes of address space; a mutant that wants more fails."""

EXAMPLES, EXHAUSTIVE = 10, 100
"""How thorough the audit is here: less than by default, as most mutants are crude."""


class _Loader(SourceFileLoader):
    """Loads a module from another text than its file's."""

    def __init__(self, module: str, path: str, source: str) -> None:
        super().__init__(module, path)
        self._source = source

    def get_code(self, fullname: str) -> CodeType:
        """Compile the text; no cache of compiled files is read or written."""
        return compile(self._source, self.get_filename(fullname), "exec", dont_inherit=True)


class _Finder(MetaPathFinder):
    """Finds one module, elsewhere."""

    def __init__(self, loader: _Loader) -> None:
        self._loader = loader

    def find_spec(self, fullname: str, path: object, target: object = None) -> ModuleSpec | None:
        """Return the mutant under the name of its module, and nothing else."""
        del path, target
        if fullname != self._loader.name:
            return None
        where = self._loader.path
        inside = [where.removesuffix("__init__.py")] if where.endswith("__init__.py") else None
        return spec_from_file_location(
            fullname, where, loader=self._loader, submodule_search_locations=inside
        )


def limit(seconds: int) -> None:
    """Limit processor time and memory, where the system can: an endless loop ends the process."""
    with suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def objections(
    deductions: Sequence[str], audits: Sequence[str], *, searches: bool = False
) -> Iterator[str]:
    """Yield what is wrong, one judge after the other."""
    from proofs.precision import effort, kept, reasons, table

    for line in table.changed_lines(frozenset(deductions)):
        yield f"precision: {line.deduction}"
    for said in kept.changed_lines(reasons.GOLDEN, reasons.measure(frozenset(deductions))):
        yield f"precision: reasons of {said.technique}"
    for spent in kept.changed_lines(effort.GOLDEN, effort.measure()) if searches else ():
        yield f"precision: effort of {spent.search}"
    for target in audits:
        yield from broken_laws(target)


def broken_laws(target: str) -> Iterator[str]:
    """Yield the laws that are broken; no counterexample is made smaller."""
    from proofs.audit.examine import cases
    from proofs.audit.names import resolve
    from proofs.audit.verdict import Settings

    settings = Settings(examples=EXAMPLES, exhaustive_up_to=EXHAUSTIVE)
    for law, worlds in resolve(target).questions():
        for world in worlds:
            if law.applies(world) is None:
                found = (law.check(case) for case in cases(law, world, settings))
                if any(found):
                    yield f"{law.group}: {law.name}"
                    break


def verdict(question: dict[str, object]) -> str:
    """Return who killed the mutant; empty when it survived."""
    try:
        judges = objections(
            question["deductions"],  # type: ignore[arg-type]
            question["audits"],  # type: ignore[arg-type]
            searches=bool(question["searches"]),
        )
        return next(judges, "")
    except Exception as error:  # noqa: BLE001  (a mutant may fail in any way)
        return f"exception: {type(error).__name__}"


def main() -> int:
    """Read a question, answer it."""
    question = json.load(sys.stdin)
    limit(question["seconds"])
    loader = _Loader(question["module"], question["path"], question["source"])
    sys.meta_path.insert(0, _Finder(loader))
    sys.stdout.write(verdict(question) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

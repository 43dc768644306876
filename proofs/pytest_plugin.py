"""``pytest --audit TARGET``: one test a law, beside the tests that are there already.

Loaded by pytest through its entry point, so nothing of the library is imported unless asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from proofs.audit.verdict import Settings
    from proofs.laws.base import Law, World


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--audit``, ``--audit-seed`` and ``--audit-examples``."""
    group = parser.getgroup("audit", "audits of lattice-deduction")
    group.addoption(
        "--audit",
        action="append",
        default=[],
        metavar="TARGET",
        help="audit a registered name, module:object or path.py:Object; may be repeated",
    )
    group.addoption("--audit-seed", type=int, default=0, help="seed of the audits (default: 0)")
    group.addoption(
        "--audit-examples", type=int, default=200, help="random cases a law (default: 200)"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(
    session: pytest.Session, config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Add the tests of the targets that were named."""
    for target in config.getoption("audit"):
        items.extend(_items(session, config, target))


def _items(session: pytest.Session, config: pytest.Config, target: str) -> Iterator[pytest.Item]:
    from proofs.audit import Settings, TargetError, resolve

    settings = Settings(config.getoption("audit_seed"), config.getoption("audit_examples"))
    try:
        subject = resolve(target)
    except TargetError as error:
        raise pytest.UsageError(str(error)) from None
    for law, worlds in subject.questions():
        name = f"audit[{target}: {law.group}: {law.name}]"
        yield AuditItem.from_parent(session, name=name, question=(law, worlds), settings=settings)


class AuditItem(pytest.Item):
    """One law of one target."""

    def __init__(
        self,
        *,
        question: tuple[Law, tuple[World, ...]],
        settings: Settings,
        **options: object,
    ) -> None:
        super().__init__(**options)  # type: ignore[arg-type]
        self.question = question
        self.settings = settings

    def runtest(self) -> None:
        """Examine the law; skip it where it does not apply."""
        from proofs.audit.api import LawBrokenError
        from proofs.audit.examine import examine
        from proofs.audit.text import failure_text
        from proofs.audit.verdict import Broken, NotApplicable

        result = examine(*self.question, self.settings)
        if isinstance(result.verdict, NotApplicable):
            pytest.skip(result.verdict.reason)
        if isinstance(result.verdict, Broken):
            raise LawBrokenError(failure_text(result))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException]) -> str:  # type: ignore[override]
        """Return the counterexample instead of a traceback."""
        return str(excinfo.value)

    def reportinfo(self) -> tuple[str, None, str]:
        """Say what was examined."""
        return "audit", None, self.name

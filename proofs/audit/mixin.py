"""The audit as a test case: one test a law, for unittest and pytest alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from proofs.audit.api import LawBrokenError, subject
from proofs.audit.examine import examine
from proofs.audit.text import failure_text
from proofs.audit.verdict import Settings
from proofs.laws.base import Law, World


class AuditMixin:
    """Mixed into a test class that names its target, it adds a test for each law.

    >>> import unittest
    >>> class TestPowerset(AuditMixin, unittest.TestCase):
    ...     target = "powerset"
    >>> hasattr(TestPowerset, "test_lattice_reflexive")
    True

    Attributes:
        target: what `proofs.audit.audit` takes.
        settings: how thorough to be.
    """

    target: ClassVar[Any] = None
    settings: ClassVar[Settings] = Settings()

    def __init_subclass__(cls, **options: object) -> None:
        """Add the tests."""
        super().__init_subclass__(**options)
        if "target" not in vars(cls):
            return
        named = vars(cls)["target"]
        found = subject(named.__func__ if isinstance(named, staticmethod) else named)
        for law, worlds in found.questions():
            test = _test(law, worlds, cls.settings)
            setattr(cls, test.__name__, test)


def _test(law: Law, worlds: tuple[World, ...], settings: Settings) -> Callable[[object], None]:
    """Return the test method of a law."""

    def test(self: object) -> None:
        del self
        result = examine(law, worlds, settings)
        if result.counterexample is not None:
            raise LawBrokenError(failure_text(result))

    test.__name__ = f"test_{law.group}_{law.name}".replace(" ", "_")
    test.__doc__ = law.statement
    return test

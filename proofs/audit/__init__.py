"""The audit: is a domain, rule, technique, family … what it claims to be, and if not, where?

>>> from proofs.audit import audit
>>> audit("powerset").ok
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lattice.lazy import lazy_names

if TYPE_CHECKING:
    from proofs.audit.api import assert_audited, audit, audit_domain
    from proofs.audit.case_files import read_case, replay, write_case
    from proofs.audit.kinds import (
        Certifier,
        Explainer,
        Generated,
        OperatorOn,
        Propagation,
        RuleExamples,
        Searcher,
        Surveyor,
    )
    from proofs.audit.learned import BoardCodec, Proposing
    from proofs.audit.mixin import AuditMixin
    from proofs.audit.names import resolve
    from proofs.audit.registry import registered
    from proofs.audit.strategies import cases_of
    from proofs.audit.subject import Subject, TargetError
    from proofs.audit.targets import subject_of
    from proofs.audit.verdict import Broken, Held, NotApplicable, Report, Result, Settings, Verdict
    from proofs.audit.worlds import RuleOver

_HOME = {
    "api": ["assert_audited", "audit", "audit_domain"],
    "learned": ["BoardCodec", "Proposing"],
    "mixin": ["AuditMixin"],
    "registry": ["registered"],
    "case_files": ["read_case", "replay", "write_case"],
    "names": ["resolve"],
    "strategies": ["cases_of"],
    "subject": ["Subject", "TargetError"],
    "kinds": [
        "Certifier",
        "Explainer",
        "Generated",
        "OperatorOn",
        "Propagation",
        "RuleExamples",
        "Searcher",
        "Surveyor",
    ],
    "targets": ["subject_of"],
    "verdict": ["Broken", "Held", "NotApplicable", "Report", "Result", "Settings", "Verdict"],
    "worlds": ["RuleOver"],
}

__all__ = [
    "AuditMixin",
    "BoardCodec",
    "Broken",
    "Certifier",
    "Explainer",
    "Generated",
    "Held",
    "NotApplicable",
    "OperatorOn",
    "Propagation",
    "Proposing",
    "Report",
    "Result",
    "RuleExamples",
    "RuleOver",
    "Searcher",
    "Settings",
    "Subject",
    "Surveyor",
    "TargetError",
    "Verdict",
    "assert_audited",
    "audit",
    "audit_domain",
    "cases_of",
    "read_case",
    "registered",
    "replay",
    "resolve",
    "subject_of",
    "write_case",
]

__getattr__ = lazy_names(__name__, _HOME)

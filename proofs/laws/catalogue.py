"""Every law there is, group by group."""

from __future__ import annotations

from proofs.laws.base import Law
from proofs.laws.candidates import CANDIDATE_LAWS
from proofs.laws.certificate import CERTIFICATE_LAWS
from proofs.laws.codec import CODEC_LAWS
from proofs.laws.deduction import DEDUCTION_LAWS
from proofs.laws.domain import DOMAIN_LAWS
from proofs.laws.family import FAMILY_LAWS
from proofs.laws.galois import GALOIS_LAWS
from proofs.laws.maps import OPERATOR_LAWS
from proofs.laws.order import LATTICE_LAWS
from proofs.laws.proposer import PROPOSER_LAWS
from proofs.laws.reasons import REASON_LAWS
from proofs.laws.rule import REFUSAL_LAWS, RULE_LAWS
from proofs.laws.search import SEARCH_LAWS
from proofs.laws.solutions import SOLUTION_LAWS
from proofs.laws.steps import STEP_LAWS

ALL_LAWS: tuple[Law, ...] = (
    *LATTICE_LAWS,
    *CANDIDATE_LAWS,
    *GALOIS_LAWS,
    *OPERATOR_LAWS,
    *DOMAIN_LAWS,
    *DEDUCTION_LAWS,
    *REASON_LAWS,
    *RULE_LAWS,
    *REFUSAL_LAWS,
    *FAMILY_LAWS,
    *SEARCH_LAWS,
    *SOLUTION_LAWS,
    *STEP_LAWS,
    *CERTIFICATE_LAWS,
    *CODEC_LAWS,
    *PROPOSER_LAWS,
)
"""All laws; a law is found by its group and its name."""

"""All specimens, kind by kind."""

from __future__ import annotations

from proofs.gallery.base import Specimen
from proofs.gallery.candidates import BROKEN_CANDIDATE_SETS
from proofs.gallery.certificates import BROKEN_CERTIFICATES
from proofs.gallery.codecs import BROKEN_CODECS
from proofs.gallery.connections import BROKEN_CONNECTIONS, BROKEN_OPERATORS
from proofs.gallery.domains import BROKEN_DOMAINS
from proofs.gallery.families import BROKEN_FAMILIES
from proofs.gallery.lattices import BROKEN_LATTICES
from proofs.gallery.proposers import BROKEN_PROPOSERS
from proofs.gallery.richer import BROKEN_RICHER_DOMAINS
from proofs.gallery.rules import BROKEN_RULES
from proofs.gallery.searches import BROKEN_SEARCHES
from proofs.gallery.steps import BROKEN_EXPLANATIONS
from proofs.gallery.techniques import BROKEN_TECHNIQUES

GALLERY: tuple[Specimen, ...] = (
    *BROKEN_LATTICES,
    *BROKEN_CANDIDATE_SETS,
    *BROKEN_CONNECTIONS,
    *BROKEN_OPERATORS,
    *BROKEN_DOMAINS,
    *BROKEN_RICHER_DOMAINS,
    *BROKEN_RULES,
    *BROKEN_TECHNIQUES,
    *BROKEN_FAMILIES,
    *BROKEN_SEARCHES,
    *BROKEN_EXPLANATIONS,
    *BROKEN_CERTIFICATES,
    *BROKEN_CODECS,
    *BROKEN_PROPOSERS,
)
"""Everything that is wrong on purpose."""

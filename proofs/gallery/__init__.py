"""The gallery: things that are wrong on purpose. The audit has to catch every one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lattice.lazy import lazy_names

if TYPE_CHECKING:
    from proofs.gallery.base import Caught, Specimen, catch, full_report
    from proofs.gallery.exhibits import GALLERY

__all__ = ["GALLERY", "Caught", "Specimen", "catch", "full_report"]

__getattr__ = lazy_names(
    __name__,
    {"base": ["Caught", "Specimen", "catch", "full_report"], "exhibits": ["GALLERY"]},
)

"""The authoring kit: packages of one's own that `ldt` finds by entry point, from templates."""

from __future__ import annotations

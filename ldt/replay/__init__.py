"""Replays of a search: its events as frames, as a page for a browser, and live in a terminal."""

from __future__ import annotations

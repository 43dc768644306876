"""A film as one page of HTML that needs nothing else: no network, no other file.

The page forbids itself to load or send anything (Content-Security-Policy), and lets only its own
script run, which it names by its hash. Names and puzzles stand in it as data, never as markup.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from ldt.replay.film import Film

if TYPE_CHECKING:
    from domains.families.base import Puzzle

ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
"""What could end a script or begin markup, as JSON may also write it."""

PLACE = re.compile(r"@@([A-Z]+)@@")


def page(made: Film, puzzle: Puzzle, verdict: str) -> str:
    """Return the whole page.

    Args:
        made: what it shows.
        puzzle: named at the top.
        verdict: how the search ended, in words.
    """
    script = _resource("replay.js")
    about = {"family": puzzle.family, "puzzle": puzzle.text, "verdict": verdict}
    return _filled(
        _resource("page.html"),
        {
            "POLICY": escape(policy(script)),
            "TITLE": escape(f"{puzzle.family}: {verdict}"),
            "PUZZLE": escape(puzzle.text),
            "STYLE": _resource("replay.css"),
            "DATA": script_json({**about, **made.data()}),
            "SCRIPT": script,
        },
    )


def policy(script: str) -> str:
    """Return the rules a browser keeps for the page: this script, styles, and nothing from outside.

    Styles of drawings stand in their elements, so styles cannot be named by hashes.
    """
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    allowed = f"script-src 'sha256-{digest}'; style-src 'unsafe-inline'"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def script_json(data: Mapping[str, object]) -> str:
    """Return JSON that can stand inside a script element, whatever its texts are."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return "".join(ESCAPES.get(sign, sign) for sign in text)


def _resource(name: str) -> str:
    return files("ldt.replay").joinpath(name).read_text(encoding="utf-8")


def _filled(template: str, parts: Mapping[str, str]) -> str:
    """Put the parts in their places in one pass, so that no part can hold a place."""
    return PLACE.sub(lambda place: parts[place[1]], template)

"""What families ask about the beginning of an input. Light, since each is asked about any input."""

from __future__ import annotations

BLANKS = "\ufeff \t\r\n"


def first_line(sample: str, comment: str = "#") -> str:
    """Return the first line that is neither blank nor a comment, stripped; or nothing."""
    lines = (line.strip(BLANKS) for line in sample.splitlines())
    return next((line for line in lines if line and not line.startswith(comment)), "")


def is_json(sample: str) -> bool:
    """Tell whether a sample begins as a JSON object or list does."""
    return sample.lstrip(BLANKS)[:1] in {"{", "["}


def names_fields(sample: str, *keys: str) -> bool:
    """Tell whether a sample begins as JSON does and names all of these fields."""
    return is_json(sample) and all(f'"{key}"' in sample for key in keys)

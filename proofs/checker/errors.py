"""How a proof is rejected: with the file, the line and the reason."""

from __future__ import annotations


class Rejected(Exception):
    """A file is not what it claims to be.

    Attributes:
        reason: what is wrong, in words.
        line: where, counted from 1; 0 when it is the file as a whole.
        file: in which of the certificate's files.
    """

    def __init__(self, reason: str, line: int = 0, file: str = "") -> None:
        """Keep the parts, for whoever reports them."""
        self.reason, self.line, self.file = reason, line, file
        super().__init__(reason, line, file)

    def __str__(self) -> str:
        """Return ``file:line: reason``, as far as known."""
        place = [part for part in (self.file, str(self.line or "")) if part]
        return ": ".join([":".join(place), self.reason] if place else [self.reason])

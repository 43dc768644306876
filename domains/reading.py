"""Reading text safely: files, gz files, stdin and arguments as numbered lines.

Whatever arrives (a directory, a binary file, a 100 MB line, CRLF, a byte-order mark), the caller
gets numbered lines or one `InputError` with its place.
"""

from __future__ import annotations

import io
import sys
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from domains.errors import InputError, Place

LONGEST_LINE = 1_000_000
"""Bytes. The longest useful grid, 36 x 36 pencilmarks, has under 50,000; a clause may be long."""

GZIP_MAGIC = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its end, and its 1-based number."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """A named stream of lines; an unreadable line is an `InputError` in its place."""

    name: str
    lines: Iterator[Line | InputError]


def from_text(text: str, name: str = "<argument>") -> Source:
    """Return the lines of a string."""
    # An argument that is no UTF-8 arrives with surrogates; they become its bytes again.
    return from_bytes(text.encode("utf-8", "surrogateescape"), name)


def from_bytes(data: bytes, name: str) -> Source:
    """Return the lines of bytes, which may be those of a gz file."""
    return Source(name, _numbered(io.BytesIO(data), name))


def from_path(path: str) -> Source:
    """Open a file, ``-`` for stdin; gz files are recognised by content and read.

    Raises:
        InputError: the file cannot be opened.
    """
    if path == "-":
        return Source("<stdin>", _numbered(sys.stdin.buffer, "<stdin>"))
    if "\0" in path:
        raise InputError(Place(repr(path)), "a zero byte in a name", "a file")
    if Path(path).is_dir():
        raise InputError(Place(path), "a directory", "a file")
    try:
        stream = Path(path).open("rb")  # noqa: SIM115  (closed when the lines end)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(Place(path), reason, "a readable file") from None
    return Source(path, _numbered(stream, path))


def _unpacked(stream: IO[bytes]) -> IO[bytes]:
    """Return the stream, decompressed when it begins like a gz file."""
    buffered = stream if isinstance(stream, io.BufferedReader) else _buffered(stream)
    if buffered.peek(2)[:2] != GZIP_MAGIC:
        return buffered
    import gzip  # not needed for most inputs

    return _buffered(gzip.GzipFile(fileobj=buffered))


def _buffered(stream: object) -> io.BufferedReader:
    return io.BufferedReader(cast("io.RawIOBase", stream))


def _numbered(packed: IO[bytes], name: str) -> Iterator[Line | InputError]:
    """Yield the stream's lines, decoded; close it at the end."""
    number = 0
    try:
        with packed, _unpacked(packed) as stream:
            while raw := stream.readline(LONGEST_LINE + 1):
                number += 1
                yield _decoded(raw, Place(name, number), first=number == 1)
                if not raw.endswith(b"\n") and len(raw) > LONGEST_LINE:
                    _skip_line(stream)
    except (OSError, EOFError, ValueError, zlib.error) as error:
        yield InputError(Place(name, number + 1), f"unreadable data ({error})", "text")


def _skip_line(stream: IO[bytes]) -> None:
    """Read past the rest of an overlong line without keeping it."""
    for piece in _pieces(stream):
        if piece.endswith(b"\n"):
            return


def _pieces(stream: IO[bytes]) -> Iterable[bytes]:
    return iter(lambda: stream.readline(LONGEST_LINE), b"")


def _decoded(raw: bytes, place: Place, *, first: bool) -> Line | InputError:
    """Return a line's text, or the error that says what is wrong with its bytes."""
    if len(raw) > LONGEST_LINE and not raw.endswith(b"\n"):
        return InputError(place, f"a line of over {LONGEST_LINE} bytes", "a shorter line")
    if first and raw.startswith(b"\xef\xbb\xbf"):
        raw = raw[3:]
    try:
        text = raw.rstrip(b"\r\n").decode("utf-8")
    except UnicodeDecodeError as error:
        where = Place(place.source, place.line, error.start + 1)
        return InputError(where, f"byte 0x{raw[error.start]:02x}", "UTF-8 text")
    if "\0" in text:
        where = Place(place.source, place.line, text.index("\0") + 1)
        return InputError(where, "a zero byte (a binary file?)", "text")
    return Line(place.line or 0, text)

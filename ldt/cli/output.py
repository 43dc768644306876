"""What is printed where: results on stdout, everything else on stderr, files in one piece."""

from __future__ import annotations

import errno
import io
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import click

from domains.errors import InputError

SCHEMA = 1
"""Version of the JSON lines. A key is only ever added with a new number."""


def json_line(record: Mapping[str, object]) -> str:
    """Return a record as one line of JSON, its version first."""
    versioned = {"schema": SCHEMA, **record}
    return json.dumps(versioned, ensure_ascii=False, separators=(",", ":"))


def error_record(index: int, error: InputError) -> dict[str, object]:
    """Return the JSON record of input that could not be read."""
    place = error.place
    return {
        "type": "error",
        "index": index,
        "place": {"source": place.source, "line": place.line, "column": place.column},
        "found": error.found,
        "expected": error.expected,
    }


def report_error(index: int, error: InputError, output_format: str) -> None:
    """Report unreadable input: a JSON line on stdout, or a line of text on stderr."""
    if output_format == "json":
        click.echo(json_line(error_record(index, error)))
    else:
        click.echo(f"ldt: {error}", err=True)


def require_writable(path: str) -> None:
    """Refuse, before a search that may take long, a place where no file can be written.

    What is there and is no file, such as a folder or /dev/null, would be replaced by one.

    Raises:
        click.UsageError: the place cannot be written.
    """
    try:
        reason = _obstacle(Path(path)) if path else "a file without a name"
    except OSError as error:  # a name that is too long
        reason = (error.strerror or str(error)).lower()
    if reason:
        message = f"cannot write {path}: {reason}"
        raise click.UsageError(message)


def _obstacle(target: Path) -> str:
    """Name what prevents writing a file, or return an empty string."""
    if target.exists() and not target.is_file():
        return "it is a folder" if target.is_dir() else "it is no file"
    if not target.parent.is_dir():
        return os.strerror(errno.ENOENT).lower()
    return "" if os.access(target.parent, os.W_OK) else os.strerror(errno.EACCES).lower()


@contextmanager
def atomic_file(path: str) -> Iterator[IO[str]]:
    """Open a text file that appears, complete, when the block ends; on an error it does not.

    Raises:
        click.UsageError: the place cannot be written.
    """
    with _atomic_binary(path) as binary:
        stream = io.TextIOWrapper(binary, encoding="utf-8")
        try:
            yield stream
        finally:
            stream.detach()  # writes what is left; the file is closed by who opened it


@contextmanager
def _atomic_binary(path: str) -> Iterator[IO[bytes]]:
    """Open a file in the same way, for bytes."""
    import tempfile

    require_writable(path)
    target = Path(path)
    try:
        descriptor, temporary = tempfile.mkstemp(prefix=target.name, dir=target.parent)
    except OSError as error:
        message = f"cannot write {path}: {(error.strerror or str(error)).lower()}"
        raise click.UsageError(message) from None
    try:
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
        Path(temporary).chmod(_permissions())
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _permissions() -> int:
    """Return what an ordinarily created file gets; mkstemp is stricter."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def write_atomically(path: str, text: str) -> None:
    """Write a whole text file, or leave what was there."""
    with atomic_file(path) as stream:
        stream.write(text)


def write_bytes_atomically(path: str, content: bytes) -> None:
    """Write a whole file of bytes, or leave what was there."""
    with _atomic_binary(path) as stream:
        stream.write(content)

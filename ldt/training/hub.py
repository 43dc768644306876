"""Training puzzles from the Hugging Face hub, where its client is installed."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from domains.errors import InputError, Place

DEFAULT_FILE = "train.csv"


class HubMissingError(RuntimeError):
    """The hub's client is not installed; the text says how to install it."""


def hub_file(name: str) -> str:
    """Return the path of a data set's file, downloaded once and kept by the client.

    Args:
        name: ``owner/dataset`` or ``owner/dataset:file``; the file is train.csv where none is
            named.

    Raises:
        HubMissingError: no client.
        InputError: the hub does not give the file.
    """
    if find_spec("huggingface_hub") is None:
        message = "--hub needs the hub's client: pip install huggingface_hub"
        raise HubMissingError(message)
    client = import_module("huggingface_hub")
    dataset, _, file = name.partition(":")
    try:
        path: str = client.hf_hub_download(dataset, file or DEFAULT_FILE, repo_type="dataset")
    except Exception as error:  # the client raises what its network library does
        reason = " ".join(str(error).split())[:200]
        found = f"no file {file or DEFAULT_FILE} ({reason})"
        raise InputError(Place(dataset), found, "a data set of the Hugging Face hub") from error
    return path

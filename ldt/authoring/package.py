"""A small package that already works, from templates: a plugin to begin with.

The templates are files in ``templates/``, with the placeholders of `string.Template`; one folder a
kind, and what all kinds share beside them.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from string import Template

from domains.plugins import GROUPS

TEMPLATES = Path(__file__).parent / "templates"

KINDS = tuple(GROUPS)

NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*")
LONGEST_NAME = 40


class NameRefusedError(ValueError):
    """A name that no package can have. The message says why, and what was expected."""


@dataclass(frozen=True, slots=True)
class NewPackage:
    """A package that is to be written.

    Attributes:
        name: what the plugin is called on the command line.
        kind: one of `KINDS`.

    Raises:
        NameRefusedError: the name is badly formed, or its class would hide another name.
    """

    name: str
    kind: str

    def __post_init__(self) -> None:
        """Check the name."""
        if not NAME.fullmatch(self.name) or len(self.name) > LONGEST_NAME:
            expected = f"up to {LONGEST_NAME} of a-z and 0-9, words parted by -, such as mosaic"
            message = f"found the name {self.name!r}, expected {expected}"
            raise NameRefusedError(message)
        if re.search(rf"\b{self.class_name}\b", self._source("module.py")):
            message = f"the class {self.class_name} would hide another; expected another name"
            raise NameRefusedError(message)

    @property
    def distribution(self) -> str:
        """The name of the package for pip, and of its folder."""
        return f"ldt-{self.name}"

    @property
    def module(self) -> str:
        """The name of its only module."""
        return self.distribution.replace("-", "_")

    @property
    def class_name(self) -> str:
        """The name of the class that the author goes on with."""
        return "".join(word.capitalize() for word in (*self.name.split("-"), self.kind))

    def files(self) -> dict[str, str]:
        """Return the text of each file by its name."""
        values = {
            "name": self.name,
            "kind": self.kind,
            "title": self.name.replace("-", " ").capitalize(),
            "distribution": self.distribution,
            "module": self.module,
            "class_name": self.class_name,
            "group": GROUPS[self.kind],
            "entry": "examples" if self.kind == "rule" else self.class_name,
        }
        sources = {
            "pyproject.toml": _template("pyproject.toml"),
            "README.md": _template("README.md") + self._source("README.md"),
            f"{self.module}.py": self._source("module.py"),
            f"test_{self.module}.py": self._source("test.py"),
        }
        return {name: Template(text).substitute(values) for name, text in sources.items()}

    def _source(self, name: str) -> str:
        return _template(f"{self.kind}/{name}")

    def write(self, into: Path) -> Path:
        """Write the package as a new folder, all of it or nothing, and return the folder.

        Raises:
            FileExistsError: there is something of that name already; it is left as it is.
            OSError: it cannot be written.
        """
        target = into / self.distribution
        if target.exists() or target.is_symlink():
            raise FileExistsError(str(target))
        unfinished = Path(tempfile.mkdtemp(prefix=f".{self.distribution}-", dir=into))
        try:
            for name, text in self.files().items():
                (unfinished / name).write_text(text, encoding="utf-8")
            unfinished.chmod(0o755)  # what mkdtemp makes is for nobody else
            unfinished.rename(target)
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise
        return target


def _template(name: str) -> str:
    return (TEMPLATES / f"{name}.template").read_text(encoding="utf-8")

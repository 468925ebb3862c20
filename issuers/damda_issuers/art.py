"""Pictures of institutions and badges: shown in browsers and wallets, so they hold no code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from .toml_lines import DefinitionMalformed

MEDIA_TYPES = MappingProxyType({".svg": "image/svg+xml", ".png": "image/png"})
_MAX_BYTES = 524_288
_ACTIVE = re.compile(
    rb"<\s*(script|foreignObject|iframe|!DOCTYPE|!ENTITY)|\bon\w+\s*=|javascript:"
    rb"|(href|src)\s*=\s*[\"'](?!#)|url\(\s*[\"']?(?!#)|@import",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Art:
    """One picture, given out by the public server under `path`."""

    institution: str
    name: str
    media_type: str
    data: bytes

    @property
    def path(self) -> str:
        """``art/keis/mark.svg``: what follows the public base URL and a slash."""
        return f"art/{self.institution}/{self.name}"


def load_art(folder: Path) -> dict[str, Art]:
    """The pictures in ``folder/art`` by file name. Raises DefinitionMalformed.

    An SVG with scripts, handlers, entities or references to other files is refused.
    """
    found: dict[str, Art] = {}
    for path in sorted((folder / "art").glob("*")):
        if path.suffix not in MEDIA_TYPES:
            raise DefinitionMalformed(path, 1, "art is .svg or .png")
        data = path.read_bytes()
        if len(data) > _MAX_BYTES:
            raise DefinitionMalformed(path, 1, f"art is at most {_MAX_BYTES} bytes")
        if path.suffix == ".svg" and (active := _ACTIVE.search(data)):
            line = data[: active.start()].count(b"\n") + 1
            raise DefinitionMalformed(path, line, "the picture has code or outside references")
        found[path.name] = Art(folder.name, path.name, MEDIA_TYPES[path.suffix], data)
    return found

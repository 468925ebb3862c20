"""The catalog: every institution that issues, read from one folder each.

A new institution is one new folder beside this module (issuer.toml, credentials/*.toml, and if
needed rules.py, art/, contexts/), nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from damda.protocols import Json

from .credential_type import CredentialType


@dataclass(frozen=True, slots=True)
class Art:
    """One picture that the public server gives out under ``/art/<institution>/<name>``."""

    institution: str
    name: str
    media_type: str
    data: bytes

    @property
    def path(self) -> str:
        """``art/keis/mark.svg``: append it to the public base URL and a slash."""
        return f"art/{self.institution}/{self.name}"


@dataclass(frozen=True, slots=True)
class Institution:
    """One issuer. ``types`` by type id, ``art`` by file name."""

    slug: str
    name_ko: str
    name_en: str
    url: str
    background: str
    text: str
    mark: str
    types: Mapping[str, CredentialType]
    art: Mapping[str, Art]
    contexts: Mapping[str, tuple[bytes, str]]

    def display(self, lang: str, base_url: str) -> Json:
        """One entry of the credential issuer's ``display`` (OpenID4VCI 1.0, 12.2.4)."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Catalog:
    """All institutions by slug."""

    institutions: Mapping[str, Institution]

    def type(self, institution: str, type_id: str) -> CredentialType:
        """The credential type. Raises MalformedInput ("unknown_institution", "unknown_type")."""
        raise NotImplementedError

    @property
    def contexts(self) -> Mapping[str, tuple[bytes, str]]:
        """JSON-LD contexts of the institutions: ``{url: (bytes, sha256 hex)}``."""
        raise NotImplementedError

    @property
    def schemas(self) -> Mapping[str, Json]:
        """JSON Schemas of the issued credentials by their id."""
        raise NotImplementedError


def load_catalog(folder: Path | None = None) -> Catalog:
    """Read every institution under ``folder`` (this package's own folder if None).

    Raises DefinitionMalformed, which names the file and the line.
    """
    raise NotImplementedError

"""The catalog: every institution that issues, read from one folder each.

A new institution is one new folder beside this module (issuer.toml, credentials/*.toml, art/,
contexts/, and rules.py where rules need code), nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from damda.errors import MalformedInput
from damda.protocols import Json

from .art import Art
from .claims import Claim
from .credential_type import CredentialType, IssuedForm
from .institution import Institution, load_institution
from .toml_lines import DefinitionMalformed

__all__ = [
    "Art",
    "Catalog",
    "Claim",
    "CredentialType",
    "DefinitionMalformed",
    "Institution",
    "IssuedForm",
    "load_catalog",
]


@dataclass(frozen=True, slots=True)
class Catalog:
    """All institutions by slug."""

    institutions: Mapping[str, Institution]

    def type(self, institution: str, type_id: str) -> CredentialType:
        """The credential type. Raises MalformedInput: "unknown_institution", "unknown_type"."""
        if institution not in self.institutions:
            raise MalformedInput(
                "there is no such institution; GET /damda/credential-types lists what there is",
                ko="없는 기관입니다. 발급할 수 있는 기관과 증명서는 목록에서 확인해 주세요.",
                code="unknown_institution",
            )
        types = self.institutions[institution].types
        if type_id not in types:
            raise MalformedInput(
                f"{institution} issues no such credential; it issues {', '.join(sorted(types))}",
                ko=f"{institution} 기관이 발급하지 않는 증명서입니다. "
                f"발급하는 증명서: {', '.join(sorted(types))}",
                code="unknown_type",
            )
        return types[type_id]

    @property
    def contexts(self) -> Mapping[str, tuple[bytes, str]]:
        """JSON-LD contexts of the institutions: ``{url: (bytes, sha256 hex)}``."""
        return {
            url: pinned
            for institution in self.institutions.values()
            for url, pinned in institution.contexts.items()
        }

    @property
    def compiled_contexts(self) -> Mapping[str, tuple[bytes, str]]:
        """The same contexts, compiled for the expander: ``{url: (bytes, sha256 hex)}``."""
        return {
            url: pinned
            for institution in self.institutions.values()
            for url, pinned in institution.compiled.items()
        }

    @property
    def schemas(self) -> Mapping[str, Json]:
        """JSON Schemas of the issued credentials by their id."""
        return {
            kind.schema_id: kind.json_schema()
            for institution in self.institutions.values()
            for kind in institution.types.values()
        }

    @property
    def art(self) -> Mapping[str, Art]:
        """All pictures by `Art.path`, e.g. ``art/keis/mark.svg``."""
        return {
            art.path: art
            for institution in self.institutions.values()
            for art in institution.art.values()
        }


def institution_folders(folder: Path | None = None) -> list[Path]:
    """The folders of institutions: those with an issuer.toml or with credentials."""
    root = Path(__file__).parent if folder is None else folder
    return [
        path
        for path in sorted(root.iterdir())
        if (path / "issuer.toml").is_file() or (path / "credentials").is_dir()
    ]


def load_catalog(folder: Path | None = None) -> Catalog:
    """Read every institution under ``folder`` (this package's own folder if None).

    Raises DefinitionMalformed, which names the file and the line.
    """
    institutions: dict[str, Institution] = {}
    taken: dict[str, str] = {}
    for path in institution_folders(folder):
        institution = load_institution(path)
        for kind in institution.types.values():
            names = {form.configuration_id: f"{kind.id} {form.format}" for form in kind.forms}
            if len(names) < len(kind.forms):
                raise DefinitionMalformed(
                    path, 1, f"{kind.id}: two forms have one configuration_id"
                )
            for name, owner in {**names, kind.schema_id: kind.id}.items():
                if taken.setdefault(name, owner) != owner:
                    raise DefinitionMalformed(path, 1, f"{name!r} is used by two credentials")
        institutions[institution.slug] = institution
    return Catalog(institutions)

"""One institution: what is read from its folder."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from damda.protocols import Json

from .art import Art, load_art
from .context_document import context_bytes, own_terms
from .credential_type import CredentialType
from .definition import Letterhead, art_named, read_type
from .rules import load_rules
from .toml_lines import DefinitionMalformed, Reader, read_toml

_COLOUR = "#[0-9a-fA-F]{6}"
_SLUG = r"[a-z][a-z0-9]{1,31}"


@dataclass(frozen=True, slots=True)
class Institution:
    """One issuer. ``types`` by type id, ``art`` by file name, ``contexts`` by URL.

    ``mark`` is drawn (SVG); ``logo`` is the same for wallets that show pixels only.
    """

    slug: str
    name_ko: str
    name_en: str
    url: str
    background: str
    text: str
    mark: Art
    logo: Art
    types: Mapping[str, CredentialType]
    art: Mapping[str, Art]
    contexts: Mapping[str, tuple[bytes, str]]

    def display(self, lang: str, base_url: str) -> Json:
        """One entry of the credential issuer's ``display`` (OpenID4VCI 1.0, 12.2.4)."""
        name = self.name_ko if lang == "ko" else self.name_en
        return {
            "name": name,
            "locale": "ko" if lang == "ko" else "en",
            "logo": {"uri": f"{base_url.rstrip('/')}/{self.logo.path}", "alt_text": name},
        }


@dataclass(frozen=True, slots=True)
class ContextRow:
    """One ``[[contexts]]`` of issuer.toml; the highest version is the one written now."""

    version: int
    sha256: str
    reader: Reader

    @property
    def file(self) -> str:
        return f"v{self.version}.jsonld"


def load_institution(folder: Path, *, check_contexts: bool = True) -> Institution:
    """Read one folder. Raises DefinitionMalformed, which names the file and the line.

    ``check_contexts`` is False only where the contexts are about to be written.
    """
    if re.fullmatch(_SLUG, folder.name) is None:
        raise DefinitionMalformed(folder, 1, f"the folder's name must look like {_SLUG}")
    keys = ("name", "url", "display", "contexts")
    issuer = Reader.of(read_toml(folder / "issuer.toml"), keys)
    art = load_art(folder)
    letterhead, rows = _letterhead(folder.name, issuer, art), _context_rows(issuer)
    types = _types(folder, letterhead)
    newest = context_bytes(folder.name, types.values())
    contexts = _contexts(folder, rows, newest) if check_contexts else {}
    return Institution(
        slug=folder.name,
        name_ko=letterhead.name_ko,
        name_en=letterhead.name_en,
        url=letterhead.url,
        background=letterhead.background,
        text=letterhead.text,
        mark=letterhead.mark,
        logo=letterhead.logo,
        types=types,
        art=art,
        contexts=contexts,
    )


def _letterhead(slug: str, issuer: Reader, art: Mapping[str, Art]) -> Letterhead:
    name, display = issuer.table("name", ("ko", "en")), issuer.table("display", _DISPLAY)
    return Letterhead(
        slug=slug,
        name_ko=name.text("ko"),
        name_en=name.text("en"),
        url=issuer.text("url", form=r"https://[\w./\-]+"),
        background=display.text("background", form=_COLOUR),
        text=display.text("text", form=_COLOUR),
        mark=art_named(display, "mark", art),
        logo=art_named(display, "logo", art),
        art=art,
        context_url=context_url(slug, max(row.version for row in _context_rows(issuer))),
    )


_DISPLAY = ("background", "text", "mark", "logo")


def context_url(slug: str, version: int) -> str:
    return f"https://damda.example/contexts/{slug}/v{version}"


def _context_rows(issuer: Reader) -> list[ContextRow]:
    rows = [
        ContextRow(row.whole("version"), row.text("sha256", form="[0-9a-f]{64}"), row)
        for row in issuer.tables("contexts", ("version", "sha256"))
    ]
    if sorted(row.version for row in rows) != list(range(1, len(rows) + 1)):
        raise issuer.fail("contexts", "the contexts' versions must be 1, 2, 3, ...")
    return sorted(rows, key=lambda row: row.version)


def _contexts(folder: Path, rows: list[ContextRow], newest: bytes) -> dict[str, tuple[bytes, str]]:
    """The committed contexts, all of them still served, each held against its pin."""
    found = {}
    for row in rows:
        path = folder / "contexts" / row.file
        if not path.is_file():
            raise row.reader.fail("version", f"there is no contexts/{row.file}; {_REBUILD}")
        data = path.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        if digest != row.sha256:
            raise row.reader.fail("sha256", f"contexts/{row.file} has the SHA-256 {digest}")
        found[context_url(folder.name, row.version)] = (data, digest)
    if data != newest:
        raise rows[-1].reader.fail("version", f"contexts/{row.file} is out of date; {_REBUILD}")
    return found


_REBUILD = "run python -m damda_issuers.build_contexts"


def _types(folder: Path, letterhead: Letterhead) -> dict[str, CredentialType]:
    table = load_rules(folder)
    types: dict[str, CredentialType] = {}
    paths = sorted((folder / "credentials").glob("*.toml"))
    if not paths:
        raise DefinitionMalformed(folder / "credentials", 1, "there is no credential definition")
    for path in paths:
        kind, reader = read_type(path, letterhead, table)
        if kind.id in types:
            raise reader.fail("id", f"the type {kind.id!r} is defined twice")
        _check_terms(letterhead.slug, types, kind, reader)
        types[kind.id] = kind
    if strange := sorted(set(table) - set(types)):
        raise DefinitionMalformed(folder / "rules.py", 1, f"rules for unknown types: {strange}")
    return types


def _check_terms(
    slug: str, types: Mapping[str, CredentialType], kind: CredentialType, reader: Reader
) -> None:
    """One context serves all types: a term can't mean two things, nor be a type's name."""
    known, new = own_terms(slug, types.values()), own_terms(slug, [kind])
    for name, meaning in new.items():
        if known.get(name, meaning) != meaning:
            raise reader.fail("claims", f"{name!r} has another type in another credential")

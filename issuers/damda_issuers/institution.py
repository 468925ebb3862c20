"""One institution: what is read from its folder."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from damda.canonical.compiled_context import read_compiled
from damda.errors import MalformedInput
from damda.protocols import Json

from .art import Art, load_art
from .context_document import context_bytes, own_terms
from .credential_type import CredentialType
from .definition import Letterhead, art_named, read_type
from .rules import load_rules
from .toml_lines import DefinitionMalformed, Reader, read_toml

_COLOUR = "#[0-9a-fA-F]{6}"
_DIGEST = "[0-9a-f]{64}"
_SLUG = r"[a-z][a-z0-9]{1,31}"


@dataclass(frozen=True, slots=True)
class Institution:
    """One issuer. ``types`` by type id, ``art`` by file name, ``contexts`` by URL,
    and the same ``compiled`` for the expander.

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
    compiled: Mapping[str, tuple[bytes, str]]

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
    compiled_sha256: str
    reader: Reader

    @property
    def file(self) -> str:
        return f"v{self.version}.jsonld"

    @property
    def compiled_file(self) -> str:
        return f"v{self.version}.compiled.json"


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
    compiled = _compiled(folder, rows) if check_contexts else {}
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
        compiled=compiled,
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
        ContextRow(
            row.whole("version"),
            row.text("sha256", form=_DIGEST),
            row.text("compiled_sha256", form=_DIGEST),
            row,
        )
        for row in issuer.tables("contexts", ("version", "sha256", "compiled_sha256"))
    ]
    if sorted(row.version for row in rows) != list(range(1, len(rows) + 1)):
        raise issuer.fail("contexts", "the contexts' versions must be 1, 2, 3, ...")
    return sorted(rows, key=lambda row: row.version)


def _contexts(folder: Path, rows: list[ContextRow], newest: bytes) -> dict[str, tuple[bytes, str]]:
    """The committed contexts, all of them still served, each held against its pin."""
    found = {}
    for row in rows:
        data = _pinned(folder, row, row.file, "sha256", row.sha256)
        found[context_url(folder.name, row.version)] = (data, row.sha256)
    if data != newest:
        raise rows[-1].reader.fail("version", f"contexts/{row.file} is out of date; {_REBUILD}")
    return found


def _compiled(folder: Path, rows: list[ContextRow]) -> dict[str, tuple[bytes, str]]:
    """The compiled form of each committed context, held against its pin and its source's."""
    found = {}
    for row in rows:
        name, digest = row.compiled_file, row.compiled_sha256
        data = _pinned(folder, row, name, "compiled_sha256", digest)
        try:
            up_to_date = read_compiled(data).source == row.sha256
        except MalformedInput:
            up_to_date = False
        if not up_to_date:
            raise row.reader.fail("compiled_sha256", f"contexts/{name} is out of date; {_REBUILD}")
        found[context_url(folder.name, row.version)] = (data, digest)
    return found


def _pinned(folder: Path, row: ContextRow, name: str, key: str, pin: str) -> bytes:
    path = folder / "contexts" / name
    if not path.is_file():
        raise row.reader.fail("version", f"there is no contexts/{name}; {_REBUILD}")
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    if digest != pin:
        raise row.reader.fail(key, f"contexts/{name} has the SHA-256 {digest}")
    return data


_REBUILD = "run make contexts"


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

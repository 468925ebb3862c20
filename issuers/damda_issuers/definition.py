"""One credential's definition, ``credentials/*.toml``, read strictly into a CredentialType."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .art import Art
from .claims import Claim, read_claims
from .credential_type import CredentialType, IssuedForm
from .forms import FORMS, Form
from .issuing import Naming
from .profiles import PROFILES, Profile
from .rules import NoRules, Rules
from .toml_lines import Reader, read_toml
from .validity import FORM

_COLOUR = "#[0-9a-fA-F]{6}"
_KEYS = (
    "id",
    "forms",
    "schema",
    "version",
    "profile",
    "validity",
    "name",
    "description",
    "display",
    "claims",
)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What an institution's credentials have in common."""

    slug: str
    name_ko: str
    name_en: str
    url: str
    background: str
    text: str
    mark: Art
    logo: Art
    art: Mapping[str, Art]
    context_url: str


def read_type(
    path: Path, letterhead: Letterhead, rules: Mapping[str, Rules]
) -> tuple[CredentialType, Reader]:
    """Raises DefinitionMalformed."""
    file = read_toml(path)
    tables = {table for profile in PROFILES.values() for table in profile.TABLES}
    reader = Reader.of(file, (*_KEYS, *tables))
    profile_name = reader.text("profile")
    if profile_name not in PROFILES:
        raise reader.fail("profile", f"unknown profile; known: {', '.join(PROFILES)}")
    profile = PROFILES[profile_name]
    forms = _forms(reader)
    claims = _claims(reader, profile_name, forms)
    type_id = reader.text("id", form="[A-Z][A-Za-z0-9]{0,63}")
    _check_derived(reader, claims, type_id in rules)
    name = reader.table("name", ("ko", "en"))
    description = reader.table("description", ("ko", "en"))
    display = reader.table("display", ("background", "text", "art", "logo"))
    schema_name = _schema_name(reader)
    naming = Naming(
        type_id=type_id,
        name=name.text("ko"),
        description=description.text("ko"),
        issuer_name=letterhead.name_ko,
        issuer_url=letterhead.url,
        context_url=letterhead.context_url,
        schema_id=f"https://damda.example/schemas/{letterhead.slug}/{schema_name}",
        claims=claims,
        section=profile.read(reader, claims),
    )
    kind = CredentialType(
        institution=letterhead.slug,
        id=type_id,
        forms=forms,
        schema_name=schema_name,
        profile=profile_name,
        name_ko=naming.name,
        name_en=name.text("en"),
        description_ko=naming.description,
        description_en=description.text("en"),
        validity=reader.text("validity", form=FORM),
        background=display.text("background", form=_COLOUR),
        text=display.text("text", form=_COLOUR),
        art=art_named(display, "art", letterhead.art),
        logo=art_named(display, "logo", letterhead.art),
        mark=letterhead.mark,
        naming=naming,
        rules=rules.get(type_id, NoRules()),
    )
    return kind, reader


def _schema_name(reader: Reader) -> str:
    name = reader.text("schema", form=r"[a-z][a-z0-9\-]{0,63}")
    return f"{name}/v{reader.whole('version')}"


def _forms(reader: Reader) -> tuple[IssuedForm, ...]:
    """The ``[[forms]]`` of a definition, each form once."""
    found: dict[str, IssuedForm] = {}
    for row in reader.tables("forms", ("format", "configuration_id")):
        name = row.text("format")
        if name not in FORMS:
            raise row.fail("format", f"unknown form {name!r}; known: {', '.join(FORMS)}")
        if name in found:
            raise row.fail("format", f"the form {name!r} stands here twice")
        id_ = row.text("configuration_id", form=r"[a-z][a-z0-9_]{0,127}")
        found[name] = IssuedForm(name, id_)
    return tuple(found.values())


def art_named(display: Reader, key: str, art: Mapping[str, Art]) -> Art:
    """The picture that ``key`` names. Raises DefinitionMalformed."""
    name = display.text(key)
    if name not in art:
        raise display.fail(key, f"there is no art/{name}")
    return art[name]


def _claims(reader: Reader, profile_name: str, forms: tuple[IssuedForm, ...]) -> tuple[Claim, ...]:
    found = read_claims(reader)
    holders: tuple[Profile | Form, ...] = (
        PROFILES[profile_name],
        *(FORMS[form.format] for form in forms),
    )
    taken: dict[tuple[str | int, ...], str] = {}
    for claim, at in found:
        for holder in holders:
            if problem := holder.problem_with(claim):
                key, sentence = problem
                raise at.fail(key if at.has(key) else "name", sentence)
        if claim.path in taken:
            raise at.fail("path", f"the claim {taken[claim.path]!r} has the same path")
        if gap := _gap(claim, taken, found):
            raise at.fail("path", gap)
        taken[claim.path] = claim.name
    return tuple(claim for claim, _ in found)


def _gap(
    claim: Claim,
    taken: Mapping[tuple[str | int, ...], str],
    found: tuple[tuple[Claim, Reader], ...],
) -> str | None:
    """Why a claim's place in a list could be wrong: each lower place must surely be filled."""
    required = {other.name for other, _ in found if other.required}
    for depth, part in enumerate(claim.path):
        for lower in range(part if isinstance(part, int) else 0):
            before = (*claim.path[:depth], lower)
            filled = {name for path, name in taken.items() if path[: depth + 1] == before}
            if not filled & required:
                return f"place {lower} of the list must be filled by a required claim before this"
    return None


def _check_derived(reader: Reader, claims: tuple[Claim, ...], ruled: bool) -> None:
    derived = [claim.name for claim in claims if claim.derived]
    if derived and not ruled:
        raise reader.fail("claims", f"{', '.join(derived)}: derived, but rules.py has no rules")

"""Relying parties: who asks, for what, why, and under which policy. One folder each.

A folder beside this module with a ``verifier.toml`` is a relying party; its name is the slug in
``/verify/<slug>``. A wrong key stops the start with the file and the line.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Literal

from damda import verify
from damda.protocols import Json
from damda_issuers.toml_lines import Reader, TomlFile, read_toml

from .policy_file import AnchorRule, anchor_rule, fatal_checks

type ClaimPath = tuple[str | int | None, ...]
"""OpenID4VP 1.0, 7: None stands for every element of an array."""

type Form = Literal["text", "date", "percent", "hours", "level", "code"]

FORMS: tuple[Form, ...] = ("text", "date", "percent", "hours", "level", "code")
CHECK_IDS = (*verify.CHECK_IDS, "requirement")
"""What a policy can name. Whether the query was answered is fatal always."""
_NAME = r"[a-zA-Z0-9_-]{1,64}"


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or name in both languages."""

    ko: str
    en: str

    def of(self, lang: str) -> str:
        return self.en if lang == "en" else self.ko


@dataclass(frozen=True, slots=True)
class AskedClaim:
    """One claim that is asked for and shown; ``values`` names enumerated values for people."""

    path: ClaimPath
    label: Text
    form: Form
    optional: bool
    values: Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class AskedCredential:
    """One credential query (OpenID4VP 1.0, 6.1) of format ``ldp_vc``; ``types`` are expanded IRIs
    that must all be there (B.1.1, ``type_values``)."""

    id: str
    label: Text
    types: tuple[str, ...]
    claims: tuple[AskedClaim, ...]


@dataclass(frozen=True, slots=True)
class Requirement:
    """A rule of the relying party on what was shown: among the objects at ``each`` whose
    ``where_member`` is ``where_value``, one has a ``member`` text that begins with ``prefix``."""

    credential: str
    each: ClaimPath
    where_member: str
    where_value: str
    member: str
    prefix: str
    met: Text
    not_met: Text


@dataclass(frozen=True, slots=True)
class PolicyRules:
    """``fatal``: ids of checks that make a refusal (`CHECK_IDS`). ``anchor`` is
    ``damda.verify.Policy.require_anchor``. Results are deleted ``retention`` after the answer."""

    fatal: frozenset[str]
    anchor: AnchorRule
    retention: timedelta


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """Who asks for what."""

    slug: str
    name: Text
    purpose: Text
    credentials: tuple[AskedCredential, ...]
    requirements: tuple[Requirement, ...]
    policy: PolicyRules

    def dcql_query(self) -> Json:
        """The query for the wallet (OpenID4VP 1.0, 6)."""
        return {"credentials": [_credential_query(asked) for asked in self.credentials]}


def load_relying_parties(folder: Path | None = None) -> dict[str, RelyingParty]:
    """All relying parties under ``folder`` (this package's own if None), by slug.

    Raises DefinitionMalformed, which names the file and the line.
    """
    root = Path(__file__).parent if folder is None else folder
    files = sorted(root.glob("*/verifier.toml"))
    return {path.parent.name: _relying_party(path.parent.name, read_toml(path)) for path in files}


def _credential_query(asked: AskedCredential) -> Json:
    query: Json = {
        "id": asked.id,
        "format": "ldp_vc",
        "meta": {"type_values": [list(asked.types)]},
        "require_cryptographic_holder_binding": True,
    }
    claims = [{"path": list(claim.path)} for claim in asked.claims if not claim.optional]
    if claims:
        query["claims"] = claims
    return query


def _relying_party(slug: str, file: TomlFile) -> RelyingParty:
    root = Reader.of(file, ("name", "purpose", "credentials", "requirements", "policy"))
    credentials = tuple(
        _asked_credential(each)
        for each in root.tables("credentials", ("id", "label", "types", "claims"))
    )
    ids = [asked.id for asked in credentials]
    if len(set(ids)) != len(ids):
        raise root.fail("credentials", "two credentials have the same id")
    keys = (
        "credential",
        "each",
        "where_member",
        "where_value",
        "member",
        "prefix",
        "met",
        "not_met",
    )
    rules = root.tables("requirements", keys) if root.has("requirements") else []
    return RelyingParty(
        slug=slug,
        name=_text(root, "name"),
        purpose=_text(root, "purpose"),
        credentials=credentials,
        requirements=tuple(_requirement(rule, ids) for rule in rules),
        policy=_policy(root.table("policy", ("fatal", "anchor", "retention_days"))),
    )


def _text(reader: Reader, key: str) -> Text:
    table = reader.table(key, ("ko", "en"))
    return Text(ko=table.text("ko"), en=table.text("en"))


def _asked_credential(reader: Reader) -> AskedCredential:
    types = reader.texts("types")
    if not types:
        raise reader.fail("types", "types must name at least one type, as an expanded IRI")
    keys = ("path", "label", "form", "optional", "values")
    return AskedCredential(
        id=reader.text("id", form=_NAME),
        label=_text(reader, "label"),
        types=types,
        claims=tuple(_claim(each) for each in reader.tables("claims", keys)),
    )


def _claim(reader: Reader) -> AskedClaim:
    form = reader.text("form", default="text")
    if form not in FORMS:
        raise reader.fail("form", f"form must be one of {', '.join(FORMS)}")
    return AskedClaim(
        path=_path(reader, "path"),
        label=_text(reader, "label"),
        form=form,
        optional=reader.flag("optional", default=False),
        values=_values(reader),
    )


def _values(reader: Reader) -> dict[str, Text]:
    if not reader.has("values"):
        return {}
    rows = reader.tables("values", ("value", "ko", "en"))
    return {row.text("value"): Text(ko=row.text("ko"), en=row.text("en")) for row in rows}


def _requirement(reader: Reader, ids: list[str]) -> Requirement:
    credential = reader.text("credential", form=_NAME)
    if credential not in ids:
        raise reader.fail("credential", f"no credential has the id {credential!r}")
    return Requirement(
        credential=credential,
        each=_path(reader, "each"),
        where_member=reader.text("where_member"),
        where_value=reader.text("where_value"),
        member=reader.text("member"),
        prefix=reader.text("prefix"),
        met=_text(reader, "met"),
        not_met=_text(reader, "not_met"),
    )


def _path(reader: Reader, key: str) -> ClaimPath:
    """A claims path (OpenID4VP 1.0, 7) as JSON text, for TOML has no null."""
    text = reader.text(key)
    try:
        path = json.loads(text)
    except ValueError as error:
        raise reader.fail(key, f"{key} must be a JSON array in a text") from error
    if not isinstance(path, list) or not path or not all(_step(step) for step in path):
        raise reader.fail(key, f"{key} must be a JSON array of names, indices and null")
    return tuple(path)


def _step(step: object) -> bool:
    if isinstance(step, bool):
        return False
    return step is None or isinstance(step, str) or (isinstance(step, int) and step >= 0)


def _policy(reader: Reader) -> PolicyRules:
    anchor = anchor_rule(reader)
    days = reader.integer("retention_days")
    if days is None or not 1 <= days <= 3650:
        raise reader.fail("retention_days", "retention_days must be between 1 and 3650")
    return PolicyRules(
        fatal=fatal_checks(reader, CHECK_IDS),
        anchor=anchor,
        retention=timedelta(days=days),
    )

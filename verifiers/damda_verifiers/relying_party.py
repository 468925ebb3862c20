"""Relying parties: who asks, for what, why, and under which policy. One folder each.

A folder beside this module with a ``verifier.toml`` is a relying party; its name is the slug in
``/verify/<slug>``. A wrong key stops the start with the file and the line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from damda import verify
from damda.protocols import Json
from damda_issuers.toml_lines import Reader, TomlFile, read_toml

from .asked import (
    NAME,
    PATH_KEYS,
    AskedClaim,
    AskedCredential,
    ClaimPath,
    Text,
    dcql_query,
    path_of,
    read_asked_credential,
    text_of,
)
from .policy_file import AnchorRule, anchor_rule, fatal_checks

__all__ = [
    "CHECK_IDS",
    "AskedClaim",
    "AskedCredential",
    "ClaimPath",
    "PolicyRules",
    "RelyingParty",
    "Requirement",
    "Text",
    "Where",
    "load_relying_parties",
]

CHECK_IDS = (*verify.CHECK_IDS, "requirement")
"""What a policy can name. Whether the query was answered is fatal always."""
AGENT_URL = "https://damda.example"
"""Where the institutions' agent is, unless something else is said."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where a requirement looks: at the texts at ``path``; or, with a ``member``, at that member of
    those objects there whose ``where_member`` is ``where_value``."""

    path: ClaimPath
    where_member: str = ""
    where_value: str = ""
    member: str = ""

    @property
    def name(self) -> str:
        """What the texts are called in the credential."""
        return self.member or str(self.path[-1])


@dataclass(frozen=True, slots=True)
class Requirement:
    """A rule of the relying party on what was shown: among the texts that ``where`` finds, by
    format, one begins with ``prefix``."""

    credential: str
    where: Mapping[str, Where]
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
        return dcql_query(self.credentials)


def load_relying_parties(
    folder: Path | None = None, *, agent_url: str = AGENT_URL
) -> dict[str, RelyingParty]:
    """All relying parties under ``folder`` (this package's own if None), by slug.

    ``agent_url`` is where the institutions' agent is; it stands for ``{agent}`` in a ``vct``.
    Raises DefinitionMalformed, which names the file and the line.
    """
    root = Path(__file__).parent if folder is None else folder
    files = sorted(root.glob("*/verifier.toml"))
    agent = agent_url.rstrip("/")
    return {
        path.parent.name: _relying_party(path.parent.name, read_toml(path), agent) for path in files
    }


def _relying_party(slug: str, file: TomlFile, agent_url: str) -> RelyingParty:
    root = Reader.of(file, ("name", "purpose", "credentials", "requirements", "policy"))
    rows = root.tables("credentials", ("id", "label", "types", "vct_values", "claims"))
    credentials = tuple(read_asked_credential(each, agent_url) for each in rows)
    ids = [form.query_id for asked in credentials for form in asked.forms]
    if len(set(ids)) != len(ids):
        raise root.fail("credentials", "two credentials have the same id")
    keys = (
        "credential",
        "each",
        "where_member",
        "where_value",
        "member",
        PATH_KEYS["dc+sd-jwt"],
        "prefix",
        "met",
        "not_met",
    )
    rules = root.tables("requirements", keys) if root.has("requirements") else []
    return RelyingParty(
        slug=slug,
        name=text_of(root, "name"),
        purpose=text_of(root, "purpose"),
        credentials=credentials,
        requirements=tuple(_requirement(rule, credentials) for rule in rules),
        policy=_policy(root.table("policy", ("fatal", "anchor", "retention_days"))),
    )


def _requirement(reader: Reader, credentials: tuple[AskedCredential, ...]) -> Requirement:
    credential = reader.text("credential", form=NAME)
    asked = next((each for each in credentials if each.id == credential), None)
    if asked is None:
        raise reader.fail("credential", f"no credential has the id {credential!r}")
    where = {form.format: _WHERE[form.format](reader) for form in asked.forms}
    return Requirement(
        credential=credential,
        where=where,
        prefix=reader.text("prefix"),
        met=text_of(reader, "met"),
        not_met=text_of(reader, "not_met"),
    )


def _member_of_objects(reader: Reader) -> Where:
    return Where(
        path=path_of(reader, "each"),
        where_member=reader.text("where_member"),
        where_value=reader.text("where_value"),
        member=reader.text("member"),
    )


def _at_path(reader: Reader) -> Where:
    return Where(path=path_of(reader, PATH_KEYS["dc+sd-jwt"]))


_WHERE = {"ldp_vc": _member_of_objects, "dc+sd-jwt": _at_path}


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

"""Credentials of the VC Data Model 2.0 (and 1.1), read strictly, and the digest that is anchored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Literal

from . import document_members as members
from . import learner_record, open_badge_members, open_badges
from .canonical.document_check import check_credential_document
from .canonical.jcs import jcs
from .data_models import data_model_of, period_of
from .descriptive_members import check_names, check_related_resources
from .document_members import malformed
from .protocols import Json, JsonView
from .status import ENTRY_TYPE, StatusEntry, parse_entry

__all__ = [
    "MAX_STATUS_ENTRIES",
    "CredentialView",
    "anchor_digest",
    "check_credential",
    "credential_digest_id",
]

MAX_STATUS_ENTRIES = 4

_WITH_TYPE = ("termsOfUse", "evidence", "refreshService", "confidenceMethod", "renderMethod")


@dataclass(frozen=True, slots=True)
class CredentialView:
    """What a credential says of itself; nothing of it is proven yet.

    ``data_model`` is the version it is written in; in 1.1, ``valid_from`` and ``valid_until`` are
    its ``issuanceDate`` and ``expirationDate``. ``subject_id`` is the one subject's id, None if there are several subjects or it has none.
    ``status_entries`` are the BitstringStatusListEntry ones; ``unread_status`` the types of the
    others, which nobody here understands. ``issuer_name`` is a text in Korean or English if the
    credential has one. ``document`` is the very object that was checked.
    """

    data_model: Literal["1.1", "2.0"]
    id: str | None
    types: tuple[str, ...]
    issuer: str
    issuer_name: str | None
    subject_id: str | None
    valid_from: datetime | None
    valid_until: datetime | None
    status_entries: tuple[StatusEntry, ...]
    unread_status: tuple[str, ...]
    schema_ids: tuple[str, ...]
    document: Json


def check_credential(document: JsonView, *, inline_contexts: bool = False) -> CredentialView:
    """The view of a credential, secured or not, that keeps to the rules.

    VCDM 2.0, clause 4 (or VCDM 1.1, clause 4, where ``@context`` begins with that version's), and
    for an AchievementCredential Open Badges 3.0. Raises MalformedInput (LimitExceeded for size).
    The proof is not looked at. ``inline_contexts`` is as for `check_credential_document`.
    """
    check_credential_document(document, inline_contexts=inline_contexts)
    whole = document if isinstance(document, dict) else dict(document)
    types = members.types_of(whole, "credential")
    _check_type(types)
    model = data_model_of(whole["@context"])
    identifier = members.identifier_of(whole, "credential")
    valid_from, valid_until = period_of(whole, model)
    subjects = _subjects(whole)
    _check_others(whole)
    entries, unread = _status(whole)
    view = CredentialView(
        data_model=model.version,
        id=identifier,
        types=types,
        issuer=_issuer(whole.get("issuer")),
        issuer_name=_name(whole["issuer"]),
        subject_id=subjects[0].get("id") if len(subjects) == 1 else None,
        valid_from=valid_from,
        valid_until=valid_until,
        status_entries=entries,
        unread_status=unread,
        schema_ids=_schema_ids(whole),
        document=whole,
    )
    if open_badges.TYPES & set(types):
        open_badges.check(whole)
    if "EndorsementCredential" in types:
        open_badge_members.check_endorsement_subject(whole)
    if learner_record.TYPE in types:
        learner_record.check(whole)
    return view


def anchor_digest(secured: JsonView) -> bytes:
    """SHA-256 of the JCS form of the secured credential: 32 bytes.

    JCS, as the signature over RDF does not see an added empty list or a swapped set. Raises
    MalformedInput for what JCS has no form for.
    """
    return sha256(jcs(dict(secured))).digest()


def credential_digest_id(secured: JsonView) -> str:
    """`anchor_digest` in lower-case hex: the name of a credential's anchor."""
    return anchor_digest(secured).hex()


def _check_type(types: tuple[str, ...]) -> None:
    if "EnvelopedVerifiableCredential" in types:
        raise malformed(
            "an EnvelopedVerifiableCredential (VC-JOSE-COSE) is not supported here",
            "EnvelopedVerifiableCredential(VC-JOSE-COSE)은 지원하지 않습니다",
        )
    if "VerifiableCredential" not in types:
        raise malformed(
            "type must include VerifiableCredential", "type에 VerifiableCredential이 있어야 합니다"
        )


def _issuer(issuer: Any) -> str:
    named = issuer.get("id") if isinstance(issuer, dict) else issuer
    if not members.is_absolute_uri(named):
        raise malformed(
            "issuer must be a URL such as a DID, or an object with such an id",
            "issuer는 DID 같은 주소이거나 그런 id가 있는 객체여야 합니다",
        )
    return str(named)


def _name(issuer: Any) -> str | None:
    name = issuer.get("name") if isinstance(issuer, dict) else None
    values = {
        value.get("@language"): value["@value"]
        for value in (name if isinstance(name, list) else [name])
        if isinstance(value, dict) and isinstance(value.get("@value"), str)
    }
    if isinstance(name, str):
        return name
    return values.get("ko") or values.get("en") or next(iter(values.values()), None)


def _subjects(document: Json) -> list[Json]:
    subjects = members.objects_of(document, "credentialSubject")
    if not subjects:
        raise malformed("credentialSubject is missing", "credentialSubject가 없습니다")
    for subject in subjects:
        if not subject:
            raise malformed("credentialSubject says nothing", "credentialSubject가 비어 있습니다")
        members.identifier_of(subject, "credentialSubject")
    return subjects


def _status(document: Json) -> tuple[tuple[StatusEntry, ...], tuple[str, ...]]:
    entries = members.objects_of(document, "credentialStatus")
    if len(entries) > MAX_STATUS_ENTRIES:
        raise malformed(
            f"more than {MAX_STATUS_ENTRIES} entries in credentialStatus",
            f"credentialStatus는 {MAX_STATUS_ENTRIES}개까지 쓸 수 있습니다",
        )
    read, unread = [], []
    for entry in entries:
        types = members.types_of(entry, "credentialStatus")
        members.identifier_of(entry, "credentialStatus")
        if types == (ENTRY_TYPE,):
            read.append(parse_entry(entry))
        else:
            unread.append(" ".join(types)[:200])
    return tuple(read), tuple(unread)


def _schema_ids(document: Json) -> tuple[str, ...]:
    ids = []
    for schema in members.objects_of(document, "credentialSchema"):
        members.types_of(schema, "credentialSchema")
        identifier = members.identifier_of(schema, "credentialSchema")
        if identifier is None:
            raise malformed(
                "credentialSchema must have an id", "credentialSchema에 id가 있어야 합니다"
            )
        ids.append(identifier)
    return tuple(dict.fromkeys(ids))


def _check_others(document: Json) -> None:
    check_names(document, "credential")
    if isinstance(document.get("issuer"), dict):
        check_names(document["issuer"], "issuer")
    check_related_resources(document)
    for name in _WITH_TYPE:
        for value in members.objects_of(document, name):
            members.types_of(value, name)

"""A DCQL query, read strictly (OpenID4VP 1.0, 6)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from ...errors import OpenIdError
from ...protocols import Json, JsonView
from .paths import ClaimPath, is_step

MAX_CREDENTIALS = 20
MAX_CLAIMS = 200
MAX_PATH = 20

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class ClaimsQuery:
    """``values``: empty, or the values of which one must match by type and value (6.3)."""

    id: str | None
    path: ClaimPath
    values: tuple[str | int | bool, ...] = ()


@dataclass(frozen=True, slots=True)
class CredentialQuery:
    """One requested credential (6.1). ``meta`` is read by the format's module."""

    id: str
    format: str
    meta: Json
    multiple: bool
    holder_binding: bool
    claims: tuple[ClaimsQuery, ...]
    claim_sets: tuple[tuple[str, ...], ...]
    trusted_authorities: tuple[Json, ...]


@dataclass(frozen=True, slots=True)
class CredentialSet:
    """Alternatives of query ids, of which one must be answered whole (6.2)."""

    options: tuple[tuple[str, ...], ...]
    required: bool


@dataclass(frozen=True, slots=True)
class Query:
    credentials: tuple[CredentialQuery, ...]
    credential_sets: tuple[CredentialSet, ...]

    def credential(self, query_id: str) -> CredentialQuery:
        """The credential query of that id; it must exist."""
        return next(each for each in self.credentials if each.id == query_id)

    @property
    def sets(self) -> tuple[CredentialSet, ...]:
        """``credential_sets``, or one required set of all where there are none (6.4.2)."""
        return self.credential_sets or (
            CredentialSet((tuple(each.id for each in self.credentials),), True),
        )


def parse_query(message: object) -> Query:
    """A query; unknown members are ignored (6). Raises OpenIdError("invalid_request")."""
    if not isinstance(message, dict):
        raise _invalid("the query must be an object")
    credentials = tuple(map(_credential, _list(message, "credentials", MAX_CREDENTIALS)))
    ids = [each.id for each in credentials]
    if len(set(ids)) != len(ids):
        raise _invalid("two credential queries have one id")
    sets = tuple(
        _credential_set(each, ids)
        for each in _optional_list(message, "credential_sets", MAX_CREDENTIALS)
    )
    return Query(credentials, sets)


def _credential(message: Any) -> CredentialQuery:
    if not isinstance(message, dict):
        raise _invalid("a credential query must be an object")
    meta, name = message.get("meta"), message.get("format")
    if not isinstance(meta, dict) or not isinstance(name, str) or not name:
        raise _invalid("a credential query needs format and meta")
    claims = tuple(map(_claims_query, _optional_list(message, "claims", MAX_CLAIMS)))
    known = [each.id for each in claims if each.id is not None]
    if len(set(known)) != len(known) or len({each.path for each in claims}) != len(claims):
        raise _invalid("two claims queries have one id or one path")
    return CredentialQuery(
        id=_id(message.get("id")),
        format=name,
        meta=meta,
        multiple=_flag(message, "multiple", False),
        holder_binding=_flag(message, "require_cryptographic_holder_binding", True),
        claims=claims,
        claim_sets=_claim_sets(message, claims),
        trusted_authorities=tuple(
            map(_trusted_authority, _optional_list(message, "trusted_authorities", MAX_CREDENTIALS))
        ),
    )


def _claims_query(message: Any) -> ClaimsQuery:
    if not isinstance(message, dict):
        raise _invalid("a claims query must be an object")
    path = tuple(_list(message, "path", MAX_PATH))
    if not all(map(is_step, path)):
        raise _invalid("a path is made of texts, nulls and non-negative integers")
    values = tuple(_optional_list(message, "values", MAX_CLAIMS))
    if not all(isinstance(each, str | int) for each in values):
        raise _invalid("values are texts, integers or booleans")
    given = message.get("id")
    return ClaimsQuery(None if "id" not in message else _id(given), path, values)


def _claim_sets(message: JsonView, claims: tuple[ClaimsQuery, ...]) -> tuple[tuple[str, ...], ...]:
    sets = tuple(_optional_list(message, "claim_sets", MAX_CLAIMS))
    if sets and (not claims or any(each.id is None for each in claims)):
        raise _invalid("claim_sets needs claims with ids")
    known = {each.id for each in claims}
    return tuple(_known_ids(each, known) for each in sets)


def _credential_set(message: Any, ids: list[str]) -> CredentialSet:
    if not isinstance(message, dict):
        raise _invalid("a credential set must be an object")
    options = tuple(_known_ids(each, set(ids)) for each in _list(message, "options", MAX_CLAIMS))
    return CredentialSet(options, _flag(message, "required", True))


def _trusted_authority(message: Any) -> Json:
    if isinstance(message, dict) and isinstance(message.get("type"), str):
        values = _list(message, "values", MAX_CLAIMS)
        if all(isinstance(each, str) for each in values):
            return message
    raise _invalid("a trusted authority needs type and values")


def _known_ids(value: Any, known: set[str] | set[str | None]) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or len(value) > MAX_CLAIMS:
        raise _invalid("a list of ids is needed")
    if not all(isinstance(each, str) and each in known for each in value):
        raise _invalid("an id is named that is not there")
    return tuple(value)


def _list(message: JsonView, name: str, limit: int) -> list[Any]:
    value = message.get(name)
    if not isinstance(value, list) or not 0 < len(value) <= limit:
        raise _invalid(f"{name} must be a list of 1 to {limit}")
    return value


def _optional_list(message: JsonView, name: str, limit: int) -> list[Any]:
    return _list(message, name, limit) if name in message else []


def _flag(message: JsonView, name: str, default: bool) -> bool:
    value = message.get(name, default)
    if not isinstance(value, bool):
        raise _invalid(f"{name} must be true or false")
    return value


def _id(value: object) -> str:
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise _invalid("an id is made of letters, digits, _ and -")
    return value


def _invalid(en: str) -> OpenIdError:
    return OpenIdError(
        "invalid_request",
        f"The DCQL query can't be read: {en} (OpenID4VP 1.0, 6).",
        ko="증명서 요청(DCQL)의 형식이 올바르지 않습니다.",
    )

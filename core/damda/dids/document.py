"""DID URLs and DID documents, as far as proofs need them (DID Core 1.0, 3.2 and 5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from ..errors import DidUnresolvable, KeyMalformed, MalformedInput
from ..keys import PublicKey
from ..protocols import Json

type Purpose = Literal[
    "assertionMethod",
    "authentication",
    "keyAgreement",
    "capabilityInvocation",
    "capabilityDelegation",
]

_PURPOSES: frozenset[str] = frozenset(get_args(Purpose.__value__))
MAX_DID_URL_LENGTH = 2048

# Runs of characters are taken whole and never given back: quick, and linear whatever comes.
_DID_URL = re.compile(
    r"(did:[a-z0-9]++:(?:[A-Za-z0-9._:-]++|%[0-9A-Fa-f]{2})++(?<!:))"
    r"(?:#((?:[A-Za-z0-9._~:!$&'()*+,;=@/?-]++|%[0-9A-Fa-f]{2})++))?",
    re.ASCII,
)


def split_did_url(text: object) -> tuple[str, str | None]:
    """The DID and the fragment (without ``#``; None if there is none) of a DID URL.

    Nothing is decoded. A path or a query is refused. Raises MalformedInput.
    """
    short = isinstance(text, str) and len(text) <= MAX_DID_URL_LENGTH
    match = _DID_URL.fullmatch(text) if short and isinstance(text, str) else None
    if match is None:
        raise MalformedInput(
            "A DID, with or without a fragment, is needed.", ko="올바른 DID가 아닙니다."
        )
    return match[1], match[2]


@dataclass(frozen=True, slots=True)
class DidDocument:
    """A resolved DID document and, for did:webvh, where in its log it stands.

    ``version_digests`` has SHA-256 of each entry's versionId, oldest first: entry n of the log is
    ``version_digests[n - 1]``, and ``head_digest`` the last. Methods without versions have none,
    and ``version_number`` is 0. ``metadata`` is ``didDocumentMetadata`` (DID Resolution), empty for
    methods without. ``sole_key`` is the document's one key where it was read already.
    """

    id: str
    document: Json
    version_id: str | None = None
    version_number: int = 0
    version_digests: tuple[bytes, ...] = ()
    metadata: Json = field(default_factory=dict, repr=False, compare=False)
    sole_key: PublicKey | None = field(default=None, repr=False, compare=False)

    @property
    def head_digest(self) -> bytes | None:
        """SHA-256 of the versionId of the log's newest entry, whatever version this is."""
        return self.version_digests[-1] if self.version_digests else None

    def key(self, verification_method: object, purpose: str) -> PublicKey:
        """The key of ``verification_method`` (a full DID URL), if it is listed for ``purpose``.

        Ids are compared as text. Raises DidUnresolvable if this document doesn't list it so or
        says that it is no longer in use, KeyMalformed if the key can't be read.
        """
        embedded = self._listed(verification_method, purpose)
        methods = [embedded] if embedded is not None else self._methods(verification_method)
        if len(methods) != 1:
            raise _not_listed(verification_method, purpose)
        method = methods[0]
        if method.get("controller") != self.id or "revoked" in method or "expires" in method:
            raise _not_listed(verification_method, purpose)
        return _key_of(method) if self.sole_key is None else self.sole_key

    def _listed(self, verification_method: object, purpose: str) -> Json | None:
        """The method if it is embedded in the list of the purpose, None if it is only named."""
        entries = self.document.get(purpose) if purpose in _PURPOSES else None
        for entry in _items(entries):
            if isinstance(entry, dict) and self._is(entry.get("id"), verification_method):
                return entry
            if self._is(entry, verification_method):
                return None
        raise _not_listed(verification_method, purpose)

    def _methods(self, verification_method: object) -> list[Json]:
        return [
            method
            for method in _items(self.document.get("verificationMethod"))
            if isinstance(method, dict) and self._is(method.get("id"), verification_method)
        ]

    def _is(self, named: Any, verification_method: object) -> bool:
        # "#key-1" is a relative DID URL (DID Core 1.0, 3.2.2).
        whole = self.id + named if isinstance(named, str) and named.startswith("#") else named
        return isinstance(whole, str) and whole == verification_method


def _items(value: Any) -> Iterator[Any]:
    if isinstance(value, list):
        yield from value


def _key_of(method: Json) -> PublicKey:
    match method.get("type"):
        case "Multikey":
            return PublicKey.from_multikey(method.get("publicKeyMultibase"))
        case "Ed25519VerificationKey2020":
            key = PublicKey.from_multikey(method.get("publicKeyMultibase"))
            if key.kind == "Ed25519":
                return key
        case "JsonWebKey" | "JsonWebKey2020":
            return PublicKey.from_jwk(method.get("publicKeyJwk"))
    raise KeyMalformed(
        "The verification method's type is not supported.",
        ko="지원하지 않는 검증 방법(verificationMethod)입니다.",
    )


def _not_listed(verification_method: object, purpose: str) -> DidUnresolvable:
    shown = str(verification_method)[:200]
    return DidUnresolvable(
        f"The DID document has no key {shown} for {purpose}.",
        ko=f"DID 문서에 {purpose} 용도의 키가 없습니다: {shown}",
    )

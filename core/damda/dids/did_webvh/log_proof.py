"""The proofs of log entries and witnesses: eddsa-jcs-2022 by a did:key, and nothing else.

did:webvh 1.0, "Authorized Keys" and "Verifying Witness Proofs During Resolution"; Data Integrity
EdDSA 1.0, 3.3. The document's canonical form is handed in, as it is at hand already.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from ... import multibase
from ...canonical.jcs import jcs
from ...errors import KeyMalformed, MalformedInput, ProofInvalid
from ...keys import PublicKey
from ...protocols import Json, JsonView
from ...times import LEEWAY, parse_time
from .refusal import refused

MAX_PROOFS = 8
FIXED = {
    "type": "DataIntegrityProof",
    "cryptosuite": "eddsa-jcs-2022",
    "proofPurpose": "assertionMethod",
}
"""What every proof of a log says."""


class Ed25519Keys:
    """Multikeys read once each: a log names the same few in every entry."""

    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: dict[str, PublicKey] = {}

    def key(self, multikey: str) -> PublicKey:
        """The key of a Multikey. Raises DidUnresolvable if it is none of Ed25519."""
        known = self._known.get(multikey)
        if known is None:
            known = self._known[multikey] = _ed25519(multikey)
        return known

    def methods(self, multikeys: tuple[str, ...]) -> dict[str, PublicKey]:
        """The keys by the one DID URL that a did:key has for each."""
        return {f"did:key:{text}#{text}": self.key(text) for text in multikeys}


def _ed25519(multikey: str) -> PublicKey:
    # eddsa-jcs-2022 is the method's only cryptosuite.
    try:
        key = PublicKey.from_multikey(multikey)
    except KeyMalformed as error:
        raise refused("An update key or a witness is no Multikey.") from error
    if key.kind != "Ed25519":
        raise refused("An update key or a witness is no Ed25519 key.")
    return key


def check_log_proof(
    proof: object, canonical: bytes, methods: Mapping[str, PublicKey], now: datetime
) -> str:
    """The verification method, one of ``methods``, that signed the document ``canonical``.

    Raises ProofInvalid and MalformedInput.
    """
    config = _config(proof)
    for name, value in FIXED.items():
        if config.get(name) != value:
            raise _invalid(f"The proof's {name} is not {value}.")
    _check_dates(config, now)
    method = config.get("verificationMethod")
    key = methods.get(method) if isinstance(method, str) else None
    if key is None or not isinstance(method, str):
        raise _invalid("The key may not sign this.")
    signature = multibase.decode(config.pop("proofValue", None))
    signed = sha256(jcs(config)).digest() + sha256(canonical).digest()
    if not key.verify(signature, signed):
        raise _invalid("The signature does not hold.")
    return method


def proofs_of_entry(value: Any) -> list[Any]:
    """The entry's proof or proofs, as a list of at least one. Raises ProofInvalid."""
    proofs = value if isinstance(value, list) else [value]
    if not 0 < len(proofs) <= MAX_PROOFS:
        raise _invalid(f"An entry has 1 to {MAX_PROOFS} proofs.")
    return proofs


def _config(proof: object) -> Json:
    if not isinstance(proof, dict):
        raise MalformedInput("A proof is no JSON object.", ko="서명이 JSON 객체가 아닙니다.")
    # An entry has no @context, and no entry is signed with another proof in it.
    if "previousProof" in proof or any(name.startswith("@") for name in proof):
        raise _invalid("The proof has a member that has no place in a log.")
    return dict(proof)


def _check_dates(proof: JsonView, now: datetime) -> None:
    if "created" in proof and parse_time(proof["created"]) > now + LEEWAY:
        raise _invalid("The proof was made in the future.")
    if "expires" in proof and parse_time(proof["expires"]) < now - LEEWAY:
        raise _invalid("The proof has expired.")


def _invalid(en: str) -> ProofInvalid:
    return ProofInvalid(en, ko=f"DID 이력의 서명을 믿을 수 없습니다. {en}")

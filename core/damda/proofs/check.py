"""Checking a proof: exactly one, complete, for the expected purpose, by a key listed for it.

VC Data Integrity 1.0, 4.4 and 4.5; a proof chain (``previousProof``) is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .. import multibase
from ..errors import MalformedInput, ProofInvalid
from ..keys import PublicKey
from ..protocols import Canonicalizer, Json, JsonView
from ..times import LEEWAY, parse_time
from .suites import CRYPTOSUITES, Cryptosuite

type KeyFor = Callable[[str, str], PublicKey]
"""The key of a verification method (a DID URL) if it is listed for a purpose."""


@dataclass(frozen=True, slots=True)
class ProofFinding:
    """What a proof that holds says of itself. The caller compares challenge and domain."""

    cryptosuite: str
    verification_method: str
    created: datetime | None
    challenge: str | None
    domain: str | None


def check_proof(
    document: JsonView,
    *,
    expected_purpose: str,
    key_for: KeyFor,
    canonicalizer: Canonicalizer,
    now: datetime,
) -> ProofFinding:
    """What the one proof of ``document`` says, if it holds.

    ``key_for(verification_method, purpose)`` gives the key; its errors pass through. Raises
    ProofInvalid (also for a document without proof, or with several) and MalformedInput.
    """
    proof = _the_proof(document)
    suite = _suite(proof)
    if proof.get("proofPurpose") != expected_purpose:
        raise _invalid(
            f"The proof is not for {expected_purpose}.",
            f"서명의 용도가 {expected_purpose}이(가) 아닙니다.",
        )
    finding = ProofFinding(
        cryptosuite=suite.NAME,
        verification_method=_text(proof, "verificationMethod"),
        created=_created(proof, now),
        challenge=_optional_text(proof, "challenge"),
        domain=_optional_text(proof, "domain"),
    )
    signature = _signature(proof)
    key = key_for(finding.verification_method, expected_purpose)
    if key.kind != suite.KEY_KIND:
        raise _invalid("The key does not fit the cryptosuite.", "키가 서명 방식과 맞지 않습니다.")
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    config = _proof_config(proof, document)
    if not key.verify(signature, suite.signing_input(unsecured, config, canonicalizer)):
        raise _invalid(
            "The signature does not hold: the document was changed, or signed by another key.",
            "서명이 맞지 않습니다. 문서가 바뀌었거나 다른 키로 서명되었습니다.",
        )
    return finding


def _the_proof(document: JsonView) -> Json:
    proof = document.get("proof")
    if isinstance(proof, list) and len(proof) == 1:
        proof = proof[0]
    if proof is None or proof == []:
        raise _invalid("The document is not signed.", "서명되지 않은 문서입니다.")
    if isinstance(proof, list):
        raise _invalid(
            "The document has several proofs; one is supported.",
            "서명이 여러 개인 문서는 지원하지 않습니다.",
        )
    if not isinstance(proof, dict):
        raise MalformedInput("The proof is no JSON object.", ko="서명이 JSON 객체가 아닙니다.")
    if "previousProof" in proof:
        raise _invalid("Proof chains are not supported.", "서명 체인은 지원하지 않습니다.")
    return proof


def _suite(proof: Json) -> Cryptosuite:
    if proof.get("type") != "DataIntegrityProof":
        raise _invalid(
            "The proof is no DataIntegrityProof.", "지원하지 않는 서명 형식(type)입니다."
        )
    name = proof.get("cryptosuite")
    if not isinstance(name, str) or name not in CRYPTOSUITES:
        raise _invalid(
            f"The cryptosuite is not supported; known are {', '.join(CRYPTOSUITES)}.",
            "지원하지 않는 서명 방식(cryptosuite)입니다.",
        )
    return CRYPTOSUITES[name]


def _created(proof: Json, now: datetime) -> datetime | None:
    """When it was made, if it says so; refuses one from the future, and one that expired."""
    created = parse_time(proof["created"]) if "created" in proof else None
    if created is not None and created > now + LEEWAY:
        raise _invalid(
            "The proof was made in the future. One of the clocks may be wrong.",
            "서명 시각이 미래입니다. 기기의 시계를 확인하세요.",
        )
    if "expires" in proof and parse_time(proof["expires"]) < now - LEEWAY:
        raise _invalid("The proof has expired.", "서명의 유효 기간이 지났습니다.")
    return created


def _signature(proof: Json) -> bytes:
    signature = multibase.decode(proof.get("proofValue"))
    if len(signature) != 64:
        raise MalformedInput("The proofValue is not 64 bytes.", ko="서명 값이 64바이트가 아닙니다.")
    return signature


def _proof_config(proof: Json, document: JsonView) -> Json:
    """The proof without its value, in the document's context (Data Integrity EdDSA, 3.2.5).

    A context of the proof's own that differs would sign other contexts than a reader sees
    (Data Integrity EdDSA, 3.3.2, lets a document have more of them: here it may not).
    """
    config = {name: value for name, value in proof.items() if name != "proofValue"}
    context = document.get("@context")
    if "@context" in config and config["@context"] != context:
        raise _invalid(
            "The proof's @context is not the document's.", "서명과 문서의 @context가 다릅니다."
        )
    if context is not None and proof["cryptosuite"] != "eddsa-jcs-2022":
        config["@context"] = context
    return config


def _text(proof: Json, name: str) -> str:
    value: Any = proof.get(name)
    if not isinstance(value, str):
        raise MalformedInput(
            f"The proof's {name} must be a text.", ko=f"서명의 {name}은(는) 문자열이어야 합니다."
        )
    return value


def _optional_text(proof: Json, name: str) -> str | None:
    return _text(proof, name) if name in proof else None


def _invalid(en: str, ko: str) -> ProofInvalid:
    return ProofInvalid(en, ko=ko)

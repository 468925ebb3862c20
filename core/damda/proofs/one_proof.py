"""One proof of a document: complete, for its purpose, in time, by the right key, and unbroken.

VC Data Integrity 1.0, 4.4. An unknown member is for the canonicalizer to judge, or is signed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .. import multibase
from ..broken_signature import broken_signature
from ..errors import MalformedInput, ProofInvalid
from ..keys import SIGNATURE_LENGTHS, KeyKind, PublicKey
from ..protocols import Canonicalizer, Json, JsonView
from ..times import LEEWAY, parse_time
from .suites import (
    CRYPTOSUITES,
    LEGACY_SUITES,
    SELECTIVE_SUITES,
    Cryptosuite,
    SelectiveSuite,
)


@dataclass(frozen=True, slots=True)
class ProofFinding:
    """What a proof that holds says of itself. The caller compares challenge and domain.

    ``cryptosuite`` is the ``type`` for a kind of proof without one. ``id``, and in ``previous`` the
    ids that ``previousProof`` names, tell a chain.
    """

    cryptosuite: str
    verification_method: str
    created: datetime | None
    challenge: str | None
    domain: str | None
    id: str | None = None
    previous: tuple[str, ...] = ()


type KeyOf = Callable[[ProofFinding], PublicKey]
"""The key that must have signed, by what the proof says of itself. Raises DamdaError."""


@dataclass(frozen=True, slots=True)
class ProofCheck:
    """The check of each proof of one document; ``unsecured`` is the document without them.

    ``as_holder``: a proof for selective disclosure must be a base proof, else a derived one.
    """

    unsecured: JsonView
    expected_purpose: str
    key_of: KeyOf
    canonicalizer: Canonicalizer
    now: datetime
    as_holder: bool = False
    _digests: dict[tuple[str, KeyKind], bytes] = field(default_factory=dict)

    def finding(self, proof: Json, previous: Sequence[Json]) -> ProofFinding:
        """What ``proof`` says, if it holds over the document and the proofs ``previous``.

        Raises ProofInvalid, MalformedInput, and what ``key_of`` raises.
        """
        suite = _suite(proof)
        _check_spelling(proof)
        if proof.get("proofPurpose") != self.expected_purpose:
            raise _invalid(
                f"The proof is not for {self.expected_purpose}.",
                f"서명의 용도가 {self.expected_purpose}이(가) 아닙니다.",
            )
        finding = ProofFinding(
            cryptosuite=suite.name,
            verification_method=_text(proof, "verificationMethod"),
            created=_created(proof, self.now),
            challenge=_optional_text(proof, "challenge"),
            domain=_optional_text(proof, "domain"),
            id=proof.get("id"),
            previous=tuple(other["id"] for other in previous),
        )
        if isinstance(suite, SelectiveSuite):
            self._check_selective(suite, proof, self.key_of(finding), previous)
        else:
            self._check_whole(suite, proof, finding, previous)
        return finding

    def _check_whole(
        self, suite: Cryptosuite, proof: Json, finding: ProofFinding, previous: Sequence[Json]
    ) -> None:
        signature = multibase.decode(proof.get("proofValue"))
        key = self.key_of(finding)
        _check_fit(key, suite)
        _check_length(key, signature)
        config = _proof_config(proof, self.unsecured, suite)
        signed = suite.digest(config, self.canonicalizer, key.kind)
        if not key.verify(signature, signed + self._digest(suite, key.kind, previous)):
            raise broken_signature()

    def _check_selective(
        self, suite: SelectiveSuite, proof: Json, key: PublicKey, previous: Sequence[Json]
    ) -> None:
        if previous:
            raise _invalid(
                f"A proof of {suite.name} can't stand on previous ones.",
                f"{suite.name} 서명은 앞선 서명(previousProof)에 이어 붙일 수 없습니다.",
            )
        _check_fit(key, suite)
        check = suite.check_base if self.as_holder else suite.check_derived
        check(
            self.unsecured,
            _proof_config(proof, self.unsecured, suite),
            proof.get("proofValue"),
            key=key,
            canonicalizer=self.canonicalizer,
        )

    def _digest(self, suite: Cryptosuite, kind: KeyKind, previous: Sequence[Json]) -> bytes:
        """The document's hash; with previous proofs it is the hash of both (4.5, step 3.4)."""
        if previous:
            document = {**self.unsecured, "proof": list(previous)}
            return suite.digest(document, self.canonicalizer, kind)
        if (suite.name, kind) not in self._digests:
            digest = suite.digest(self.unsecured, self.canonicalizer, kind)
            self._digests[suite.name, kind] = digest
        return self._digests[suite.name, kind]


def _suite(proof: Json) -> Cryptosuite | SelectiveSuite:
    kind, name = proof.get("type"), proof.get("cryptosuite")
    if isinstance(kind, str) and kind in LEGACY_SUITES and "cryptosuite" not in proof:
        return LEGACY_SUITES[kind]
    if kind != "DataIntegrityProof":
        raise _invalid(
            "The proof is no DataIntegrityProof.", "지원하지 않는 서명 형식(type)입니다."
        )
    suite = None
    if isinstance(name, str):
        suite = CRYPTOSUITES.get(name) or SELECTIVE_SUITES.get(name)
    if suite is None:
        known = ", ".join([*CRYPTOSUITES, *SELECTIVE_SUITES])
        raise _invalid(
            f"The cryptosuite is not supported; known are {known}.",
            "지원하지 않는 서명 방식(cryptosuite)입니다.",
        )
    return suite


def _check_spelling(proof: Json) -> None:
    for name in proof:
        if name.startswith("@") and name != "@context":
            raise MalformedInput(
                f"The proof spells the keyword {name[:40]} out.",
                ko=f"서명에 쓸 수 없는 키워드가 있습니다: {name[:40]}",
            )


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


def _check_fit(key: PublicKey, suite: Cryptosuite | SelectiveSuite) -> None:
    if key.kind not in suite.key_kinds:
        raise _invalid("The key does not fit the cryptosuite.", "키가 서명 방식과 맞지 않습니다.")


def _check_length(key: PublicKey, signature: bytes) -> None:
    length = SIGNATURE_LENGTHS[key.kind]
    if len(signature) != length:
        raise MalformedInput(
            f"The proofValue is not {length} bytes.", ko=f"서명 값이 {length}바이트가 아닙니다."
        )


def _proof_config(proof: Json, document: JsonView, suite: Cryptosuite | SelectiveSuite) -> Json:
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
    if context is not None and not suite.context_in_proof:
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

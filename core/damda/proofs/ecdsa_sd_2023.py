"""ecdsa-sd-2023: selective disclosure with P-256 (Data Integrity ECDSA 1.0, 3.6).

The issuer's key signs a key that is made for this one proof and then forgotten, and with it what is
mandatory; that key signs every other statement, so that the holder can pass on some of them. Its
signatures are the same in every derived proof: verifiers who compare them know the holder again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Self

from .. import base64url
from ..broken_signature import broken_signature
from ..canonical.label_maps import given_labels, hmac_labels
from ..errors import LimitExceeded, MalformedInput, ProofInvalid
from ..keys import PublicKey
from ..protocols import Canonicalizer, Entropy, Json, JsonView
from .disclosure import Grouped, disclosure, grouped
from .proof_value import decode_base, decode_derived, encode
from .selective_suite import BaseDraft, SelectiveSuite
from .statement_key import StatementKey

BASE = b"\xd9\x5d\x00"
DERIVED = b"\xd9\x5d\x01"
MULTIKEY = b"\x80\x24"
"""p256-pub (0x1200) as a varint, before the compressed point."""

MAX_SIGNATURES = 5_000
"""Each costs as much as an ordinary proof."""


@dataclass(frozen=True, slots=True)
class BaseValue:
    """The parts of a base proof's value (3.5.2). ``public_key`` is a P-256 multikey of 35 bytes."""

    base_signature: bytes
    public_key: bytes
    hmac_key: bytes
    signatures: list[bytes]
    mandatory_pointers: list[str]

    @classmethod
    def parse(cls, text: object) -> Self:
        """parseBaseProofValue (3.5.3). Raises MalformedInput, LimitExceeded, ProofInvalid."""
        match decode_base(text, base=BASE, derived=DERIVED):
            case [
                bytes(signature),
                bytes(public),
                bytes(key),
                list(signatures),
                list(pointers),
            ] if len(key) == 32 and all(isinstance(each, str) for each in pointers):
                _check_parts(signature, public, signatures)
                return cls(signature, public, key, signatures, pointers)
        raise _malformed()

    def text(self) -> str:
        """serializeBaseProofValue (3.5.2)."""
        return encode(
            BASE,
            [
                self.base_signature,
                self.public_key,
                self.hmac_key,
                self.signatures,
                self.mandatory_pointers,
            ],
        )


@dataclass(frozen=True, slots=True)
class DerivedValue:
    """The parts of a derived proof's value (3.5.7); ``labels`` as in `Disclosure`."""

    base_signature: bytes
    public_key: bytes
    signatures: list[bytes]
    labels: dict[str, str]
    mandatory: list[int]

    @classmethod
    def parse(cls, text: object) -> Self:
        """parseDerivedProofValue (3.5.8). Raises MalformedInput, LimitExceeded, ProofInvalid."""
        match decode_derived(text, base=BASE, derived=DERIVED):
            case [
                bytes(signature),
                bytes(public),
                list(signatures),
                dict(compressed),
                list(mandatory),
            ] if all(type(place) is int for place in mandatory):
                _check_parts(signature, public, signatures)
                return cls(signature, public, signatures, _labels(compressed), mandatory)
        raise _malformed()

    def text(self) -> str:
        """serializeDerivedProofValue (3.5.7), the labels compressed (3.5.5)."""
        compressed = {
            int(canonical[4:]): base64url.decode(label[1:])
            for canonical, label in sorted(self.labels.items(), key=lambda pair: int(pair[0][4:]))
        }
        return encode(
            DERIVED,
            [self.base_signature, self.public_key, self.signatures, compressed, self.mandatory],
        )


def draft_base(
    document: JsonView,
    proof_config: JsonView,
    *,
    mandatory_pointers: Sequence[str],
    canonicalizer: Canonicalizer,
    entropy: Entropy,
) -> BaseDraft:
    """The draft of a base proof (3.6.1 to 3.6.5).

    ``entropy`` gives the HMAC key first (32 bytes), then the scalar of the proof's own key (32).
    Raises MalformedInput, LimitExceeded.
    """
    hmac_key = entropy(32)
    statements = grouped(
        document,
        mandatory_pointers,
        new_labels=hmac_labels(hmac_key),
        canonicalizer=canonicalizer,
    )
    if len(statements.others) > MAX_SIGNATURES:
        raise _too_many()
    own = StatementKey(entropy)
    public_key = MULTIKEY + own.public.raw
    signatures = own.sign_each(statements.others)
    pointers = list(mandatory_pointers)

    def value_of(signature: bytes) -> str:
        return BaseValue(signature, public_key, hmac_key, signatures, pointers).text()

    return BaseDraft(_signed(proof_config, public_key, statements, canonicalizer), value_of)


def derive(
    document: JsonView,
    proof: JsonView,
    *,
    selective_pointers: Sequence[str],
    canonicalizer: Canonicalizer,
    entropy: Entropy,
) -> tuple[Json, str]:
    """The part of ``document`` that is shown, and the value of the proof over it (3.6.6).

    The base proof is not verified. Raises MalformedInput, LimitExceeded, and ProofInvalid if it is
    not over this document.
    """
    base = BaseValue.parse(proof.get("proofValue"))
    shown = disclosure(
        document,
        base.mandatory_pointers,
        selective_pointers,
        new_labels=hmac_labels(base.hmac_key),
        canonicalizer=canonicalizer,
    )
    _check_count(base.signatures, shown.whole)
    derived = DerivedValue(
        base.base_signature,
        base.public_key,
        [base.signatures[place] for place in shown.selected],
        dict(shown.labels),
        list(shown.mandatory),
    )
    return shown.document, derived.text()


def check_base(
    document: JsonView,
    proof_config: JsonView,
    proof_value: object,
    *,
    key: PublicKey,
    canonicalizer: Canonicalizer,
) -> None:
    """Verify a base proof, as the holder does who receives it. Raises ProofInvalid, MalformedInput."""
    base = BaseValue.parse(proof_value)
    statements = grouped(
        document,
        base.mandatory_pointers,
        new_labels=hmac_labels(base.hmac_key),
        canonicalizer=canonicalizer,
    )
    signed = _signed(proof_config, base.public_key, statements, canonicalizer)
    _check_signatures(key, signed, statements, base)


def check_derived(
    document: JsonView,
    proof_config: JsonView,
    proof_value: object,
    *,
    key: PublicKey,
    canonicalizer: Canonicalizer,
) -> None:
    """Verify a derived proof (3.5.9 and 3.6.7). Raises ProofInvalid, MalformedInput."""
    derived = DerivedValue.parse(proof_value)
    labelled = canonicalizer.statements(document, given_labels(derived.labels))
    statements = Grouped.of(labelled, derived.mandatory)
    signed = _signed(proof_config, derived.public_key, statements, canonicalizer)
    _check_signatures(key, signed, statements, derived)


def _signed(
    proof_config: JsonView, public_key: bytes, statements: Grouped, canonicalizer: Canonicalizer
) -> bytes:
    """serializeSignData (3.5.1)."""
    proof_hash = sha256(canonicalizer.nquads(proof_config)).digest()
    return proof_hash + public_key + statements.mandatory_hash


def _check_signatures(
    key: PublicKey, signed: bytes, statements: Grouped, value: BaseValue | DerivedValue
) -> None:
    _check_count(value.signatures, statements)
    own = PublicKey("P-256", value.public_key[2:])
    holds = key.verify(value.base_signature, signed) and all(
        own.verify(signature, statement)
        for signature, statement in zip(value.signatures, statements.others, strict=True)
    )
    if not holds:
        raise broken_signature()


def _check_count(signatures: list[bytes], statements: Grouped) -> None:
    if len(signatures) != len(statements.others):
        raise ProofInvalid(
            "The proof has not one signature for each statement: the document was changed.",
            ko="서명의 수가 문서의 내용과 맞지 않습니다. 문서가 바뀌었습니다.",
        )


def _check_parts(signature: bytes, public_key: bytes, signatures: list[Any]) -> None:
    if len(signatures) > MAX_SIGNATURES:
        raise _too_many()
    if (
        len(signature) != 64
        or len(public_key) != 35
        or not public_key.startswith(MULTIKEY)
        or not all(isinstance(each, bytes) and len(each) == 64 for each in signatures)
    ):
        raise _malformed()


def _labels(compressed: dict[Any, Any]) -> dict[str, str]:
    """decompressLabelMap (3.5.6)."""
    if not all(
        isinstance(number, int) and number >= 0 and isinstance(label, bytes) and len(label) == 32
        for number, label in compressed.items()
    ):
        raise _malformed()
    return {f"c14n{number}": "u" + base64url.encode(label) for number, label in compressed.items()}


def _too_many() -> LimitExceeded:
    return LimitExceeded(
        f"More than {MAX_SIGNATURES} statements can be hidden one by one.",
        ko=f"따로 공개할 수 있는 항목은 {MAX_SIGNATURES}개까지입니다.",
    )


def _malformed() -> MalformedInput:
    return MalformedInput(
        "The proofValue is not made of the parts of ecdsa-sd-2023.",
        ko="서명 값이 ecdsa-sd-2023의 형식이 아닙니다.",
    )


SUITE = SelectiveSuite("ecdsa-sd-2023", ("P-256",), draft_base, derive, check_base, check_derived)

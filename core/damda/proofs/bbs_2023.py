"""bbs-2023: selective disclosure that leaves no trace of the holder (BBS cryptosuites 1.0, 3).

The issuer signs the statements as one list. A derived proof says that its holder knows such a
signature, and hides it: no two are alike. What is the same each time links them all the same:
mandatory statements, ``created``, the labels and places of what is shown, and how many are hidden.

The features beside ``baseline`` (holder binding, pseudonyms) are refused by their names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, NoReturn, Self

from .. import bbs
from ..bbs.secret_key import signing_input
from ..broken_signature import broken_signature
from ..canonical.label_maps import given_labels, shuffled_labels
from ..errors import MalformedInput, ProofInvalid
from ..keys import PublicKey
from ..protocols import Canonicalizer, Entropy, Json, JsonView
from .disclosure import Grouped, disclosure, grouped
from .proof_value import decode_base, decode_derived, encode
from .selective_suite import BaseDraft, SelectiveSuite

BASE = b"\xd9\x5d\x02"
DERIVED = b"\xd9\x5d\x03"

_FEATURES = {
    "u2V0E": "anonymous_holder_binding",
    "u2V0F": "anonymous_holder_binding",
    "u2V0G": "pseudonym",
    "u2V0H": "pseudonym",
    "u2V0I": "holder_binding_pseudonym",
    "u2V0J": "holder_binding_pseudonym",
}
"""By the beginning of the proofValue, base and derived (3.3.2 and 3.3.7)."""

_HEADER_LENGTH = 64
_KEY_LENGTH = 96


@dataclass(frozen=True, slots=True)
class BaseValue:
    """The parts of a base proof's value (3.3.1). ``header`` has the hashes of proof and mandatory."""

    signature: bytes
    header: bytes
    public_key: bytes
    hmac_key: bytes
    mandatory_pointers: list[str]

    @classmethod
    def parse(cls, text: object) -> Self:
        """parseBaseProofValue (3.3.2). Raises MalformedInput, LimitExceeded, ProofInvalid."""
        _refuse_features(text)
        match decode_base(text, base=BASE, derived=DERIVED):
            case [
                bytes(signature),
                bytes(header),
                bytes(public),
                bytes(key),
                list(pointers),
            ] if (len(signature), len(header), len(public), len(key)) == (
                bbs.SIGNATURE_LENGTH,
                _HEADER_LENGTH,
                _KEY_LENGTH,
                32,
            ) and all(isinstance(each, str) for each in pointers):
                return cls(signature, header, public, key, pointers)
        _malformed()

    def text(self) -> str:
        """serializeBaseProofValue (3.3.1)."""
        return encode(
            BASE,
            [self.signature, self.header, self.public_key, self.hmac_key, self.mandatory_pointers],
        )


@dataclass(frozen=True, slots=True)
class DerivedValue:
    """The parts of a derived proof's value (3.3.6); ``labels`` as in `Disclosure`.

    ``mandatory`` are places among the statements shown, ``selected`` among all that are not.
    """

    proof: bytes
    labels: dict[str, str]
    mandatory: list[int]
    selected: list[int]
    presentation_header: bytes

    @classmethod
    def parse(cls, text: object) -> Self:
        """parseDerivedProofValue (3.3.7). Raises MalformedInput, LimitExceeded, ProofInvalid."""
        _refuse_features(text)
        match decode_derived(text, base=BASE, derived=DERIVED):
            case [
                bytes(proof),
                dict(compressed),
                list(mandatory),
                list(selected),
                bytes(presentation_header),
            ] if all(type(place) is int for place in (*mandatory, *selected)):
                return cls(proof, _labels(compressed), mandatory, selected, presentation_header)
        _malformed()

    def text(self) -> str:
        """serializeDerivedProofValue (3.3.6), the labels compressed (3.3.4)."""
        numbers = {int(canonical[4:]): int(label[1:]) for canonical, label in self.labels.items()}
        return encode(
            DERIVED,
            [
                self.proof,
                dict(sorted(numbers.items())),
                self.mandatory,
                self.selected,
                self.presentation_header,
            ],
        )


def draft_base(
    document: JsonView,
    proof_config: JsonView,
    *,
    mandatory_pointers: Sequence[str],
    canonicalizer: Canonicalizer,
    entropy: Entropy,
) -> BaseDraft:
    """The draft of a base proof (3.4.1 to 3.4.5); ``entropy`` gives the HMAC key, 32 bytes.

    Raises MalformedInput, LimitExceeded.
    """
    hmac_key = entropy(32)
    statements = grouped(
        document,
        mandatory_pointers,
        new_labels=shuffled_labels(hmac_key),
        canonicalizer=canonicalizer,
    )
    header = _header(proof_config, statements, canonicalizer)
    pointers = list(mandatory_pointers)

    def value_of(signed: bytes) -> str:
        signature, public_key = signed[: bbs.SIGNATURE_LENGTH], signed[bbs.SIGNATURE_LENGTH :]
        return BaseValue(signature, header, public_key, hmac_key, pointers).text()

    return BaseDraft(signing_input(header, statements.others), value_of)


def derive(
    document: JsonView,
    proof: JsonView,
    *,
    selective_pointers: Sequence[str],
    canonicalizer: Canonicalizer,
    entropy: Entropy,
    presentation_header: bytes = b"",
) -> tuple[Json, str]:
    """The part of ``document`` that is shown, and the value of the proof over it (3.4.6).

    The issuer's signature is verified where the compiled library is installed, a change to what
    is mandatory found everywhere. Raises MalformedInput, LimitExceeded, ExtraMissing, and
    ProofInvalid if the base proof is not over this document.
    """
    base = BaseValue.parse(proof.get("proofValue"))
    shown = disclosure(
        document,
        base.mandatory_pointers,
        selective_pointers,
        new_labels=shuffled_labels(base.hmac_key),
        canonicalizer=canonicalizer,
    )
    config = {name: value for name, value in proof.items() if name != "proofValue"}
    if "@context" in document:
        config["@context"] = document["@context"]
    if _header(config, shown.whole, canonicalizer) != base.header:
        raise broken_signature()
    groups = bbs.holder_groups()
    proved = bbs.prove(
        base.public_key,
        base.signature,
        shown.whole.others,
        shown.selected,
        groups=groups,
        entropy=entropy,
        header=base.header,
        presentation_header=presentation_header,
        check_signature=groups.pairs_fast,
    )
    derived = DerivedValue(
        proved, dict(shown.labels), list(shown.mandatory), list(shown.selected), presentation_header
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
    """Verify a base proof, as the holder does who receives it (seconds with py-ecc).

    Raises ProofInvalid, MalformedInput, ExtraMissing.
    """
    base = BaseValue.parse(proof_value)
    statements = grouped(
        document,
        base.mandatory_pointers,
        new_labels=shuffled_labels(base.hmac_key),
        canonicalizer=canonicalizer,
    )
    # Of the base proof's own key and header nothing is believed: they are what is derived from.
    same = base.public_key == key.raw
    if not same or base.header != _header(proof_config, statements, canonicalizer):
        raise broken_signature()
    if not bbs.verify(
        key.raw,
        base.signature,
        statements.others,
        groups=bbs.holder_groups(),
        header=base.header,
    ):
        raise broken_signature()


def check_derived(
    document: JsonView,
    proof_config: JsonView,
    proof_value: object,
    *,
    key: PublicKey,
    canonicalizer: Canonicalizer,
) -> None:
    """Verify a derived proof (3.3.8 and 3.4.7). Raises ProofInvalid, MalformedInput, ExtraMissing."""
    derived = DerivedValue.parse(proof_value)
    labelled = canonicalizer.statements(document, given_labels(derived.labels))
    statements = Grouped.of(labelled, derived.mandatory)
    if not bbs.verify_proof(
        key.raw,
        derived.proof,
        statements.others,
        derived.selected,
        groups=bbs.pairing_groups(),
        header=_header(proof_config, statements, canonicalizer),
        presentation_header=derived.presentation_header,
    ):
        raise broken_signature()


def _header(proof_config: JsonView, statements: Grouped, canonicalizer: Canonicalizer) -> bytes:
    """bbsHeader (3.4.5): 64 bytes."""
    return sha256(canonicalizer.nquads(proof_config)).digest() + statements.mandatory_hash


def _labels(compressed: dict[Any, Any]) -> dict[str, str]:
    """decompressLabelMap (3.3.5)."""
    if not all(
        type(number) is int and number >= 0 for pair in compressed.items() for number in pair
    ):
        _malformed()
    return {f"c14n{canonical}": f"b{label}" for canonical, label in compressed.items()}


def _refuse_features(text: object) -> None:
    feature = _FEATURES.get(text[:5]) if isinstance(text, str) else None
    if feature is not None:
        raise ProofInvalid(
            f"The feature {feature} of bbs-2023 is not supported; only baseline is.",
            ko=f"bbs-2023의 {feature} 기능은 지원하지 않습니다. baseline만 지원합니다.",
        )


def _malformed() -> NoReturn:
    raise MalformedInput(
        "The proofValue is not made of the parts of bbs-2023.",
        ko="서명 값이 bbs-2023의 형식이 아닙니다.",
    )


SUITE = SelectiveSuite("bbs-2023", ("BLS12-381-G2",), draft_base, derive, check_base, check_derived)

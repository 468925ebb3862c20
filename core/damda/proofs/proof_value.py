"""Proof values of several parts: ``u``, and in base64url a header of three bytes and CBOR.

Data Integrity ECDSA 1.0, 3.5.2 to 3.5.8; the BBS cryptosuites, 3.3, write theirs the same way.
"""

from __future__ import annotations

from typing import Any

from .. import base64url
from ..cbor import dumps, loads
from ..errors import LimitExceeded, MalformedInput, ProofInvalid

MAX_LENGTH = 1_000_000
"""Characters of a proof value that is read: about eleven thousand signatures."""


def encode(header: bytes, components: list[Any]) -> str:
    """The text of a proof value."""
    return "u" + base64url.encode(header + dumps(components))


def decode_base(text: object, *, base: bytes, derived: bytes) -> list[Any]:
    """The parts of a base proof, whose header is ``base``. Nothing of them is checked.

    Raises ProofInvalid for a derived proof, MalformedInput, LimitExceeded.
    """
    return _decoded(
        text,
        base,
        (
            derived,
            "The proof is a derived one: only from the issuer's base proof can more be derived.",
            "이미 일부만 공개하도록 만든 서명(derived proof)입니다. 발급기관의 기본 서명이 필요합니다.",
        ),
    )


def decode_derived(text: object, *, base: bytes, derived: bytes) -> list[Any]:
    """The parts of a derived proof, whose header is ``derived``. Nothing of them is checked.

    Raises ProofInvalid for a base proof, MalformedInput, LimitExceeded.
    """
    return _decoded(
        text,
        derived,
        (
            base,
            "The proof is a base proof, which is for the holder alone. "
            "Derive one that shows what is asked for.",
            "보유자만 갖는 기본 서명(base proof)입니다. 보여 줄 항목만 담은 서명을 만들어 제출하세요.",
        ),
    )


def _decoded(text: object, header: bytes, other: tuple[bytes, str, str]) -> list[Any]:
    if not isinstance(text, str) or not text.startswith("u"):
        raise _malformed("it is no multibase text in base64url, which begins with u")
    if len(text) > MAX_LENGTH:
        raise LimitExceeded("The proofValue is too long.", ko="서명 값이 너무 깁니다.")
    data = base64url.decode(text[1:])
    if data.startswith(other[0]):
        raise ProofInvalid(other[1], ko=other[2])
    if not data.startswith(header):
        raise _malformed("it does not begin with the cryptosuite's bytes")
    # One text for one value: other spellings of a number or a length are refused.
    components = loads(data[len(header) :], shortest=True)
    if not isinstance(components, list):
        raise _malformed("it has no parts")
    return components


def _malformed(why: str) -> MalformedInput:
    return MalformedInput(
        f"The proofValue can't be read: {why}.", ko="서명 값(proofValue)을 읽을 수 없습니다."
    )

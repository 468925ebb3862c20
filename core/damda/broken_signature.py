"""What is said of a signature that does not hold, whatever the form of the document."""

from __future__ import annotations

from .errors import ProofInvalid


def broken_signature() -> ProofInvalid:
    """The error to raise."""
    return ProofInvalid(
        "The signature does not hold: the document was changed, or signed by another key.",
        ko="서명이 맞지 않습니다. 문서가 바뀌었거나 다른 키로 서명되었습니다.",
    )

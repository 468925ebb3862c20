"""COSE_Sign1 (RFC 9052, 4.2), tagged, with its payload inside; ES256, ES384 and EdDSA."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..cbor import Tagged, dumps, loads
from ..errors import LimitExceeded, MalformedInput
from ..keys import PublicKey

TAG = 18
ALG, CRIT, KID, TYP = 1, 2, 4, 16
"""Header parameters (RFC 9052, 3.1; RFC 9596)."""

# First what is written (RFC 9053), then the fully specified names of the same (RFC 9864).
_ALGORITHMS: dict[str, tuple[int, ...]] = {
    "ES256": (-7, -9),
    "ES384": (-35, -51),
    "EdDSA": (-8, -19),
}


@dataclass(frozen=True, slots=True)
class CoseSign1:
    """A message that was read and not yet verified; ``header`` is the protected one."""

    header: dict[Any, Any]
    kid: bytes | None
    payload: bytes
    signing_input: bytes
    signature: bytes

    def verify(self, key: PublicKey) -> bool:
        """Whether the algorithm is the key's and the signature holds."""
        if self.header.get(ALG) not in _ALGORITHMS.get(key.algorithm, ()):
            return False
        return key.verify(self.signature, self.signing_input)


@dataclass(frozen=True, slots=True)
class CoseDraft:
    """A message, complete but for the signature over ``signing_input``."""

    protected: bytes
    payload: bytes

    @property
    def signing_input(self) -> bytes:
        return _signing_input(self.protected, self.payload)

    def attach(self, signature: bytes) -> bytes:
        """The tagged message in CBOR."""
        return dumps(Tagged(TAG, [self.protected, {}, self.payload, signature]))


def draft_cose_sign1(payload: bytes, *, algorithm: str, kid: str, typ: str) -> CoseDraft:
    """The draft of a message that the key ``kid`` signs; ``algorithm`` is its JOSE name.

    Raises MalformedInput for an algorithm that has no COSE number here.
    """
    if algorithm not in _ALGORITHMS:
        raise MalformedInput(
            f"COSE is not signed with {algorithm}.", ko=f"{algorithm} 서명은 COSE에 쓸 수 없습니다."
        )
    header = {ALG: _ALGORITHMS[algorithm][0], KID: kid.encode(), TYP: typ}
    return CoseDraft(dumps(header), payload)


def read_cose_sign1(data: bytes, *, max_bytes: int) -> CoseSign1:
    """Headers and payload of a tagged COSE_Sign1. Raises MalformedInput, LimitExceeded.

    Refused: a missing or other tag, a detached payload, a parameter in both headers
    (RFC 9052, 3), ``alg`` outside the protected one, and ``crit``: none is understood here.
    """
    if len(data) > max_bytes:
        raise LimitExceeded("The signed message is too long.", ko="서명된 메시지가 너무 깁니다.")
    match loads(data):
        case Tagged(tag=18, value=[bytes(protected), dict(unprotected), bytes(payload), bytes(s)]):
            header = loads(protected) if protected else {}
        case _:
            raise _malformed()
    if not isinstance(header, dict) or header.keys() & unprotected.keys():
        raise _malformed()
    if CRIT in header or {ALG, CRIT} & unprotected.keys():
        raise MalformedInput(
            "The signed message has a header that is not understood or not protected.",
            ko="서명된 메시지에 이해할 수 없거나 보호되지 않은 헤더가 있습니다.",
        )
    kid = header.get(KID, unprotected.get(KID))
    if kid is not None and not isinstance(kid, bytes):
        raise _malformed()
    return CoseSign1(header, kid, payload, _signing_input(protected, payload), s)


def _signing_input(protected: bytes, payload: bytes) -> bytes:
    # RFC 9052, 4.4; no external data.
    return dumps(["Signature1", protected, b"", payload])


def _malformed() -> MalformedInput:
    return MalformedInput(
        "A tagged COSE_Sign1 message is needed.", ko="서명된 메시지(COSE_Sign1) 형식이 아닙니다."
    )

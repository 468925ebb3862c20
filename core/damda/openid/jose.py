"""Compact JWS (RFC 7515, 7.1), read strictly and verified with a key that the caller chose.

A key or a certificate inside a header is never trusted, ``alg`` must be the key's, and an
unknown critical header is refused.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from .. import base64url
from ..errors import LimitExceeded, MalformedInput
from ..keys import PublicKey
from ..protocols import Json, JsonView, Signer
from ..strict_json import loads_object

MAX_JWS = 65_536

_ENCODER = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, check_circular=False, separators=(",", ":")
)


@dataclass(frozen=True, slots=True)
class Jws:
    """A JWS that was read and not yet verified."""

    header: Json
    payload: Json
    signing_input: bytes
    signature: bytes

    def verify(self, key: PublicKey) -> bool:
        """Whether ``alg`` is the key's and the signature holds."""
        if self.header.get("alg") != key.algorithm:
            return False
        return key.verify(self.signature, self.signing_input)


@dataclass(frozen=True, slots=True)
class JwsDraft:
    """A JWS, complete but for the signature over ``signing_input``."""

    signing_input: bytes

    def attach(self, signature: bytes) -> str:
        """The compact JWS. ``signature`` is as a `Signer` gives it; it is not verified."""
        return f"{self.signing_input.decode('ascii')}.{base64url.encode(signature)}"


def draft_jws(header: JsonView, payload: JsonView) -> JwsDraft:
    """The draft of a JWS whose ``header`` has its ``alg``."""
    parts = (base64url.encode(_compact(header)), base64url.encode(_compact(payload)))
    return JwsDraft(".".join(parts).encode("ascii"))


def sign_jws(signer: Signer, header: JsonView, payload: JsonView) -> str:
    """``payload`` signed; ``alg`` is the signer's."""
    draft = draft_jws({"alg": signer.algorithm, **header}, payload)
    return draft.attach(signer.sign(draft.signing_input))


def read_jws(text: object, *, max_bytes: int = MAX_JWS) -> Jws:
    """Header and payload of a compact JWS. Raises MalformedInput, LimitExceeded.

    Refused: padding and white space in base64url, duplicate members, ``crit`` (RFC 7515, 4.1.11:
    none is understood here) and ``b64``.
    """
    if not isinstance(text, str):
        raise _malformed()
    if len(text) > max_bytes:
        raise LimitExceeded("The signed message is too long.", ko="서명된 메시지가 너무 깁니다.")
    parts = text.split(".")
    if len(parts) != 3:
        raise _malformed()
    header = loads_object(base64url.decode(parts[0]))
    if "crit" in header or "b64" in header:
        raise MalformedInput(
            "The signed message has a critical header that is not understood.",
            ko="서명된 메시지에 이해할 수 없는 필수 헤더가 있습니다.",
        )
    return Jws(
        header=header,
        payload=loads_object(base64url.decode(parts[1])),
        signing_input=f"{parts[0]}.{parts[1]}".encode("ascii"),
        signature=base64url.decode(parts[2]),
    )


def _compact(value: JsonView) -> bytes:
    try:
        return _ENCODER.encode(value).encode()
    except (ValueError, TypeError, RecursionError) as error:
        raise MalformedInput(
            "What is to be signed is no JSON.", ko="서명할 값이 JSON이 아닙니다."
        ) from error


def _malformed() -> MalformedInput:
    return MalformedInput(
        "A compact JWS with three parts is needed.", ko="서명된 메시지(JWS) 형식이 아닙니다."
    )

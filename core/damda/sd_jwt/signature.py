"""The issuer's signature (RFC 9901, 7.1, step 2)."""

from __future__ import annotations

from dataclasses import replace

from .. import base64url
from ..errors import ProofInvalid
from ..keys import PublicKey
from ..openid.jose import Jws, read_jws
from .model import MAX_JWT, SdJwt


def verify_signature(sd_jwt: SdJwt, key: PublicKey) -> None:
    """Refuse an SD-JWT whose ``jwt`` is not signed by ``key``, by the algorithm of that key.

    Raises ProofInvalid, and MalformedInput for a signature that can't be read.
    """
    signing_input, _, signature = sd_jwt.jwt.rpartition(".")
    jws = Jws(
        sd_jwt.header,
        sd_jwt.payload,
        signing_input.encode("ascii"),
        base64url.decode(signature),
    )
    if not jws.verify(key):
        raise ProofInvalid(
            "The SD-JWT's signature does not hold. It was changed, or signed by another key.",
            ko="SD-JWT의 서명이 맞지 않습니다. 내용이 바뀌었거나 다른 키로 서명되었습니다.",
        )


def by_signature(sd_jwt: SdJwt) -> tuple[SdJwt, ...]:
    """The SD-JWT once for each of its signatures, the first one first (8)."""
    others = ((text, read_jws(text, max_bytes=MAX_JWT)) for text in sd_jwt.other_signatures)
    return (
        replace(sd_jwt, other_signatures=()),
        *(
            replace(sd_jwt, jwt=text, header=jws.header, payload=jws.payload, other_signatures=())
            for text, jws in others
        ),
    )

"""The holder's proof of a key, as a JWT (OpenID4VCI 1.0, appendix F.1 and F.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from ..dids import did_jwk, resolve, split_did_url
from ..errors import DamdaError, OpenIdError
from ..keys import PublicKey
from ..protocols import Json, Signer
from ..times import LEEWAY
from . import fields
from .jose import Jws, read_jws, sign_jws

PROOF_TYP = "openid4vci-proof+jwt"
MAX_AGE = timedelta(minutes=5)
"""How old a proof may be; freshness itself rests on the nonce."""
MAX_PROOF = 8192

_METHODS = ("key", "jwk")


@dataclass(frozen=True, slots=True)
class HolderProof:
    """``subject_did`` is derived from the key that signed; ``iss`` never decides it."""

    key: PublicKey
    subject_did: str
    nonce: str


def build_proof_jwt(
    signer: Signer,
    *,
    binding: Literal["jwk", "did"],
    audience: str,
    nonce: str | None,
    issued_at: datetime,
) -> str:
    """A proof for the credential issuer ``audience``.

    ``binding`` "did" names the key by its DID URL in ``kid``, "jwk" shows it in the header. The
    signer's verification method must be a did:key or did:jwk.
    """
    header: Json = {"typ": PROOF_TYP}
    if binding == "did":
        header["kid"] = signer.verification_method
    else:
        header["jwk"] = _key_of_did_url(signer.verification_method, issued_at)[0].jwk
    payload: Json = {"aud": audience, "iat": int(issued_at.timestamp())}
    if nonce is not None:
        payload["nonce"] = nonce
    return sign_jws(signer, header, payload)


def check_proof_jwt(text: object, *, audience: str, now: datetime) -> HolderProof:
    """The key that a proof proves (F.4). Whether its nonce is ours is the caller's to check.

    Raises OpenIdError("invalid_proof"), also when the proof has no nonce (8.3.1.2).
    """
    try:
        jws = read_jws(text, max_bytes=MAX_PROOF)
        key, subject = _key_of(jws, now)
        holds = jws.verify(key)
    except OpenIdError:
        raise
    except DamdaError as error:
        raise _invalid(error.en, error.ko) from error
    if not holds:
        raise _invalid(
            "The proof's signature is not by the key it names.",
            "증명(proof)의 서명이 제시한 키와 맞지 않습니다.",
        )
    _check_claims(jws, audience=audience, now=now)
    nonce = jws.payload.get("nonce")
    if not isinstance(nonce, str) or not nonce:
        raise _invalid(
            "The proof has no nonce. Get a fresh one from the nonce endpoint.",
            "증명에 nonce가 없습니다. nonce 주소에서 새 값을 받으세요.",
        )
    return HolderProof(key, subject, nonce)


def _key_of(jws: Jws, now: datetime) -> tuple[PublicKey, str]:
    header = jws.header
    if header.get("typ") != PROOF_TYP:
        raise _invalid(f"The proof's typ must be {PROOF_TYP}.", f"typ은 {PROOF_TYP} 여야 합니다.")
    named = [name for name in ("jwk", "kid", "x5c") if name in header]
    if named == ["jwk"]:
        key = PublicKey.from_jwk(header["jwk"])
        return key, did_jwk.did_of(key)
    if named == ["kid"]:
        return _key_of_did_url(header["kid"], now)
    raise _invalid(
        "The proof must name its key by exactly one of jwk and kid (a did:key or did:jwk URL).",
        "키는 jwk 또는 kid(did:key, did:jwk) 중 하나로만 나타내야 합니다.",
    )


def _key_of_did_url(kid: object, now: datetime) -> tuple[PublicKey, str]:
    did, fragment = split_did_url(kid)
    if fragment is None or did.split(":")[1] not in _METHODS:
        raise _invalid(
            "kid must be a DID URL of did:key or did:jwk, with its fragment.",
            "kid는 did:key 또는 did:jwk의 DID URL이어야 합니다.",
        )
    document = resolve(did, log=None, now=now)
    return document.key(f"{did}#{fragment}", "authentication"), did


def _check_claims(jws: Jws, *, audience: str, now: datetime) -> None:
    claimed = jws.payload.get("aud")
    if claimed not in (audience, [audience]):
        raise _invalid(
            f"The proof is for another audience; aud must be {audience}.",
            f"증명의 대상이 다릅니다. aud는 {audience} 여야 합니다.",
        )
    issued = jws.payload.get("iat")
    if not fields.is_time(issued):
        raise _invalid("The proof has no iat.", "증명에 발급 시각(iat)이 없습니다.")
    age = now.timestamp() - issued
    if not -LEEWAY.total_seconds() <= age <= (MAX_AGE + LEEWAY).total_seconds():
        raise _invalid(
            "The proof's iat is too far from now. The phone's clock may be wrong.",
            "증명의 시각이 현재와 너무 다릅니다. 휴대전화의 시계를 확인해 주세요.",
        )


def _invalid(en: str, ko: str) -> OpenIdError:
    return OpenIdError("invalid_proof", en, ko=ko)

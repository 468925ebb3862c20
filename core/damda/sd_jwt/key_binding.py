"""Key binding: the holder signs what is shown, for whom and in answer to what (RFC 9901, 4.3, 7.3)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest

from ..errors import ProofInvalid
from ..keys import PublicKey
from ..openid.jose import read_jws, sign_jws
from ..protocols import JsonView, Signer
from ..times import LEEWAY, numeric_date
from .hashing import digest_of_payload
from .model import Path, SdJwt
from .refusal import malformed
from .selecting import select

TYPE = "kb+jwt"
MAX_KEY_BINDING = 8192


@dataclass(frozen=True, slots=True)
class KeyBinding:
    """What the holder signed. Times are aware."""

    audience: str
    nonce: str
    issued_at: datetime


def present(
    sd_jwt: SdJwt,
    *,
    paths: Collection[Path],
    signer: Signer,
    audience: str,
    nonce: str,
    issued_at: datetime,
    whole: bool = False,
) -> str:
    """The SD-JWT with what `select` chooses and a key binding by ``signer``, whose key is that in
    ``cnf``. Raises what `select` raises."""
    return bind(
        select(sd_jwt, paths, whole=whole),
        signer=signer,
        audience=audience,
        nonce=nonce,
        issued_at=issued_at,
    ).serialize()


def bind(sd_jwt: SdJwt, *, signer: Signer, audience: str, nonce: str, issued_at: datetime) -> SdJwt:
    """The SD-JWT with a new key binding over all that it discloses (4.3)."""
    payload = {
        "iat": int(issued_at.timestamp()),
        "aud": audience,
        "nonce": nonce,
        "sd_hash": _hash_of(sd_jwt),
    }
    return sd_jwt.with_shown(sd_jwt.disclosures, sign_jws(signer, {"typ": TYPE}, payload))


def holder_key(sd_jwt: SdJwt) -> PublicKey | None:
    """The key in ``cnf`` (4.1.2; RFC 7800, 3.2) of the signed payload; None without ``cnf``.

    Raises MalformedInput for a confirmation without JWK, KeyMalformed for one that is no key.
    """
    if "cnf" not in sd_jwt.payload:
        return None
    confirmation = sd_jwt.payload["cnf"]
    if not isinstance(confirmation, dict) or "jwk" not in confirmation:
        raise malformed("cnf must hold a jwk", "cnf에 jwk가 있어야 합니다")
    return PublicKey.from_jwk(confirmation["jwk"])


def check_key_binding(
    sd_jwt: SdJwt,
    *,
    key: PublicKey,
    audience: str | None,
    nonce: str | None,
    now: datetime,
    max_age: timedelta | None,
) -> KeyBinding:
    """What a key binding says that is by ``key``, for ``audience``, in answer to ``nonce`` (7.3).

    None for either leaves it to the caller to compare, and for ``max_age`` lets it be of any age;
    `damda.times.LEEWAY` is allowed for two clocks. Raises ProofInvalid, also where there is no key
    binding, and MalformedInput for one that can't be read.
    """
    if sd_jwt.key_binding is None:
        raise ProofInvalid(
            "The key binding is missing: the holder must sign what is shown.",
            ko="키 바인딩이 없습니다. 소지자가 제시 내용에 서명해야 합니다.",
        )
    jws = read_jws(sd_jwt.key_binding, max_bytes=MAX_KEY_BINDING)
    if jws.header.get("typ") != TYPE:
        raise _invalid(f"its typ is not {TYPE}", f"typ이 {TYPE}이(가) 아닙니다")
    if not jws.verify(key):
        raise _invalid("it is not signed by the holder's key", "소지자의 키로 서명되지 않았습니다")
    found = KeyBinding(
        audience=_text(jws.payload, "aud"),
        nonce=_text(jws.payload, "nonce"),
        issued_at=numeric_date(jws.payload.get("iat")),
    )
    if not _same(_text(jws.payload, "sd_hash"), _hash_of(sd_jwt)):
        raise _invalid(
            "it is not over what is shown here", "제시된 내용에 대한 서명이 아닙니다(sd_hash)"
        )
    if audience is not None and not _same(found.audience, audience):
        raise _invalid("it is for another verifier", "다른 검증자에게 보내는 것입니다(aud)")
    if nonce is not None and not _same(found.nonce, nonce):
        raise _invalid("it answers another request", "다른 요청에 대한 응답입니다(nonce)")
    _check_times(jws.payload, found.issued_at, now, max_age)
    return found


def _check_times(
    payload: JsonView, issued_at: datetime, now: datetime, max_age: timedelta | None
) -> None:
    early, late = now - LEEWAY, now + LEEWAY
    if issued_at > late or ("nbf" in payload and numeric_date(payload["nbf"]) > late):
        raise _invalid(
            "its time is in the future. The phone's clock may be wrong",
            "서명 시각이 미래입니다. 휴대전화의 시계를 확인해 주세요",
        )
    too_old = max_age is not None and issued_at < early - max_age
    if too_old or ("exp" in payload and numeric_date(payload["exp"]) < early):
        raise _invalid(
            "it is too old. Present again; if that does not help, the phone's clock may be wrong",
            "서명한 지 너무 오래되었습니다. 다시 제시해 주세요. 계속되면 휴대전화의 시계를 확인해 주세요",
        )


def _hash_of(sd_jwt: SdJwt) -> str:
    return digest_of_payload(sd_jwt.payload)(sd_jwt.without_key_binding)


def _text(payload: JsonView, name: str) -> str:
    value = payload.get(name)
    if not isinstance(value, str) or not value:
        raise malformed(
            f"the key binding's {name} must be a text", f"키 바인딩의 {name}이(가) 없습니다"
        )
    return value


def _same(said: str, expected: str) -> bool:
    # Whatever was expected: half a character must not end in a UnicodeError.
    return compare_digest(said.encode(), expected.encode("utf-8", "surrogatepass"))


def _invalid(en: str, ko: str) -> ProofInvalid:
    return ProofInvalid(
        f"The key binding does not hold: {en}.", ko=f"키 바인딩이 맞지 않습니다: {ko}."
    )

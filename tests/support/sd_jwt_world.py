"""An issuer and a holder of SD-JWTs, and SD-JWTs that no honest issuer would make."""

import json
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from hashlib import new
from secrets import token_bytes
from typing import Any

from damda.keys import SoftwareSigner
from damda.openid.jose import sign_jws
from damda.sd_jwt import KeyBinding, check_key_binding, holder_key, issue, parse, processed

ISSUER = SoftwareSigner.create("P-256")
HOLDER = SoftwareSigner.create("P-256")
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
VERIFIER: dict[str, Any] = {"audience": "https://verifier.example", "nonce": "n-1"}

CLAIMS = {
    "iss": "https://issuer.example",
    "name": "홍길동",
    "degree": "BSc",
    "address": {"city": "서울", "street": "세종대로 209", "country": "KR"},
    "languages": ["ko", "en", "fr"],
    "jobs": [{"title": "nurse", "years": 3}, {"title": "midwife", "years": 4}],
}
DISCLOSABLE: list[Any] = [
    ("name",),
    ("address",),
    ("address", "street"),
    ("address", "city"),
    ("languages", None),
    ("jobs", None, "years"),
]


def encoded(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def disclosure(*parts: Any) -> str:
    """Any JSON array as a disclosure: salt, name and value as a rule."""
    return encoded(json.dumps(parts).encode())


def digest(text: str, hash_name: str = "sha256") -> str:
    return encoded(new(hash_name, text.encode()).digest())


def forged(payload: dict[str, Any], *disclosures: str, key_binding: str = "") -> str:
    """Signed by the issuer as it stands."""
    return "~".join((sign_jws(ISSUER, {}, payload), *disclosures, key_binding))


def issued(claims: Any = CLAIMS, disclosable: Any = tuple(DISCLOSABLE), **options: Any) -> str:
    given = {
        "signer": ISSUER,
        "header": {},
        "holder_key": HOLDER.public.jwk,
        "entropy": token_bytes,
    }
    return issue(claims, disclosable=disclosable, **{**given, **options})


def claims_of(text: str) -> dict[str, Any]:
    """What is seen of it, but for the holder's key."""
    return {name: value for name, value in processed(parse(text)).items() if name != "cnf"}


def checked(text: str, max_age: timedelta | None = None, **other: Any) -> KeyBinding:
    """The key binding by the key in ``cnf``."""
    sd_jwt = parse(text)
    key = holder_key(sd_jwt)
    assert key is not None
    given = {**VERIFIER, "key": key, "now": NOW, "max_age": max_age}
    return check_key_binding(sd_jwt, **{**given, **other})

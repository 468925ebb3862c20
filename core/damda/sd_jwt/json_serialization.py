"""JWS JSON Serialization, flattened and general (RFC 9901, 8; RFC 7515, 7.2)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ..openid.jose import Jws, read_jws
from ..protocols import Json, JsonView
from ..strict_json import loads_object
from .compact import check_count, check_key_binding_text
from .disclosures import read_disclosure
from .model import MAX_BYTES, MAX_JWT, SdJwt
from .refusal import beyond, malformed

MAX_SIGNATURES = 10

_DISCLOSURES, _KEY_BINDING = "disclosures", "kb_jwt"


def parse_json(text: bytes | str) -> SdJwt:
    """The parts of an SD-JWT in either JSON form; no signature is looked at.

    Disclosures and key binding are those of the first signature; one that comes later may have
    none. Raises MalformedInput, LimitExceeded.
    """
    document = loads_object(text, max_bytes=MAX_BYTES)
    general = "signatures" in document
    if general and not document.keys().isdisjoint({"protected", "signature", "header"}):
        raise _no_form()
    signatures = document["signatures"] if general else [document]
    if not isinstance(signatures, list) or not signatures:
        raise _no_form()
    if len(signatures) > MAX_SIGNATURES:
        raise beyond(
            f"more than {MAX_SIGNATURES} signatures", f"서명이 {MAX_SIGNATURES}개를 넘습니다"
        )
    jwts = [_signed(document.get("payload"), each) for each in signatures]
    shown = signatures[0].get("header", {})
    if any(
        not other.get("header", {}).keys().isdisjoint({_DISCLOSURES, _KEY_BINDING})
        for other in signatures[1:]
    ):
        raise malformed(
            "only the first signature may have disclosures",
            "공개 항목은 첫 서명에만 둘 수 있습니다",
        )
    return _with_disclosures(jwts, shown)


def _with_disclosures(jwts: list[tuple[str, Jws]], shown: JsonView) -> SdJwt:
    listed = shown.get(_DISCLOSURES, [])
    if not isinstance(listed, list) or not all(isinstance(each, str) for each in listed):
        raise malformed("disclosures must be texts", "disclosures는 문자열의 배열이어야 합니다")
    check_count(len(listed))
    first, jws = jwts[0]
    sd_jwt = SdJwt(first, jws.header, jws.payload, tuple(map(read_disclosure, listed)), None)
    if _KEY_BINDING in shown:
        sd_jwt = replace(sd_jwt, key_binding=check_key_binding_text(shown[_KEY_BINDING]))
    return replace(sd_jwt, other_signatures=tuple(other for other, _ in jwts[1:]))


def _signed(payload: Any, signature: Any) -> tuple[str, Jws]:
    """One of the signatures as a compact JWS."""
    if not isinstance(signature, dict):
        raise _no_form()
    parts = (signature.get("protected"), payload, signature.get("signature"))
    texts = [part for part in parts if isinstance(part, str)]
    if len(texts) != len(parts):
        raise _no_form()
    # A full stop within one of them makes a fourth part, which is refused.
    text = ".".join(texts)
    jws = read_jws(text, max_bytes=MAX_JWT)
    unprotected = signature.get("header", {})
    # What is not signed decides nothing (RFC 7515, 7.2.1: no name may be in both).
    if not isinstance(unprotected, dict) or not unprotected.keys().isdisjoint(
        {*jws.header, "alg", "crit", "b64"}
    ):
        raise _no_form()
    return text, jws


def to_json(sd_jwt: SdJwt, *, general: bool = False) -> Json:
    """The flattened form, or the general one, which has room for all signatures.

    Raises MalformedInput for several signatures in the flattened form.
    """
    if sd_jwt.other_signatures and not general:
        raise malformed(
            "the flattened form has one signature", "flattened 형식의 서명은 하나입니다"
        )
    protected, payload, signature = sd_jwt.jwt.split(".")
    header: Json = {_DISCLOSURES: [each.text for each in sd_jwt.disclosures]}
    if sd_jwt.key_binding is not None:
        header[_KEY_BINDING] = sd_jwt.key_binding
    first: Json = {"header": header, "protected": protected, "signature": signature}
    if not general:
        return {"payload": payload, **first}
    others = (text.split(".") for text in sd_jwt.other_signatures)
    return {
        "payload": payload,
        "signatures": [
            first,
            *({"protected": other[0], "signature": other[2]} for other in others),
        ],
    }


def _no_form() -> Exception:
    return malformed("it is no JWS in JSON", "JSON 형식의 JWS가 아닙니다")

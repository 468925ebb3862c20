"""The compact serialization: ``<jwt>~<disclosure>~..~[<KB-JWT>]`` (RFC 9901, 4)."""

from __future__ import annotations

import re

from ..openid.jose import read_jws
from .disclosures import read_disclosure
from .model import MAX_BYTES, MAX_DISCLOSURES, MAX_JWT, SdJwt
from .refusal import beyond, malformed

_JWS = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+", re.ASCII)


def parse(text: object) -> SdJwt:
    """The parts of an SD-JWT or SD-JWT+KB; no signature is looked at.

    Raises MalformedInput, and LimitExceeded for too much of anything.
    """
    if not isinstance(text, str):
        raise malformed("it is no text", "문자열이 아닙니다")
    if len(text) > MAX_BYTES:
        raise too_long()
    jwt, *texts = text.split("~", MAX_DISCLOSURES + 2)
    if not texts:
        raise malformed("it has no tilde", "물결표(~)가 없습니다")
    binding = texts.pop()
    check_count(len(texts))
    jws = read_jws(jwt, max_bytes=MAX_JWT)
    return SdJwt(
        jwt=jwt,
        header=jws.header,
        payload=jws.payload,
        disclosures=tuple(map(read_disclosure, texts)),
        key_binding=check_key_binding_text(binding) if binding else None,
    )


def check_count(disclosures: int) -> None:
    """Refuse more than `MAX_DISCLOSURES`. Raises LimitExceeded."""
    if disclosures > MAX_DISCLOSURES:
        raise beyond(
            f"more than {MAX_DISCLOSURES} disclosures",
            f"공개 항목이 {MAX_DISCLOSURES}개를 넘습니다",
        )


def check_key_binding_text(text: object) -> str:
    """``text``, where it has the three parts of a KB-JWT. Raises MalformedInput."""
    if not isinstance(text, str) or _JWS.fullmatch(text) is None:
        raise malformed(
            "what follows the last tilde is no key binding JWT",
            "마지막 물결표(~) 뒤의 값이 키 바인딩 JWT가 아닙니다",
        )
    return text


def too_long() -> Exception:
    return beyond(f"more than {MAX_BYTES} characters", f"길이가 {MAX_BYTES}자를 넘습니다")

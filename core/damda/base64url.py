"""base64url without padding (RFC 7515, 2; RFC 4648, 5), read strictly: one text for each bytes."""

from __future__ import annotations

import base64
import binascii
import re

from .errors import MalformedInput

_TEXT = re.compile(r"[A-Za-z0-9_-]*", re.ASCII)


def encode(data: bytes) -> str:
    """``data`` in base64url, no padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def decode(text: object) -> bytes:
    """The bytes of ``text``. Padding, other alphabets and spare bits raise MalformedInput."""
    if isinstance(text, str) and _TEXT.fullmatch(text):
        try:
            data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        except binascii.Error:
            pass
        else:
            if encode(data) == text:
                return data
    raise MalformedInput(
        "A base64url text without padding is needed.",
        ko="패딩 없는 base64url 값이 필요합니다.",
    )

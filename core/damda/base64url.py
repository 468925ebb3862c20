"""base64url without padding (RFC 7515, 2; RFC 4648, 5), read strictly: one text for each bytes."""

from __future__ import annotations

from binascii import Error, a2b_base64, b2a_base64

from .errors import MalformedInput

_TO_URL = bytes.maketrans(b"+/", b"-_")
# The other alphabet's two letters and padding become what is in no alphabet.
_FROM_URL = bytes.maketrans(b"-_+/=", b"+/\0\0\0")
# The last letter of a text whose length is 2 or 3 over a multiple of 4: no spare bit is set.
_LAST = {2: b"AQgw", 3: b"AEIMQUYcgkosw048"}
_PADDING = (b"", b"", b"==", b"=")


def encode(data: bytes) -> str:
    """``data`` in base64url, no padding."""
    return b2a_base64(data, newline=False).translate(_TO_URL, b"=").decode("ascii")


def decode(text: object) -> bytes:
    """The bytes of ``text``. Padding, other alphabets and spare bits raise MalformedInput."""
    if isinstance(text, str) and text.isascii():
        data = text.encode("ascii")
        over = len(data) % 4
        if over == 0 or (over in _LAST and data[-1] in _LAST[over]):
            try:
                return a2b_base64(data.translate(_FROM_URL) + _PADDING[over], strict_mode=True)
            except Error:
                pass
    raise MalformedInput(
        "A base64url text without padding is needed.",
        ko="패딩 없는 base64url 값이 필요합니다.",
    )

"""From an address as people write it to what a did:webvh has after its SCID."""

from __future__ import annotations

import re
from urllib.parse import quote

from damda.errors import MalformedInput

_ADDRESS = re.compile(r"(?:https://)?([^/:?#@\s]+)(?::([0-9]{1,5}))?((?:/[^/?#\s]+)*)/?")
_SCID = "{SCID}"


def domain_path(address: str) -> str:
    """``localhost%3A8443:issuers:rice`` of ``https://localhost:8443/issuers/rice``.

    Raises MalformedInput; whether the place may be one of a DID is for `draft_log` to say.
    """
    match = _ADDRESS.fullmatch(address)
    if match is None or "%" in address:
        raise MalformedInput(
            "An address such as example.go.kr/issuers/rice is needed: a domain, perhaps a port and "
            "a path; nothing percent-encoded.",
            ko="example.go.kr/issuers/rice 같은 주소가 필요합니다. %로 바꿔 쓰지 마세요.",
            code="usage",
        )
    port = f"%3A{match[2]}" if match[2] else ""
    segments = [_spelled(segment) for segment in match[3].split("/")[1:]]
    return ":".join([_spelled(match[1]) + port, *segments])


def _spelled(text: str) -> str:
    return _SCID.join(quote(part, safe="") for part in text.split(_SCID))

"""did:web, read only: the document lies at the place that the DID names (did:web Method, "Read").

The identifier is compared as text with the document's ``id``: of several spellings of one place
only that of the document is its DID. A document says nothing of earlier versions of it.
"""

from __future__ import annotations

import re

from .. import strict_json
from ..errors import DidUnresolvable, MalformedInput
from ..protocols import Json
from .web_address import WebAddress, web_address

MAX_DOCUMENT_BYTES = 262_144
_PREFIX = "did:web:"
_TEXT = re.compile(r"(?:[A-Za-z0-9._:-]++|%[0-9A-Fa-f]{2})++", re.ASCII)


def parse_did(did: object) -> WebAddress:
    """The place that a did:web without path, query or fragment names. Raises DidUnresolvable."""
    if not isinstance(did, str) or len(did) > 2048 or not did.startswith(_PREFIX):
        raise _refused("This is no did:web.", "did:web 형식이 아닙니다.")
    domain, *segments = did.removeprefix(_PREFIX).split(":")
    if not _TEXT.fullmatch(did):
        raise _refused("The text is no DID.", "올바른 DID가 아닙니다.")
    if "%3a" in domain:
        raise _refused(
            "The port is written %3a; write %3A, as a DID is compared letter by letter.",
            "포트 앞의 %3a를 %3A로 써 주세요. DID는 글자 그대로 비교합니다.",
        )
    try:
        return web_address(domain, segments)
    except MalformedInput as error:
        raise _refused(error.en, error.ko) from error


def document_url(did: str) -> str:
    """``https://localhost:8443/issuers/rice/did.json``. Raises DidUnresolvable."""
    return parse_did(did).file_url("did.json")


def document(did: str, text: bytes) -> Json:
    """The DID document that was found at `document_url`. Raises DidUnresolvable."""
    parse_did(did)
    try:
        found = strict_json.loads_object(text, max_bytes=MAX_DOCUMENT_BYTES)
    except MalformedInput as error:
        raise _refused(error.en, error.ko) from error
    if found.get("id") != did:
        raise _refused(
            "The document's id is another DID, or this one in another spelling.",
            "문서의 id가 이 DID와 글자 그대로 같지 않습니다.",
        )
    return found


def port_hint(did: str) -> tuple[str, str] | None:
    """What may be wrong with a DID that can't be had: a port that reads as a path segment.

    English and Korean, None where there is no such segment.
    """
    number = did.removeprefix(_PREFIX).split(":")[1:2]
    if not number or not re.fullmatch(r"[0-9]{1,5}", number[0], re.ASCII):
        return None
    shown = f"%3A{number[0]}"
    return (
        f"If :{number[0]} is meant as a port, write {shown}.",
        f":{number[0]}이(가) 포트라면 {shown}로 써 주세요.",
    )


def _refused(en: str, ko: str) -> DidUnresolvable:
    return DidUnresolvable(f"did:web: {en}", ko=f"did:web: {ko}")

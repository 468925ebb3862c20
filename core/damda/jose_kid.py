"""Which key of a DID a JOSE ``kid`` names. The one rule for credentials, status lists and holders.

A ``kid`` names a key if it is a DID URL with a fragment, of the very DID that signs, or that
fragment alone (``#key-1``, a relative DID URL: DID Core 1.0, 3.2.2). Whatever else it is, a DID
without fragment, a thumbprint, a storage path or nothing, is refused with a message of its own:
nobody tries one key after another, and no key of another DID is ever looked at.
"""

from __future__ import annotations

from .dids import split_did_url
from .errors import KeyMalformed, MalformedInput, ProofInvalid

_KO_WRITE = "서명 헤더의 kid에는 {did}#키이름 형식의 주소를 써야 합니다"


def method_of_kid(kid: object, did: str) -> str:
    """The DID URL of the key of ``did`` that ``kid`` names.

    Raises ProofInvalid for a key of another DID, KeyMalformed for a ``kid`` that names none.
    """
    if kid is None:
        raise _names_no_key("the kid is missing", "kid가 없습니다", did)
    if not isinstance(kid, str):
        raise _names_no_key("the kid is no text", "kid가 문자열이 아닙니다", did)
    try:
        named, fragment = split_did_url(did + kid if kid.startswith("#") else kid)
    except MalformedInput:
        raise _names_no_key(
            "the kid is no DID URL (it may be a thumbprint or a name of its own)",
            "kid가 DID 주소가 아닙니다(지문이나 다른 이름일 수 있습니다)",
            did,
        ) from None
    if named != did:
        raise ProofInvalid(
            f"The kid names a key of another than {did[:200]}.",
            ko=f"다른 기관 또는 다른 사람의 키를 가리키는 kid입니다: {kid[:200]}",
        )
    if fragment is None:
        raise _names_no_key(
            "the kid is a DID without the name of a key", "kid에 키 이름(#)이 없습니다", did
        )
    return f"{named}#{fragment}"


def _names_no_key(en: str, ko: str, did: str) -> KeyMalformed:
    return KeyMalformed(
        f"Which key signed can't be told: {en}. It must be {did[:200]}#name-of-the-key.",
        ko=f"어느 키로 서명했는지 알 수 없습니다: {ko}. {_KO_WRITE.format(did=did[:200])}.",
    )

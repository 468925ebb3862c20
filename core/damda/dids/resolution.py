"""From a DID to its document. No I/O: a did:webvh log is handed in."""

from __future__ import annotations

from datetime import datetime

from ..errors import DidUnresolvable, MalformedInput
from ..keys import PublicKey
from ..protocols import Json
from . import did_jwk, did_key
from .did_webvh import resolve_log
from .document import DidDocument, split_did_url


def resolve(
    did: str, *, log: bytes | None, now: datetime, version_time: datetime | None = None
) -> DidDocument:
    """The document of ``did``; of ``version_time`` if given (did:webvh only).

    ``log`` is the ``did.jsonl`` of a did:webvh, None for other methods. Raises DidUnresolvable
    (a deactivated DID included) and MalformedInput for a text that is no DID.
    """
    whole, fragment = split_did_url(did)
    if fragment is not None:
        raise MalformedInput("A DID has no fragment.", ko="DID에는 #을 쓸 수 없습니다.")
    match whole.split(":")[1]:
        case "key":
            return _of_one_key(whole, did_key.document(whole))
        case "jwk":
            return _of_one_key(whole, did_jwk.document(whole))
        case "webvh":
            return _webvh(whole, log, now, version_time)
    raise DidUnresolvable(
        "This DID method is not supported; known are did:key, did:jwk and did:webvh.",
        ko="지원하지 않는 DID 방식입니다.",
    )


def _of_one_key(did: str, contents: tuple[Json, PublicKey]) -> DidDocument:
    return DidDocument(did, contents[0], sole_key=contents[1])


def _webvh(
    did: str, log: bytes | None, now: datetime, version_time: datetime | None
) -> DidDocument:
    if log is None:
        raise DidUnresolvable(f"The log of {did} is missing.", ko=f"DID 이력이 없습니다: {did}")
    state = resolve_log(did, log, now=now, version_time=version_time)
    if state.deactivated:
        raise DidUnresolvable(f"{did} is deactivated.", ko=f"더 이상 쓰지 않는 DID입니다: {did}")
    return DidDocument(
        id=state.document["id"],
        document=state.document,
        version_id=state.version_id,
        version_number=state.version_number,
        version_digests=state.version_digests,
    )

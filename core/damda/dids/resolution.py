"""From a DID to its document. No I/O: what lies on the web is handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ..errors import DidUnresolvable, MalformedInput
from ..keys import PublicKey
from ..protocols import Json
from . import did_jwk, did_key, did_peer, did_web
from .did_webvh import WebvhState, log_url, resolve_log
from .document import DidDocument, split_did_url


@dataclass(frozen=True, slots=True)
class Version:
    """Which version of a DID's document is asked for: at most one of the three.

    ``time`` asks for what the document was at that moment.
    """

    id: str | None = None
    number: int | None = None
    time: datetime | None = None


def resolve(
    did: str,
    *,
    log: bytes | None,
    now: datetime,
    version_time: datetime | None = None,
    version: Version | None = None,
    witness_proofs: bytes | None = None,
) -> DidDocument:
    """The document of ``did``; of ``version_time``, or of ``version``, if given.

    ``log`` is what lies at `document_url`: the ``did.jsonl`` of a did:webvh (with the
    ``did-witness.json`` in ``witness_proofs`` if it has witnesses), the ``did.json`` of a did:web,
    None for other methods. Only did:webvh keeps versions: another method's one document counts
    for every time, and a version by id or number is refused. Raises DidUnresolvable (a
    deactivated DID included, unless an older version is asked for) and MalformedInput for a text
    that is no DID.
    """
    whole, fragment = split_did_url(did)
    if fragment is not None:
        raise MalformedInput("A DID has no fragment.", ko="DID에는 #을 쓸 수 없습니다.")
    asked = version or Version(time=version_time)
    method = whole.split(":")[1]
    if method == "webvh":
        state = resolve_log(
            whole,
            _needed(whole, log),
            now=now,
            version_time=asked.time,
            version_id=asked.id,
            version_number=asked.number,
            witness_proofs=witness_proofs,
        )
        return document_of_state(whole, state)
    if asked.id is not None or asked.number is not None:
        raise DidUnresolvable(
            f"did:{method} keeps no versions of its documents.",
            ko=f"did:{method} 방식에는 판(version)이 없습니다.",
            code="did_not_found",
        )
    return _without_versions(whole, method, log)


def document_of_state(did: str, state: WebvhState) -> DidDocument:
    """The document of one version of a did:webvh. Raises DidUnresolvable if it was the end."""
    if state.deactivated:
        raise DidUnresolvable(
            f"{did} is deactivated.",
            ko=f"더 이상 쓰지 않는 DID입니다: {did}",
            code="did_deactivated",
        )
    return DidDocument(
        id=state.document["id"],
        document=state.document,
        version_id=state.version_id,
        version_number=state.version_number,
        version_digests=state.version_digests,
        metadata=state.metadata(),
    )


def document_url(did: str) -> str | None:
    """Where what `resolve` needs is, None for a method that needs nothing.

    Raises DidUnresolvable for a did:web or did:webvh that names no place.
    """
    if did.startswith("did:webvh:"):
        return log_url(did)
    if did.startswith("did:web:"):
        return did_web.document_url(did)
    return None


def _without_versions(did: str, method: str, text: bytes | None) -> DidDocument:
    match method:
        case "key":
            return _of_one_key(did, did_key.document(did))
        case "jwk":
            return _of_one_key(did, did_jwk.document(did))
        case "peer":
            return DidDocument(did, did_peer.document(did))
        case "web":
            return DidDocument(did, did_web.document(did, _needed(did, text)))
    raise DidUnresolvable(
        "This DID method is not supported; known are did:key, did:jwk, did:peer (2 and 4), "
        "did:web and did:webvh.",
        ko="지원하지 않는 DID 방식입니다.",
    )


def _of_one_key(did: str, contents: tuple[Json, PublicKey]) -> DidDocument:
    return DidDocument(did, contents[0], sole_key=contents[1])


def _needed(did: str, text: bytes | None) -> bytes:
    if text is None:
        raise DidUnresolvable(f"The log of {did} is missing.", ko=f"DID 이력이 없습니다: {did}")
    return text

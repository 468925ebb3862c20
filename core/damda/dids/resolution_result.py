"""The result of resolving as DID Resolution lays it out, errors too (did:webvh 1.0, "Read")."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from ..errors import DamdaError, DidUnresolvable, FetchFailed
from ..protocols import Json
from .did_webvh import WebvhState, read_history
from .fetched import DidFiles
from .resolution import Version, document_of_state, resolve
from .services import with_implicit_services

_NOT_FOUND = frozenset({"did_not_found"})


def resolution_result(
    did: str,
    files: Callable[[], DidFiles],
    *,
    now: datetime,
    version: Version | None = None,
) -> tuple[Json, DamdaError | None]:
    """``didDocument``, ``didDocumentMetadata`` and ``didResolutionMetadata``, and the error if
    there was one.

    A did:web of a time is refused, as nobody can tell; `resolve` takes its document of now instead.
    The implicit services of did:webvh and did:web are written out. Of a deactivated DID there is
    no document, but the metadata. ``files`` gets what the document is read from; its errors are
    told like any other.
    """
    try:
        return _found(did, files(), now, version or Version())
    except DamdaError as error:
        return _result(None, {}, _said(error)), error


def _found(
    did: str, files: DidFiles, now: datetime, version: Version
) -> tuple[Json, DamdaError | None]:
    if did.startswith("did:web:") and version.time is not None:
        raise DidUnresolvable(
            "did:web keeps no versions: what its document was at a time can't be told.",
            ko="did:web은 이전 판을 남기지 않아 그 시각의 문서를 알 수 없습니다.",
            code="did_not_found",
        )
    if not did.startswith("did:webvh:"):
        resolved = resolve(did, log=files.log, now=now, version=version)
        return _result(with_implicit_services(resolved.document), {}, {}), None
    state = _state(did, files, now, version)
    try:
        document = document_of_state(did, state).document
    except DamdaError as error:
        return _result(None, state.metadata(), {}), error
    return _result(with_implicit_services(document), state.metadata(), {}), None


def _state(did: str, files: DidFiles, now: datetime, version: Version) -> WebvhState:
    history = read_history(did, files.log or b"", now=now, witness_proofs=files.witness_proofs)
    return history.state(
        version_time=version.time, version_id=version.id, version_number=version.number
    )


def _said(error: DamdaError) -> Json:
    absent = isinstance(error, FetchFailed) and error.status in (404, 410)
    not_found = absent or error.code in _NOT_FOUND
    return {
        "error": "notFound" if not_found else "invalidDid",
        "problemDetails": {"title": error.en, "code": error.code},
    }


def _result(document: Json | None, metadata: Json, resolution: Json) -> Json:
    content_type = {} if document is None else {"contentType": "application/did"}
    return {
        "didDocument": document,
        "didDocumentMetadata": metadata,
        "didResolutionMetadata": {**content_type, **resolution},
    }

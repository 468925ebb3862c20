"""Resolving through a `damda.protocols.Fetcher`: what lies on the web is read, nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ..errors import FetchFailed
from ..protocols import Fetcher
from . import did_web
from .did_webvh import log_url, names_witnesses, witness_url
from .did_webvh.address import watcher_urls
from .did_webvh.log import MAX_LOG_BYTES
from .did_webvh.witness import MAX_WITNESS_BYTES
from .document import DidDocument
from .resolution import Version, resolve

LOG_TYPES = "text/jsonl, application/jsonl, */*"
_JSON_TYPES = "application/did+json, application/did+ld+json, application/json"


@dataclass(frozen=True, slots=True)
class DidFiles:
    """What a DID's document is read from: see `resolve`."""

    log: bytes | None = None
    witness_proofs: bytes | None = None


def fetch_files(did: str, *, fetch: Fetcher, watcher: str | None = None) -> DidFiles:
    """The files of ``did``; of a did:webvh from its own place, or from a watcher of it.

    Raises FetchFailed, DidUnresolvable.
    """
    if did.startswith("did:webvh:"):
        log_at, witness_at = (
            (log_url(did), witness_url(did)) if watcher is None else watcher_urls(watcher, did)
        )
        log = fetch.get(log_at, accept=LOG_TYPES, limit=MAX_LOG_BYTES)
        if not names_witnesses(log):
            return DidFiles(log)
        return DidFiles(
            log, fetch.get(witness_at, accept="application/json", limit=MAX_WITNESS_BYTES)
        )
    if did.startswith("did:web:"):
        return DidFiles(_did_json(did, fetch))
    return DidFiles()


def fetch_and_resolve(
    did: str,
    *,
    fetch: Fetcher,
    now: datetime,
    version: Version | None = None,
    watcher: str | None = None,
) -> DidDocument:
    """The document of ``did``, of a version if one is asked for. Raises like `resolve`, and
    FetchFailed."""
    files = fetch_files(did, fetch=fetch, watcher=watcher)
    return resolve(
        did, log=files.log, now=now, version=version, witness_proofs=files.witness_proofs
    )


def _did_json(did: str, fetch: Fetcher) -> bytes:
    url = did_web.document_url(did)
    try:
        return fetch.get(url, accept=_JSON_TYPES, limit=did_web.MAX_DOCUMENT_BYTES)
    except FetchFailed as error:
        hint = did_web.port_hint(did)
        if hint is None:
            raise
        raise FetchFailed(
            f"{error.en} {hint[0]}",
            ko=f"{error.ko} {hint[1]}",
            code=error.code,
            status=error.status,
        ) from error

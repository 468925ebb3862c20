"""Resolving a DID or a DID URL, and reading a log: from files or through the network."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from damda.dids import (
    DidDocument,
    DidFiles,
    DidUrl,
    Version,
    dereference,
    fetch_files,
    parse_did_url,
    resolution_result,
)
from damda.dids.did_webvh import log_changes, read_history
from damda.dids.did_webvh.log import MAX_LOG_BYTES
from damda.dids.did_webvh.witness import MAX_WITNESS_BYTES
from damda.errors import DamdaError, MalformedInput
from damda.protocols import Fetcher, Json
from damda.strict_json import loads_object
from damda.times import parse_time

from ..evidence_files import Offline
from ..input_file import read_input

MAX_RESOURCE_BYTES = 4_194_304


def resolve(given: argparse.Namespace, now: datetime) -> tuple[Json | bytes, DamdaError | None]:
    """The resolution result of a DID, what a DID URL names within it, or the bytes that it leads
    to; and the error if there was one. Raises MalformedInput for what is no DID URL."""
    url = parse_did_url(given.did)
    version = _version(url, given)
    with _fetcher(given) as fetch:

        def files() -> DidFiles:
            return _files(given, url.did, fetch)

        result, error = resolution_result(url.did, files, now=now, version=version)
        if error is not None or url.is_did:
            return result, error
        document = DidDocument(url.did, result["didDocument"])
        named = dereference(document, url)
        if named.url is not None:
            return fetch.get(named.url, accept=named.accept, limit=MAX_RESOURCE_BYTES), None
    return {"content": named.content, "didDocumentMetadata": result["didDocumentMetadata"]}, None


def log(given: argparse.Namespace, now: datetime) -> Json:
    """Every version of a log that holds, with what it changed. Raises DamdaError."""
    if given.source.startswith("did:"):
        with _fetcher(given) as fetch:
            did, files = given.source, _files(given, given.source, fetch)
    else:
        folder = Path(given.source)
        name = folder / "did.jsonl" if folder.is_dir() else folder
        found = read_input(str(name), limit=MAX_LOG_BYTES)
        did, files = _newest_did(found), DidFiles(found, _beside(given, name))
    history = read_history(did, files.log or b"", now=now, witness_proofs=files.witness_proofs)
    told = log_changes([each.entry.raw for each in history.entries])
    versions = [
        {"versionId": e.entry.version_id, "versionTime": e.entry.raw["versionTime"], "changes": t}
        for e, t in zip(history.entries, told, strict=True)
    ]
    return {"did": did, "versions": versions, "didDocumentMetadata": history.state().metadata()}


def _version(url: DidUrl, given: argparse.Namespace) -> Version:
    number, id_ = url.version_number, url.version_id
    time = url.version_time
    if given.at is not None:
        time = parse_time(given.at)
    if given.version is not None:
        if given.version.isascii() and given.version.isdigit():
            number = int(given.version[:9])
        else:
            id_ = given.version
    return Version(id=id_, number=number, time=time)


def _files(given: argparse.Namespace, did: str, fetch: Fetcher) -> DidFiles:
    if given.log is None:
        return fetch_files(did, fetch=fetch, watcher=given.watcher)
    name = Path(given.log)
    return DidFiles(read_input(str(name), limit=MAX_LOG_BYTES), _beside(given, name))


def _beside(given: argparse.Namespace, log_file: Path) -> bytes | None:
    """The approvals: the file that was named, else the one beside the log if there is one."""
    name = given.witness_file or log_file.with_name("did-witness.json")
    if given.witness_file is None and not name.exists():
        return None
    return read_input(str(name), limit=MAX_WITNESS_BYTES)


def _newest_did(found: bytes) -> str:
    try:
        did = loads_object(found.rstrip(b"\n").rsplit(b"\n", 1)[-1])["state"]["id"]
    except (DamdaError, LookupError, TypeError):
        did = None
    if not isinstance(did, str):
        raise MalformedInput(
            "This is no did:webvh log (did.jsonl).", ko="did:webvh 이력(did.jsonl)이 아닙니다."
        )
    return did


@contextmanager
def _fetcher(given: argparse.Namespace) -> Iterator[Fetcher]:
    if given.offline:
        yield Offline()
        return
    # Late: half a second that reading files need not wait for.
    import httpx
    from damda_ledger.fetch import HttpFetcher

    with httpx.Client() as client:
        yield HttpFetcher(client, plain_http_hosts=frozenset(given.plain_http_host))

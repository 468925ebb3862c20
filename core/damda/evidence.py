"""Everything a verdict needs, collected before verification, which is pure.

What could not be had is kept as the DamdaError that says why; the verdict then reports it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from .dids import DidFiles, document_url
from .dids.did_webvh import names_witnesses
from .dids.did_webvh.witness import MAX_WITNESS_BYTES
from .errors import DamdaError, FetchFailed, LedgerUnavailable
from .inclusion import anchor_proof_from_json, anchor_proof_to_json
from .needs import Needs, accredited_types, is_http, needs_of
from .presentation_shape import MAX_CREDENTIALS
from .protocols import AnchorFinding, AnchorProof, Fetcher, IssuerRecord, LedgerReader
from .sd_jwt_vc.type_chain import MAX_EXTENDS, read_document
from .sd_jwt_vc.type_metadata import MAX_BYTES as MAX_TYPE_BYTES
from .status.memory import ListMemory
from .status.token_jwt import MEDIA_TYPE as TOKEN_MEDIA_TYPE

__all__ = [
    "MAX_CREDENTIALS",
    "MAX_FETCHES",
    "Evidence",
    "Needs",
    "accredited_types",
    "anchor_proof_from_json",
    "anchor_proof_to_json",
    "gather",
    "needs_of",
]

MAX_FETCHES = 40
"""Documents that are fetched for one presentation; more are reported as not had."""
MAX_LOG_BYTES = 4_194_304
MAX_LIST_BYTES = 1_048_576
_LOG_NAME = "/did.jsonl"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was collected: logs (and what else a DID's document is read from) and lists by URL,
    records by DID (None: unknown), findings by digest (absent: no proof was given), type metadata
    by ``vct``. ``list_memory`` keeps the lists whose proof holds: a verifier service hands in its
    own, which outlives one presentation."""

    did_logs: Mapping[str, bytes | DamdaError] = field(default_factory=dict)
    status_lists: Mapping[str, bytes | DamdaError] = field(default_factory=dict)
    issuers: Mapping[str, IssuerRecord | DamdaError | None] = field(default_factory=dict)
    anchors: Mapping[str, AnchorFinding | DamdaError] = field(default_factory=dict)
    type_metadata: Mapping[str, bytes | DamdaError] = field(default_factory=dict)
    list_memory: ListMemory = field(default_factory=ListMemory, compare=False)

    def did_files(self, did: str) -> DidFiles:
        """What the document of ``did`` is read from; nothing for a method that needs nothing.

        Raises the error in place of a file, FetchFailed for one that was not collected, and
        DidUnresolvable.
        """
        url = document_url(did)
        if url is None:
            return DidFiles()
        log = self._file(url)
        if not did.startswith("did:webvh:") or not names_witnesses(log):
            return DidFiles(log)
        return DidFiles(log, self._file(witness_file_url(url)))

    def _file(self, url: str) -> bytes:
        found = self.did_logs.get(url)
        if found is None:
            raise FetchFailed("The DID's log was not collected.", ko="DID 이력을 받지 못했습니다.")
        if isinstance(found, DamdaError):
            raise found
        return found


def gather(
    needs: Needs,
    *,
    fetch: Fetcher,
    ledger: LedgerReader | None,
    anchor_proofs: Mapping[str, AnchorProof],
    list_memory: ListMemory | None = None,
) -> Evidence:
    """The evidence for ``needs``. ``anchor_proofs`` are those that the holder gave, by digest;
    ``list_memory`` is the caller's memory of status lists, a new one without.

    Never raises a DamdaError: it is kept in place of the thing. Nothing is tried twice.
    """
    tried = needs.did_logs[:MAX_FETCHES]
    logs = _fetched(fetch, needs.did_logs, tried, "application/jsonl, */*", MAX_LOG_BYTES)
    logs |= _witness_files(fetch, logs, MAX_FETCHES - len(tried))
    lists: dict[str, bytes | DamdaError] = {}
    for wanted, accept in (
        (needs.status_lists, "application/vc, application/vc+jwt, application/json"),
        (needs.status_tokens, TOKEN_MEDIA_TYPE),
    ):
        most = max(0, MAX_FETCHES - len(logs) - len(lists))
        lists |= _fetched(fetch, wanted, wanted[:most], accept, MAX_LIST_BYTES)
    return Evidence(
        did_logs=logs,
        status_lists=lists,
        type_metadata=_types(fetch, needs, MAX_FETCHES - len(logs) - len(lists)),
        issuers={did: _kept(partial(_record, ledger, did, types)) for did, types in needs.issuers},
        anchors={
            digest: _kept(partial(_finding, ledger, digest, issuer, anchor_proofs[digest]))
            for digest, issuer in needs.anchors
            if digest in anchor_proofs
        },
        list_memory=ListMemory() if list_memory is None else list_memory,
    )


def _fetched(
    fetch: Fetcher, wanted: Iterable[str], tried: Iterable[str], accept: str, limit: int
) -> dict[str, bytes | DamdaError]:
    found: dict[str, bytes | DamdaError] = {url: _too_many() for url in wanted}
    for url in tried:
        found[url] = _kept(partial(fetch.get, url, accept=accept, limit=limit))
    return found


def _witness_files(
    fetch: Fetcher, logs: Mapping[str, bytes | DamdaError], most: int
) -> dict[str, bytes | DamdaError]:
    """The approvals for the logs that need some (did:webvh 1.0, "The Witness Proofs File")."""
    wanted = [
        witness_file_url(url)
        for url, log in logs.items()
        if isinstance(log, bytes) and url.endswith(_LOG_NAME) and names_witnesses(log)
    ]
    return _fetched(fetch, wanted, wanted[:most], "application/json", MAX_WITNESS_BYTES)


def _types(fetch: Fetcher, needs: Needs, most: int) -> dict[str, bytes | DamdaError]:
    """The metadata of types, and of what these extend, as far as their integrity holds."""
    found: dict[str, bytes | DamdaError] = {}
    level: list[tuple[str, str | None]] = list(needs.type_metadata)
    for _ in range(MAX_EXTENDS + 1):
        wanted = list(dict.fromkeys(vct for vct, _ in level if vct not in found))
        tried = wanted[: max(0, most - len(found))]
        found |= _fetched(fetch, wanted, tried, "application/json", MAX_TYPE_BYTES)
        level = [above for vct, integrity in level for above in _above(vct, integrity, found[vct])]
    return found


def _above(
    vct: str, integrity: str | None, found: bytes | DamdaError
) -> list[tuple[str, str | None]]:
    """The type that one extends, and its integrity, if it is to be fetched."""
    try:
        read = None if isinstance(found, DamdaError) else read_document(vct, integrity, found)
    except DamdaError:
        return []
    if read is None or read.extends is None or not is_http(read.extends):
        return []
    return [(read.extends, read.extends_integrity)]


def witness_file_url(log_url: str) -> str:
    """Where the approvals for the log at ``log_url`` are: beside it."""
    return log_url.removesuffix(_LOG_NAME) + "/did-witness.json"


def _kept[T](read: Callable[[], T]) -> T | DamdaError:
    try:
        return read()
    except DamdaError as error:
        return error


def _record(ledger: LedgerReader | None, did: str, types: tuple[str, ...]) -> IssuerRecord | None:
    return _present(ledger).issuer_record(did, types)


def _finding(
    ledger: LedgerReader | None, digest: str, issuer: str, proof: AnchorProof
) -> AnchorFinding:
    if proof.issuer != issuer:
        # Somebody else recorded it: that says nothing of when the issuer issued it.
        return AnchorFinding("not_included")
    return _present(ledger).anchor_finding(bytes.fromhex(digest), proof)


def _present(ledger: LedgerReader | None) -> LedgerReader:
    if ledger is None:
        raise LedgerUnavailable(
            "No ledger is configured.",
            ko="연결된 블록체인(원장)이 없습니다.",
            code="ledger_not_configured",
        )
    return ledger


def _too_many() -> DamdaError:
    return FetchFailed(
        f"The presentation needs more than {MAX_FETCHES} documents.",
        ko=f"확인하는 데 필요한 문서가 {MAX_FETCHES}개를 넘습니다.",
    )

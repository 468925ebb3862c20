"""Everything a verdict needs, collected before verification, which is pure.

What could not be had is kept as the DamdaError that says why; the verdict then reports it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from .credentials import CredentialView, anchor_digest, check_credential
from .dids import DidFiles, document_url, split_did_url
from .dids.did_webvh import names_witnesses
from .dids.did_webvh.witness import MAX_WITNESS_BYTES
from .errors import DamdaError, FetchFailed, LedgerUnavailable
from .inclusion import anchor_proof_from_json, anchor_proof_to_json
from .issued import Issued
from .presentation_shape import MAX_CREDENTIALS, credentials_of
from .proofs import proofs_of
from .protocols import AnchorFinding, AnchorProof, Fetcher, IssuerRecord, JsonView, LedgerReader
from .status.memory import ListMemory

__all__ = [
    "MAX_CREDENTIALS",
    "MAX_FETCHES",
    "Evidence",
    "Needs",
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

GENERIC_TYPES = frozenset({"VerifiableCredential", "OpenBadgeCredential", "AchievementCredential"})
"""Types that say what kind of document it is, not what it certifies."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What to collect: URLs of DID logs and status lists, (issuer, accredited types), anchors.

    ``anchors`` are (`damda.credentials.credential_digest_id`, the credential's issuer).
    """

    did_logs: tuple[str, ...] = ()
    status_lists: tuple[str, ...] = ()
    issuers: tuple[tuple[str, tuple[str, ...]], ...] = ()
    anchors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was collected: logs (and what else a DID's document is read from) and lists by URL, records by DID (None: unknown), findings by
    digest (absent: no proof was given). ``list_memory`` keeps the lists whose proof holds: a
    verifier service hands in its own, which outlives one presentation."""

    did_logs: Mapping[str, bytes | DamdaError] = field(default_factory=dict)
    status_lists: Mapping[str, bytes | DamdaError] = field(default_factory=dict)
    issuers: Mapping[str, IssuerRecord | DamdaError | None] = field(default_factory=dict)
    anchors: Mapping[str, AnchorFinding | DamdaError] = field(default_factory=dict)
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


def accredited_types(view: Issued) -> tuple[str, ...]:
    """The types for which the issuer must be accredited; never empty."""
    specific = tuple(name for name in view.types if name not in GENERIC_TYPES)
    return specific or tuple(n for n in view.types if n != "VerifiableCredential") or view.types


def needs_of(document: JsonView, *, inline_contexts: bool = False) -> Needs:
    """What verifying a presentation or a credential needs.

    ``inline_contexts`` is the policy's (`damda.verify.Policy`).
    Never raises: of what is malformed, nothing is needed. Bounded by the limits of
    `damda.credentials` and `MAX_CREDENTIALS`.
    """
    views = list(_views(document, inline_contexts))
    issuers: dict[str, set[str]] = {}
    for view, _ in views:
        issuers.setdefault(view.issuer, set()).update(accredited_types(view))
    # Issuers first: where the bound cuts, it cuts others who signed.
    dids = [*issuers, *_holders(document)]
    dids += [did for view, _ in views for did in _signers(view.document)]
    return Needs(
        did_logs=_unique(url for did in dids for url in _document_url(did)),
        status_lists=_unique(
            e.list_url for view, _ in views for e in view.status_entries if _is_http(e.list_url)
        ),
        issuers=tuple((did, tuple(sorted(types))) for did, types in issuers.items()),
        anchors=tuple(dict.fromkeys((digest, view.issuer) for view, digest in views)),
    )


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
    lists = needs.status_lists[: max(0, MAX_FETCHES - len(logs))]
    return Evidence(
        did_logs=logs,
        status_lists=_fetched(
            fetch, needs.status_lists, lists, "application/vc, application/json", MAX_LIST_BYTES
        ),
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


def _views(document: JsonView, inline_contexts: bool) -> Iterable[tuple[CredentialView, str]]:
    try:
        found = credentials_of(document)
    except DamdaError:
        return
    for credential in found:
        try:
            view = check_credential(credential, inline_contexts=inline_contexts)
            yield view, anchor_digest(credential).hex()
        except DamdaError:
            continue


def _holders(document: JsonView) -> Iterable[str]:
    """The DIDs that a presentation's proofs name."""
    if isinstance(document, dict) and "verifiableCredential" in document:
        yield from _signers(document)


def _signers(document: JsonView) -> Iterable[str]:
    """The DIDs that the proofs of a document name, if these can be read."""
    try:
        for proof in proofs_of(document):
            yield split_did_url(proof.get("verificationMethod"))[0]
    except DamdaError:
        return


def _document_url(did: str) -> Iterable[str]:
    try:
        url = document_url(did)
    except DamdaError:
        return
    if url is not None:
        yield url


def _is_http(url: str) -> bool:
    # A list may have any URL; where there is nothing to fetch, its status can't be told.
    return url.startswith(("https://", "http://"))


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def _too_many() -> DamdaError:
    return FetchFailed(
        f"The presentation needs more than {MAX_FETCHES} documents.",
        ko=f"확인하는 데 필요한 문서가 {MAX_FETCHES}개를 넘습니다.",
    )

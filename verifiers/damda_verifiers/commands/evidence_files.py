"""Evidence for `damda verify`: files that were given come first, then the network, if it may."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from damda import strict_json
from damda.dids import did_web
from damda.dids.did_webvh import log_url, names_witnesses
from damda.errors import DamdaError, FetchFailed, MalformedInput
from damda.evidence import (
    MAX_LIST_BYTES,
    MAX_LOG_BYTES,
    Needs,
    anchor_proof_from_json,
    witness_file_url,
)
from damda.openid.jose import read_jws
from damda.protocols import AnchorProof, Fetcher
from damda.sd_jwt_vc import parse_type_metadata
from damda.sd_jwt_vc.type_metadata import MAX_BYTES as MAX_TYPE_BYTES

from .input_file import read_input

_NAMED = re.compile(r"(https?://[^=]+)=(.+)", re.DOTALL)
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
_MAX_PROOFS_BYTES = 262_144


@dataclass(frozen=True, slots=True)
class GivenFirst:
    """A `damda.protocols.Fetcher` over documents that were given; ``otherwise`` for the rest."""

    pages: Mapping[str, bytes]
    otherwise: Fetcher

    def get(self, url: str, *, accept: str, limit: int) -> bytes:
        if url in self.pages:
            return self.pages[url]
        return self.otherwise.get(url, accept=accept, limit=limit)


class Offline:
    """A `damda.protocols.Fetcher` that has nothing and goes nowhere."""

    def get(self, url: str, *, accept: str, limit: int) -> bytes:
        raise FetchFailed(
            f"{url[:200]} was not fetched, as --offline was given.",
            ko=f"--offline 옵션에 따라 {url[:200]} 문서를 가져오지 않았습니다.",
            code="offline",
        )


@contextmanager
def fetcher(
    needs: Needs, pages: Mapping[str, bytes], *, offline: bool, plain_http_hosts: frozenset[str]
) -> Iterator[Fetcher]:
    """What `damda.evidence.gather` reads through. The network is opened only if it is needed.

    Raises MalformedInput for a plain http host that is not loopback.
    """
    wanted = set(needs.urls)
    wanted |= {
        witness_file_url(url)
        for url, log in pages.items()
        if url.endswith("/did.jsonl") and names_witnesses(log)
    }
    wanted |= _extended(needs, pages)
    if offline or (wanted <= pages.keys() and not plain_http_hosts):
        yield GivenFirst(pages, Offline())
        return
    # Late: half a second that a verification of given files need not wait for.
    import httpx
    from damda_ledger.fetch import HttpFetcher

    with httpx.Client() as client:
        yield GivenFirst(pages, HttpFetcher(client, plain_http_hosts=plain_http_hosts))


def _extended(needs: Needs, pages: Mapping[str, bytes]) -> set[str]:
    """The types that stand above those whose metadata is among ``pages``."""
    above: set[str] = set()
    pending = [vct for vct, _ in needs.type_metadata]
    while pending:
        try:
            extends = parse_type_metadata(pages[pending.pop()]).extends
        except (DamdaError, LookupError):
            continue
        if extends is not None and extends not in above:
            above.add(extends)
            pending.append(extends)
    return above


def given_pages(
    did_logs: Sequence[str], status_lists: Sequence[str], type_metadata: Sequence[str] = ()
) -> dict[str, bytes]:
    """The documents of ``--did-log``, ``--status-list`` and ``--type-metadata`` by URL.

    Each is a file, of which the URL is read from the document, or ``URL=FILE``. Raises DamdaError.
    """
    pages: dict[str, bytes] = {}
    for given in did_logs:
        url, name = _named(given)
        log = read_input(name, limit=MAX_LOG_BYTES)
        pages |= dict.fromkeys([url] if url else _log_urls(log, name), log)
    for given in status_lists:
        url, name = _named(given)
        found = read_input(name, limit=MAX_LIST_BYTES)
        if found.startswith(b"ey"):
            # A JWT: an editor may have left a line's end behind it.
            found = found.strip()
        pages[url or _list_url(found, name)] = found
    for given in type_metadata:
        url, name = _named(given)
        found = read_input(name, limit=MAX_TYPE_BYTES)
        pages[url or parse_type_metadata(found).vct] = found
    return pages


def given_anchor_proofs(name: str | None, needs: Needs) -> dict[str, AnchorProof]:
    """The inclusion proofs of a file by digest: one proof for the one credential, or an object
    ``{digest: proof}`` (`damda.inclusion`). Raises DamdaError."""
    if name is None:
        return {}
    value = strict_json.loads_object(read_input(name, limit=_MAX_PROOFS_BYTES))
    if value and all(_DIGEST.fullmatch(key) for key in value):
        return {digest: anchor_proof_from_json(proof) for digest, proof in value.items()}
    proof = anchor_proof_from_json(value)
    if len(needs.anchors) > 1:
        raise MalformedInput(
            f"{Path(name).name} is one proof, but there are several credentials: "
            "write {digest: proof}.",
            ko=f"증명서가 여러 개입니다. {Path(name).name} 파일을 {{digest: 증명}} 형식으로 써 주세요.",
        )
    return {digest: proof for digest, _ in needs.anchors}


def _named(given: str) -> tuple[str | None, str]:
    match = _NAMED.fullmatch(given)
    return (match[1], match[2]) if match else (None, given)


def _log_urls(found: bytes, name: str) -> list[str]:
    """Where the file lies: a log by the DIDs that it had (didwebvh 1.0, "Portability"), a did.json
    by its id."""
    try:
        web = _did_web_of(found)
        if web is not None:
            return [did_web.document_url(web)]
        lines = [strict_json.loads_object(line) for line in found.splitlines() if line.strip()]
        dids = [line["state"]["id"] for line in lines]
        return [log_url(did) for did in dict.fromkeys(dids)]
    except (DamdaError, LookupError, TypeError) as error:
        raise MalformedInput(
            f"{name} is no did:webvh log (did.jsonl) and no did:web document (did.json).",
            ko=f"{name} 파일은 did:webvh 이력(did.jsonl)도 did:web 문서(did.json)도 아닙니다.",
        ) from error


def _did_web_of(found: bytes) -> str | None:
    try:
        id_ = strict_json.loads_object(found).get("id")
    except DamdaError:
        return None
    return id_ if isinstance(id_, str) and id_.startswith("did:web:") else None


def _list_url(found: bytes, name: str) -> str:
    try:
        url = _named_list(found)
    except (DamdaError, LookupError):
        url = None
    if not isinstance(url, str):
        raise MalformedInput(
            f"{name} does not say where the status list lies: write --status-list URL={name}.",
            ko=f"{name} 파일에 상태 목록의 주소가 없습니다. --status-list 주소={name} 로 써 주세요.",
        )
    return url


def _named_list(found: bytes) -> object:
    """The ``id`` of a list that is a credential, as JSON or JWT; the ``sub`` of a token list."""
    if found.lstrip().startswith(b"{"):
        return strict_json.loads_object(found)["id"]
    payload = read_jws(found.decode("latin-1").strip(), max_bytes=MAX_LIST_BYTES).payload
    return payload["sub"] if "status_list" in payload else payload["id"]

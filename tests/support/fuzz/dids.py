"""DIDs of every method, DID URLs, logs and witness files: good ones to begin with, and readers."""

import json
from datetime import timedelta
from random import Random
from typing import Any

from damda.dids import (
    DidFiles,
    dereference,
    did_web,
    parse_did_url,
    resolution_result,
    resolve,
)
from damda.dids.did_webvh import (
    draft_approval,
    draft_log,
    draft_update,
    log_changes,
    resolve_log,
    with_approval,
    witness_list,
)
from damda.errors import DamdaError
from damda.keys import SoftwareSigner
from damda.strict_json import loads_object

from ..credential_world import NOW
from .inputs import byte_input, changed

UPDATE, WITNESS = (SoftwareSigner.create("Ed25519") for _ in range(2))
KEYS = {"key-1": SoftwareSigner.create("P-256").public}
WEB = "did:web:agency.example%3A8443:issuers:rice"
PEER = f"did:peer:2.V{UPDATE.public.multikey}.SeyJ0IjoiZG0iLCJzIjoiaHR0cHM6Ly9hLmV4YW1wbGUifQ"


def _log() -> tuple[str, bytes, bytes]:
    """A log with witnesses, pre-rotation and a move, and its approvals."""
    draft = draft_log(
        "agency.example:keis",
        update_key=UPDATE.public,
        keys=KEYS,
        created=NOW - timedelta(days=2),
        portable=True,
        next_keys=[UPDATE.public],
        witnesses=witness_list(1, [WITNESS.did]),
        watchers=["https://watcher.example/w"],
        ttl=60,
    )
    log = draft.attach(UPDATE.sign(draft.signing_input))
    proofs = _approved(None, log)
    draft = draft_update(
        log,
        update_key=UPDATE.public,
        created=NOW,
        next_keys=[],
        move_to="new.example",
        witness_proofs=proofs,
    )
    log += draft.attach(UPDATE.sign(draft.signing_input))
    return draft.did, log, _approved(proofs, log)


def _approved(proofs: bytes | None, log: bytes) -> bytes:
    draft = draft_approval(log, witness=WITNESS.public, created=NOW)
    return with_approval(proofs, draft.attach(WITNESS.sign(draft.signing_input)))


DID, LOG, APPROVALS = _log()
DOCUMENT = json.dumps(
    {
        "@context": ["https://www.w3.org/ns/did/v1"],
        "id": WEB,
        "verificationMethod": [
            {
                "id": f"{WEB}#key-1",
                "type": "Multikey",
                "controller": WEB,
                "publicKeyMultibase": UPDATE.public.multikey,
            }
        ],
        "assertionMethod": [f"{WEB}#key-1"],
        "service": [{"id": "#files", "type": "x", "serviceEndpoint": "https://a.example"}],
    }
).encode()


def log(data: bytes) -> None:
    """Whatever is accepted says what the good log says: nothing of it can be changed unseen."""
    state = resolve_log(DID, data, now=NOW, witness_proofs=APPROVALS)
    good = [json.loads(line) for line in LOG.splitlines()]
    # Members of a proof that are not signed do not exist, but the order of members says nothing.
    assert state.document == good[state.version_number - 1]["state"]


def approvals(data: bytes) -> None:
    assert resolve_log(DID, LOG, now=NOW, witness_proofs=data).version_number == 2


def unverified_log(data: bytes) -> None:
    json.dumps(log_changes([loads_object(line) for line in data.splitlines()]))


def web_document(data: bytes) -> None:
    resolved = resolve(WEB, log=data, now=NOW)
    assert resolved.id == WEB
    result, _ = resolution_result(WEB, lambda: DidFiles(data), now=NOW)
    json.dumps(result)
    _read(resolved, "#key-1", "/a/b", "/whois")
    resolved.key(f"{WEB}#key-1", "assertionMethod")


def did_url(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    url = parse_did_url(text)
    assert not {"..", "."} & set(url.path)
    resolved = resolve(WEB, log=DOCUMENT, now=NOW)
    dereference(resolved, url)


def did_peer(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    document = resolve(text, log=None, now=NOW)
    assert document.id == document.document["id"] == text
    _read(document, "#key-1")


def place(data: bytes) -> None:
    url = did_web.document_url(f"did:web:{data.decode('utf-8', 'replace')}")
    assert url.startswith("https://")
    assert url.isascii()
    assert not {"..", "."} & set(url.split("/"))


def _read(resolved: Any, *rests: str) -> None:
    for rest in rests:
        try:
            dereference(resolved, parse_did_url(resolved.id + rest))
        except DamdaError:
            continue


def log_input(seeds: list[bytes], source: Random) -> bytes:
    """A log with bytes changed, or with something changed in one of its entries."""
    if source.random() < 0.4:
        return byte_input(seeds, source)
    lines = source.choice(seeds).splitlines()
    place = source.randrange(len(lines))
    entry = changed(json.loads(lines[place]), source)
    text = json.dumps(entry, ensure_ascii=source.random() < 0.5)
    lines[place] = text.encode("utf-8", "surrogatepass")
    return b"\n".join(lines)


def peer_seeds() -> list[bytes]:
    from hashlib import sha256

    from damda import multibase

    contents = json.dumps({"verificationMethod": [{"id": "#key-1"}], "authentication": ["#key-1"]})
    whole = multibase.encode(b"\x80\x04" + contents.encode())
    hashed = multibase.encode(b"\x12\x20" + sha256(whole.encode()).digest())
    return [PEER.encode(), f"did:peer:4{hashed}:{whole}".encode()]


URLS = [
    f"{WEB}/a%20b/c?versionTime=2026-11-25T00:00:00Z".encode(),
    f"{WEB}#key-1".encode(),
    f"{WEB}?service=files&relativeRef=%2Fa%2Fb".encode(),
    f"{WEB}/whois".encode(),
]

"""did:webvh logs that the `did-webvh` package writes, read by us; and ours, with everything, by it."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from damda.dids.did_webvh import (
    draft_approval,
    draft_log,
    draft_update,
    resolve_log,
    with_approval,
    witness_list,
)
from damda.keys import SoftwareSigner
from support.did_logs import NOW, peer_resolves, signer

pytestmark = pytest.mark.peer
UPDATE, NEXT, AFTER = (signer(number) for number in (1, 2, 3))


def theirs(folder: Path, *, prerotation: bool, params: dict[str, Any]) -> tuple[str, bytes]:
    """A DID and its log of two entries, written with the package's own keys."""
    from did_webvh.provision import auto_provision_did
    from did_webvh.update import update_did

    async def write() -> str:
        _, state, key = await auto_provision_did(
            "agency.example/keis",
            "ed25519",
            "password",
            prerotation=prerotation,
            extra_params=params,
            target_dir=folder,
        )
        if not prerotation:
            document = {**state.document, "alsoKnownAs": ["urn:a", "urn:한"]}
            await update_did(state, document, folder / "did.jsonl", key, check_modified=True)
        return str(state.document_id)

    return asyncio.run(write()), (folder / "did.jsonl").read_bytes()


@pytest.mark.parametrize(
    ("prerotation", "params"),
    [(False, {}), (False, {"portable": True, "ttl": 60}), (True, {}),
     (False, {"watchers": ["https://watcher.example"]})],
)  # fmt: skip
def test_their_logs_are_read_here(
    tmp_path: Path, prerotation: bool, params: dict[str, Any]
) -> None:
    did, log = theirs(tmp_path, prerotation=prerotation, params=params)
    now = datetime.now(UTC) + timedelta(seconds=5)
    state = resolve_log(did, log, now=now)
    document = peer_resolves(did, tmp_path / "did.jsonl")
    assert document is not None
    assert {name: document[name] for name in state.document} == state.document
    assert state.version_number == (1 if prerotation else 2)
    assert state.current.portable is params.get("portable", False)


def test_our_logs_with_everything_are_read_there(tmp_path: Path) -> None:
    witness = SoftwareSigner.create("Ed25519")
    draft = draft_log(
        "agency.example:keis",
        update_key=UPDATE.public,
        keys={"key-1": NEXT.public},
        created=NOW - timedelta(days=1),
        next_keys=[NEXT.public],
        portable=True,
        witnesses=witness_list(1, [witness.did]),
        watchers=["https://watcher.example"],
        ttl=60,
    )
    log = draft.attach(UPDATE.sign(draft.signing_input))
    proofs = _approved(None, log, witness)
    draft = draft_update(
        log,
        update_key=NEXT.public,
        created=NOW,
        next_keys=[AFTER.public],
        move_to="new.example:keis",
        witness_proofs=proofs,
    )
    log += draft.attach(NEXT.sign(draft.signing_input))
    proofs = _approved(proofs, log, witness)
    for name, data in (("did.jsonl", log), ("did-witness.json", proofs)):
        (tmp_path / name).write_bytes(data)
    document = peer_resolves(draft.did, tmp_path / "did.jsonl", tmp_path / "did-witness.json")
    assert document is not None
    ours = resolve_log(draft.did, log, now=NOW, witness_proofs=proofs).document
    assert {name: document[name] for name in ours} == ours


def _approved(proofs: bytes | None, log: bytes, witness: SoftwareSigner) -> bytes:
    draft = draft_approval(log, witness=witness.public, created=NOW)
    return with_approval(proofs, draft.attach(witness.sign(draft.signing_input)))

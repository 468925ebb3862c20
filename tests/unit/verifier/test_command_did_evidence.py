"""`damda verify` with the files of a did:web, and of a did:webvh with witnesses."""

import json

import pytest
from damda.cli import main
from damda.dids import did_web
from damda.dids.did_webvh import (
    draft_approval,
    draft_log,
    log_url,
    with_approval,
    witness_list,
    witness_url,
)
from damda.keys import SoftwareSigner
from support.credential_world import ISSUED, NOW, Ledger, Web, World

KEY, WITNESS = SoftwareSigner.create("Ed25519"), SoftwareSigner.create("Ed25519")
AT = ("--at", NOW.strftime("%Y-%m-%dT%H:%M:%SZ"), "--offline", "--json")


def world_of(did: str) -> World:
    issuer = SoftwareSigner.from_private("Ed25519", KEY.private, f"{did}#key-1")
    return World(issuer, SoftwareSigner.create("P-256"), Web(), Ledger())


def badge_file(tmp_path, world: World) -> str:
    path = tmp_path / "badge.json"
    path.write_text(json.dumps(world.signed(world.plain(validFrom="2026-11-24T09:00:00Z"))))
    return str(path)


def issuer_key(capsys, *arguments: str) -> str:
    main(["verify", *arguments, *AT])
    told = json.loads(capsys.readouterr().out)
    return next(c["outcome"] for c in told["checks"] if c["id"] == "issuer_key")


def test_a_did_json_is_taken_by_its_id(tmp_path, capsys):
    did = "did:web:agency.example%3A8443:rice"
    method = {"id": f"{did}#key-1", "type": "Multikey", "controller": did,
              "publicKeyMultibase": KEY.public.multikey}  # fmt: skip
    document = {"id": did, "verificationMethod": [method], "assertionMethod": [method["id"]]}
    path = tmp_path / "did.json"
    path.write_text(json.dumps(document))
    badge = badge_file(tmp_path, world_of(did))
    assert issuer_key(capsys, badge, "--did-log", str(path)) == "passed"
    assert issuer_key(capsys, badge, "--did-log", f"{did_web.document_url(did)}={path}") == "passed"
    assert issuer_key(capsys, badge) == "unknown"


def test_a_witness_file_is_given_with_its_address(tmp_path, capsys):
    draft = draft_log(
        "agency.example", update_key=KEY.public, keys={"key-1": KEY.public}, created=ISSUED,
        witnesses=witness_list(1, [WITNESS.did]),
    )  # fmt: skip
    log = draft.attach(KEY.sign(draft.signing_input))
    approval = draft_approval(log, witness=WITNESS.public, created=ISSUED)
    proofs = with_approval(None, approval.attach(WITNESS.sign(approval.signing_input)))
    for name, data in (("did.jsonl", log), ("did-witness.json", proofs)):
        (tmp_path / name).write_bytes(data)
    badge = badge_file(tmp_path, world_of(draft.did))
    given = ("--did-log", str(tmp_path / "did.jsonl"))
    approvals = ("--did-log", f"{witness_url(draft.did)}={tmp_path / 'did-witness.json'}")
    assert log_url(draft.did).startswith("https://agency.example/")
    assert issuer_key(capsys, badge, *given, *approvals) == "passed"
    assert issuer_key(capsys, badge, *given) == "unknown"


@pytest.mark.parametrize("content", ["{}", '{"id": "did:web:127.0.0.1"}', "[]"])
def test_what_is_neither_is_refused(tmp_path, capsys, content):
    path = tmp_path / "did.json"
    path.write_text(content)
    badge = badge_file(tmp_path, world_of("did:web:agency.example"))
    assert main(["verify", badge, "--did-log", str(path), "--lang", "en"]) == 2
    assert "did.json" in capsys.readouterr().err

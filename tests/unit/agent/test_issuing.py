"""The way of one credential, for each kind of holder key, and that nothing is issued twice."""

from __future__ import annotations

import asyncio
import json

import pytest
from damda.credentials import anchor_digest
from damda.dids import resolve
from damda.keys import SoftwareSigner
from damda.proofs import check_proof
from damda_agent.store import anchors, credentials
from damda_agent.store.outbox import SqlOutbox
from damda_schemas import compiled_canonicalizer, schema_set
from support.agent_world import CATALOG, CLAIMS, HttpWallet

CANONICALIZER = compiled_canonicalizer(CATALOG.compiled_contexts)


async def issued(world):
    opened = await world.institution()
    async with world.agent.database.reading() as connection:
        found, _ = await credentials.list_of_tenant(
            connection, opened.record.wallet_id, type_id=None, state=None, offset=0, limit=50
        )
    return found


@pytest.mark.parametrize("binding", ["jwk", "did"])
@pytest.mark.parametrize("did_method", ["jwk", "key"])
@pytest.mark.parametrize("kind", ["Ed25519", "P-256"])
async def test_any_holder_key_gets_a_credential_that_holds(world, kind, did_method, binding):
    signer = SoftwareSigner.create(kind, did_method=did_method)
    answer = await HttpWallet(world, "keis", signer, binding).take(await world.offer())
    (wrapped,) = answer["credentials"]
    document = wrapped["credential"]
    record = (await world.institution()).record
    did_document = resolve(record.did, log=record.did_log, now=world.clock())
    finding = check_proof(
        document,
        expected_purpose="assertionMethod",
        key_for=did_document.key,
        canonicalizer=CANONICALIZER,
        now=world.clock(),
    )
    assert finding.verification_method == record.verification_method
    assert (
        schema_set(CATALOG.schemas).problems(document, document["credentialSchema"][0]["id"]) == []
    )
    if binding == "did":
        assert document["credentialSubject"]["id"] == signer.did
    else:
        assert document["credentialSubject"]["id"].startswith("did:jwk:")


async def test_the_operator_sees_it_and_the_outbox_has_its_digest(either_world):
    world = either_world
    answer = await world.wallet().take(await world.offer())
    document = answer["credentials"][0]["credential"]
    (listed,) = await issued(world)
    assert listed.credential.claims == {**CLAIMS, "ncsMajor": "20"}
    assert listed.credential.subject_did == document["credentialSubject"]["id"]
    assert listed.credential.digest == anchor_digest(document).hex()
    assert listed.anchor.state == "pending"
    (item,) = await SqlOutbox(world.agent.database).pending_items(document["issuer"]["id"], 10)
    assert item.digest == anchor_digest(document)


async def test_a_lost_answer_can_be_asked_for_again_with_the_same_key(either_world):
    world = either_world
    wallet = world.wallet()
    first = await wallet.take(await world.offer())
    status, again = await wallet.ask()
    assert (status, again) == (200, first)
    assert len(await issued(world)) == 1


async def test_another_key_does_not_get_it_again(world):
    wallet = world.wallet()
    await wallet.take(await world.offer())
    wallet.signer = SoftwareSigner.create("Ed25519", did_method="jwk")
    status, body = await wallet.ask()
    assert (status, body["error"]) == (400, "credential_request_denied")


@pytest.mark.parametrize(
    ("event", "again"),
    [("credential_accepted", 400), ("credential_deleted", 400), ("credential_failure", 200)],
)
async def test_after_the_notification_the_document_is_forgotten(world, event, again):
    wallet = world.wallet()
    answer = await wallet.take(await world.offer())
    message = {"notification_id": answer["notification_id"], "event": event}
    status, body, _ = await wallet.post("notification", json=message, headers=wallet.bearer)
    assert (status, body) == (204, None)
    assert (await issued(world))[0].credential.holder_event == event
    assert (await wallet.ask())[0] == again


async def test_after_the_token_the_document_is_forgotten(world):
    await world.wallet().take(await world.offer())
    world.clock.pass_(hours=2)
    await world.agent.anchoring.forget()
    (listed,) = await issued(world)
    assert listed.credential.document is None


async def test_the_claims_of_an_offer_are_forgotten_once_issued_or_expired(world):
    first = await world.offer()
    await world.wallet().take(first)
    second = await world.offer()
    world.clock.pass_(days=2)
    await world.agent.anchoring.forget()
    institution = (await world.institution()).record
    for offer in (first, second):
        found = await world.agent.offers.read(institution, offer.record.id)
        assert found.record.claims is None
    assert found.state == "expired"


async def test_ten_requests_at_once_give_one_credential(either_world):
    world = either_world
    wallet = world.wallet()
    await wallet.redeem(await wallet.code(await world.offer()))
    proofs = [wallet.proof(await wallet.nonce()) for _ in range(10)]
    answers = await asyncio.gather(*(wallet.ask(proof) for proof in proofs))
    assert {status for status, _ in answers} == {200}
    assert len({json.dumps(body, sort_keys=True) for _, body in answers}) == 1
    assert len(await issued(world)) == 1


async def test_each_credential_has_its_own_random_status_places(world):
    places = set()
    for _ in range(4):
        answer = await world.wallet().take(await world.offer())
        document = answer["credentials"][0]["credential"]
        assert [e["statusPurpose"] for e in document["credentialStatus"]] == [
            "revocation",
            "suspension",
        ]
        places |= {e["id"] for e in document["credentialStatus"]}
    assert len(places) == 8
    indices = sorted(int(place.partition("#")[2]) for place in places)
    assert indices != list(range(indices[0], indices[0] + 8)), "not counted upwards"


async def test_nothing_secret_is_stored_as_it_is(world, tmp_path):
    wallet = world.wallet()
    offer = await world.offer()
    code = await wallet.code(offer)
    await wallet.redeem(code)
    await world.agent.database.close()
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("world.sqlite*"))
    assert CLAIMS["instCode"].encode() in stored, "the right files are looked at"
    for secret in (code, wallet.token_text, offer.uri.rpartition("%2F")[2]):
        assert secret.encode() not in stored


async def test_the_digest_is_found_by_its_issuer_only(world):
    answer = await world.wallet().take(await world.offer())
    digest = anchor_digest(answer["credentials"][0]["credential"])
    await world.institution("other")
    assert (await world.get(f"/keis/anchors/{digest.hex()}"))[0] == 202
    assert (await world.get(f"/other/anchors/{digest.hex()}"))[0] == 404
    for wrong in ("00" * 32, "xyz", digest.hex().upper()):
        assert (await world.get(f"/keis/anchors/{wrong}"))[0] == 404
    async with world.agent.database.reading() as connection:
        did = (await world.institution("other")).record.did
        assert await anchors.pending_of_issuer(connection, did) == 0

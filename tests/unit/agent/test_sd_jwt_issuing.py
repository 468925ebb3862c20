"""SD-JWT VCs by the same offers: what is in them, who holds them, what becomes of them."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import datetime

import pytest
from damda.dids import resolve
from damda.keys import SoftwareSigner
from damda.sd_jwt import parse, verify_signature
from damda.sd_jwt_vc import anchor_digest_of, check_sd_jwt_vc
from damda.sd_jwt_vc.integrity import check_integrity
from damda.sd_jwt_vc.type_claims import problems_of
from damda.sd_jwt_vc.type_metadata import parse_type_metadata
from damda_agent.forms import FORMS
from damda_agent.store import credentials
from damda_agent.store.outbox import SqlOutbox
from damda_agent.type_documents import TypeDocuments
from damda_issuers import forms as catalog_forms
from damda_issuers.catalog import Catalog
from support.agent_world import CLAIMS, CONFIGURATION, SD_JWT, SD_JWT_CONFIGURATION, HttpWallet

BASE = "http://localhost:8130"
VCT = f"{BASE}/keis/types/training-badge/v1"
UNITS = ["2001020201_16v2", "2001020212_19v5"]


async def take(world, wallet=None, **changes):
    """The SD-JWT VC of a new offer."""
    answer = await (wallet or world.wallet()).take(await world.offer(format=SD_JWT, **changes))
    (wrapped,) = answer["credentials"]
    return wrapped["credential"]


async def listed(world, **wanted):
    record = (await world.institution()).record
    options = {"type_id": None, "state": None, "offset": 0, "limit": 50, **wanted}
    async with world.agent.database.reading() as connection:
        found, _ = await credentials.list_of_tenant(connection, record.wallet_id, **options)
    return found


def test_the_forms_are_those_of_the_catalog():
    assert FORMS.keys() == catalog_forms.FORMS.keys()


@pytest.mark.parametrize("binding", ["jwk", "did"])
@pytest.mark.parametrize("kind", ["Ed25519", "P-256"])
async def test_it_is_signed_by_the_institution_and_bound_to_the_holders_key(world, kind, binding):
    signer = SoftwareSigner.create(kind, did_method="jwk")
    text = await take(world, HttpWallet(world, "keis", signer, binding), ncsUnits=UNITS)
    view = check_sd_jwt_vc(text)
    record = (await world.institution()).record
    key = resolve(record.did, log=record.did_log, now=world.clock()).key(
        view.verification_method, "assertionMethod"
    )
    verify_signature(view.sd_jwt, key)
    assert (view.issuer, view.vct) == (record.did, VCT)
    assert view.holder_key == signer.public
    assert view.subject_id is None
    assert {name: view.claims[name] for name in (*CLAIMS, "ncsMajor", "ncsUnits")} == {
        **CLAIMS,
        "ncsMajor": "20",
        "ncsUnits": UNITS,
    }


async def test_nothing_of_the_claims_stands_in_plain_sight(world):
    text = await take(world, ncsUnits=UNITS)
    payload = parse(text).payload
    assert payload.keys() == {
        *("iss", "vct", "vct#integrity", "iat", "nbf", "cnf", "status", "_sd", "_sd_alg")
    }
    plain = json.dumps(payload, ensure_ascii=False)
    for value in (*CLAIMS.values(), *UNITS):
        assert f'"{value}"' not in plain
    # Each claim that was given, the derived one, the list and each value in it.
    assert len(parse(text).disclosures) == len(CLAIMS) + 1 + 1 + len(UNITS)


async def test_the_digests_do_not_tell_which_claims_are_there(world):
    few, many = await take(world), await take(world, ncsUnits=UNITS, instBusinessNo="123-45-67891")
    digests = [parse(text).payload["_sd"] for text in (few, many)]
    claims = world.agent.catalog.type("keis", "TrainingBadge").claims
    assert [len(each) for each in digests] == [len(claims)] * 2


@pytest.mark.parametrize(
    ("opened_at", "told"), [("08:59:59", "09:00:00"), ("09:00:07", "09:00:07")]
)
async def test_times_are_told_to_the_minute_but_not_before_there_was_a_key(world, opened_at, told):
    def at(clock):
        return datetime.fromisoformat(f"2026-11-25T{clock}+00:00")

    world.clock.now = at(opened_at)
    await world.institution()
    world.clock.now = at("09:00:41")
    payload = parse(await take(world)).payload
    assert (payload["iat"], payload["nbf"]) == (at(told).timestamp(),) * 2


async def test_the_type_metadata_is_the_one_that_was_signed_for(world):
    view = check_sd_jwt_vc(await take(world, ncsUnits=UNITS))
    async with world.http.get(view.vct.removeprefix(BASE)) as answer:
        document = await answer.read()
        assert (answer.status, answer.content_type) == (200, "application/json")
    check_integrity(document, view.vct_integrity)
    metadata = parse_type_metadata(document)
    assert metadata.vct == view.vct
    assert problems_of(view.sd_jwt, metadata) == []
    assert [each.locale for each in metadata.display] == ["ko", "en"]


async def test_what_was_issued_with_stays_when_the_definition_changes(either_world):
    world = either_world
    kind = world.agent.catalog.type("keis", "TrainingBadge")
    changed = replace(kind, description_en="Reworded.")
    keis = replace(world.agent.catalog.institutions["keis"], types={kind.id: changed})
    after = TypeDocuments(world.agent.database, Catalog({"keis": keis}), BASE)
    assert b"Reworded." in await after.served(VCT), "before the first credential it may change"
    view = check_sd_jwt_vc(await take(world))
    assert await after.pinned(changed) == await after.served(VCT)
    check_integrity(await after.served(VCT), view.vct_integrity)
    raised = replace(changed, schema_name="training-badge/v2")
    assert b"Reworded." in await after.pinned(raised)
    check_integrity(await after.served(VCT), view.vct_integrity)


async def test_the_operator_sees_it_and_the_outbox_has_its_digest_only(either_world):
    world = either_world
    text = await take(world)
    await world.wallet().take(await world.offer())
    (found,) = await listed(world, format=SD_JWT)
    assert found.credential.format == SD_JWT
    assert found.credential.digest == anchor_digest_of(text).hex()
    assert found.credential.credential_id.startswith("ni:///sha-256;")
    assert found.anchor.state == "pending"
    assert [each.credential.format for each in await listed(world, format="ldp_vc")] == ["ldp_vc"]
    record = (await world.institution()).record
    items = await SqlOutbox(world.agent.database).pending_items(record.did, 10)
    assert anchor_digest_of(text) in {item.digest for item in items}
    assert (await world.get(f"/keis/anchors/{anchor_digest_of(text).hex()}"))[0] == 202


async def test_a_lost_answer_can_be_asked_for_again_with_the_same_key(either_world):
    world = either_world
    wallet = world.wallet()
    first = await wallet.take(await world.offer(format=SD_JWT))
    assert await wallet.ask(configuration=SD_JWT_CONFIGURATION) == (200, first)
    wallet.signer = SoftwareSigner.create("Ed25519", did_method="jwk")
    status, body = await wallet.ask(configuration=SD_JWT_CONFIGURATION)
    assert (status, body["error"]) == (400, "credential_request_denied")


async def test_ten_requests_at_once_give_one_credential(either_world):
    world = either_world
    wallet = world.wallet()
    await wallet.redeem(await wallet.code(await world.offer(format=SD_JWT)))
    proofs = [wallet.proof(await wallet.nonce()) for _ in range(10)]
    answers = await asyncio.gather(
        *(wallet.ask(proof, configuration=SD_JWT_CONFIGURATION) for proof in proofs)
    )
    assert {status for status, _ in answers} == {200}
    assert len({json.dumps(body, sort_keys=True) for _, body in answers}) == 1
    assert len(await listed(world)) == 1


@pytest.mark.parametrize(
    ("format_", "other"), [(SD_JWT, CONFIGURATION), ("ldp_vc", SD_JWT_CONFIGURATION)]
)
async def test_another_configuration_than_the_offered_is_refused(world, format_, other):
    wallet = world.wallet()
    await wallet.redeem(await wallet.code(await world.offer(format=format_)))
    status, body = await wallet.ask(configuration=other)
    assert (status, body["error"]) == (400, "unknown_credential_configuration")
    assert await listed(world) == []


async def test_after_the_notification_the_text_is_forgotten(world):
    wallet = world.wallet()
    answer = await wallet.take(await world.offer(format=SD_JWT))
    message = {"notification_id": answer["notification_id"], "event": "credential_accepted"}
    status, _, _ = await wallet.post("notification", json=message, headers=wallet.bearer)
    assert status == 204
    (found,) = await listed(world)
    assert found.credential.document is None

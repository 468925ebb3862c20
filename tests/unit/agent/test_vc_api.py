"""The agent's VC-API: the institution's key signs, and only for its own DID."""

from __future__ import annotations

import json
from typing import Any

from support.agent_world import AgentWorld

V2 = "https://www.w3.org/ns/credentials/v2"


def body(**members: Any) -> bytes:
    return json.dumps(members).encode()


def credential(issuer: str, **members: Any) -> dict[str, Any]:
    return {
        "@context": [V2],
        "type": ["VerifiableCredential"],
        "issuer": issuer,
        "credentialSubject": {"id": "did:example:alice"},
    } | members


def publish_log(world: AgentWorld, web: Any, log: bytes) -> None:
    web.pages[f"{world.agent.config.public_url}/keis/did.jsonl".replace("http:", "https:")] = log


async def test_the_institutions_key_signs_what_verifies(world: AgentWorld) -> None:
    record = (await world.institution()).record
    answer = await world.agent.vc_api.issue(record, body(credential=credential(record.did)))
    assert answer.status == 201, answer.body
    secured = answer.body["verifiableCredential"]
    assert secured["proof"]["verificationMethod"] == record.verification_method
    publish_log(world, world.web, record.did_log)
    raw = body(verifiableCredential=secured)
    verified = await world.agent.vc_api.verify_credential(raw)
    assert verified.status == 200, verified.body
    changed = body(verifiableCredential=secured | {"name": "x"})
    assert (await world.agent.vc_api.verify_credential(changed)).status == 400


async def test_a_log_that_cannot_be_had_verifies_nothing(world: AgentWorld) -> None:
    record = (await world.institution()).record
    answer = await world.agent.vc_api.issue(record, body(credential=credential(record.did)))
    raw = body(verifiableCredential=answer.body["verifiableCredential"])
    verified = await world.agent.vc_api.verify_credential(raw)
    assert (verified.status, verified.body["code"]) == (400, "issuer_key_unavailable")


async def test_one_institution_does_not_sign_for_another(world: AgentWorld) -> None:
    record = (await world.institution()).record
    other = (await world.institution("other")).record
    answer = await world.agent.vc_api.issue(record, body(credential=credential(other.did)))
    assert (answer.status, answer.body["code"]) == (400, "unknown_issuer")


async def test_bad_bodies_are_refused(world: AgentWorld) -> None:
    record = (await world.institution()).record
    api = world.agent.vc_api
    for raw in (b"", b"[]", b"{}", b'{"credential": null}', b"\xff"):
        assert (await api.issue(record, raw)).status == 400
        assert (await api.verify_credential(raw)).status == 400
        assert (await api.verify_presentation(raw)).status == 400
    assert (await api.issue(record, b" " * 1_048_577)).status == 413


async def test_an_unsigned_presentation_of_nothing(world: AgentWorld) -> None:
    document = {"@context": [V2], "type": "VerifiablePresentation"}
    raw = body(verifiablePresentation=document)
    assert (await world.agent.vc_api.verify_presentation(raw)).status == 200
    asked = body(verifiablePresentation=document, options={"challenge": "c"})
    assert (await world.agent.vc_api.verify_presentation(asked)).status == 400

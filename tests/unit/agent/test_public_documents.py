"""Metadata at its place, and the documents that verifiers read."""

from __future__ import annotations

import json

import pytest
from damda.dids import resolve
from damda.openid.dcql.paths import claim_values
from damda.openid.issuer_metadata import parse_issuer_metadata, well_known_url
from damda.sd_jwt_vc import check_sd_jwt_vc
from damda_agent.public.server import ROUTES
from support.agent_world import CATALOG, CONFIGURATION, SD_JWT, SD_JWT_CONFIGURATION

BASE = "http://localhost:8130"


async def test_the_metadata_is_between_host_and_path(world):
    await world.institution("keis")
    await world.institution("other")
    for slug in ("keis", "other"):
        issuer = f"{BASE}/{slug}"
        path = well_known_url(issuer, "openid-credential-issuer").removeprefix(BASE)
        status, message = await world.get(path)
        assert status == 200
        metadata = parse_issuer_metadata(message, issuer=issuer)
        assert metadata.credential_endpoint == f"{issuer}/credential"
        assert metadata.nonce_endpoint == f"{issuer}/nonce"
        configuration = metadata.configurations[CONFIGURATION]
        assert configuration.format == "ldp_vc"
        assert set(configuration.proof_algorithms) == {"EdDSA", "ES256"}
        assert configuration.raw["credential_definition"]["type"][-1] == "TrainingBadge"
        server = well_known_url(issuer, "oauth-authorization-server").removeprefix(BASE)
        status, message = await world.get(server)
        assert (status, message["issuer"], message["token_endpoint"]) == (
            200,
            issuer,
            f"{issuer}/token",
        )


async def test_the_credential_is_of_the_described_types(world):
    answer = await world.wallet().take(await world.offer())
    document = answer["credentials"][0]["credential"]
    _, metadata = await world.get("/.well-known/openid-credential-issuer/keis")
    definition = metadata["credential_configurations_supported"][CONFIGURATION]
    assert definition["credential_definition"]["type"] == document["type"]
    assert definition["credential_definition"]["@context"] == document["@context"]
    for claim in definition["credential_metadata"]["claims"]:
        value = document
        for step in claim["path"]:
            value = value[step] if isinstance(step, str) else value[step or 0]
            if not claim["mandatory"]:
                break
        assert value is not None
        assert {each["locale"] for each in claim["display"]} == {"ko", "en"}


async def test_the_sd_jwt_vc_is_of_the_described_type(world):
    offer = await world.offer(format=SD_JWT)
    answer = await world.wallet().take(offer)
    view = check_sd_jwt_vc(answer["credentials"][0]["credential"])
    _, message = await world.get("/.well-known/openid-credential-issuer/keis")
    metadata = parse_issuer_metadata(message, issuer=f"{BASE}/keis")
    assert list(metadata.configurations) == [CONFIGURATION, SD_JWT_CONFIGURATION]
    described = metadata.configurations[SD_JWT_CONFIGURATION]
    assert (described.format, described.raw["vct"]) == (SD_JWT, view.vct)
    assert described.raw["cryptographic_binding_methods_supported"] == ["jwk"]
    assert view.sd_jwt.header["alg"] in described.raw["credential_signing_alg_values_supported"]
    assert set(described.proof_algorithms) == {"EdDSA", "ES256"}
    assert {each["locale"] for each in described.display} == {"ko", "en"}
    for claim in described.claims:
        assert claim_values(view.claims, claim["path"]) or not claim["mandatory"]
        assert {each["locale"] for each in claim["display"]} == {"ko", "en"}


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/keis",
        "/nobody/did.jsonl",
        "/.well-known/openid-credential-issuer",
        "/.well-known/openid-credential-issuer/nobody",
        "/keis/.well-known/openid-credential-issuer",
        "/keis/offers/x",
        "/keis/status/x",
        "/keis/anchors/x",
        "/contexts/keis/v9",
        "/keis/types/training-badge/v2",
        "/keis/types/..%2ftypes/training-badge/v1",
        "/keis/types/%00",
        "/schemas/x",
        "/art/keis/..%2f..%2fissuer.toml",
        "/art/nobody/mark.svg",
        "/KEIS/did.jsonl",
    ],
)
async def test_what_is_not_there_is_404_in_both_languages(world, path):
    await world.institution()
    status, body = await world.get(path)
    assert status == 404
    assert body["code"]
    assert body["en"]
    assert body["ko"]


async def test_the_did_log_resolves_to_the_did(world):
    record = (await world.institution()).record
    async with world.http.get("/keis/did.jsonl") as answer:
        log = await answer.read()
        tag = answer.headers["ETag"]
    document = resolve(record.did, log=log, now=world.clock())
    assert document.document["assertionMethod"] == [record.verification_method]
    assert record.did.endswith(":localhost%3A8130:keis")
    async with world.http.get("/keis/did.jsonl", headers={"If-None-Match": tag}) as answer:
        assert answer.status == 304


async def test_contexts_schemas_and_pictures_are_served_as_pinned(world):
    for url, (data, _) in CATALOG.contexts.items():
        async with world.http.get(url.removeprefix("https://damda.example")) as answer:
            assert (answer.status, await answer.read()) == (200, data)
    for url, schema in CATALOG.schemas.items():
        async with world.http.get(url.removeprefix("https://damda.example")) as answer:
            assert json.loads(await answer.read()) == schema
    for path, art in CATALOG.art.items():
        async with world.http.get(f"/{path}") as answer:
            assert (await answer.read(), answer.content_type) == (art.data, art.media_type)
            assert "sandbox" in answer.headers["Content-Security-Policy"]
            assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_the_wrong_method_is_405_and_browsers_may_ask(world):
    await world.institution()
    async with world.http.get("/keis/token") as answer:
        assert answer.status == 405
        assert (await answer.json())["code"] == "method_not_allowed"
    async with world.http.options("/keis/credential") as answer:
        assert answer.status == 204
        assert "Authorization" in answer.headers["Access-Control-Allow-Headers"]


async def test_a_nonce_may_not_be_kept(world):
    await world.institution()
    status, body, headers = await world.wallet().post("nonce")
    assert (status, list(body)) == (200, ["c_nonce"])
    assert headers["Cache-Control"] == "no-store"


async def test_health_tells_of_the_database(world):
    assert await world.get("/health") == (
        200,
        {"ready": True, "anchoring": "off", "reason": None},
    )


async def test_an_unforeseen_error_tells_nothing(world):
    await world.institution()
    world.custody.signers.clear()
    wallet = world.wallet()
    await wallet.redeem(await wallet.code(await world.offer()))
    status, body = await wallet.ask()
    assert (status, body["error"]) == (500, "server_error")
    assert "KeyError" not in json.dumps(body)


def test_every_institution_route_is_below_its_slug():
    for _, path, _ in ROUTES:
        fixed = path.split("/")[1] in ("health", "contexts", "schemas", "art", ".well-known")
        assert fixed or path.startswith("/{slug:")

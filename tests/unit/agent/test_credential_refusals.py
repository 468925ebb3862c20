"""Whose key, which nonce, for whom: every refusal with its code (OpenID4VCI 1.0, 8.3.1.2; F.4)."""

from __future__ import annotations

from typing import Any

import pytest
from damda.keys import SoftwareSigner
from damda.openid.jose import sign_jws
from support.agent_world import CONFIGURATION


async def with_token(world, slug: str = "keis"):
    wallet = world.wallet(slug)
    status, _ = await wallet.redeem(await wallet.code(await world.offer(slug)))
    assert status == 200
    return wallet


async def refused(wallet, error: str, proof_text: str | None = None, **changes: Any) -> None:
    """The request is refused with ``error``, and the offer is still good for a right one."""
    status, body = await wallet.ask(proof_text, **changes)
    assert (status, body["error"]) == (400, error), body
    assert body["ko"]
    assert (await wallet.ask())[0] == 200


async def test_a_replayed_proof_is_refused(either_world):
    wallet = await with_token(either_world)
    proof = wallet.proof(await wallet.nonce())
    assert (await wallet.ask(proof))[0] == 200
    status, body = await wallet.ask(proof)
    assert (status, body["error"]) == (400, "invalid_nonce")


async def test_a_nonce_of_another_proof_is_refused(world):
    first, second = await with_token(world), await with_token(world)
    nonce = await first.nonce()
    assert (await first.ask(first.proof(nonce)))[0] == 200
    await refused(second, "invalid_nonce", second.proof(nonce))


async def test_an_expired_nonce_is_refused(world):
    wallet = await with_token(world)
    nonce = await wallet.nonce()
    world.clock.pass_(minutes=5)
    await refused(wallet, "invalid_nonce", wallet.proof(nonce))


async def test_a_nonce_of_another_issuer_is_refused(world):
    wallet = await with_token(world)
    await world.institution("other")
    await refused(wallet, "invalid_nonce", wallet.proof(await world.wallet("other").nonce()))


@pytest.mark.parametrize("nonce", ["x", "A" * 75, "한글"])
async def test_what_is_no_nonce_of_ours_is_refused(world, nonce):
    wallet = await with_token(world)
    await refused(wallet, "invalid_nonce", wallet.proof(nonce))


async def test_a_proof_without_nonce_is_refused(world):
    wallet = await with_token(world)
    await refused(wallet, "invalid_proof", wallet.proof(None))


async def test_a_changed_nonce_is_refused(world):
    wallet = await with_token(world)
    nonce = await wallet.nonce()
    later = ("B" if nonce[3] == "A" else "A").join((nonce[:3], nonce[4:]))
    await refused(wallet, "invalid_nonce", wallet.proof(later))


async def test_the_wrong_audience_is_refused(world):
    wallet = await with_token(world)
    for audience in ("http://localhost:8130/other", "http://localhost:8130/keis/", "x"):
        await refused(
            wallet, "invalid_proof", wallet.proof(await wallet.nonce(), audience=audience)
        )


async def jws(wallet, signer, header=None, **payload: Any) -> str:
    """A proof with header and payload as given, signed by ``signer``."""
    now = int(wallet.world.clock().timestamp())
    claims = {"aud": wallet.issuer, "iat": now, "nonce": await wallet.nonce(), **payload}
    own = {"typ": "openid4vci-proof+jwt", "jwk": signer.public.jwk}
    return sign_jws(signer, own if header is None else header, claims)


async def test_iss_never_decides_who_the_holder_is(world):
    wallet = await with_token(world)
    attacker = SoftwareSigner.create("Ed25519", did_method="jwk")
    victim = SoftwareSigner.create("P-256", did_method="jwk")
    status, body = await wallet.ask(await jws(wallet, attacker, iss=victim.did))
    assert status == 200
    subject = body["credentials"][0]["credential"]["credentialSubject"]["id"]
    assert subject == attacker.did


@pytest.mark.parametrize("variant", ["victims_kid", "jwk_and_kid", "typ", "private", "none", "hs"])
async def test_a_proof_by_another_key_is_refused(world, variant):
    wallet = await with_token(world)
    attacker = SoftwareSigner.create("Ed25519", did_method="jwk")
    victim = SoftwareSigner.create("Ed25519", did_method="jwk")
    typ = {"typ": "openid4vci-proof+jwt"}
    header = {
        "victims_kid": {**typ, "kid": victim.verification_method},
        "jwk_and_kid": {
            **typ,
            "jwk": attacker.public.jwk,
            "kid": victim.verification_method,
        },
        "typ": {"typ": "JWT", "jwk": attacker.public.jwk},
        "private": {**typ, "jwk": {**attacker.public.jwk, "d": "AAAA"}},
        "none": {**typ, "jwk": attacker.public.jwk, "alg": "none"},
        "hs": {**typ, "jwk": attacker.public.jwk, "alg": "HS256"},
    }[variant]
    await refused(wallet, "invalid_proof", await jws(wallet, attacker, header))


@pytest.mark.parametrize(
    ("error", "changes"),
    [
        ("unknown_credential_configuration", {"credential_configuration_id": "other_badge"}),
        ("unknown_credential_identifier", {
            "credential_configuration_id": None, "credential_identifier": "rice-2026-1"}),
        ("invalid_credential_request", {"credential_configuration_id": None}),
        ("invalid_credential_request", {"credential_identifier": CONFIGURATION}),
        ("invalid_credential_request", {"credential_configuration_id": 7}),
        ("invalid_proof", {"proofs": None}),
        ("invalid_proof", {"proofs": {"jwt": []}}),
        ("invalid_proof", {"proofs": {"jwt": [7]}}),
        ("invalid_proof", {"proofs": {"di_vp": [{}]}}),
        ("invalid_proof", {"proofs": {"jwt": ["a.b.c"]}}),
        ("invalid_proof", {"proofs": {"jwt": [""]}}),
        ("invalid_credential_request", {"proof": {"proof_type": "jwt", "jwt": "a.b.c"}}),
        ("invalid_encryption_parameters", {"credential_response_encryption": {}}),
    ],
)  # fmt: skip
async def test_wrong_requests_have_the_specifications_codes(world, error, changes):
    await refused(await with_token(world), error, **changes)


async def test_several_proofs_do_not_give_several_credentials(world):
    wallet = await with_token(world)
    two = [wallet.proof(await wallet.nonce()), wallet.proof(await wallet.nonce())]
    await refused(wallet, "invalid_credential_request", proofs={"jwt": two})


@pytest.mark.parametrize(
    "header",
    [None, "", "Bearer", "Bearer ", "Bearer x", "Basic dTpw", "Bearer " + "x" * 4000],
)
async def test_without_a_token_it_is_401(world, header):
    await world.institution()
    wallet = world.wallet()
    headers = {} if header is None else {"Authorization": header}
    for endpoint in ("credential", "notification"):
        status, body, answered = await wallet.post(endpoint, json={}, headers=headers)
        assert (status, body["error"]) == (401, "invalid_token")
        assert answered["WWW-Authenticate"] == 'Bearer error="invalid_token"'


@pytest.mark.parametrize(
    ("data", "media_type", "status"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b'{"a":1,"a":2}', "application/json", 400),
        (b"\xff", "application/json", 400),
        (b"[" * 60_000, "application/json", 400),
        (b"{}", "text/plain", 415),
        (b" " * 70_000, "application/json", 413),
    ],
)
async def test_bodies_are_read_strictly_and_bounded(world, data, media_type, status):
    wallet = await with_token(world)
    headers = {**wallet.bearer, "Content-Type": media_type}
    got, body, _ = await wallet.post("credential", data=data, headers=headers)
    assert got == status
    assert body["error"]
    assert (await wallet.ask())[0] == 200


@pytest.mark.parametrize(
    ("message", "error"),
    [
        ({"notification_id": "x", "event": "credential_accepted"}, "invalid_notification_id"),
        ({"notification_id": "x", "event": "eaten"}, "invalid_notification_request"),
        ({"event": "credential_accepted"}, "invalid_notification_request"),
        ({}, "invalid_notification_request"),
    ],
)
async def test_notifications_are_checked(world, message, error):
    wallet = await with_token(world)
    await wallet.ask()
    status, body, _ = await wallet.post("notification", json=message, headers=wallet.bearer)
    assert (status, body["error"]) == (400, error)

"""Proofs of a holder's key (OpenID4VCI 1.0, F.1 and F.4; cases.md 35)."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from damda import base64url
from damda.dids import did_jwk
from damda.errors import OpenIdError
from damda.keys import SoftwareSigner
from damda.openid.holder_proof import build_proof_jwt, check_proof_jwt
from damda.openid.jose import sign_jws
from jwcrypto import jwk, jws

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
ISSUER = "https://i.example/keis"


def proof(signer, *, header=None, payload=None):
    head = {"typ": "openid4vci-proof+jwt", "jwk": signer.public.jwk} | (header or {})
    head = {name: value for name, value in head.items() if value is not None}
    claims = {"aud": ISSUER, "iat": int(NOW.timestamp()), "nonce": "n"} | (payload or {})
    return sign_jws(signer, head, {n: v for n, v in claims.items() if v is not None})


def refused(text, code="invalid_proof"):
    with pytest.raises(OpenIdError) as caught:
        check_proof_jwt(text, audience=ISSUER, now=NOW)
    assert caught.value.code == code
    assert caught.value.ko != caught.value.en


@pytest.mark.parametrize("kind", ["Ed25519", "P-256"])
@pytest.mark.parametrize("method", ["key", "jwk"])
@pytest.mark.parametrize("binding", ["did", "jwk"])
def test_a_proof_of_each_kind_holds(kind, method, binding):
    signer = SoftwareSigner.create(kind, did_method=method)
    text = build_proof_jwt(signer, binding=binding, audience=ISSUER, nonce="n", issued_at=NOW)
    found = check_proof_jwt(text, audience=ISSUER, now=NOW)
    assert (found.key, found.nonce) == (signer.public, "n")
    expected = signer.did if binding == "did" else did_jwk.did_of(signer.public)
    assert found.subject_did == expected


@pytest.mark.parametrize(
    ("key", "alg"),
    [({"kty": "EC", "crv": "P-256"}, "ES256"), ({"kty": "OKP", "crv": "Ed25519"}, "EdDSA")],
)
def test_a_proof_made_by_another_library_holds(key, alg):
    made = jwk.JWK.generate(**key)
    token = jws.JWS(json.dumps({"aud": ISSUER, "iat": int(NOW.timestamp()), "nonce": "n"}))
    header = {"typ": "openid4vci-proof+jwt", "alg": alg, "jwk": made.export_public(as_dict=True)}
    token.add_signature(made, protected=json.dumps(header))
    found = check_proof_jwt(token.serialize(compact=True), audience=ISSUER, now=NOW)
    assert found.key.jwk["x"] == made.export_public(as_dict=True)["x"]


def test_our_proof_is_read_by_another_library():
    signer = SoftwareSigner.create("P-256")
    text = build_proof_jwt(signer, binding="jwk", audience=ISSUER, nonce="n", issued_at=NOW)
    token = jws.JWS()
    token.deserialize(text, jwk.JWK(**signer.public.jwk))
    assert json.loads(token.payload)["aud"] == ISSUER


def test_iss_never_decides_who_the_subject_is():
    attacker, victim = (
        SoftwareSigner.create("P-256"),
        SoftwareSigner.create("P-256", did_method="jwk"),
    )
    found = check_proof_jwt(proof(attacker, payload={"iss": victim.did}), audience=ISSUER, now=NOW)
    assert found.subject_did == did_jwk.did_of(attacker.public) != victim.did


@pytest.mark.parametrize("kind", ["Ed25519", "P-256"])
def test_whose_key_variants_are_refused(kind):
    attacker, victim = SoftwareSigner.create(kind), SoftwareSigner.create(kind, did_method="jwk")
    kid = victim.verification_method
    refused(proof(attacker, header={"kid": kid}))
    refused(proof(attacker, header={"jwk": None, "kid": kid}))
    refused(proof(attacker, header={"jwk": victim.public.jwk}))
    refused(proof(attacker, header={"jwk": None}))
    refused(proof(attacker, header={"jwk": None, "kid": victim.did}))
    refused(proof(attacker, header={"jwk": None, "kid": "did:web:evil.example#k"}))
    refused(proof(attacker, header={"jwk": None, "x5c": ["MII"]}))
    refused(proof(attacker, header={"typ": "JWT"}))
    refused(proof(attacker, header={"crit": ["exp"]}))
    private = attacker.public.jwk | {"d": base64url.encode(attacker.private)}
    refused(proof(attacker, header={"jwk": private}))


def test_another_audience_is_refused():
    signer = SoftwareSigner.create("Ed25519")
    for audience in ("https://i.example/other", [ISSUER, "https://x.example"], None, ISSUER + "/"):
        refused(proof(signer, payload={"aud": audience}))


@pytest.mark.parametrize(
    ("age", "good"),
    [
        (timedelta(seconds=2), True),
        (timedelta(minutes=10), False),
        (timedelta(seconds=-50), True),
        (timedelta(minutes=-10), False),
    ],
)
def test_the_phones_clock_may_differ_a_little(age, good):
    signer = SoftwareSigner.create("Ed25519")
    text = proof(signer, payload={"iat": int((NOW - age).timestamp())})
    if good:
        check_proof_jwt(text, audience=ISSUER, now=NOW)
    else:
        refused(text)


def test_a_proof_without_nonce_names_that():
    refused(proof(SoftwareSigner.create("Ed25519"), payload={"nonce": None}))


def test_a_changed_proof_is_refused():
    head, payload, signature = proof(SoftwareSigner.create("P-256")).split(".")
    other = proof(SoftwareSigner.create("P-256")).split(".")
    for text in (
        f"{head}.{other[1]}.{other[2]}",
        f"{head}.{payload}.",
        f"{head}.{payload}",
        f"{head}.{payload}.{signature}=",
        "",
        7,
    ):
        refused(text)


def test_alg_none_and_a_foreign_alg_are_refused():
    signer = SoftwareSigner.create("P-256")
    _, payload, signature = proof(signer).split(".")
    for alg in ("none", "HS256", "EdDSA", None):
        header = {"typ": "openid4vci-proof+jwt", "alg": alg, "jwk": signer.public.jwk}
        refused(f"{base64url.encode(json.dumps(header).encode())}.{payload}.{signature}")

"""openvc-core, polaris-oid4vp and jwcrypto on our SD-JWT VCs and JWTs, and we on theirs.

What one side issues or presents, the other takes; neither takes a changed one. Their clocks are
the real ones, so ours is too.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import pytest
from damda.keys import SoftwareSigner
from damda.sd_jwt import parse, present
from damda.sd_jwt_vc import check_sd_jwt_vc, integrity_of, problems_of, resolve_type
from damda.sd_jwt_vc.type_metadata import parse_type_metadata
from damda.vc_jose import check_vc_jwt
from damda.verify import Policy
from jwcrypto.jwk import JWK
from jwcrypto.jws import JWS
from openvc.errors import OpenvcError
from openvc.keys import Ed25519SigningKey, P256SigningKey, P384SigningKey
from openvc.proof.sd_jwt import SdJwtVcProofSuite
from openvc.status.token_status_list import decode_status_list, get_status
from openvc.type_metadata import validate_type_metadata
from polaris_oid4vp.sdjwt import verify_presentation as polaris
from support.credential_world import AUDIENCE, NONCE, World, codes
from support.jose_world import judged, parts, vc_jwt, vp_jwt
from support.sd_jwt_vc_world import CLAIMS, TOKENS_URL, TYPE, VCT, SdJwtWorld, document_of

pytestmark = pytest.mark.peer

KINDS: tuple[Any, ...] = ("P-256", "P-384", "Ed25519")
THEIR_KEYS = {"P-256": P256SigningKey, "P-384": P384SigningKey, "Ed25519": Ed25519SigningKey}
JUST_PROOF = Policy(fatal=frozenset(), require_anchor="no")
OPENVC = SdJwtVcProofSuite()


def now() -> datetime:
    """Asked for each time: the peers go by the clock, and a worker may come here late."""
    return datetime.now(UTC).replace(microsecond=0)


@cache
def world(kind: Any) -> SdJwtWorld:
    """Issuer and holder with keys of one kind, both did:jwk."""
    made = World.create()
    made.issuer = SoftwareSigner.create(kind, did_method="jwk")
    made.holder = SoftwareSigner.create(kind, did_method="jwk")
    return SdJwtWorld(made)


def issued(kind: Any, **options: Any) -> str:
    named = {"issued_at": now(), "valid_until": now() + timedelta(days=1), "status": None}
    return world(kind).issued(**(named | options))


def presented(kind: Any, text: str, paths: Any = (("name",), ("languages", 1))) -> str:
    return present(
        parse(text), paths=paths, signer=world(kind).world.holder,
        audience=AUDIENCE, nonce=NONCE, issued_at=now(),
    )  # fmt: skip


def theirs(signer: SoftwareSigner) -> Any:
    """The same key in openvc's form."""
    jwk = JWK.from_pyca(signer._key)  # a private key is given away by nobody else
    exported = json.loads(jwk.export_private())
    kind = "Ed25519" if exported["kty"] == "OKP" else exported["crv"]
    return THEIR_KEYS[kind].from_jwk(exported, signer.verification_method)


def changed(text: str) -> str:
    """One character of the issuer's signature is another."""
    jwt, tilde, rest = text.partition("~")
    return jwt[:-8] + ("A" if jwt[-8] != "A" else "B") + jwt[-7:] + tilde + rest


@pytest.mark.parametrize("kind", KINDS)
def test_openvc_takes_ours(kind: Any) -> None:
    shown = presented(kind, issued(kind))
    jwk = world(kind).world.issuer.public.jwk
    asked = {"public_key_jwk": jwk, "audience": AUDIENCE, "nonce": NONCE, "expected_vct": VCT}
    found = OPENVC.verify(shown, require_key_binding=True, **asked)
    assert found.key_bound
    assert found.claims["name"] == CLAIMS["name"]
    assert found.claims["languages"] == ["en"]
    assert "birthdate" not in found.claims
    with pytest.raises(OpenvcError):
        OPENVC.verify(changed(shown), **asked)
    with pytest.raises(OpenvcError):
        OPENVC.verify(shown, **(asked | {"nonce": "another"}))


@pytest.mark.parametrize("kind", KINDS)
def test_we_take_openvcs(kind: Any) -> None:
    sd = world(kind)
    text = OPENVC.issue(
        {"iss": sd.world.issuer.did, "name": "김하늘", "grade": "A"},
        signing_key=theirs(sd.world.issuer),
        disclosable=["name", "grade"],
        holder_jwk=sd.world.holder.public.jwk,
        vct=VCT,
        expires_in_s=3600,
        decoys=2,
    )
    shown = OPENVC.create_presentation(
        text, holder_key=theirs(sd.world.holder), audience=AUDIENCE, nonce=NONCE
    )
    at = datetime.now(UTC)
    verdict = sd.verdict(shown, policy=JUST_PROOF, now=at)
    assert verdict.verified, codes(verdict)
    assert check_sd_jwt_vc(text).claims["name"] == "김하늘"
    less = presented(kind, text, [("grade",)])
    assert sd.verdict(less, policy=JUST_PROOF, now=at).verified
    assert "name" not in check_sd_jwt_vc(less).claims
    assert "proof_invalid" in codes(sd.verdict(changed(shown), policy=JUST_PROOF, now=at))


def test_polaris_takes_ours() -> None:
    shown = presented("P-256", issued("P-256"))
    issuer = world("P-256").world.issuer
    asked: dict[str, Any] = {
        "expected_nonce": NONCE,
        "expected_audience": AUDIENCE,
        "issuer_jwks": [issuer.public.jwk],
        "expected_vct": VCT,
    }
    found = polaris(shown, **asked)
    assert found.authentic, found.reason
    assert found.claims["name"] == CLAIMS["name"]
    assert "birthdate" not in found.claims
    assert polaris(changed(shown), **asked).code == "issuer_signature"
    assert not polaris(shown, **(asked | {"expected_nonce": "another"})).authentic
    assert not polaris(shown.rpartition("~")[0] + "~", **asked).authentic
    other = presented("P-256", issued("P-256", vct="urn:example:other"))
    assert not polaris(other, **asked).authentic


def test_openvc_takes_our_type_metadata() -> None:
    text = issued("P-256")
    data = document_of(TYPE)
    payload = check_sd_jwt_vc(text).claims
    found = validate_type_metadata(
        payload, vct=VCT, vct_integrity=integrity_of(data), resolve=lambda url: data
    )
    assert len(found.claims) == len(TYPE.claims)
    assert problems_of(parse(text), resolve_type(VCT, integrity_of(data), {VCT: data})) == []
    assert parse_type_metadata(json.dumps(found.documents[0]).encode()) == TYPE


@pytest.mark.parametrize("kind", KINDS)
def test_jwcrypto_reads_our_jwts(kind: Any) -> None:
    there = World.create(kind)
    there.issuer = SoftwareSigner.create(kind)
    token = vc_jwt(there, credentialStatus=None)
    shown = vp_jwt(there, token)
    for text, signer in ((token, there.issuer), (shown, there.holder)):
        jws = JWS()
        jws.deserialize(text)
        jws.verify(JWK(**signer.public.jwk))
        assert json.loads(jws.payload) == parts(text)[1]


@pytest.mark.parametrize("kind", KINDS)
def test_we_read_jwcryptos(kind: Any) -> None:
    there = World.create(kind)
    signer = there.issuer = SoftwareSigner.create(kind)
    document = there.badge(credentialStatus=None)
    jws = JWS(json.dumps(document, indent=1).encode())
    header = {"alg": signer.algorithm, "typ": "vc+jwt", "kid": signer.verification_method}
    jws.add_signature(JWK.from_pyca(signer._key), protected=json.dumps(header))
    token = jws.serialize(compact=True)
    assert check_vc_jwt(token).view.document == document
    assert judged(there, token, policy=JUST_PROOF).verified


def test_openvc_reads_our_status_list_token() -> None:
    sd = SdJwtWorld()
    sd.publish({7: 1, 8: 2})
    listed = parts(sd.world.web.pages[TOKENS_URL].decode())[1]["status_list"]
    read = decode_status_list(listed["lst"])
    statuses = [get_status(read, n, bits=listed["bits"]) for n in range(10)]
    assert statuses == [0, 0, 0, 0, 0, 0, 0, 1, 2, 0]

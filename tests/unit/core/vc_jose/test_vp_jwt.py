"""A presentation as a JWT (VC-JOSE-COSE, 3.1.2), and enveloped credentials in both forms."""

import pytest
from damda.errors import MalformedInput
from damda.evidence import needs_of
from damda.keys import SoftwareSigner
from damda.proofs import add_proof
from damda.vc_jose import (
    check_vp_jwt,
    enveloped_credential,
    enveloped_presentation,
    token_of,
)
from damda.verify import CHECK_IDS, NOT_ASKED, Expected, Policy
from support.credential_world import (
    AUDIENCE,
    CANONICALIZER,
    LIST_URL,
    NONCE,
    NOW,
    SUSPENSIONS_URL,
    World,
    codes,
    found,
)
from support.jose_world import judged, parts, resigned, vc_jwt, vp_jwt

NO_ANCHOR = Policy(require_anchor="no")


@pytest.fixture(scope="module")
def world():
    return World.create()


@pytest.fixture(scope="module")
def token(world):
    return vp_jwt(world)


def test_everything_holds_in_the_usual_order(world, token):
    verdict = judged(world, token, policy=NO_ANCHOR)
    assert verdict.verified
    once = ["format", *CHECK_IDS[4:-1], "status", "anchor"]
    assert [c.id for c in verdict.checks] == [*CHECK_IDS[:4], *once]
    assert [c.credential for c in verdict.checks] == [None] * 4 + [0] * len(once)
    assert found(verdict, "subject") == [("passed", "holder_is_subject")]


def test_needs_of_it(world, token):
    needs = needs_of(token)
    assert needs.status_lists == (LIST_URL, SUSPENSIONS_URL)
    assert [did for did, _ in needs.issuers] == [world.issuer.did]
    assert needs.did_logs
    assert len(needs.anchors) == 1


def test_another_nonce_or_audience(world, token):
    for expected, code in (
        (Expected("other", AUDIENCE), "nonce_mismatch"),
        (Expected(NONCE, "other"), "audience_mismatch"),
    ):
        assert codes(judged(world, token, expected=expected, policy=NO_ANCHOR)) == [code]
    asked = Expected(NOT_ASKED, NOT_ASKED)
    assert judged(world, token, expected=asked, policy=NO_ANCHOR).verified


def test_for_two_audiences_is_for_none(world, token):
    def change(_header, payload):
        payload["aud"] = [AUDIENCE, "https://evil.example"]

    with pytest.raises(MalformedInput):
        check_vp_jwt(resigned(token, world.holder, change))


def test_by_another_than_the_holder(world, token):
    thief = SoftwareSigner.create("P-256")
    plain = resigned(token, thief, lambda header, payload: None)
    assert codes(judged(world, plain, policy=NO_ANCHOR))[0] == "holder_proof_invalid"
    named = resigned(token, thief, lambda h, p: h.update(kid=thief.verification_method))
    assert codes(judged(world, named, policy=NO_ANCHOR)) == ["malformed"]


def test_somebody_elses_credential(world, token):
    thief = SoftwareSigner.create("P-256")

    def change(header, payload):
        header["kid"] = thief.verification_method
        payload["holder"] = thief.did

    stolen = resigned(token, thief, change)
    assert codes(judged(world, stolen, policy=NO_ANCHOR)) == ["holder_not_subject"]


def test_without_holder_the_key_says_who_presents(world, token):
    bare = resigned(token, world.holder, lambda header, payload: payload.pop("holder"))
    assert check_vp_jwt(bare).holder == world.holder.did
    assert judged(world, bare, policy=NO_ANCHOR).verified


def test_an_enveloped_credential_in_a_presentation_with_data_integrity(world):
    document = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "holder": world.holder.did,
        "verifiableCredential": [enveloped_credential(vc_jwt(world)), world.issued()],
    }
    signed = add_proof(
        document, signer=world.holder, purpose="authentication", created=NOW,
        canonicalizer=CANONICALIZER, challenge=NONCE, domain=AUDIENCE,
    )  # fmt: skip
    verdict = world.verdict(signed, policy=NO_ANCHOR)
    assert verdict.verified
    assert {c.credential for c in verdict.checks} == {None, 0, 1}
    assert len(needs_of(signed).anchors) == 2


def test_a_credential_with_data_integrity_in_a_jwt(world, token):
    def change(_header, payload):
        payload["verifiableCredential"] = [world.issued()]

    both = resigned(token, world.holder, change)
    assert judged(world, both, policy=NO_ANCHOR).verified


@pytest.mark.parametrize(
    "change",
    [
        lambda e: e.update(name="said by nobody"),
        lambda e: e.update(id="data:application/vc+sd-jwt,eyJh"),
        lambda e: e.update(id="data:application/vc+jwt;base64,eyJh"),
        lambda e: e.update(id="https://e.example/1"),
        lambda e: e.update(id=7),
        lambda e: e.update(type=["EnvelopedVerifiableCredential", "VerifiableCredential"]),
        lambda e: e.update({"@context": ["https://www.w3.org/2018/credentials/v1"]}),
        lambda e: e.pop("@context"),
    ],
)
def test_an_envelope_says_nothing_else(world, token, change):
    envelope = parts(token)[1]["verifiableCredential"][0]
    change(envelope)
    with pytest.raises(MalformedInput):
        token_of(envelope)
    edited = resigned(token, world.holder, lambda h, p: p.update(verifiableCredential=[envelope]))
    verdict = judged(world, edited, policy=NO_ANCHOR)
    assert not verdict.verified
    assert "malformed" in codes(verdict)


def test_a_wallet_presents_no_credential_of_another(world):
    other = World.create()
    with pytest.raises(MalformedInput):
        vp_jwt(world, vc_jwt(other))
    with pytest.raises(MalformedInput):
        vp_jwt(world, signer=other.holder)


def test_an_old_signature_runs_out(world, token):
    past = int(NOW.timestamp()) - 7200
    old = resigned(token, world.holder, lambda h, p: p.update(exp=past))
    assert codes(judged(world, old, policy=NO_ANCHOR))[0] == "holder_proof_invalid"


def test_envelopes_by_themselves(world):
    """As a VC-API is sent them: JSON, with the token in it."""
    token, shown = vc_jwt(world), vp_jwt(world)
    for text, document in (
        (token, enveloped_credential(token)),
        (shown, enveloped_presentation(shown)),
    ):
        assert needs_of(document) == needs_of(text)
        verdict = world.verdict(document, policy=NO_ANCHOR)
        assert verdict == judged(world, text, policy=NO_ANCHOR)
        assert verdict.verified
        document["name"] = "said by nobody"
        assert codes(world.verdict(document, policy=NO_ANCHOR)) == ["malformed"]

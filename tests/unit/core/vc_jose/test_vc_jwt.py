"""A credential as a JWT (VC-JOSE-COSE, 3.1.1): issued, read strictly, judged like any other."""

from datetime import timedelta

import pytest
from damda.errors import KeyMalformed, MalformedInput, ProofInvalid
from damda.keys import SoftwareSigner
from damda.strict_json import loads_object
from damda.vc_jose import check_vc_jwt, draft_vc_jwt
from damda.verify import CHECK_IDS, Policy
from support.credential_world import ISSUED, LIST_URL, NOW, World, codes, found
from support.jose_world import judged, parts, resigned, vc_jwt, with_payload_text

NO_ANCHOR = Policy(require_anchor="no")


@pytest.fixture(scope="module")
def world():
    return World.create()


@pytest.fixture(scope="module")
def token(world):
    return vc_jwt(world)


def test_header_and_payload_are_as_the_standard_says(world, token):
    header, payload = parts(token)
    assert header == {
        "alg": "EdDSA", "typ": "vc+jwt", "cty": "vc", "kid": world.issuer.verification_method,
    }  # fmt: skip
    assert payload == {**world.badge(), "iat": int(ISSUED.timestamp())}


def test_everything_holds_in_the_usual_order(world, token):
    verdict = judged(world, token, policy=NO_ANCHOR)
    assert verdict.verified
    assert [c.id for c in verdict.checks] == ["format", *CHECK_IDS[4:-1], "status", "anchor"]
    proof = next(c for c in verdict.checks if c.id == "proof")
    assert proof.evidence == {
        "algorithm": "EdDSA",
        "verificationMethod": world.issuer.verification_method,
    }


@pytest.mark.parametrize("kind", ["P-256", "P-384", "Ed25519"])
def test_every_algorithm(kind):
    world = World.create()
    signer = SoftwareSigner.create(kind)
    token = vc_jwt(world, signer=signer, issuer=signer.did, credentialStatus=None)
    verdict = judged(world, token, policy=Policy(fatal=frozenset(), require_anchor="no"))
    assert verdict.verified


def test_its_anchor_is_the_digest_of_the_text(world, token):
    world.ledger.anchored.add(check_vc_jwt(token).digest)
    assert found(judged(world, token), "anchor") == [("passed", "anchored")]
    assert found(judged(world, vc_jwt(world, validUntil="2030-01-01T00:00:00Z")), "anchor") != [
        ("passed", "anchored")
    ]


def test_a_changed_payload_fails_the_proof(world, token):
    head, _, signature = token.split(".")
    other = vc_jwt(world, validUntil="2030-01-01T00:00:00Z").split(".")[1]
    assert "proof_invalid" in codes(judged(world, f"{head}.{other}.{signature}", policy=NO_ANCHOR))


def test_a_revoked_one(token):
    world = World.create()
    token = vc_jwt(world)
    world.publish(LIST_URL, "revocation", 5)
    assert codes(judged(world, token, policy=NO_ANCHOR)) == ["revoked"]


def test_a_duplicate_member_is_malformed(world, token):
    def twice(text):
        return '{"issuer":"did:key:z6MkOther",' + text[1:]

    doubled = with_payload_text(token, world.issuer, twice)
    assert codes(judged(world, doubled)) == ["malformed"]


def set_header(name, value):
    return lambda header, payload: header.update({name: value})


def set_claim(name, value):
    return lambda header, payload: payload.update({name: value})


@pytest.mark.parametrize(
    "change",
    [
        set_header("typ", "JWT"),
        set_header("typ", None),
        set_header("cty", "vp"),
        set_header("crit", ["exp"]),
        set_claim("vc", {}),
        set_claim("vp", {}),
        set_claim("proof", {"type": "DataIntegrityProof"}),
        set_claim("iss", "did:key:z6MkOther"),
        set_claim("sub", "did:key:z6MkOther"),
        set_claim("jti", "urn:uuid:other"),
        set_claim("exp", "tomorrow"),
        set_claim("iat", True),
        set_claim("validFrom", "2026-11-24"),
    ],
)
def test_what_may_not_be_is_malformed(world, token, change):
    with pytest.raises(MalformedInput):
        check_vc_jwt(resigned(token, world.issuer, change))


def test_claims_that_say_the_same_are_taken(world, token):
    def change(header, payload):
        payload |= {"iss": world.issuer.did, "sub": world.holder.did, "jti": payload["id"]}

    assert judged(world, resigned(token, world.issuer, change), policy=NO_ANCHOR).verified


def test_a_credential_of_the_older_data_model_is_refused(world):
    document = world.badge(**{"@context": ["https://www.w3.org/2018/credentials/v1"]})
    with pytest.raises(MalformedInput):
        draft_vc_jwt(
            document,
            verification_method=world.issuer.verification_method,
            algorithm="EdDSA",
            issued_at=ISSUED,
        )


def test_only_the_issuers_key_may_draft(world):
    with pytest.raises(ProofInvalid):
        vc_jwt(world, signer=SoftwareSigner.create("Ed25519"))


def test_kid_of_another(world, token):
    other = SoftwareSigner.create("Ed25519")
    stolen = resigned(token, other, set_header("kid", other.verification_method))
    assert codes(judged(world, stolen)) == ["malformed"]
    with pytest.raises(ProofInvalid):
        check_vc_jwt(stolen)


@pytest.mark.parametrize("kid", ["key-1", None, 7, "#", ""])
def test_kid_that_names_no_key(world, token, kid):
    with pytest.raises(KeyMalformed):
        check_vc_jwt(resigned(token, world.issuer, set_header("kid", kid)))


def test_a_key_in_the_header_is_not_looked_at(world, token):
    other = SoftwareSigner.create("Ed25519")
    forged = resigned(token, other, set_header("jwk", other.public.jwk))
    assert "proof_invalid" in codes(judged(world, forged, policy=NO_ANCHOR))


@pytest.mark.parametrize(
    ("claim", "offset", "code"),
    [
        ("iat", 50, None),
        ("iat", 600, "proof_invalid"),
        ("nbf", 600, "proof_invalid"),
        ("exp", -50, None),
        ("exp", -3600, "proof_invalid"),
    ],
)
def test_times_of_the_signature(world, token, claim, offset, code):
    when = int((NOW + timedelta(seconds=offset)).timestamp())
    verdict = judged(world, resigned(token, world.issuer, set_claim(claim, when)), policy=NO_ANCHOR)
    assert codes(verdict) == ([code] if code else [])


def test_a_status_list_as_a_jwt():
    world = World.create()
    token = vc_jwt(world)
    for bits, code in (((), None), ((5,), "revoked")):
        world.publish(LIST_URL, "revocation", *bits)
        listed = loads_object(world.web.pages[LIST_URL])
        world.web.pages[LIST_URL] = listed_as_jwt(world, listed)
        assert codes(judged(world, token, policy=NO_ANCHOR)) == ([code] if code else [])
    stranger = SoftwareSigner.create("Ed25519")
    world.web.pages[LIST_URL] = listed_as_jwt(world, listed, by=stranger)
    assert codes(judged(world, token, policy=NO_ANCHOR)) == ["status_unavailable"]


def listed_as_jwt(world, listed, by=None):
    unsecured = {name: value for name, value in listed.items() if name != "proof"}
    method = world.issuer.verification_method
    draft = draft_vc_jwt(unsecured, verification_method=method, algorithm="EdDSA", issued_at=ISSUED)
    return draft.attach((by or world.issuer).sign(draft.signing_input)).encode()

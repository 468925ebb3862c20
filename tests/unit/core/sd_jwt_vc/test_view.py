"""An SD-JWT VC as it is read and drafted (draft-ietf-oauth-sd-jwt-vc, 2.2)."""

from datetime import timedelta

import pytest
from damda.errors import KeyMalformed, MalformedInput, ProofInvalid
from damda.keys import SoftwareSigner
from damda.sd_jwt import issue, parse, select
from damda.sd_jwt_vc import NEVER_DISCLOSABLE, anchor_digest_of, check_sd_jwt_vc
from damda.status.token_list import StatusReference
from support.credential_world import ISSUED, NOW
from support.sd_jwt_vc_world import CLAIMS, ENTRY, TOKENS_URL, VCT, Counter, SdJwtWorld


@pytest.fixture(scope="module")
def sd():
    return SdJwtWorld()


@pytest.fixture(scope="module")
def text(sd):
    return sd.issued()


def test_what_it_says_of_itself(sd, text):
    view = check_sd_jwt_vc(text)
    assert view.issuer == sd.world.issuer.did
    assert view.verification_method == sd.world.issuer.verification_method
    assert view.types == (view.vct,) == (VCT,)
    assert view.holder_key == sd.world.holder.public
    assert view.issued_at == view.valid_from == ISSUED
    assert view.valid_until == NOW + timedelta(days=365)
    assert view.status_reference == StatusReference(ENTRY, TOKENS_URL)
    assert view.subject_id is None
    assert {name: view.claims[name] for name in CLAIMS} == CLAIMS


def test_the_header_is_as_the_draft_says(sd, text):
    header = parse(text).header
    method = sd.world.issuer.verification_method
    assert header == {"alg": "EdDSA", "typ": "dc+sd-jwt", "kid": method}


def test_what_is_not_disclosed_is_not_there(text):
    view = check_sd_jwt_vc(select(parse(text), [("course", "grade")]).serialize())
    assert "name" not in view.claims
    assert view.claims["languages"] == []
    assert view.claims["course"] == CLAIMS["course"]


def test_the_anchor_is_the_same_however_much_is_disclosed(sd, text):
    shown = [select(parse(text), paths).serialize() for paths in ([], [("name",)])]
    digests = {anchor_digest_of(each) for each in (text, *shown, sd.presented(text))}
    assert len(digests) == 1
    assert check_sd_jwt_vc(text).digest in digests
    assert anchor_digest_of(sd.issued(entropy=lambda length: b"x" * length)) not in digests


def test_a_later_beginning_counts(sd):
    view = check_sd_jwt_vc(sd.issued(valid_from=NOW + timedelta(days=1)))
    assert view.valid_from == NOW + timedelta(days=1)
    assert view.issued_at == ISSUED


def disclosed(sd, *paths, **claims):
    """An SD-JWT by software that lets anything be disclosable but what RFC 9901 forbids."""
    named = {"iss": sd.world.issuer.did, "vct": VCT, **claims}
    return issue(
        named,
        disclosable=paths,
        signer=sd.world.issuer,
        header={"typ": "dc+sd-jwt", "kid": sd.world.issuer.verification_method},
        holder_key=None,
        entropy=Counter(),
    )


STATUS = {"status_list": {"idx": 1, "uri": TOKENS_URL}}


@pytest.mark.parametrize(
    ("path", "claims"),
    [
        (("vct",), {}),
        (("vct#integrity",), {"vct#integrity": "sha256-x"}),
        (("aka_vcts",), {"aka_vcts": ["urn:x:y"]}),
        (("aka_vcts", 0), {"aka_vcts": ["urn:x:y"]}),
        (("status",), {"status": STATUS}),
        (("status", "status_list"), {"status": STATUS}),
        (("status", "status_list", "uri"), {"status": STATUS}),
    ],
)
def test_some_claims_are_never_disclosable(sd, path, claims):
    assert path[0] in NEVER_DISCLOSABLE
    text = disclosed(sd, path, **claims)
    with pytest.raises(MalformedInput, match="selectively disclosable"):
        check_sd_jwt_vc(text)
    # Hidden, so that nobody sees it, it can't be told; in part it can.
    if len(path) > 1:
        with pytest.raises(MalformedInput):
            check_sd_jwt_vc(select(parse(text), []).serialize())


@pytest.mark.parametrize("name", sorted(NEVER_DISCLOSABLE))
def test_and_are_not_drafted_so(sd, name):
    with pytest.raises(MalformedInput):
        sd.issued({name: "x"})
    with pytest.raises(MalformedInput):
        sd.issued(disclosable=[(name,)])


def test_a_disclosable_iat_decides_nothing(sd):
    late = int((NOW - timedelta(days=900)).timestamp())
    view = check_sd_jwt_vc(disclosed(sd, ("iat",), iat=late))
    assert view.claims["iat"] == late
    assert view.issued_at is view.valid_from is None


@pytest.mark.parametrize(
    ("changes", "header"),
    [
        ({"vct": None}, {}),
        ({"vct": "badge"}, {}),
        ({"vct": 7}, {}),
        ({"vct": "https://e.example/" + "a" * 3000}, {}),
        ({"aka_vcts": []}, {}),
        ({"aka_vcts": "urn:x:y"}, {}),
        ({"aka_vcts": [VCT]}, {}),
        ({"aka_vcts": ["urn:x:y", "urn:x:y"]}, {}),
        ({"iss": None}, {}),
        ({"iss": "https://keis.example"}, {}),
        ({"iss": "did:key:z6Mk#z6Mk"}, {}),
        ({"exp": "2027-01-01T00:00:00Z"}, {}),
        ({"exp": True}, {}),
        ({"nbf": -1}, {}),
        ({"iat": 10**15}, {}),
        ({"sub": 7}, {}),
        ({"vct#integrity": 7}, {}),
        ({"cnf": {"kid": "did:key:z6Mk#z6Mk"}}, {}),
        ({"cnf": "key"}, {}),
        ({"cnf": {"jwk": {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"}}}, {}),
        ({"status": {}}, {}),
        ({"status": {"status_list": {"idx": "1", "uri": TOKENS_URL}}}, {}),
        ({}, {"typ": "vc+sd-jwt"}),
        ({}, {"typ": None}),
        ({}, {"crit": ["x"]}),
    ],
)
def test_what_is_not_as_it_should_be(sd, text, changes, header):
    with pytest.raises(MalformedInput):
        check_sd_jwt_vc(sd.foreign(text, header, **changes))


def test_a_key_with_a_coordinate_cut_short_is_a_key_error(sd, text):
    jwk = SoftwareSigner.from_private("P-256", (379).to_bytes(32), "").public.jwk
    assert jwk["x"].startswith("A")
    assert check_sd_jwt_vc(sd.foreign(text, cnf={"jwk": jwk})).holder_key.jwk == jwk
    from damda import base64url

    cut = base64url.encode(base64url.decode(jwk["x"])[1:])
    with pytest.raises(KeyMalformed):
        check_sd_jwt_vc(sd.foreign(text, cnf={"jwk": jwk | {"x": cut}}))


def test_other_kinds_of_status_are_named(sd, text):
    view = check_sd_jwt_vc(sd.foreign(text, status={"identifier_list": {"id": "1"}}))
    assert view.status_reference is None
    assert view.unread_status == ("identifier_list",)


def test_without_disclosures_and_without_holder(sd):
    view = check_sd_jwt_vc(sd.issued(disclosable=(), holder_key=None, status=None))
    assert view.holder_key is view.status_reference is None
    assert view.claims["name"] == CLAIMS["name"]


@pytest.mark.parametrize("member", ["iat", "sub", "iss", "vct", "exp"])
def test_claims_given_by_name_are_not_among_the_others(sd, member):
    with pytest.raises(MalformedInput, match=member):
        sd.issued({member: "x"})


def test_a_key_of_another_is_no_key_to_draft_with(sd):
    other = SoftwareSigner.create("P-256")
    with pytest.raises(ProofInvalid):
        sd.issued(verification_method=other.verification_method)
    with pytest.raises(MalformedInput):
        sd.issued(verification_method="#key-1")

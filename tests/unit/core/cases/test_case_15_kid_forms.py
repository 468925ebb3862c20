"""Case 15: a ``kid`` names a key of ``iss`` by its fragment; all else has a message of its own."""

import pytest
from damda.errors import KeyMalformed, ProofInvalid
from damda.keys import SoftwareSigner
from damda.sd_jwt_vc import check_sd_jwt_vc
from damda.verify import Policy
from support.credential_world import World, codes
from support.jose_world import parts, resigned
from support.sd_jwt_vc_world import SdJwtWorld

JUST_PROOF = Policy(fatal=frozenset(), require_anchor="no")


@pytest.fixture(scope="module")
def sd() -> SdJwtWorld:
    world = World.create()
    world.issuer = SoftwareSigner.create("P-256", did_method="jwk")
    return SdJwtWorld(world)


@pytest.fixture(scope="module")
def text(sd: SdJwtWorld) -> str:
    return sd.issued(status=None)


def test_we_write_the_whole_did_url(sd: SdJwtWorld, text: str) -> None:
    kid = parts(text.partition("~")[0])[0]["kid"]
    assert kid == f"{sd.world.issuer.did}#0"
    assert kid.startswith("did:jwk:")


def test_the_fragment_alone_is_of_the_issuer(sd: SdJwtWorld, text: str) -> None:
    relative = sd.foreign(text, {"kid": "#0"})
    assert check_sd_jwt_vc(relative).verification_method == f"{sd.world.issuer.did}#0"
    assert sd.verdict(sd.presented(relative), policy=JUST_PROOF).verified


def test_each_other_form_is_refused_with_its_own_message(sd: SdJwtWorld, text: str) -> None:
    forms = {
        "did": sd.world.issuer.did,
        "thumbprint": sd.world.issuer.public.thumbprint,
        "absent": None,
        "number": 0,
    }
    told = set()
    for kid in forms.values():
        with pytest.raises(KeyMalformed) as refused:
            check_sd_jwt_vc(sd.foreign(text, {"kid": kid}))
        assert f"{sd.world.issuer.did}#" in refused.value.en
        told.add(refused.value.en)
        assert "kid" in refused.value.ko
    assert len(told) == len(forms)


def test_the_key_of_another_is_refused_though_it_signed(sd: SdJwtWorld, text: str) -> None:
    other = SoftwareSigner.create("P-256", did_method="jwk")

    def change(header: dict, payload: dict) -> None:
        header["kid"] = other.verification_method

    jwt, _, rest = text.partition("~")
    forged = f"{resigned(jwt, other, change)}~{rest}"
    with pytest.raises(ProofInvalid):
        check_sd_jwt_vc(forged)
    assert codes(sd.verdict(sd.presented(text).replace(jwt, forged.partition("~")[0]))) == [
        "malformed"
    ]


def test_no_key_outside_the_issuers_document_is_tried(sd: SdJwtWorld, text: str) -> None:
    """Neither a key in the header, nor another fragment, nor the right key under another name."""
    other = SoftwareSigner.create("P-256")

    def with_jwk(header: dict, payload: dict) -> None:
        header["jwk"] = other.public.jwk

    jwt, _, rest = text.partition("~")
    by_jwk = sd.presented(f"{resigned(jwt, other, with_jwk)}~{rest}")
    assert codes(sd.verdict(by_jwk, policy=JUST_PROOF)) == ["proof_invalid"]
    unlisted = sd.presented(sd.foreign(text, {"kid": f"{sd.world.issuer.did}#1"}))
    assert codes(sd.verdict(unlisted, policy=JUST_PROOF)) == [
        "issuer_key_unavailable",
        "not_checked",
    ]

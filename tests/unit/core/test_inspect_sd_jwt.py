"""`damda.inspect` of SD-JWTs: what is disclosed and what is hidden, each with its place."""

import json

import pytest
from damda import base64url
from damda.errors import DamdaError
from damda.inspect import inspect
from damda.sd_jwt import parse, select, to_json
from damda.sd_jwt_vc import anchor_digest_of
from support.jose_world import vc_jwt
from support.sd_jwt_vc_world import VCT, SdJwtWorld


@pytest.fixture(scope="module")
def sd():
    return SdJwtWorld()


@pytest.fixture(scope="module")
def text(sd):
    return sd.issued()


def seen(text):
    found = inspect(text.encode()).to_json()
    assert found["verified"] is None
    return found


def places(found, section="disclosures"):
    return [each["path"] for each in found["sections"][section]]


def test_all_is_disclosed(sd, text):
    found = seen(text)
    assert (found["kind"], found["format"]) == ("sd_jwt", "dc+sd-jwt")
    assert sorted(places(found), key=str) == sorted(
        [["name"], ["birthdate"], ["course", "grade"], ["languages", 0], ["languages", 1]], key=str
    )
    sections = found["sections"]
    assert sections["hidden"] == []
    assert sections["types"] == [VCT]
    assert sections["issuer"] == sd.world.issuer.did
    assert sections["anchor"] == {"digest": anchor_digest_of(text).hex()}
    assert all(each["named"] for each in sections["disclosures"])


def test_some_is_hidden_and_counted_by_place(sd, text):
    found = seen(sd.presented(text, [("name",), ("languages", 1)]))
    assert places(found) == [["name"], ["languages", 1]]
    assert found["sections"]["hidden"] == [
        {"path": [], "count": 1},
        {"path": ["course"], "count": 1},
        {"path": ["languages"], "count": 1},
    ]
    assert found["sections"]["key_binding"]["header"]["typ"] == "kb+jwt"


def test_decoys_count_as_hidden(sd):
    found = seen(sd.issued(decoys=2))
    assert {tuple(h["path"]): h["count"] for h in found["sections"]["hidden"]} == {
        (): 2, ("course",): 2, ("languages",): 2,
    }  # fmt: skip


def test_what_is_hidden_in_something_disclosed(sd):
    claims = {"address": {"city": "서울", "street": "세종대로"}}
    whole = sd.issued(claims, disclosable=[("address",), ("address", "street")])
    shown = select(parse(whole), [("address",)]).serialize()
    assert seen(shown)["sections"]["hidden"] == [{"path": ["address"], "count": 1}]
    assert places(seen(whole)) == [["address", "street"], ["address"]]
    nothing = select(parse(whole), []).serialize()
    assert seen(nothing)["sections"]["hidden"] == [{"path": [], "count": 1}]


def test_a_disclosure_that_nothing_names(text):
    stray = base64url.encode(json.dumps(["c2FsdA", "degree", "PhD"]).encode())
    found = seen(f"{text}{stray}~")["sections"]["disclosures"][-1]
    assert (found["name"], found["named"], found["path"]) == ("degree", False, None)


def test_json_serialization(sd, text):
    for general in (False, True):
        found = seen(json.dumps(to_json(parse(text), general=general)))
        assert found["kind"] == "sd_jwt"
        assert len(found["sections"]["disclosures"]) == 5


def test_a_credential_as_a_jwt_has_an_anchor_too(sd):
    found = seen(vc_jwt(sd.world))
    assert found["kind"] == "credential"
    assert len(found["sections"]["anchor"]["digest"]) == 64


@pytest.mark.parametrize("rest", ["x~", "W10~", "~~", "~a.b", "~a.b.c.d"])
def test_what_can_not_be_read(text, rest):
    with pytest.raises(DamdaError):
        inspect((text.partition("~")[0] + "~" + rest).encode())

"""Type Metadata: read strictly, extended, bound by hash, and compared with a credential."""

import json
from base64 import b64encode
from dataclasses import replace
from hashlib import sha384, sha512
from itertools import pairwise

import pytest
from damda.errors import FetchFailed, LimitExceeded, MalformedInput, ProofInvalid
from damda.sd_jwt import parse, select
from damda.sd_jwt_vc import (
    ClaimDisplay,
    ClaimMetadata,
    TypeDisplay,
    TypeMetadata,
    check_integrity,
    integrity_of,
    parse_type_metadata,
    problems_of,
    resolve_type,
)
from support.sd_jwt_vc_world import CLAIMS, TYPE, VCT, SdJwtWorld, document_of

BASE = "https://keis.example/types/base"
FULL = TypeMetadata(
    vct=VCT,
    name="badge",
    description="for developers",
    extends=BASE,
    extends_integrity="sha256-x",
    display=(TypeDisplay("ko", "수료증", "설명", {"simple": {"text_color": "#000"}}),),
    claims=(
        ClaimMetadata(("name",), (ClaimDisplay("ko", "이름"),), True, "always", "name_1"),
        ClaimMetadata(("languages", None)),
        ClaimMetadata(("languages", 0), sd="never"),
    ),
)


def test_what_is_written_is_read():
    assert parse_type_metadata(document_of(FULL)) == FULL
    assert FULL.claims[1].disclosability == "allowed"


def test_members_that_are_not_known_are_let_be():
    document = FULL.to_json() | {"schema": {"type": "object"}, "memo": 7}
    document["claims"][0]["x"] = []
    assert parse_type_metadata(json.dumps(document).encode()) == FULL


@pytest.mark.parametrize(
    "members",
    [
        {"vct": None},
        {"vct": "badge"},
        {"name": 7},
        {"extends": "badge"},
        {"extends#integrity": ""},
        {"display": {}},
        {"display": [{"name": "x"}]},
        {"display": [{"locale": "ko"}]},
        {"display": [{"locale": "ko", "name": "x", "rendering": []}]},
        {"claims": {}},
        {"claims": ["name"]},
        {"claims": [{}]},
        {"claims": [{"path": []}]},
        {"claims": [{"path": "name"}]},
        {"claims": [{"path": [-1]}]},
        {"claims": [{"path": [True]}]},
        {"claims": [{"path": ["a"]}, {"path": ["a"]}]},
        {"claims": [{"path": ["a"], "mandatory": "yes"}]},
        {"claims": [{"path": ["a"], "sd": "maybe"}]},
        {"claims": [{"path": ["a"], "sd": ["always"]}]},
        {"claims": [{"path": ["a"], "svg_id": "1a"}]},
        {"claims": [{"path": ["a"], "svg_id": "b"}, {"path": ["c"], "svg_id": "b"}]},
        {"claims": [{"path": ["a"], "display": [{"locale": "ko"}]}]},
        {"claims": [{"path": ["a"] * 100}]},
        {"claims": [{"path": ["a", n]} for n in range(501)]},
    ],
)
def test_what_is_not_as_it_should_be(members):
    with pytest.raises(MalformedInput):
        parse_type_metadata(json.dumps({"vct": VCT} | members).encode())


def test_no_json_and_too_much_of_it():
    for data in (b"", b"[]", b"{", b'{"vct":"urn:x:y","vct":"urn:x:z"}'):
        with pytest.raises(MalformedInput):
            parse_type_metadata(data)
    with pytest.raises(LimitExceeded):
        parse_type_metadata(b'{"vct":"' + b"x" * 300_000 + b'"}')


def hashed(name, function, data):
    return f"{name}-{b64encode(function(data).digest()).decode()}"


def test_integrity_is_over_the_very_bytes():
    data = document_of(TYPE)
    check_integrity(data, integrity_of(data))
    with pytest.raises(ProofInvalid):
        check_integrity(data + b"\n", integrity_of(data))


def test_of_several_hashes_the_strongest_decides():
    data, other = b"{}", b"{ }"
    weak, strong = integrity_of(data), hashed("sha512", sha512, data)
    check_integrity(data, f"{integrity_of(other)}  {strong}?option")
    check_integrity(data, f"{hashed('sha384', sha384, other)} {hashed('sha384', sha384, data)}")
    with pytest.raises(ProofInvalid):
        check_integrity(data, f"{weak} {hashed('sha512', sha512, other)}")


@pytest.mark.parametrize("text", ["", "md5-abc", "sha256-", "sha256:abc", "sha256-" + "!" * 44])
def test_integrity_by_no_known_hash_is_none(text):
    with pytest.raises(MalformedInput):
        check_integrity(b"{}", text)


def test_integrity_that_is_no_base64_fits_nothing():
    with pytest.raises(ProofInvalid):
        check_integrity(b"{}", "sha256-" + "A" * 45)


def extended(base=(), child=(), **members):
    """What holds for a type that extends another."""
    below = document_of(TypeMetadata(BASE, claims=tuple(base)))
    named = {"extends": BASE, "extends_integrity": integrity_of(below), **members}
    above = document_of(TypeMetadata(VCT, claims=tuple(child), **named))
    return resolve_type(VCT, integrity_of(above), {VCT: above, BASE: below})


def test_claims_are_inherited_and_overridden_by_path():
    korean, english = (ClaimDisplay("ko", "도시"),), (ClaimDisplay("en", "Town"),)
    base = [ClaimMetadata(("name",), korean), ClaimMetadata(("a", "city"), korean, sd="always")]
    child = [ClaimMetadata(("a", "city"), english, mandatory=True), ClaimMetadata(("b",))]
    assert extended(base, child).claims == (
        base[0],
        ClaimMetadata(("a", "city"), english, mandatory=True, sd="always"),
        child[1],
    )


@pytest.mark.parametrize(
    ("base", "child", "allowed"),
    [
        ({"sd": "always"}, {"sd": "always"}, True),
        ({"sd": "always"}, {}, True),
        ({"sd": "always"}, {"sd": "never"}, False),
        ({"sd": "never"}, {"sd": "allowed"}, False),
        ({"sd": "allowed"}, {"sd": "never"}, True),
        ({}, {"sd": "always"}, True),
        ({"mandatory": True}, {"mandatory": False}, False),
        ({"mandatory": False}, {"mandatory": True}, True),
        ({"mandatory": True}, {}, True),
    ],
)
def test_what_a_type_promises_may_not_be_taken_back(base, child, allowed):
    claims = [ClaimMetadata(("name",), **base)], [ClaimMetadata(("name",), **child)]
    if allowed:
        found = extended(*claims).claims[0]
        assert found.mandatory or not base.get("mandatory")
    else:
        with pytest.raises(MalformedInput):
            extended(*claims)


def test_display_is_the_childs_or_else_the_bases():
    base = TypeMetadata(BASE, display=(TypeDisplay("ko", "기본"),))
    child = TypeMetadata(VCT, extends=BASE)
    documents = {BASE: document_of(base), VCT: document_of(child)}
    assert resolve_type(VCT, None, documents).display == base.display
    documents[VCT] = document_of(replace(child, display=(TypeDisplay("ko", "수료증"),)))
    assert resolve_type(VCT, None, documents).display[0].name == "수료증"


def test_circles_and_long_chains_end():
    names = [f"urn:type:{n}" for n in range(8)]
    chain = {
        name: document_of(TypeMetadata(name, extends=above)) for name, above in pairwise(names)
    }
    with pytest.raises(LimitExceeded):
        resolve_type(names[0], None, chain)
    circle = dict(chain) | {names[2]: document_of(TypeMetadata(names[2], extends=names[0]))}
    with pytest.raises(MalformedInput, match="itself"):
        resolve_type(names[0], None, circle)


def test_a_document_that_is_lacking_or_another():
    with pytest.raises(FetchFailed):
        resolve_type(VCT, None, {})
    with pytest.raises(FetchFailed):
        resolve_type(VCT, None, {VCT: FetchFailed("no")})
    with pytest.raises(ProofInvalid):
        resolve_type(VCT, integrity_of(b"{}"), {VCT: document_of(TYPE)})
    with pytest.raises(MalformedInput):
        resolve_type(VCT, None, {VCT: document_of(TypeMetadata(BASE))})


@pytest.fixture(scope="module")
def sd_jwt():
    return parse(SdJwtWorld().issued())


def problems(sd_jwt, *claims):
    found = problems_of(sd_jwt, TypeMetadata(VCT, claims=tuple(claims)))
    return [(problem.field, problem.code) for problem in found]


def test_a_credential_that_keeps_to_its_type(sd_jwt):
    for shown in ([], [("name",)], [("languages", 1)]):
        assert problems_of(select(sd_jwt, shown), TYPE) == []
    assert problems_of(sd_jwt, TYPE) == []


@pytest.mark.parametrize(
    ("path", "sd", "fits"),
    [
        (("name",), "never", False),
        (("name",), "always", True),
        (("name",), "allowed", True),
        (("course",), "always", False),
        (("course", "title"), "always", False),
        (("course", "grade"), "always", True),
        (("languages",), "never", True),
        (("languages", None), "never", False),
        (("languages", 1), "always", True),
        (("nothing",), "always", True),
    ],
)
def test_disclosability_is_that_of_the_claim_itself(sd_jwt, path, sd, fits):
    found = problems(sd_jwt, ClaimMetadata(path, sd=sd))
    assert bool(found) is not fits
    assert all(code == "sd" for _, code in found)


def test_an_element_that_is_hidden_is_there_and_keeps_its_place(sd_jwt):
    shown = select(sd_jwt, [("languages", 1)])
    claim = ClaimMetadata(("languages", 0), mandatory=True, sd="always")
    assert problems(shown, claim) == []
    assert problems(shown, replace(claim, sd="never")) == [("languages.0", "sd")]
    assert problems(shown, replace(claim, path=("languages", 2))) == [("languages.2", "mandatory")]


def test_what_may_be_hidden_is_not_missing(sd_jwt):
    lacking = ClaimMetadata(("lacking",), mandatory=True)
    assert problems(sd_jwt, lacking) == [("lacking", "mandatory")]
    assert problems(select(sd_jwt, []), lacking) == []
    never = replace(lacking, sd="never")
    assert problems(select(sd_jwt, []), never) == [("lacking", "mandatory")]
    inside = ClaimMetadata(("name", "given"), mandatory=True)
    assert problems(select(sd_jwt, []), inside) == []


@pytest.mark.parametrize("path", [("name", "given"), ("course", 0), ("course", None), ("name", 0)])
def test_a_path_into_another_kind_of_value(sd_jwt, path):
    assert problems(sd_jwt, ClaimMetadata(path)) == [(".".join(
        "*" if step is None else str(step) for step in path), "path")]  # fmt: skip


def test_decoys_and_reserved_names_are_no_claims():
    sd_jwt = parse(SdJwtWorld().issued(CLAIMS, decoys=3))
    assert problems_of(sd_jwt, TYPE) == []
    assert problems(sd_jwt, ClaimMetadata(("_sd",), mandatory=True, sd="always")) == []

"""Drafting and issuing (RFC 9901, 4.1 and 4.2)."""

import json
from collections.abc import Iterator
from secrets import token_bytes
from typing import Any

import pytest
from damda import base64url
from damda.errors import DamdaError, KeyMalformed, LimitExceeded, MalformedInput
from damda.keys import KeyKind, SoftwareSigner
from damda.sd_jwt import draft, parse, processed, verify_signature
from hypothesis import given, settings
from hypothesis import strategies as st
from support.sd_jwt_world import CLAIMS, HOLDER, ISSUER, claims_of, digest, issued


def digests_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value.get("_sd", [])
        if "..." in value:
            yield value["..."]
        for member in value.values():
            yield from digests_in(member)
    elif isinstance(value, list):
        for element in value:
            yield from digests_in(element)


def test_everything_comes_back_when_all_is_shown() -> None:
    assert claims_of(issued()) == CLAIMS


def test_nothing_disclosable_stands_in_the_jwt() -> None:
    payload = json.dumps(parse(issued()).payload, ensure_ascii=False)
    for text in ("홍길동", "서울", "세종대로", '"ko"', '"years"'):
        assert text not in payload
    assert "BSc" in payload


def test_what_is_disclosable_within_is_hidden_within() -> None:
    sd_jwt = parse(issued())
    [address] = [each for each in sd_jwt.disclosures if each.name == "address"]
    assert address.value.keys() == {"country", "_sd"}
    assert len(address.value["_sd"]) == 2


@pytest.mark.parametrize("kind", ["P-256", "P-384", "Ed25519"])
def test_every_algorithm(kind: KeyKind) -> None:
    signer = SoftwareSigner.create(kind)
    sd_jwt = parse(issued(signer=signer))
    assert sd_jwt.header["alg"] == signer.algorithm
    verify_signature(sd_jwt, signer.public)
    with pytest.raises(DamdaError):
        verify_signature(sd_jwt, ISSUER.public)


@pytest.mark.parametrize("name", ["sha-256", "sha-384", "sha-512"])
def test_every_hash(name: str) -> None:
    text = issued(hash_name=name)
    assert parse(text).payload["_sd_alg"] == name
    assert claims_of(text) == CLAIMS
    found = set(digests_in(parse(text).payload))
    by_hand = {digest(each.text, name.replace("-", "")) for each in parse(text).disclosures}
    assert found < by_hand


def test_salts_are_long_and_never_the_same() -> None:
    salts = [each.salt for _ in range(20) for each in parse(issued()).disclosures]
    assert len(set(salts)) == len(salts)
    assert all(len(base64url.decode(salt)) >= 16 for salt in salts)


def test_the_order_of_digests_tells_nothing() -> None:
    claims = {f"c{n}": n for n in range(20)}
    digests = parse(issued(claims, [(name,) for name in claims])).payload["_sd"]
    assert digests == sorted(digests)


def test_decoys_look_like_digests_and_vanish() -> None:
    text = issued(decoys=3)
    sd_jwt = parse(text)
    # Three each: the top, address, languages, and both of the jobs.
    found = list(digests_in([sd_jwt.payload, *(each.value for each in sd_jwt.disclosures)]))
    assert len(found) == len(sd_jwt.disclosures) + 3 * 5
    assert {len(each) for each in found} == {43}
    assert claims_of(text) == CLAIMS


def test_decoys_stand_anywhere_in_an_array() -> None:
    first = set()
    for _ in range(40):
        sd_jwt = parse(issued({"l": ["a"]}, [("l", 0)], decoys=1))
        first.add(sd_jwt.payload["l"][0]["..."] == digest(sd_jwt.disclosures[0].text))
    assert first == {True, False}


def test_the_signature_may_come_later() -> None:
    drafted = draft(
        CLAIMS,
        disclosable=[("name",)],
        header={"alg": "ES256", "kid": "k"},
        holder_key=None,
        entropy=token_bytes,
    )
    text = drafted.attach(ISSUER.sign(drafted.signing_input))
    verify_signature(parse(text), ISSUER.public)
    with pytest.raises(MalformedInput):
        drafted.attach(b"short")


def test_claims_are_not_changed_and_not_kept() -> None:
    claims: dict[str, Any] = {"o": {"l": [1, 2]}}
    drafted = draft(
        claims,
        disclosable=[("o", "l", None)],
        header={"alg": "EdDSA"},
        holder_key=HOLDER.public.jwk,
        entropy=token_bytes,
    )
    assert claims == {"o": {"l": [1, 2]}}
    claims["o"]["l"].append(3)
    assert len(drafted.disclosures) == 2


@pytest.mark.parametrize(
    "path",
    [
        (),
        ("nothing",),
        ("address", "nothing"),
        ("name", "inner"),
        ("languages", 3),
        ("languages", -1),
        ("languages", True),
        ("languages", "0"),
        ("address", None),
        ("jobs", None, "nothing"),
        (None,),
        (0,),
        ("iss",),
        ["name"],
        "name",
        (1.0,),
        ("jobs", "x") * 40,
    ],
)
def test_paths_that_lead_to_nothing_or_where_they_may_not(path: Any) -> None:
    """A path that was mistyped would leave in plain sight what was to be hidden."""
    with pytest.raises(MalformedInput):
        issued(CLAIMS, [path])


@pytest.mark.parametrize("name", ["iss", "aud", "exp", "nbf", "cnf"])
def test_what_a_verifier_must_not_miss(name: str) -> None:
    with pytest.raises(MalformedInput, match=name):
        issued({name: {"a": 1}}, [(name, "a")], holder_key=None)


def test_all_elements_of_an_empty_array_are_none() -> None:
    assert claims_of(issued({"l": []}, [("l", None)])) == {"l": []}


@pytest.mark.parametrize(
    "claims",
    [
        {"_sd": []},
        {"a": {"...": 1}},
        {"a": [{"_sd": 1}]},
        {"_sd_alg": "sha-256"},
        {"a": {"_sd_alg": "x"}},
        {"a": float("nan")},
        {"a": b"x"},
        {"a": {1: 2}},
        {"a": {"b": object()}},
        {"a": "\ud800"},
        [],
        None,
    ],
)
@pytest.mark.parametrize("disclosable", [[], [("a",)]])
def test_claims_that_are_no_claims(claims: Any, disclosable: Any) -> None:
    with pytest.raises(MalformedInput):
        issued(claims, disclosable)


def test_keys_and_algorithms_that_are_none() -> None:
    with pytest.raises(KeyMalformed):
        issued(holder_key={"kty": "EC"})
    with pytest.raises(KeyMalformed, match="private"):
        issued(holder_key={**HOLDER.public.jwk, "d": "AA"})
    with pytest.raises(MalformedInput, match="cnf"):
        issued({"cnf": {}}, [])
    for algorithm in ("none", "HS256", "", None, ["ES256"]):
        with pytest.raises(MalformedInput):
            draft(
                {}, disclosable=[], header={"alg": algorithm}, holder_key=None, entropy=token_bytes
            )


def test_too_much() -> None:
    with pytest.raises(LimitExceeded):
        issued({"l": list(range(1001))}, [("l", None)])
    deep: Any = 1
    for _ in range(100):
        deep = [deep]
    with pytest.raises(LimitExceeded):
        issued({"a": deep}, [])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=5).filter(lambda n: n not in ("_sd", "...", "_sd_alg")), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.sampled_from(["a", "b", "_", "이름"]), JSON, min_size=1, max_size=4),
    st.integers(0, 3),
)
def test_any_claims_come_back(claims: dict[str, Any], decoys: int) -> None:
    """Every place of them disclosable: objects in objects, elements in elements."""
    paths = list(_paths(claims, ()))
    text = issued(claims, paths, holder_key=None, decoys=decoys)
    assert processed(parse(text)) == claims
    assert len(parse(text).disclosures) == len(paths)


def _paths(value: Any, place: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    if place:
        yield place
    steps = (
        value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    )
    for step in steps:
        yield from _paths(value[step], (*place, step))

"""RFC 9901, 7.1: what is refused where digests are replaced by what they stand for."""

from typing import Any

import pytest
from damda.errors import LimitExceeded, MalformedInput
from damda.sd_jwt import parse, processed
from support.sd_jwt_world import claims_of, digest, disclosure, forged

NAME = disclosure("salt", "name", "Kim")
ELEMENT = disclosure("salt", "ko")


def refused(payload: dict[str, Any], *disclosures: str) -> str:
    with pytest.raises(MalformedInput) as caught:
        processed(parse(forged(payload, *disclosures)))
    return caught.value.en


def test_what_is_disclosed_is_put_in_its_place() -> None:
    payload = {
        "_sd": [digest(NAME)],
        "langs": ["en", {"...": digest(ELEMENT)}],
        "_sd_alg": "sha-256",
    }
    assert claims_of(forged(payload, NAME, ELEMENT)) == {"langs": ["en", "ko"], "name": "Kim"}


def test_what_is_not_disclosed_leaves_no_trace() -> None:
    payload = {"_sd": ["A" * 43], "o": {"_sd": ["B" * 43]}, "a": [{"...": "C" * 43}], "x": 1}
    assert claims_of(forged(payload)) == {"o": {}, "a": [], "x": 1}


def test_what_is_disclosed_may_hold_digests_itself() -> None:
    inner = disclosure("s1", "street", "A-ro 1")
    element = disclosure("s2", {"_sd": [digest(inner)], "city": "Seoul"})
    outer = disclosure("s3", "homes", [{"...": digest(element)}, {"...": "D" * 43}])
    shown = forged({"_sd": [digest(outer)]}, inner, outer, element)
    assert claims_of(shown) == {"homes": [{"city": "Seoul", "street": "A-ro 1"}]}


@pytest.mark.parametrize(("name", "hash_name"), [("sha-384", "sha384"), ("sha-512", "sha512")])
def test_the_hash_is_the_one_that_the_payload_names(name: str, hash_name: str) -> None:
    payload = {"_sd": [digest(NAME, hash_name)], "_sd_alg": name}
    assert claims_of(forged(payload, NAME)) == {"name": "Kim"}
    refused({"_sd": [digest(NAME)], "_sd_alg": name}, NAME)


@pytest.mark.parametrize("name", ["md5", "sha-1", "SHA-256", "sha256", "", None, 256, ["sha-256"]])
def test_an_unknown_hash(name: object) -> None:
    assert "_sd_alg" in refused({"_sd": [digest(NAME)], "_sd_alg": name}, NAME)


def test_a_disclosure_that_no_digest_leads_to() -> None:
    assert "no digest" in refused({"name": "Lee"}, NAME)


def test_a_disclosure_whose_digest_is_in_another_that_is_hidden() -> None:
    hidden = disclosure("s", "outer", {"_sd": [digest(NAME)]})
    assert "no digest" in refused({"_sd": [digest(hidden)]}, NAME)


def test_a_disclosure_that_is_there_twice() -> None:
    assert "twice" in refused({"_sd": [digest(NAME)]}, NAME, NAME)


@pytest.mark.parametrize(
    "payload",
    [
        {"_sd": ["A" * 43, "A" * 43]},
        {"_sd": ["A" * 43], "o": {"_sd": ["A" * 43]}},
        {"a": [{"...": "A" * 43}, {"...": "A" * 43}]},
        {"_sd": ["A" * 43], "a": [[{"...": "A" * 43}]]},
    ],
)
def test_a_digest_that_is_there_twice(payload: dict[str, Any]) -> None:
    """Also one that nothing is disclosed for (step 4)."""
    assert "twice" in refused(payload)


def test_a_digest_that_is_there_again_in_a_disclosure() -> None:
    outer = disclosure("s", "o", {"_sd": [digest(NAME)]})
    assert "twice" in refused({"_sd": [digest(outer), digest(NAME)]}, outer, NAME)


def test_an_element_among_the_members_and_a_member_among_the_elements() -> None:
    assert "element" in refused({"_sd": [digest(ELEMENT)]}, ELEMENT)
    assert "element" in refused({"a": [{"...": digest(NAME)}]}, NAME)


@pytest.mark.parametrize(
    "payload",
    [
        {"_sd": "A" * 43},
        {"_sd": {"A": 1}},
        {"_sd": [1]},
        {"_sd": None},
        {"o": {"_sd": [["A"]]}},
        {"...": "A" * 43},
        {"o": {"...": "A" * 43}},
        {"a": [{"...": "A" * 43, "x": 1}]},
        {"a": [{"...": 1}]},
        {"a": [{"...": None}]},
        {"o": {"_sd_alg": "sha-256"}},
        {"a": [{"_sd_alg": "sha-256"}]},
    ],
)
def test_reserved_names_where_they_may_not_be(payload: dict[str, Any]) -> None:
    refused(payload)


def test_no_disclosure_chooses_the_hash() -> None:
    chosen = disclosure("s", "_sd_alg", "sha-512")
    assert "_sd_alg" in refused({"_sd": [digest(chosen)]}, chosen)
    inner = disclosure("s", "o", {"_sd_alg": "sha-512"})
    assert "_sd_alg" in refused({"_sd": [digest(inner)]}, inner)


def test_claims_that_are_too_deep_once_they_are_disclosed() -> None:
    """Each disclosure is shallow; together they would lead down as far as one likes."""
    texts: list[str] = []
    value: Any = "x"
    for n in range(70):
        texts.append(disclosure(str(n), "o", value))
        value = {"_sd": [digest(texts[-1])]}
    with pytest.raises(LimitExceeded):
        processed(parse(forged(value, *texts)))


def test_the_claims_share_nothing_with_the_payload() -> None:
    sd_jwt = parse(forged({"o": {"a": [1]}}))
    processed(sd_jwt)["o"]["a"].append(2)
    assert sd_jwt.payload == {"o": {"a": [1]}}

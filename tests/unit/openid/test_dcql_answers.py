"""What a path may be, what an answer may hold, and whose types count (OpenID4VP 1.0, 6, 7, B.1)."""

import pytest
from damda.errors import OpenIdError
from damda.openid.dcql import Held, check_answer, claim_values, match, parse_query
from damda.openid.ldp_vc import expanded_types
from damda_schemas import compiled_canonicalizer
from hypothesis import given
from hypothesis import strategies as st

VCDM = "https://www.w3.org/2018/credentials#VerifiableCredential"
BADGE = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential"

steps = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=2) | st.just({})


def credential_query(name, type_name=None):
    meta = {"type_values": [[type_name or f"urn:{name}"]]}
    return {"id": name, "format": "ldp_vc", "meta": meta}


def held(type_name):
    return Held("1", "ldp_vc", {}, frozenset({type_name}))


@pytest.mark.parametrize("step", [-1, True, False, 0.0, {}, []])
def test_what_is_no_step_selects_nothing(step):
    """7.1: anything else aborts. -1 is not the last element, true not the second."""
    assert claim_values({"a": ["x", "y"]}, ["a", step]) == ()


def test_an_empty_path_selects_nothing():
    assert claim_values({"a": 1}, []) == ()


@given(st.lists(steps, max_size=4))
def test_any_path_selects_or_does_not(path):
    assert isinstance(claim_values({"a": [["x"], {"b": 1}]}, path), tuple)


def answered(query, *names):
    check_answer(query, {name: [held(f"urn:{name}")] for name in names})


def refused(query, *names):
    with pytest.raises(OpenIdError) as caught:
        answered(query, *names)
    return "no requested combination" in caught.value.en


def test_an_answer_holds_nothing_that_no_combination_needs():
    """6.4.2: queries outside of all sets, and halves of an optional one, were not asked for."""
    asked = parse_query(
        {
            "credentials": [credential_query(name) for name in "abcde"],
            "credential_sets": [
                {"options": [["a"], ["b"]]},
                {"options": [["c", "d"]], "required": False},
            ],
        }
    )
    answered(asked, "a")
    answered(asked, "b", "c", "d")
    assert refused(asked, "a", "c")
    assert refused(asked, "a", "e")


def test_without_sets_all_are_needed():
    asked = parse_query({"credentials": [credential_query("a"), credential_query("b")]})
    answered(asked, "a", "b")
    with pytest.raises(OpenIdError, match="missing"):
        answered(asked, "a")


@pytest.mark.parametrize("value", [1, True, "1", 0, False, "", 10**20])
def test_a_value_matches_itself_and_no_other(value):
    """6.3: by type and value."""
    claims = [{"path": ["v"], "values": [value]}]
    asked = parse_query({"credentials": [credential_query("a") | {"claims": claims}]})
    for other in (1, True, "1", 0, False, "", 10**20, 1.0, None, [value], {"v": value}):
        same = type(other) is type(value) and other == value
        card = Held("1", "ldp_vc", {"v": other}, frozenset({"urn:a"}))
        assert match(asked, [card]).answerable == same


@pytest.mark.parametrize("place", ["evidence", "credentialSubject"])
@pytest.mark.parametrize("named", [True, False])
def test_the_types_of_a_nested_credential_do_not_count(place, named):
    """An issuer of something else must not pass for an issuer of badges."""
    nested = {
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "credentialSubject": {"id": "did:example:other"},
    }
    document = {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "type": ["VerifiableCredential"],
        "issuer": "did:example:issuer",
        "credentialSubject": {"id": "did:example:holder"},
    }
    if named:
        document["id"] = "urn:uuid:3b0c6f1e-0000-4000-8000-000000000001"
    document[place] = nested
    types = expanded_types(document, compiled_canonicalizer())
    assert types == {VCDM}
    asked = parse_query({"credentials": [credential_query("a", BADGE)]})
    assert not match(asked, [Held("1", "ldp_vc", document, types)]).answerable

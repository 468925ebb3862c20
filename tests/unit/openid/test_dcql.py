"""DCQL (OpenID4VP 1.0, 6 and 7)."""

import pytest
from damda.errors import OpenIdError
from damda.openid.dcql import Held, check_answer, claim_values, match, parse_query
from hypothesis import given
from hypothesis import strategies as st

BADGE = "https://damda.example/vocab/keis#TrainingBadge"


def credential_query(**changes):
    return {"id": "badge", "format": "ldp_vc", "meta": {"type_values": [[BADGE]]}} | changes


def query(*credentials, **more):
    return parse_query({"credentials": list(credentials), **more})


def held(name="1", types=(BADGE,), **document):
    return Held(name, "ldp_vc", document, frozenset(types))


def test_path_semantics():
    """cases.md 29."""
    document = {
        "languages": ["ko", "en"],
        "null": 7,
        "vct": "x",
        "people": [{"n": 1}, {"n": 2}, {}],
    }
    assert claim_values(document, ("languages", None)) == ("ko", "en")
    assert claim_values(document, ("languages", 1)) == ("en",)
    assert claim_values(document, ("null",)) == (7,)
    assert claim_values(document, ("languages", None, "x")) == ()
    assert claim_values(document, ("vct", None)) == ()
    assert claim_values(document, ("people", None, "n")) == (1, 2)
    assert claim_values(document, ("languages", 2)) == ()
    assert claim_values(document, ("languages", "0")) == ()
    assert claim_values(document, (0,)) == ()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(
    json_values,
    st.lists(st.none() | st.integers(0, 3) | st.sampled_from("abc"), min_size=1, max_size=4),
)
def test_a_path_of_names_and_numbers_selects_what_python_indexing_does(document, path):
    found = claim_values(document, path)
    if None not in path:
        value = document
        try:
            for step in path:
                if isinstance(step, str) != isinstance(value, dict) or isinstance(value, str):
                    raise KeyError(step)
                value = value[step]
        except (KeyError, IndexError, TypeError):
            assert found == ()
        else:
            assert found == (value,)


@pytest.mark.parametrize(
    "message",
    [
        None,
        {},
        {"credentials": []},
        {"credentials": [credential_query(id="a b")]},
        {"credentials": [credential_query(id="")]},
        {"credentials": [credential_query(), credential_query()]},
        {"credentials": [credential_query(meta=None)]},
        {"credentials": [credential_query(format=None)]},
        {"credentials": [credential_query(multiple="yes")]},
        {"credentials": [credential_query(claims=[])]},
        {"credentials": [credential_query(claims=[{"path": []}])]},
        {"credentials": [credential_query(claims=[{"path": [-1]}])]},
        {"credentials": [credential_query(claims=[{"path": [True]}])]},
        {"credentials": [credential_query(claims=[{"path": ["a"], "values": [1.5]}])]},
        {"credentials": [credential_query(claims=[{"path": ["a"]}, {"path": ["a"]}])]},
        {"credentials": [credential_query(claim_sets=[["x"]])]},
        {"credentials": [credential_query(claims=[{"path": ["a"]}], claim_sets=[["x"]])]},
        {
            "credentials": [
                credential_query(claims=[{"id": "a", "path": ["a"]}], claim_sets=[["b"]])
            ]
        },
        {"credentials": [credential_query()], "credential_sets": [{"options": [["other"]]}]},
        {"credentials": [credential_query()], "credential_sets": [{"options": []}]},
        {"credentials": [credential_query(trusted_authorities=[{"type": "aki"}])]},
        {"credentials": [credential_query(id=f"q{n}") for n in range(21)]},
    ],
)
def test_malformed_queries_are_refused(message):
    with pytest.raises(OpenIdError) as caught:
        parse_query(message)
    assert caught.value.code == "invalid_request"


def test_unknown_members_are_ignored():
    parse_query({"credentials": [credential_query(extra=1)], "purpose": "x"})


def test_types_must_all_be_there():
    asked = query(credential_query(meta={"type_values": [[BADGE, "urn:b"], ["urn:c"]]}))
    assert not match(asked, [held()]).answerable
    assert match(asked, [held(types=(BADGE, "urn:b", "urn:z"))]).answerable
    assert match(asked, [held(types=("urn:c",))]).answerable
    assert not match(query(credential_query(meta={})), [held()]).answerable


def test_values_match_by_type_and_value():
    def fits(value, *wanted):
        asked = query(credential_query(claims=[{"path": ["level"], "values": list(wanted)}]))
        return match(asked, [held(level=value)]).answerable

    assert fits(5, 4, 5)
    assert fits(True, True)
    assert not fits(1, True)
    assert not fits(True, 1)
    assert not fits("5", 5)
    assert not fits(5.0, 5)


def test_claim_sets_take_the_first_that_is_met():
    claims = [{"id": "a", "path": ["a"]}, {"id": "b", "path": ["b"]}]
    asked = query(credential_query(claims=claims, claim_sets=[["a", "b"], ["b"]]))
    assert match(asked, [held(b=1)]).answerable
    assert not match(asked, [held(a=1)]).answerable


def test_what_is_missing_is_said_in_both_languages():
    asked = query(credential_query(claims=[{"path": ["subject", None, "code"]}]))
    reason = match(asked, [held(), held("2", types=("urn:other",))]).queries[0].unmet
    assert (reason.code, reason.field) == ("claim_missing", "subject.*.code")
    assert reason.ko != reason.en
    assert match(asked, []).queries[0].unmet.code == "type_missing"


def test_an_unsupported_authority_or_format_matches_nothing():
    authority = credential_query(trusted_authorities=[{"type": "aki", "values": ["x"]}])
    assert not match(query(authority), [held()]).answerable
    assert not match(query(credential_query(format="mso_mdoc")), [held()]).answerable


def test_credential_sets_choose_the_first_way_and_leave_the_optional():
    asked = query(
        credential_query(id="a", meta={"type_values": [["urn:a"]]}),
        credential_query(id="b", meta={"type_values": [["urn:b"]]}),
        credential_query(id="c"),
        credential_sets=[{"options": [["a"], ["b"]]}, {"options": [["c"]], "required": False}],
    )
    found = match(asked, [held(types=("urn:b",)), held("2")])
    assert found.answerable
    assert found.answer == ("b",)
    assert [each.required for each in found.queries] == [False, True, False]
    assert found.queries[2].candidates == ("2",)
    assert not match(asked, [held("2")]).answerable


def refused(asked, answer):
    with pytest.raises(OpenIdError) as caught:
        check_answer(asked, answer)
    return caught.value.code == "invalid_presentation_answer"


def test_an_answer_is_what_was_asked_for():
    asked = query(credential_query(claims=[{"path": ["a"]}]))
    check_answer(asked, {"badge": [held(a=1)]})
    assert refused(asked, {})
    assert refused(asked, {"badge": []})
    assert refused(asked, {"badge": [held(b=1)]})
    assert refused(asked, {"badge": [held(a=1), held(a=1)]})
    assert refused(asked, {"badge": [held(a=1)], "more": [held()]})
    assert refused(asked, {"badge": [held(types=("urn:x",), a=1)]})
    several = query(credential_query(multiple=True))
    check_answer(several, {"badge": [held(), held("2")]})

"""DCQL over credentials that are shown in part (OpenID4VP 1.0, 6.4.1, 7 and B.3)."""

import pytest
from damda.errors import OpenIdError
from damda.openid.dcql import HIDDEN, Held, check_answer, claim_values, match, parse_query, selected
from hypothesis import given
from hypothesis import strategies as st

VCT = "https://keis.example/types/training"
CLAIMS = {
    "vct": VCT,
    "name": "김담다",
    "level": 5,
    "languages": ["ko", "en"],
    "null": "odd",
    "address": {"city": "서울", "street": "세종대로", "country": "KR"},
}
DISCLOSED = frozenset(
    {
        ("name",),
        ("level",),
        ("languages", 0),
        ("languages", 1),
        ("null",),
        ("address",),
        ("address", "city"),
        ("address", "street"),
    }
)


def held(claims=CLAIMS, disclosed=DISCLOSED, types=(VCT,)):
    return Held("1", "dc+sd-jwt", claims, frozenset(types), frozenset(disclosed))


def query(*claims, **changes):
    asked = {"id": "q", "format": "dc+sd-jwt", "meta": {"vct_values": [VCT]}} | changes
    if claims:
        asked["claims"] = list(claims)
    return parse_query({"credentials": [asked]})


def shown(*claims, **changes):
    """What is to be disclosed, None where nothing answers."""
    (found,) = match(query(*claims, **changes), [held()]).queries
    return found.disclosed.get("1")


def paths(*given_paths):
    return [{"path": list(path)} for path in given_paths]


def test_one_of_the_vct_values_must_be_its_type():
    assert shown(meta={"vct_values": ["https://x.example", VCT]}) == frozenset()
    for meta in ({}, {"vct_values": []}, {"vct_values": ["https://x.example"]}):
        assert shown(meta=meta) is None
    for meta in ({"vct_values": VCT}, {"vct_values": [VCT, 1]}, {"type_values": [[VCT]]}):
        assert shown(meta=meta) is None


def test_no_claims_means_that_nothing_is_disclosed():
    assert shown() == frozenset()


@pytest.mark.parametrize(
    ("path", "places"),
    [
        (["languages", None], {("languages", 0), ("languages", 1)}),
        (["languages", 1], {("languages", 1)}),
        (["null"], {("null",)}),
        (["languages", None, "x"], None),
        (["vct", None], None),
        (["vct"], set()),
    ],
)
def test_null_selects_elements_and_is_no_name(path, places):
    """cases.md 29."""
    assert shown({"path": path}) == (None if places is None else frozenset(places))


def test_a_claim_brings_its_parents_and_its_own_parts_and_nothing_beside_them():
    assert shown(*paths(["address", "city"])) == {("address",), ("address", "city")}
    assert shown(*paths(["address", "country"])) == {("address",)}
    whole = {("address",), ("address", "city"), ("address", "street")}
    assert shown(*paths(["address"])) == whole


def test_of_several_values_only_those_that_match_are_disclosed():
    assert shown({"path": ["languages", None], "values": ["en", "fr"]}) == {("languages", 1)}
    assert shown({"path": ["level"], "values": ["5"]}) is None


def test_the_first_claim_set_that_is_met_says_what_is_disclosed():
    claims = [{"id": c, "path": [c]} for c in ("name", "level", "absent")]
    assert shown(*claims, claim_sets=[["name", "absent"], ["level"], ["name"]]) == {("level",)}


def test_a_format_without_selection_has_no_places_to_disclose():
    card = Held("1", "ldp_vc", {"a": 1}, frozenset({"urn:a"}))
    asked = query(*paths(["a"]), format="ldp_vc", meta={"type_values": [["urn:a"]]})
    (found,) = match(asked, [card]).queries
    assert found.candidates == ("1",)
    assert found.disclosed == {}


# --- the verifier's side ---------------------------------------------------------------------


def refused(asked, card):
    with pytest.raises(OpenIdError) as caught:
        check_answer(asked, {"q": [card]})
    assert caught.value.code == "invalid_presentation_answer"
    return caught.value.en


def test_what_was_not_asked_may_not_be_disclosed():
    asked = query(*paths(["level"]))
    check_answer(asked, {"q": [held({"level": 5}, {("level",)})]})
    both = held({"level": 5, "name": "김담다"}, {("level",), ("name",)})
    assert "more is shown" in refused(asked, both)
    assert "more is shown" in refused(query(), held({"level": 5}, {("level",)}))
    # In plain sight it was the issuer's choice, not the holder's.
    check_answer(asked, {"q": [held({"level": 5, "name": "김담다"}, {("level",)})]})


def test_every_way_of_the_claim_sets_answers_by_itself():
    claims = [{"id": c, "path": [c]} for c in ("name", "level")]
    asked = query(*claims, claim_sets=[["name"], ["level"]])
    check_answer(asked, {"q": [held({"level": 5}, {("level",)})]})
    both = held({"name": "김담다", "level": 5}, {("name",), ("level",)})
    assert "more is shown" in refused(asked, both)


def test_hidden_elements_keep_their_places():
    asked = query(*paths(["languages", 1]))
    check_answer(asked, {"q": [held({"languages": [HIDDEN, "en"]}, {("languages", 1)})]})
    assert refused(asked, held({"languages": ["ko", HIDDEN]}, {("languages", 0)}))
    assert claim_values({"a": [HIDDEN, "x"]}, ("a", None)) == ("x",)
    assert claim_values({"a": [HIDDEN]}, ("a", 0)) == ()


def test_elements_beside_the_wanted_values_are_named_by_the_path_and_may_be_there():
    asked = query({"path": ["languages", None], "values": ["en"]})
    every = {("languages", 0), ("languages", 1)}
    check_answer(asked, {"q": [held({"languages": ["ko", "en"]}, every)]})
    assert refused(asked, held({"languages": ["ko", HIDDEN]}, {("languages", 0)}))


documents = st.recursive(
    st.integers(0, 2),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
    ),
    max_leaves=10,
)
pointers = st.lists(
    st.none() | st.integers(0, 2) | st.sampled_from("abc"), min_size=1, max_size=3
).map(tuple)


def all_places(value, place=()):
    if isinstance(value, dict | list):
        steps = value.items() if isinstance(value, dict) else enumerate(value)
        for step, inner in steps:
            yield (*place, step)
            yield from all_places(inner, (*place, step))


@given(st.dictionaries(st.sampled_from("abc"), documents, max_size=3), st.data())
def test_disclosed_is_exactly_what_is_related_to_what_was_asked(document, data):
    places = sorted(all_places(document), key=repr)
    disclosed = data.draw(st.sets(st.sampled_from(places)) if places else st.just(set()))
    asked = data.draw(st.lists(pointers, min_size=1, max_size=2, unique=True))
    card = held(document, disclosed)
    (found,) = match(query(*paths(*asked)), [card]).queries
    ends = [place for path in asked for place, _ in selected(document, path)]
    if found.candidates:
        related = {
            d for d in disclosed for end in ends if d[: len(end)] == end or end[: len(d)] == d
        }
        assert found.disclosed["1"] == related
        check_answer(query(*paths(*asked)), {"q": [held(document, related)]})

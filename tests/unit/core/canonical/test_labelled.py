"""Parts of documents by JSON Pointer: lists, JSON values, blank nodes, and pointers that are none."""

from itertools import permutations
from typing import Any

import pytest
from damda.canonical.json_pointers import MAX_POINTERS, pointer_tokens
from damda.canonical.label_maps import given_labels, hmac_labels
from damda.errors import DamdaError, LimitExceeded, MalformedInput
from damda.proofs.disclosure import grouped
from hypothesis import event, given, settings
from hypothesis import strategies as st
from support.contexts import canonicalizer
from support.disclosures import pointers

TERMS: dict[str, Any] = {
    "id": "@id",
    "type": "@type",
    "Thing": "urn:terms:Thing",
    "name": "urn:terms:name",
    "part": {"@id": "urn:terms:part", "@type": "@id"},
    "steps": {"@id": "urn:terms:steps", "@container": "@list"},
    "parts": {"@id": "urn:terms:parts", "@type": "@id", "@container": "@list"},
    "set": {"@id": "urn:terms:set", "@container": "@set"},
    "data": {"@id": "urn:terms:data", "@type": "@json"},
    "c~d": "urn:terms:tilde",
}
CANONICALIZER = canonicalizer(terms=TERMS)
LABELS = hmac_labels(b"k" * 32)


def document(**members: Any) -> dict[str, Any]:
    return {"@context": "urn:test:terms", "type": "Thing", **members}


def lines(value: Any) -> set[bytes]:
    return set(CANONICALIZER.statements(value, LABELS))


def shown(whole: dict[str, Any], *selected: str) -> Any:
    """The part; what its reader computes is a part of what the whole states."""
    labelled = CANONICALIZER.labelled(whole, LABELS)
    part = labelled.reveal(selected)
    read = CANONICALIZER.statements(part.document, given_labels(part.labels))
    assert read == [labelled.statements[place] for place in part.indexes]
    assert labelled.matching(selected) == part.indexes
    return {name: value for name, value in part.document.items() if name != "@context"}


def refused(whole: dict[str, Any], *selected: str, match: str = "signed as a whole") -> None:
    with pytest.raises(MalformedInput, match=match):
        CANONICALIZER.labelled(whole, LABELS).reveal(selected)


def test_an_element_of_a_set_closes_the_gaps() -> None:
    whole = document(set=["a", "b", "c"], name="n")
    assert shown(whole, "/set/2", "/set/0") == {"type": "Thing", "set": ["a", "c"]}
    assert shown(whole, "/set/1", "/name") == {"type": "Thing", "set": ["b"], "name": "n"}


def test_a_list_is_shown_whole_or_not_at_all() -> None:
    whole = document(steps=["a", "b"], name="n")
    assert shown(whole, "/steps") == {"type": "Thing", "steps": ["a", "b"]}
    assert shown(whole, "/steps/1", "/steps/0") == {"type": "Thing", "steps": ["a", "b"]}
    assert shown(whole, "/name") == {"type": "Thing", "name": "n"}
    refused(whole, "/steps/0")
    refused(whole, "/steps/1")


def test_objects_of_a_list_may_be_shown_in_part_if_each_is_shown() -> None:
    parts = [{"name": "a", "part": "urn:x:1"}, {"name": "b", "part": "urn:x:2"}]
    whole = document(parts=parts)
    expected = {"type": "Thing", "parts": [{"name": "a"}, {"part": "urn:x:2"}]}
    assert shown(whole, "/parts/0/name", "/parts/1/part") == expected
    refused(whole, "/parts/0/name")
    nested = document(parts=[{"parts": [{"name": "a"}, {"name": "a"}]}, {"name": "a"}])
    assert shown(nested, "/parts") == {name: nested[name] for name in ("type", "parts")}
    refused(nested, "/parts/0")


def test_a_list_object_is_a_list() -> None:
    whole = document(set=[{"@list": ["a", "b"]}])
    assert shown(whole, "/set/0") == {"type": "Thing", "set": [{"@list": ["a", "b"]}]}
    refused(whole, "/set/0/@list/1")


def test_a_json_value_is_shown_whole_or_not_at_all() -> None:
    whole = document(data={"a": {"b": [1, 2]}, "c": None})
    assert shown(whole, "/data")["data"] == whole["data"]
    refused(whole, "/data/a")
    refused(whole, "/data/a/b/0")


def test_a_text_with_its_language_is_shown_whole_or_not_at_all() -> None:
    whole = document(set=[{"@value": "a", "@language": "ko"}, {"@value": "b", "@language": "en"}])
    assert shown(whole, "/set/1") == {"type": "Thing", "set": [whole["set"][1]]}
    for pointer in ("/set/0/@value", "/set/0/@language"):
        refused(whole, pointer, match="can't stand by itself")


def test_escaped_tokens() -> None:
    whole = document(**{"urn:other:a/b": "slash", "c~d": "tilde"})
    assert shown(whole, "/urn:other:a~1b") == {"type": "Thing", "urn:other:a/b": "slash"}
    assert shown(whole, "/c~0d") == {"type": "Thing", "c~d": "tilde"}
    assert pointer_tokens("/~01/~10/") == ("~1", "/0", "")


@pytest.mark.parametrize(
    "pointer",
    [
        *("", "name", "#/name", "/~", "/~2", "/nam", "/name/0", "/set/01", "/set/-1", "/set/-"),
        *("/set/1", "/set/٠", "/set/0 ", "/\ud800", 7, None, ["/name"]),
    ],
)
def test_a_pointer_that_leads_nowhere_is_refused(pointer: Any) -> None:
    with pytest.raises(MalformedInput):
        CANONICALIZER.labelled(document(name="n", set=["a"]), LABELS).matching([pointer])


def test_selections_are_bounded() -> None:
    labelled = CANONICALIZER.labelled(document(name="n"), LABELS)
    assert labelled.matching(["/name"] * MAX_POINTERS) == labelled.matching(["/name"])
    with pytest.raises(LimitExceeded):
        labelled.matching(["/name"] * (MAX_POINTERS + 1))
    with pytest.raises(LimitExceeded):
        labelled.matching(["/name" + "/" * 2_000])


def test_nothing_selected_is_no_statement() -> None:
    assert CANONICALIZER.labelled(document(name="n"), LABELS).matching([]) == ()


def test_nodes_that_are_linked_by_a_label_stay_linked() -> None:
    whole = document(
        part={"id": "_:x", "type": "Thing", "name": "n"}, set=[{"part": "_:x", "name": "m"}]
    )
    part = shown(whole, "/part/name", "/set/0/part")
    assert part["set"][0]["part"] == part["part"]["id"] == "_:x"


def test_one_object_in_two_places_is_two_nodes() -> None:
    same = {"type": "Thing", "name": "n"}
    whole = document(part=same, set=[{"name": "m", "part": same}])
    assert lines(whole) == lines({**whole, "part": dict(same)})
    assert shown(whole, "/part") == {"type": "Thing", "part": same}


def test_two_objects_do_not_share_a_label() -> None:
    """Else what is signed of one node could be told as if it were of two."""
    parts = document(set=[{"name": "n"}, {"type": "Thing"}])
    labels = {"c14n0": "u1", "c14n1": "u2", "c14n2": "u3"}
    assert len(CANONICALIZER.statements(parts, given_labels(labels))) == 5
    for wrong in ({**labels, "c14n1": "u1"}, {**labels, "c14n3": "u4"}, {"c14n0": "u1"}):
        with pytest.raises(MalformedInput, match="labels do not fit"):
            CANONICALIZER.statements(parts, given_labels(wrong))


def test_alike_nodes_can_be_selected_one_by_one() -> None:
    whole = document(set=[{"type": "Thing", "name": "n"} for _ in range(3)], name="x")
    assert len(shown(whole, "/set/0", "/set/2")["set"]) == 2
    labelled = CANONICALIZER.labelled(whole, LABELS)
    assert sorted(len(group) for group in labelled.alike()) == [3, 3, 3]
    assert CANONICALIZER.labelled(document(set=[{"name": "n"}]), LABELS).alike() == []


@pytest.mark.parametrize(
    ("mandatory", "is_refused"),
    [
        (["/name"], False),
        (["/set"], False),
        (["/set/0", "/set/1"], False),
        (["/set/0/name", "/set/1/name"], False),
        (["/set/0"], True),
        (["/set/1"], True),
        (["/set/0", "/set/1/name"], True),
    ],
)
def test_what_is_mandatory_does_not_tell_alike_nodes_apart(
    mandatory: list[str], is_refused: bool
) -> None:
    """Another reader may take the one for the other: its hash of what is mandatory would differ."""
    one = {"type": "Thing", "name": "n", "part": {"type": "Thing", "name": "m"}}
    whole = document(set=[one, dict(one), {"name": "different"}], name="x")

    def group() -> Any:
        return grouped(whole, mandatory, new_labels=LABELS, canonicalizer=CANONICALIZER)

    if is_refused:
        with pytest.raises(MalformedInput, match="say the same"):
            group()
        return
    orders = permutations(whole["set"])
    hashes = {
        grouped(
            {**whole, "set": list(order)},
            mandatory,
            new_labels=LABELS,
            canonicalizer=CANONICALIZER,
        ).mandatory_hash
        for order in orders
        if order[2] == {"name": "different"}
    }
    assert hashes == {group().mandatory_hash}


values = st.recursive(
    st.sampled_from(["a", "b", 1, True]).map(lambda value: {"name": value}),
    lambda inner: st.fixed_dictionaries(
        {"type": st.just("Thing")},
        optional={
            "name": st.sampled_from(["a", "b"]),
            "part": inner,
            "set": st.lists(inner, min_size=1, max_size=3),
            "parts": st.lists(inner, max_size=3),
            "data": st.sampled_from([{"x": [1]}, [], 7]),
        },
    ),
    max_leaves=8,
)


@settings(max_examples=80, deadline=None)
@given(st.data(), values)
def test_any_selection_is_exact_or_refused(data: Any, node: dict[str, Any]) -> None:
    whole = {"@context": "urn:test:terms", **node, "type": "Thing"}
    among = st.sampled_from(list(pointers(whole)))
    selected = data.draw(st.lists(among, min_size=1, max_size=4))
    try:
        shown(whole, *selected)
    except DamdaError:
        event("refused")

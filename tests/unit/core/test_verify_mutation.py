"""Whatever one thing is changed in what was signed, it is not verified, and nothing else happens."""

import copy
from typing import Any

import pytest
from damda.verify import Policy
from hypothesis import given, settings
from hypothesis import strategies as st
from support.credential_world import World

WORLD = World.create()
PRESENTATION = WORLD.presented()

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=20),
    st.sampled_from(
        [[], {}, [[]], "\ud800", "did:key:z6Mk", {"@value": "x"}, {"id": "urn:x:1"}, ["urn:x:1"]]
    ),
)


def places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    members = node.items() if isinstance(node, dict) else enumerate(node)
    found = []
    for name, member in members:
        found.append((*path, name))
        if isinstance(member, dict | list):
            found += places(member, (*path, name))
    return found


PLACES = places(PRESENTATION)


def parent_of(document: Any, path: tuple[Any, ...]) -> Any:
    for name in path[:-1]:
        document = document[name]
    return document


def refused(document: Any) -> None:
    verdict = WORLD.verdict(document)
    assert not verdict.verified
    for check in verdict.reasons:
        assert check.en
        assert check.ko


@given(st.sampled_from(PLACES), VALUES)
@settings(max_examples=150, deadline=None)
def test_value_replaced(path, value):
    changed = copy.deepcopy(PRESENTATION)
    parent = parent_of(changed, path)
    if parent[path[-1]] != value:
        parent[path[-1]] = value
        refused(changed)


@pytest.mark.parametrize("path", PLACES, ids=str)
def test_member_left_out(path):
    changed = copy.deepcopy(PRESENTATION)
    del parent_of(changed, path)[path[-1]]
    refused(changed)


@given(
    st.sampled_from([path for path in PLACES if path[0] == "verifiableCredential"]),
    st.sampled_from(["memo", "@id", "@type", "@graph", "@context", "id", "type", "tag", "name"]),
    VALUES,
)
@settings(max_examples=100, deadline=None)
def test_member_added(path, name, value):
    changed = copy.deepcopy(PRESENTATION)
    parent = parent_of(changed, path)
    if isinstance(parent, list):
        parent.append(value)
    elif name not in parent:
        parent[name] = value
    if changed != PRESENTATION:
        refused(changed)


@given(st.sampled_from(PLACES), st.data())
@settings(max_examples=60, deadline=None)
def test_one_character_changed(path, data):
    changed = copy.deepcopy(PRESENTATION)
    parent = parent_of(changed, path)
    text = parent[path[-1]]
    if isinstance(text, str):
        at = data.draw(st.integers(0, len(text) - 1))
        other = data.draw(st.sampled_from("aZ0 "))
        parent[path[-1]] = text[:at] + other + text[at + 1 :]
        if parent[path[-1]] != text:
            refused(changed)


SIGNED_BY_PROOF = [
    path
    for path in places(PRESENTATION["verifiableCredential"][0])
    if path[0] not in ("proof", "@context")
]


@given(st.sampled_from(SIGNED_BY_PROOF), st.text(min_size=1, max_size=20))
@settings(max_examples=80, deadline=None)
def test_issuers_proof_alone_sees_changed_text(path, text):
    """Without the anchor, and whatever the ledger or the status says."""
    changed = copy.deepcopy(PRESENTATION["verifiableCredential"][0])
    parent = parent_of(changed, path)
    if isinstance(parent[path[-1]], str) and parent[path[-1]] != text:
        parent[path[-1]] = text
        gathered = WORLD.gathered(changed, with_anchors=False)
        proof_only = Policy(fatal=frozenset(), require_anchor="no")
        assert not WORLD.verdict(changed, gathered=gathered, policy=proof_only).verified


JSON = st.recursive(
    VALUES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["@context", "type", "id", "proof", "holder", "verifiableCredential", "issuer"]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=20,
)


@given(st.dictionaries(st.sampled_from([*PRESENTATION, "issuer"]), JSON))
@settings(max_examples=100, deadline=None)
def test_any_json_gets_a_verdict(document):
    refused(document | {"type": "VerifiablePresentation"})
    if PRESENTATION | document != PRESENTATION:
        refused(PRESENTATION | document)
    refused(document | {"type": ["VerifiableCredential"]})

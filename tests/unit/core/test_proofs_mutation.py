"""Whatever is changed in a signed badge, one field at a time, its proof no longer holds."""

import copy
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from damda.dids import resolve
from damda.errors import DamdaError
from damda.keys import PublicKey, SoftwareSigner
from damda.proofs import add_proof, check_proof
from hypothesis import given, settings
from hypothesis import strategies as st
from support.contexts import canonicalizer
from support.open_badge import open_badge

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
CANONICALIZER = canonicalizer()
SIGNER = SoftwareSigner.from_private("Ed25519", b"\7" * 32, "did:example:unused#1")
METHOD = f"did:key:{SIGNER.public.multikey}#{SIGNER.public.multikey}"
BADGE = add_proof(
    open_badge(METHOD.partition("#")[0], "did:key:z6MkSubject"),
    signer=SoftwareSigner.from_private("Ed25519", SIGNER.private, METHOD),
    purpose="assertionMethod",
    created=NOW,
    canonicalizer=CANONICALIZER,
)

type Path = tuple[str | int, ...]


def key_for(verification_method: str, purpose: str) -> PublicKey:
    did = verification_method.partition("#")[0]
    return resolve(did, log=None, now=NOW).key(verification_method, purpose)


def check(document: Any) -> None:
    check_proof(
        document,
        expected_purpose="assertionMethod",
        key_for=key_for,
        canonicalizer=CANONICALIZER,
        now=NOW,
    )


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """The paths of all members and items below ``value``."""
    members = value.items() if isinstance(value, dict) else enumerate(value)
    for name, member in members:
        yield (*path, name)
        if isinstance(member, dict | list):
            yield from paths(member, (*path, name))


def parent_of(document: Any, path: Path) -> Any:
    for step in path[:-1]:
        document = document[step]
    return document


ALL = list(paths(BADGE))
TEXTS = [path for path in ALL if isinstance(parent_of(BADGE, path)[path[-1]], str)]


def test_the_badge_holds() -> None:
    check(BADGE)
    assert len(TEXTS) > 30


@pytest.mark.parametrize("path", TEXTS, ids=str)
@pytest.mark.parametrize("change", ["{}x", "x{}", "", None, 5, True, [], {}])
def test_no_text_can_be_changed(path: Path, change: Any) -> None:
    document = copy.deepcopy(BADGE)
    parent = parent_of(document, path)
    old = parent[path[-1]]
    parent[path[-1]] = change.format(old) if isinstance(change, str) else change
    with pytest.raises(DamdaError):
        check(document)


@pytest.mark.parametrize("path", ALL, ids=str)
def test_nothing_can_be_left_out(path: Path) -> None:
    document = copy.deepcopy(BADGE)
    parent = parent_of(document, path)
    del parent[path[-1]]
    with pytest.raises(DamdaError):
        check(document)


OBJECTS = [path for path in [(), *ALL] if isinstance(parent_of(BADGE, (*path, "")), dict)]


@pytest.mark.parametrize("path", OBJECTS, ids=str)
@pytest.mark.parametrize("name", ["memo", "id", "url", "https://e.example/#memo"])
def test_nothing_can_be_added(path: Path, name: str) -> None:
    document = copy.deepcopy(BADGE)
    parent = parent_of(document, (*path, ""))
    parent[name] = f"{parent.get(name, 'urn')}:x"
    with pytest.raises(DamdaError):
        check(document)


def test_the_order_of_members_is_free() -> None:
    def shuffled(value: Any) -> Any:
        if isinstance(value, dict):
            names = list(value)
            random.Random(1).shuffle(names)
            return {name: shuffled(value[name]) for name in names}
        return [shuffled(item) for item in value] if isinstance(value, list) else value

    check(shuffled(BADGE))


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(ALL),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["id", "@id", "type", "@type", "@value", "@list", "@graph", "name"])
                | st.text(max_size=8),
                inner,
                max_size=3,
            )
        ),
        max_leaves=6,
    ),
)
def test_any_replacement_ends_in_our_own_error_or_says_the_same(path: Path, value: Any) -> None:
    document = copy.deepcopy(BADGE)
    parent = parent_of(document, path)
    same = parent[path[-1]] == value or value == [parent[path[-1]]]
    parent[path[-1]] = value
    try:
        check(document)
    except DamdaError:
        return
    assert same

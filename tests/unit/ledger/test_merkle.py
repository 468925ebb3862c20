"""One proof per credential (case 51), over bytes that no edit leaves as they are (case 53)."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from damda.credentials import anchor_digest
from damda.errors import MalformedInput
from damda.protocols import AnchorProof
from damda_ledger import merkle
from eth_hash.auto import keccak
from hypothesis import given, settings
from hypothesis import strategies as st


def _leaves(count: int) -> list[tuple[bytes, bytes]]:
    """Salt and digest; the last two credentials have equal claims, so equal digests."""
    pairs = [(_sha(f"salt {i}"), _sha(f"digest {i}")) for i in range(count)]
    if count > 1:
        pairs[-1] = (pairs[-1][0], pairs[-2][1])
    return pairs


def _sha(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def _proof(salt: bytes, path: tuple[bytes, ...], root: bytes) -> AnchorProof:
    return AnchorProof(31337, "0x" + "00" * 20, "did:x", salt, path, root, bytes(32), 1)


def test_a_leaf_is_hashed_twice_with_its_domain() -> None:
    salt, digest = _sha("salt"), _sha("digest")
    domain = keccak(b"damda.credential-anchor.leaf.v1")
    assert merkle.leaf(salt, digest) == keccak(keccak(domain + salt + digest))


@pytest.mark.parametrize("count", [1, 2, 3, 5, 1_000])
def test_each_verifies_only_with_its_own_path_and_salt(count: int) -> None:
    pairs = _leaves(count)
    tree = merkle.tree([merkle.leaf(*pair) for pair in pairs])
    proofs = [_proof(salt, tree.proof(i), tree.root) for i, (salt, _) in enumerate(pairs)]
    assert all(merkle.includes(digest, p) for (_, digest), p in zip(pairs, proofs, strict=True))
    if count == 1:
        assert proofs[0].path == ()
        return
    (_, digest), mine, other = pairs[-1], proofs[-1], proofs[-2]
    assert pairs[-2][1] == digest, "equal claims"
    assert mine.salt != other.salt
    assert not merkle.includes(digest, replace(mine, path=other.path)) or mine.path == other.path
    assert not merkle.includes(digest, replace(mine, salt=other.salt))
    assert not merkle.includes(digest, replace(mine, path=(*mine.path, tree.root)))
    assert not merkle.includes(digest, replace(mine, path=mine.path[:-1]))


@pytest.mark.parametrize("count", [2, 3, 5, 8])
def test_swapped_paths_fail(count: int) -> None:
    pairs = _leaves(count)
    tree = merkle.tree([merkle.leaf(*pair) for pair in pairs])
    for i, (salt, digest) in enumerate(pairs):
        for j in range(count):
            outcome = merkle.includes(digest, _proof(salt, tree.proof(j), tree.root))
            assert outcome == (i == j), (i, j)


def test_an_inner_node_is_no_leaf() -> None:
    tree = merkle.tree([merkle.leaf(*pair) for pair in _leaves(4)])
    left, right = tree.levels[1]
    assert merkle.verify(left, (right,), tree.root), "as bare hashes it would fit"
    # As salt and digest the two children of the root would have to hash to it without the domain.
    assert not merkle.includes(right, _proof(left, (), tree.root))
    assert not merkle.includes(tree.levels[0][1], _proof(tree.levels[0][0], (right,), tree.root))


def test_sizes_are_checked() -> None:
    tree = merkle.tree([merkle.leaf(*pair) for pair in _leaves(2)])
    assert not merkle.verify(tree.levels[0][0], (tree.levels[0][1] + b"\0",), tree.root)
    assert not merkle.verify(tree.root, (tree.root,) * 21, tree.root)
    assert not merkle.includes(b"short", _proof(bytes(32), (), tree.root))
    assert not merkle.includes(bytes(32), _proof(b"short", (), tree.root))
    for salt, digest in ((b"", bytes(32)), (bytes(32), bytes(33))):
        with pytest.raises(MalformedInput):
            merkle.leaf(salt, digest)
    for nodes in ([], [b"short"]):
        with pytest.raises(MalformedInput):
            merkle.tree(nodes)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=40), st.data())
def test_every_leaf_has_a_path_and_no_changed_path_verifies(
    nodes: list[bytes], data: st.DataObject
) -> None:
    tree = merkle.tree(nodes)
    index = data.draw(st.integers(0, len(nodes) - 1))
    path = tree.proof(index)
    assert merkle.verify(nodes[index], path, tree.root)
    for at, part in enumerate(path):
        changed = bytes([part[0] ^ 1]) + part[1:]
        assert not merkle.verify(nodes[index], (*path[:at], changed, *path[at + 1 :]), tree.root)


CREDENTIAL = {
    "type": ["VerifiableCredential", "TrainingBadge"],
    "credentialSubject": {"passed": True, "hours": 7, "note": None, "tags": ["a", "b"]},
}


@pytest.mark.parametrize(
    "subject",
    [
        {"passed": "true", "hours": 7, "note": None, "tags": ["a", "b"]},
        {"passed": True, "hours": "7", "note": None, "tags": ["a", "b"]},
        {"passed": True, "hours": 7, "note": "", "tags": ["a", "b"]},
        {"passed": True, "hours": 7, "note": None, "tags": ["b", "a"]},
        {"passed": True, "hours": 7, "note": None, "tags": ["a", "b"], "notes": []},
        {"passed": True, "hours": 7, "note": None, "tags": ["a", "b"], "notes": {}},
        {"passed": True, "hour": 7, "note": None, "tags": ["a", "b"]},
    ],
    ids=["true", "seven", "null", "swapped", "empty_list", "empty_object", "renamed"],
)
def test_every_edit_breaks_the_anchor(subject: dict[str, object]) -> None:
    salt = _sha("salt")
    root = merkle.tree([merkle.leaf(salt, anchor_digest(CREDENTIAL))]).root
    proof = _proof(salt, (), root)
    assert merkle.includes(anchor_digest(CREDENTIAL), proof)
    edited = CREDENTIAL | {"credentialSubject": subject}
    assert not merkle.includes(anchor_digest(edited), proof)


def test_reordered_keys_keep_the_anchor() -> None:
    reordered = dict(reversed(CREDENTIAL.items()))
    assert anchor_digest(reordered) == anchor_digest(CREDENTIAL)

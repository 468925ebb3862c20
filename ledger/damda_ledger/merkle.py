"""Merkle trees over salted leaves, compatible with OpenZeppelin's MerkleProof.

A leaf is hashed twice and starts with a domain of its own, so that no inner node can pass for a
leaf; the salt keeps two equal credentials apart and a guessable one from being guessed. Pairs are
sorted, so that a path needs no left or right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from damda.errors import MalformedInput
from damda.protocols import AnchorProof
from eth_hash.auto import keccak

LEAF_DOMAIN = keccak(b"damda.credential-anchor.leaf.v1")
"""32 bytes that only leaves of this kind start with."""

MAX_LEAVES = 1 << 20
MAX_PATH = 20
"""Hashes in a path; a longer one is no proof."""


def leaf(salt: bytes, digest: bytes) -> bytes:
    """keccak(keccak(domain || salt || digest)); salt and digest are 32 bytes. Raises MalformedInput."""
    if len(salt) != 32 or len(digest) != 32:
        raise MalformedInput(
            "A leaf needs a salt and a digest of 32 bytes each.",
            ko="잎에는 32바이트의 솔트와 다이제스트가 필요합니다.",
        )
    return keccak(keccak(LEAF_DOMAIN + salt + digest))


@dataclass(frozen=True, slots=True)
class Tree:
    """All levels, from the leaves (index 0) to the root."""

    levels: tuple[tuple[bytes, ...], ...]

    @property
    def root(self) -> bytes:
        """For a single leaf, the leaf itself."""
        return self.levels[-1][0]

    def proof(self, index: int) -> tuple[bytes, ...]:
        """The siblings from the leaf at ``index`` up to the root; empty for a single leaf."""
        if not 0 <= index < len(self.levels[0]):
            raise IndexError(index)
        path = []
        for level in self.levels[:-1]:
            sibling = index ^ 1
            if sibling < len(level):
                path.append(level[sibling])
            index //= 2
        return tuple(path)


def tree(leaves: Sequence[bytes]) -> Tree:
    """The tree over 1 to MAX_LEAVES leaves of 32 bytes; an odd node moves up as it is.

    Raises MalformedInput.
    """
    if not 1 <= len(leaves) <= MAX_LEAVES or any(len(node) != 32 for node in leaves):
        raise MalformedInput(
            "A Merkle tree needs at least one leaf, and leaves of 32 bytes.",
            ko="머클 트리에는 32바이트 잎이 하나 이상 필요합니다.",
        )
    levels = [tuple(leaves)]
    while len(levels[-1]) > 1:
        levels.append(_parents(levels[-1]))
    return Tree(tuple(levels))


def verify(node: bytes, path: Sequence[bytes], root: bytes) -> bool:
    """Whether ``path`` leads from the leaf to the root. Never raises for wrong sizes: False."""
    if len(path) > MAX_PATH or any(len(part) != 32 for part in (node, root, *path)):
        return False
    for sibling in path:
        node = _parent(node, sibling)
    return node == root


def includes(digest: bytes, proof: AnchorProof) -> bool:
    """Whether the proof leads from ``digest`` and its salt to its root. Asks no ledger."""
    if len(digest) != 32 or len(proof.salt) != 32:
        return False
    return verify(leaf(proof.salt, digest), proof.path, proof.root)


def _parents(level: Sequence[bytes]) -> tuple[bytes, ...]:
    paired = [_parent(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
    return tuple(paired) + tuple(level[len(paired) * 2 :])


def _parent(a: bytes, b: bytes) -> bytes:
    return keccak(a + b if a < b else b + a)

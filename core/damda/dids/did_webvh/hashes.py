"""The hashes of did:webvh 1.0: SHA-256 as multihash in base58btc, without multibase prefix."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Self

from ... import strict_json
from ...canonical.jcs import jcs
from ...multibase import encode_base58
from ...protocols import Json, JsonView
from .address import PLACEHOLDER

_SHA256_MULTIHASH = b"\x12\x20"


@dataclass(frozen=True, slots=True)
class CanonicalEntry:
    """An entry without proof in canonical form (RFC 8785), but for the value of ``versionId``.

    It is hashed after one versionId and signed with another; what is between is written once.
    """

    before: bytes
    after: bytes

    @classmethod
    def of(cls, entry: JsonView) -> Self:
        """Raises MalformedInput for what has no canonical form."""
        # RFC 8785, 3.2.3: parameters, state, versionId, versionTime is the order of the names.
        front = jcs({"parameters": entry["parameters"], "state": entry["state"]})
        time = jcs(entry["versionTime"])
        return cls(front[:-1] + b',"versionId":', b',"versionTime":' + time + b"}")

    def with_version(self, version_id: str) -> bytes:
        return self.before + jcs(version_id) + self.after

    def hash_after(self, predecessor: str) -> str:
        """The entry's hash after ``predecessor``: the versionId before, or the SCID."""
        return multihash(self.with_version(predecessor))


def multihash(data: bytes) -> str:
    """The multihash of ``data``: ``Qm..``, 46 characters."""
    return encode_base58(_SHA256_MULTIHASH + sha256(data).digest())


def hash_of_key(multikey: str) -> str:
    """What ``nextKeyHashes`` announces of a Multikey ("Pre-Rotation Key Hash Generation")."""
    return multihash(multikey.encode("ascii"))


def scid_of(entry: JsonView, scid: str) -> str:
    """The SCID that the first entry should have, where it says ``scid`` ("Verify SCID")."""
    unsigned = {name: value for name, value in entry.items() if name != "proof"}
    preliminary = replaced({**unsigned, "versionId": PLACEHOLDER}, scid, PLACEHOLDER)
    return multihash(jcs(preliminary))


def replaced(value: Json, old: str, new: str) -> Json:
    """The specification's "literal text replacement" in a JSON object."""
    text = json.dumps(value, ensure_ascii=False).replace(old, new)
    return strict_json.loads_object(text)


def version_digest(version_id: str) -> bytes:
    """SHA-256 of a versionId: what the ledger anchors of a log."""
    return sha256(version_id.encode("utf-8")).digest()

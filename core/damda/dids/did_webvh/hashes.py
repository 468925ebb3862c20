"""The hashes of did:webvh 1.0: SHA-256 as multihash in base58btc, without multibase prefix."""

from __future__ import annotations

import json
from hashlib import sha256

from ... import strict_json
from ...canonical.jcs import jcs
from ...multibase import encode_base58
from ...protocols import Json, JsonView
from .address import PLACEHOLDER

_SHA256_MULTIHASH = b"\x12\x20"


def multihash(data: bytes) -> str:
    """The multihash of ``data``: ``Qm..``, 46 characters."""
    return encode_base58(_SHA256_MULTIHASH + sha256(data).digest())


def hash_of_key(multikey: str) -> str:
    """What ``nextKeyHashes`` announces of a Multikey ("Pre-Rotation Key Hash Generation")."""
    return multihash(multikey.encode("ascii"))


def entry_hash(entry: JsonView, predecessor: str) -> str:
    """The hash of an entry after ``predecessor``: the versionId before, or the SCID."""
    unsigned = {name: value for name, value in entry.items() if name != "proof"}
    return multihash(jcs({**unsigned, "versionId": predecessor}))


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

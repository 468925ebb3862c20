"""did:webvh logs of the tests' own, good and forged, and a second opinion on them."""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from damda.canonical.jcs import jcs
from damda.dids.did_webvh.draft import draft_entry
from damda.dids.did_webvh.hashes import multihash, replaced
from damda.keys import SoftwareSigner

NOW = datetime(2026, 11, 25, tzinfo=UTC)

type Change = Callable[[dict[str, Any]], None]


def signer(number: int) -> SoftwareSigner:
    return SoftwareSigner.from_private("Ed25519", number.to_bytes(32), "did:example:unused#0")


def forged_first(line: bytes, change: Change, by: SoftwareSigner) -> tuple[str, bytes]:
    """A first entry changed by ``change`` and hashed and signed anew: all right but for that."""
    entry = json.loads(line)
    scid = entry["parameters"]["scid"]
    del entry["proof"]
    preliminary = replaced({**entry, "versionId": "{SCID}"}, scid, "{SCID}")
    change(preliminary)
    new = multihash(jcs(preliminary))
    draft = draft_entry(replaced(preliminary, "{SCID}", new), 1, new, by.public, NOW)
    return draft.did, draft.attach(by.sign(draft.signing_input))


def forged_next(log: bytes, line: bytes, change: Change, by: SoftwareSigner) -> bytes:
    """``log`` and its next entry ``line``, changed by ``change``, hashed and signed anew."""
    before = json.loads(log.splitlines()[-1])["versionId"]
    entry = json.loads(line)
    del entry["proof"]
    change(entry)
    draft = draft_entry(
        {**entry, "versionId": before}, int(before.split("-")[0]) + 1, before, by.public, NOW
    )
    return log + draft.attach(by.sign(draft.signing_input))


def peer_resolves(did: str, log: Path, witness: Path | None = None) -> dict[str, Any] | None:
    """What the `did-webvh` package resolves ``did`` to; None if it refuses."""
    from did_webvh.core.resolver import DidResolver, LocalHistoryResolver
    from did_webvh.verify import WebvhVerifier

    resolver = DidResolver(WebvhVerifier())
    try:
        result = asyncio.run(resolver.resolve(did, LocalHistoryResolver(log, witness)))
    except AttributeError:
        # Its way to refuse a bad verification method: it stumbles over its own error.
        return None
    return result.document

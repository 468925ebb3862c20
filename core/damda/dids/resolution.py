"""From a DID to its document. No I/O: a did:webvh log is handed in."""

from __future__ import annotations

from datetime import datetime

from .document import DidDocument


def resolve(
    did: str, *, log: bytes | None, now: datetime, version_time: datetime | None = None
) -> DidDocument:
    """The document of ``did``; of ``version_time`` if given (did:webvh only).

    ``log`` is the ``did.jsonl`` of a did:webvh, None for other methods. Raises DidUnresolvable,
    MalformedInput for a text that is no DID.
    """
    raise NotImplementedError

"""did-webvh, the Python implementation of did:webvh."""

from __future__ import annotations

import asyncio
from typing import Any

from damda.protocols import Json

from ..participant import InProcess, Operation
from ..parties import Parties

NAME = "did-webvh"
INSTALL = "scripts/setup test"
COVERS = {
    "webvh-resolve": "`DidResolver.resolve` with `WebvhVerifier`, times of the future refused: SCID, "
    "hashes, key rotation and the proof of every entry",
}


def participant(_parties: Parties) -> InProcess:
    """Raises ImportError."""
    from did_webvh.core.file_utils import AsyncTextGenerator, read_str
    from did_webvh.core.resolver import DidResolver, HistoryResolver
    from did_webvh.verify import WebvhVerifier
    from multiformats import multihash

    class Held(HistoryResolver):
        """A log that is in memory."""

        def __init__(self, log: str) -> None:
            self._log = log

        def resolve_entry_log(self, document_id: str | None) -> AsyncTextGenerator:
            return read_str(self._log)

    resolver = DidResolver(WebvhVerifier(enforce_future_skew=True))
    # It keeps its hashes by weak references and fails where one is collected at the wrong moment.
    kept = multihash.get("sha2-256")

    def resolve(material: Json) -> bool:
        assert kept is not None
        source = Held(material["log"])
        result: Any = asyncio.run(resolver.resolve(material["did"], source))
        return bool(result.document and result.document["id"] == material["did"])

    return InProcess(NAME, {"webvh-resolve": Operation(COVERS["webvh-resolve"], dict, resolve)})

"""DID URLs and DID documents, as far as proofs need them (DID Core 1.0, 3.2 and 5)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from ..keys import PublicKey
from ..protocols import Json

type Purpose = Literal[
    "assertionMethod",
    "authentication",
    "keyAgreement",
    "capabilityInvocation",
    "capabilityDelegation",
]

_DID_URL = re.compile(
    r"(did:[a-z0-9]+:[A-Za-z0-9._:%-]+)(?:#([A-Za-z0-9._~:%!$&'()*+,;=@/?-]+))?", re.ASCII
)
MAX_DID_LENGTH = 2048


def split_did_url(text: object) -> tuple[str, str | None]:
    """The DID and the fragment (without ``#``; None if there is none) of a DID URL.

    Nothing is decoded. A path or a query is refused. Raises MalformedInput.
    """
    raise NotImplementedError


@dataclass(frozen=True, slots=True)
class DidDocument:
    """A resolved DID document and, for did:webvh, the log entry that it comes from.

    ``head_digest`` is SHA-256 of ``version_id``; both are None, and ``version_number`` is 0, for
    methods without versions. ``latest_version_number`` tells whether an older version was asked
    for.
    """

    id: str
    document: Json
    version_id: str | None = None
    version_number: int = 0
    head_digest: bytes | None = None

    def key(self, verification_method: object, purpose: str) -> PublicKey:
        """The key of ``verification_method`` (a full DID URL), if it is listed for ``purpose``.

        Raises DidUnresolvable if this document doesn't list it so, KeyMalformed if it can't be
        read.
        """
        raise NotImplementedError

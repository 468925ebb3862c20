"""The parts of an SD-JWT (RFC 9901, 4) and the bounds within which one is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..protocols import Json

type Path = tuple[str | int | None, ...]
"""A claims path pointer (OpenID4VP 1.0, 7): a string selects a member, an int an element, None all
elements. Names are those of the claims in clear text."""

MAX_BYTES = 1_048_576
"""Of a whole SD-JWT, in either serialization."""
MAX_JWT = 524_288
"""Of the issuer-signed JWT."""
MAX_DISCLOSURES = 1_000
MAX_DEPTH = 64
"""Of the claims, with all that is disclosed in its place."""

DIGESTS = "_sd"
ELEMENT = "..."
HASH_NAME = "_sd_alg"


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One disclosure (4.2). ``text`` is as it was sent; ``name`` is None for an array's element."""

    text: str
    salt: str
    name: str | None
    value: Any


@dataclass(frozen=True, slots=True)
class SdJwt:
    """An SD-JWT that was read; nothing of it is proven yet.

    ``jwt`` is the issuer-signed JWT, with ``header`` and ``payload`` decoded: they are the reader's
    copies and only to be read. ``key_binding`` is the KB-JWT, None without. ``other_signatures``
    are JWTs over the same payload by further keys (general JSON serialization, 8).
    """

    jwt: str
    header: Json
    payload: Json
    disclosures: tuple[Disclosure, ...]
    key_binding: str | None
    other_signatures: tuple[str, ...] = ()

    @property
    def without_key_binding(self) -> str:
        """``<jwt>~<disclosure>~..~``: what ``sd_hash`` is over, the last tilde included (4.3.1)."""
        return "~".join((self.jwt, *(each.text for each in self.disclosures), ""))

    def with_shown(self, disclosures: tuple[Disclosure, ...], key_binding: str | None) -> SdJwt:
        """The same as its issuer signed it, with this to show."""
        return SdJwt(
            self.jwt, self.header, self.payload, disclosures, key_binding, self.other_signatures
        )

    def serialize(self) -> str:
        """The compact serialization (4), which has room for the first signature only."""
        return self.without_key_binding + (self.key_binding or "")

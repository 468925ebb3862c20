"""One exchange: a request to a wallet, its answer and what came of it. Pure.

::

    created -> opened -> checking -> verified | refused
       \\________\\______-> declined            (the wallet said no)
        \\________\\______-> expired            (nobody answered in time; never stored, computed)

Two kinds of random numbers keep wallet and page apart (OpenID4VP 1.0, 13.3 and 14.3): ``id`` is
known to whoever asked and gives access to the result; ``cross_device`` and ``same_device`` are
what the wallet sees in the request's addresses and in ``state``. An answer through ``same_device``
is shown only after the browser that began came back with the response code.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal

from damda import base64url
from damda.protocols import Entropy, Json

type State = Literal[
    "created", "opened", "checking", "verified", "refused", "declined", "expired", "answered"
]
"""``expired`` and ``answered`` (until the browser is back) are only ever computed."""

type Flow = Literal["cross_device", "same_device"]

PENDING: frozenset[State] = frozenset({"created", "opened"})
CONCLUDED: frozenset[State] = frozenset({"verified", "refused"})
FINAL: frozenset[State] = frozenset({"verified", "refused", "declined", "expired"})


@dataclass(frozen=True, slots=True)
class Exchange:
    """``answer`` is the wallet's ``{"vp_token": .., "anchor_proofs": ..}``; ``verdict`` as of
    ``checked_at``; ``*_hash`` are SHA-256 of secrets that are not kept."""

    id: str
    relying_party: str
    cross_device: str
    same_device: str | None
    nonce: str
    client_id: str
    created_at: datetime
    expires_at: datetime
    state: State = "created"
    session_hash: bytes | None = None
    flow: Flow | None = None
    response_code_hash: bytes | None = None
    released: bool = False
    answered_at: datetime | None = None
    answer: Json | None = None
    verdict: Json | None = None
    checked_at: datetime | None = None
    declined_with: str | None = None

    def flow_of(self, request_id: str) -> Flow:
        """Which of the two addresses the wallet came by."""
        return "same_device" if request_id == self.same_device else "cross_device"

    def seen_state(self, now: datetime) -> State:
        """What may be said of it now: due requests are expired, unreleased results hidden."""
        if self.state in PENDING and now >= self.expires_at:
            return "expired"
        if self.state in CONCLUDED and self.flow == "same_device" and not self.released:
            return "answered"
        return self.state


def new_exchange(
    relying_party: str,
    *,
    client_id: str,
    session: str | None,
    lifetime: timedelta,
    now: datetime,
    entropy: Entropy,
) -> Exchange:
    """A request that nobody has seen yet. ``session`` is the browser's cookie; without one there
    is no same-device link, for nobody could come back to it."""
    return Exchange(
        id=secret(entropy),
        relying_party=relying_party,
        cross_device=secret(entropy),
        same_device=secret(entropy) if session is not None else None,
        nonce=secret(entropy),
        client_id=client_id,
        created_at=now,
        expires_at=now + lifetime,
        session_hash=digest(session) if session is not None else None,
    )


def secret(entropy: Entropy) -> str:
    """256 random bits, in URL-safe characters."""
    return base64url.encode(entropy(32))


def digest(text: str) -> bytes:
    """SHA-256 of a secret: what is kept of it."""
    return sha256(text.encode()).digest()


def same_secret(text: str | None, kept: bytes | None) -> bool:
    """Whether ``text`` is the secret whose digest was kept; in constant time."""
    return text is not None and kept is not None and hmac.compare_digest(digest(text), kept)

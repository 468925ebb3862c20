"""An issuance under way, kept in the vault: a code counts once, so nothing after it may be lost.

If the network or the process fails after the token was given, accepting the same offer again
goes on with the same token and the same keys, for those credentials that are still missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from damda.keys import SoftwareSigner
from damda.protocols import Clock

from .binding import ProofBinding
from .card_json import pack, unpack
from .cards import signer_from_bytes, signer_to_bytes
from .vault import Row, Vault

LIFETIME = timedelta(hours=1)
"""How long a token without ``expires_in`` is tried."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One credential of an issuance, the key it will be bound to, and the card it became."""

    configuration_id: str
    credential_identifier: str | None
    signer: SoftwareSigner
    binding: ProofBinding
    card_id: str | None = None


@dataclass(frozen=True, slots=True)
class Issuance:
    id: str
    access_token: str
    expires_at: datetime
    wanted: tuple[Wanted, ...]

    def done(self, number: int, card_id: str) -> Issuance:
        wanted = list(self.wanted)
        wanted[number] = replace(wanted[number], card_id=card_id)
        return replace(self, wanted=tuple(wanted))


class IssuanceStore:
    def __init__(self, vault: Vault, *, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock

    def begin(
        self,
        issuance_id: str,
        access_token: str,
        lifetime: timedelta | None,
        wanted: Sequence[Wanted],
    ) -> Issuance:
        """Stores the token together with the keys."""
        lifetime = LIFETIME if lifetime is None else min(lifetime, timedelta(days=30))
        expires_at = self._clock() + lifetime
        issuance = Issuance(issuance_id, access_token, expires_at, tuple(wanted))
        self.save(issuance)
        return issuance

    def find(self, issuance_id: str) -> Issuance | None:
        """The one that was begun with this offer and whose token still lives."""
        stored = self._vault.get("issuance", issuance_id)
        if stored is None:
            return None
        token, expires_at, wanted = unpack(stored)
        issuance = Issuance(
            issuance_id,
            token,
            datetime.fromtimestamp(expires_at, UTC),
            tuple(
                Wanted(name, identifier, signer_from_bytes(key.encode()), binding, card_id)
                for name, identifier, key, binding, card_id in wanted
            ),
        )
        return issuance if self._clock() < issuance.expires_at else None

    def save(self, issuance: Issuance) -> None:
        wanted = [
            [
                each.configuration_id,
                each.credential_identifier,
                signer_to_bytes(each.signer).decode(),
                each.binding,
                each.card_id,
            ]
            for each in issuance.wanted
        ]
        value = [issuance.access_token, issuance.expires_at.timestamp(), wanted]
        self._vault.put(Row("issuance", issuance.id, pack(value)))

    def end(self, issuance_id: str) -> None:
        self._vault.remove(("issuance", issuance_id))

"""Revoke, suspend, reinstate: the state of an issued credential and its status bits, as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from damda.protocols import Clock

from .refusals import RequestRefused, not_found
from .store import Database, credentials, status
from .store.credentials import CredentialState, ListedCredential
from .store.institutions import InstitutionRecord
from .store.status import Purpose

type Action = Literal["revoke", "suspend", "reinstate"]


@dataclass(frozen=True, slots=True)
class Change:
    """From which states an action leads where, and which bits it sets."""

    before: frozenset[CredentialState]
    after: CredentialState
    bits: Mapping[Purpose, bool]


# A revocation is for good (Bitstring Status List 1.0, statusPurpose "revocation").
CHANGES: dict[Action, Change] = {
    "revoke": Change(
        frozenset({"active", "suspended"}), "revoked", {"revocation": True, "suspension": False}
    ),
    "suspend": Change(frozenset({"active"}), "suspended", {"suspension": True}),
    "reinstate": Change(frozenset({"suspended"}), "active", {"suspension": False}),
}


@dataclass(frozen=True, slots=True)
class Revocations:
    database: Database
    clock: Clock

    async def change(
        self, institution: InstitutionRecord, id_: str, action: Action, reason: str
    ) -> ListedCredential:
        """Do it, if the credential is this institution's. Raises RequestRefused (404, 409)."""
        change = CHANGES[action]
        async with self.database.writing() as connection:
            listed = await credentials.of_tenant(connection, id_, institution.wallet_id)
            if listed is None:
                raise not_found("credential", "증명서를", "unknown_credential")
            found = listed.credential
            if found.state not in change.before:
                raise _wrong_state(action, found.state)
            if not await credentials.set_state(
                connection, found, change.after, reason, self.clock()
            ):
                raise _wrong_state(action, "changed meanwhile")
            await status.set_bits(connection, found.id, change.bits)
            after = await credentials.of_tenant(connection, id_, institution.wallet_id)
        assert after is not None
        return after


def _wrong_state(action: Action, state: str) -> RequestRefused:
    return RequestRefused(
        f"A credential that is {state} can't be changed by '{action}'.",
        ko=f"현재 상태({state})에서는 이 작업({action})을 할 수 없습니다.",
        code="wrong_state",
        http_status=409,
    )

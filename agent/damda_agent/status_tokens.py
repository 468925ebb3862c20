"""Status List Tokens of the institutions' lists, for JWT and CWT based credentials.

A token tells the whole state of a credential at its place in a list: a credential of this kind
refers to one place, where a Data Integrity credential has one in a list of each purpose.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from damda.status.token import ListClaims, TokenDraft
from damda.status.token_cwt import draft_status_list_cwt
from damda.status.token_jwt import draft_status_list_jwt
from damda.status.token_list import INVALID, SUSPENDED, TokenStatusList, new_token_list

from .signing import ALGORITHM
from .status_lists import StatusLists
from .store import status, status_tokens
from .store.institutions import InstitutionRecord
from .store.status import StatusList
from .store.status_tokens import Form, KeptToken

_BITS = 2
_STATUS = {"revoked": INVALID, "suspended": SUSPENDED}


class _Draft(Protocol):
    def __call__(self, claims: ListClaims, *, algorithm: str, kid: str) -> TokenDraft: ...


_DRAFTS: Mapping[Form, _Draft] = {"jwt": draft_status_list_jwt, "cwt": draft_status_list_cwt}


@dataclass(frozen=True, slots=True)
class StatusTokens:
    """Tokens of ``lists``, with the same life and the same URLs."""

    lists: StatusLists

    async def signed(
        self, institution: InstitutionRecord, list_id: str, form: Form
    ) -> bytes | None:
        """The list's token, made anew when a state has changed or half its life is over.

        None if the institution has no such list. Raises RequestRefused if it can't be signed.
        """
        async with self.lists.database.reading() as connection:
            found = await status.find(connection, institution.slug, list_id)
            if found is None:
                return None
            kept = await status_tokens.find(connection, list_id, form)
            if kept is not None and self._is_current(kept, found):
                return kept.token
            states = await status_tokens.states(connection, list_id)
        listed = new_token_list(found.length, _BITS).with_statuses(
            {position: _STATUS[state] for position, state in states.items()}
        )
        return await self._sign(institution, found, form, listed)

    def _is_current(self, kept: KeptToken, found: StatusList) -> bool:
        halfway = kept.until - self.lists.lifetime / 2
        return kept.version == found.version and self.lists.clock() < halfway

    async def _sign(
        self, institution: InstitutionRecord, found: StatusList, form: Form, listed: TokenStatusList
    ) -> bytes:
        now = self.lists.clock().replace(microsecond=0)
        claims = ListClaims(
            uri=self.lists.url(found.slug, found.id),
            listed=listed,
            issued_at=now,
            expires_at=now + self.lists.lifetime,
            ttl=self.lists.ttl,
        )
        draft = await asyncio.to_thread(
            _DRAFTS[form], claims, algorithm=ALGORITHM, kid=institution.verification_method
        )
        signature = await self.lists.custody.sign(
            institution.wallet_id, "assertion", draft.signing_input
        )
        token = draft.attach(signature)
        kept = KeptToken(found.id, form, found.version, now + self.lists.lifetime, token)
        async with self.lists.database.writing() as connection:
            await status_tokens.keep(connection, kept)
        return token

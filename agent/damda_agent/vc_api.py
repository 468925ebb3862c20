"""The VC-API in the agent: an institution's key signs, anybody's documents are verified.

What is signed here is the operator's own text. It is no offer: no rule of the catalog is applied,
no place in a status list taken, nothing stored and nothing anchored.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass

from damda.credentials import credential_digest_id
from damda.errors import MalformedInput
from damda.protocols import Canonicalizer, Clock
from damda.vc_api import Answer, IssueBody, IssuingKey, VcApiVerifier, draft_credential, refusal
from damda.vc_api import issued as issued_answer

from .custody import KeyCustody
from .signing import CRYPTOSUITE
from .store.institutions import InstitutionRecord

LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class VcApi:
    """The four endpoints, from a body to an answer."""

    custody: KeyCustody
    canonicalizer: Canonicalizer
    verifier: VcApiVerifier
    clock: Clock

    async def issue(self, institution: InstitutionRecord, raw: bytes) -> Answer:
        """201, 400 or 413. ``credential.issuer`` must be the institution's DID.

        Raises RequestRefused ("keys_unavailable").
        """
        keys = {institution.did: IssuingKey(CRYPTOSUITE, institution.verification_method)}
        try:
            draft = await asyncio.to_thread(
                lambda: draft_credential(
                    IssueBody.parse(raw),
                    issuers=keys,
                    created=self.clock().replace(microsecond=0),
                    canonicalizer=self.canonicalizer,
                )
            )
        except MalformedInput as error:
            return refusal(error)
        signature = await self.custody.sign(institution.wallet_id, "assertion", draft.signing_input)
        secured = draft.attach(signature)
        LOGGER.info(
            "damda: %s signed the credential %s by the VC-API",
            institution.slug,
            credential_digest_id(secured),
        )
        return issued_answer(secured)

    async def derive(self, raw: bytes) -> Answer:
        """201, 400 or 413. No key of the institution is needed: holders derive."""
        return await asyncio.to_thread(self.verifier.derive, raw)

    async def verify_credential(self, raw: bytes) -> Answer:
        """200, 400 or 413."""
        return await asyncio.to_thread(self.verifier.credential, raw)

    async def verify_presentation(self, raw: bytes) -> Answer:
        """200, 400 or 413."""
        return await asyncio.to_thread(self.verifier.presentation, raw)

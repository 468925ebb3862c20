"""Signing with an institution's key, which stays in its wallet."""

from __future__ import annotations

import asyncio
from datetime import datetime

from damda.issue import secure_credential
from damda.keys import Algorithm
from damda.protocols import Canonicalizer, Json, JsonView

from .custody import KeyCustody
from .store.institutions import InstitutionRecord

CRYPTOSUITE = "eddsa-rdfc-2022"
ALGORITHM: Algorithm = "EdDSA"
"""The same key's name in JOSE and COSE."""


async def sign_credential(
    unsecured: JsonView,
    institution: InstitutionRecord,
    *,
    custody: KeyCustody,
    canonicalizer: Canonicalizer,
    created: datetime,
) -> Json:
    """``unsecured`` with the institution's proof. Raises what `secure_credential` raises.

    In two steps, as the key signs elsewhere; canonicalizing is work for a thread.
    """
    draft = await asyncio.to_thread(
        secure_credential,
        unsecured,
        verification_method=institution.verification_method,
        created=created,
        canonicalizer=canonicalizer,
        cryptosuite=CRYPTOSUITE,
    )
    signature = await custody.sign(institution.wallet_id, "assertion", draft.signing_input)
    return draft.attach(signature)

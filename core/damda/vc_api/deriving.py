"""``POST /credentials/derive``: the part of a credential that its holder wants to show."""

from __future__ import annotations

import secrets

from ..credentials import check_credential
from ..errors import DamdaError
from ..proofs import derive_proof
from ..protocols import Canonicalizer, Entropy
from .answer import Answer, refusal
from .body import DeriveBody


def derive(
    raw: bytes,
    *,
    canonicalizer: Canonicalizer,
    inline_contexts: bool = False,
    entropy: Entropy = secrets.token_bytes,
) -> Answer:
    """The answer to a body of ``/credentials/derive``: 201 with the derived credential, 400 or 413.

    The base proof is not verified. ``inline_contexts`` is as for `damda.issue.secure_credential`.
    """
    try:
        body = DeriveBody.parse(raw)
        check_credential(body.credential, inline_contexts=inline_contexts)
        derived = derive_proof(
            body.credential,
            selective_pointers=body.selective_pointers,
            canonicalizer=canonicalizer,
            entropy=entropy,
        )
        return Answer(201, {"verifiableCredential": derived})
    except DamdaError as error:
        return refusal(error)

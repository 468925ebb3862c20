"""Presenting: credentials embedded in a presentation that the holder's key signs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from .credentials import check_credential
from .dids import split_did_url
from .errors import MalformedInput
from .presentation_shape import check_presentation
from .proofs import add_proof
from .protocols import Canonicalizer, Json, JsonView, Signer
from .status import CONTEXT


def build_presentation(
    credentials: Sequence[JsonView],
    *,
    holder: str,
    signer: Signer,
    challenge: str,
    domain: str,
    created: datetime,
    canonicalizer: Canonicalizer,
) -> Json:
    """The signed VerifiablePresentation; the credentials go in exactly as they were received.

    ``challenge`` is the verifier's nonce and ``domain`` its client id (OpenID4VP 1.0, B.1.3.2).
    Raises MalformedInput for credentials that no verifier would take, none at all included, for
    one about somebody else, and for a signer that is not the holder's.
    """
    if split_did_url(signer.verification_method)[0] != holder:
        raise MalformedInput(
            "The key is not the holder's.", ko="증명서 주인(holder)의 키가 아닙니다."
        )
    for credential in credentials:
        if check_credential(credential).subject_id != holder:
            raise MalformedInput(
                "A credential is not about the holder.", ko="다른 사람에게 발급된 증명서입니다."
            )
    document: Json = {
        "@context": [CONTEXT],
        "type": ["VerifiablePresentation"],
        "holder": holder,
        "verifiableCredential": list(credentials),
    }
    check_presentation(document)
    return add_proof(
        document,
        signer=signer,
        purpose="authentication",
        created=created,
        canonicalizer=canonicalizer,
        challenge=challenge,
        domain=domain,
    )

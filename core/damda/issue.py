"""Issuing: a credential that keeps to the rules, made ready for the issuer's signature."""

from __future__ import annotations

from datetime import datetime

from .credentials import check_credential
from .dids import split_did_url
from .errors import MalformedInput
from .keys import KeyKind
from .proofs import ProofDraft, draft_proof
from .protocols import Canonicalizer, JsonView


def secure_credential(
    document: JsonView,
    *,
    verification_method: str,
    created: datetime,
    canonicalizer: Canonicalizer,
    cryptosuite: str,
    key_kind: KeyKind | None = None,
    inline_contexts: bool = False,
) -> ProofDraft:
    """The draft of the issuer's proof; sign its ``signing_input`` and ``attach`` the signature.

    ``key_kind`` is that of the key that will sign, by default the suite's usual one;
    ``inline_contexts`` is as for `check_credential`.

    Raises MalformedInput for whatever `check_credential` or the canonicalizer refuses, for a
    credential that has a proof already, and for a key that is not the issuer's.
    """
    view = check_credential(document, inline_contexts=inline_contexts)
    if split_did_url(verification_method)[0] != view.issuer:
        raise MalformedInput(
            "The key is not the issuer's: its DID is not that of the credential's issuer.",
            ko="발급기관(issuer)의 키가 아닙니다.",
        )
    return draft_proof(
        document,
        cryptosuite=cryptosuite,
        verification_method=verification_method,
        purpose="assertionMethod",
        created=created,
        canonicalizer=canonicalizer,
        key_kind=key_kind,
    )

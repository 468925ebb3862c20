"""Issuing: a credential that keeps to the rules, made ready for the issuer's signature."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from . import open_badges
from .credentials import check_credential
from .dids import split_did_url
from .errors import MalformedInput
from .keys import KeyKind
from .proofs import SELECTIVE_SUITES, ProofDraft, draft_proof
from .protocols import Canonicalizer, Entropy, JsonView

_LIMITS = ("validUntil", "expirationDate", "credentialStatus", "termsOfUse")
"""What takes something from a credential: a holder may not leave it out."""


def secure_credential(
    document: JsonView,
    *,
    verification_method: str,
    created: datetime,
    canonicalizer: Canonicalizer,
    cryptosuite: str,
    key_kind: KeyKind | None = None,
    inline_contexts: bool = False,
    mandatory_pointers: Sequence[str] | None = None,
    entropy: Entropy = secrets.token_bytes,
) -> ProofDraft:
    """The draft of the issuer's proof; sign its ``signing_input`` and ``attach`` the signature.

    ``key_kind`` is that of the key that will sign, by default the suite's usual one;
    ``inline_contexts`` is as for `check_credential`; ``mandatory_pointers`` and ``entropy`` are for
    suites with which the holder shows a part (`draft_proof`). The pointers must cover the
    credential's end, its status and its terms of use, as far as it has them.

    Raises MalformedInput for whatever `check_credential` or the canonicalizer refuses, for a
    credential that has a proof already, and for a key that is not the issuer's.
    """
    view = check_credential(document, inline_contexts=inline_contexts)
    open_badges.check_issuable(document, view.types)
    if split_did_url(verification_method)[0] != view.issuer:
        raise MalformedInput(
            "The key is not the issuer's: its DID is not that of the credential's issuer.",
            ko="발급기관(issuer)의 키가 아닙니다.",
        )
    if cryptosuite in SELECTIVE_SUITES:
        _check_limits_are_shown(document, mandatory_pointers or ())
    return draft_proof(
        document,
        cryptosuite=cryptosuite,
        verification_method=verification_method,
        purpose="assertionMethod",
        created=created,
        canonicalizer=canonicalizer,
        key_kind=key_kind,
        mandatory_pointers=mandatory_pointers,
        entropy=entropy,
    )


def _check_limits_are_shown(document: JsonView, mandatory_pointers: Sequence[str]) -> None:
    hidden = [name for name in _LIMITS if name in document and f"/{name}" not in mandatory_pointers]
    if hidden:
        named = ", ".join(f"/{name}" for name in hidden)
        raise MalformedInput(
            f"A holder could hide what limits the credential. Make mandatory: {named}.",
            ko=f"보유자가 증명서의 제한 사항을 숨길 수 있습니다. 필수 항목에 넣으세요: {named}",
        )

"""What a holder shows: a part of a credential, with a proof derived from the issuer's base proof."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from ..errors import ProofInvalid
from ..protocols import Canonicalizer, Entropy, Json, JsonView
from .proof_list import proofs_of
from .suites import SELECTIVE_SUITES


def derive_proof(
    document: JsonView,
    *,
    selective_pointers: Sequence[str],
    canonicalizer: Canonicalizer,
    entropy: Entropy = secrets.token_bytes,
) -> Json:
    """The part of ``document`` that its mandatory pointers and these (JSON Pointers) select.

    With one derived proof; other proofs of the document stay behind. The base proof is not
    verified here (`check_proof` with ``as_holder``). Raises MalformedInput and LimitExceeded, and
    ProofInvalid for a document without exactly one proof that can be derived from.
    """
    known = [proof for proof in proofs_of(document) if _is_selective(proof)]
    if len(known) != 1:
        raise ProofInvalid(
            "The document has not exactly one proof that allows to show a part of it "
            f"({', '.join(SELECTIVE_SUITES)}).",
            ko="일부만 골라 보여 줄 수 있는 서명이 하나 있어야 합니다.",
        )
    (proof,) = known
    shown, value = SELECTIVE_SUITES[proof["cryptosuite"]].derive(
        {name: member for name, member in document.items() if name != "proof"},
        proof,
        selective_pointers=selective_pointers,
        canonicalizer=canonicalizer,
        entropy=entropy,
    )
    return {**shown, "proof": {**proof, "proofValue": value}}


def _is_selective(proof: Json) -> bool:
    name = proof.get("cryptosuite")
    return isinstance(name, str) and name in SELECTIVE_SUITES

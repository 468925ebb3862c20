"""Data Integrity proofs (VC Data Integrity 1.0): one module per cryptosuite, and their table."""

from .attach import ProofDraft, add_proof, draft_proof
from .check import (
    ProofOutcome,
    check_proof,
    check_proofs,
    error_at,
    first_error,
    judge_proofs,
)
from .derivation import derive_proof
from .one_proof import ProofFinding
from .proof_list import MAX_PROOFS, proofs_of
from .suites import CRYPTOSUITE_OF, CRYPTOSUITES, LEGACY_SUITES, SELECTIVE_SUITES

__all__ = [
    "CRYPTOSUITES",
    "CRYPTOSUITE_OF",
    "LEGACY_SUITES",
    "MAX_PROOFS",
    "SELECTIVE_SUITES",
    "ProofDraft",
    "ProofFinding",
    "ProofOutcome",
    "add_proof",
    "check_proof",
    "check_proofs",
    "derive_proof",
    "draft_proof",
    "error_at",
    "first_error",
    "judge_proofs",
    "proofs_of",
]

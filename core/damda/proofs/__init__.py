"""Data Integrity proofs (VC Data Integrity 1.0): one module per cryptosuite, and their table."""

from .attach import ProofDraft, add_proof, draft_proof
from .check import ProofFinding, check_proof
from .suites import CRYPTOSUITE_OF, CRYPTOSUITES

__all__ = [
    "CRYPTOSUITES",
    "CRYPTOSUITE_OF",
    "ProofDraft",
    "ProofFinding",
    "add_proof",
    "check_proof",
    "draft_proof",
]

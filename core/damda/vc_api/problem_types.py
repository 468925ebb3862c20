"""Which problem type a finding or an error is (RFC 9457, 3.1.1): the literal table.

Where a specification names one it is used: VCDM 2.0, 7.2; VC Data Integrity 1.0, 4.7; Controlled
Identifiers 1.0, 3.6; Bitstring Status List 1.0, 3.5. The rest are our own.
"""

from __future__ import annotations

from collections.abc import Mapping

_VCDM = "https://www.w3.org/TR/vc-data-model#"
_SECURITY = "https://w3id.org/security#"
_STATUS = "https://www.w3.org/ns/credentials/status-list#"
_OWN = "https://damda.example/problems/"

PARSING = (f"{_VCDM}PARSING_ERROR", "The input can't be read")
MALFORMED = (f"{_VCDM}MALFORMED_VALUE_ERROR", "A value is malformed")
CRYPTOGRAPHIC = (f"{_VCDM}CRYPTOGRAPHIC_SECURITY_ERROR", "The proof does not hold")
STATUS_RETRIEVAL = (f"{_STATUS}STATUS_RETRIEVAL_ERROR", "The status list can't be had")
STATUS_VERIFICATION = (f"{_STATUS}STATUS_VERIFICATION_ERROR", "The status list can't be used")

TYPES: Mapping[str, tuple[str, str]] = {
    "malformed": MALFORMED,
    "limit_exceeded": MALFORMED,
    "unknown_context": (f"{_OWN}unknown_context", "A JSON-LD context is not bundled"),
    "invalid_key": MALFORMED,
    "malformed_body": PARSING,
    "proof_invalid": CRYPTOGRAPHIC,
    "invalid_proof": CRYPTOGRAPHIC,
    "holder_proof_invalid": CRYPTOGRAPHIC,
    "issuer_key_unavailable": (
        f"{_SECURITY}INVALID_VERIFICATION_METHOD",
        "The issuer's key can't be established",
    ),
    "nonce_mismatch": (f"{_SECURITY}INVALID_CHALLENGE_ERROR", "The challenge is another"),
    "audience_mismatch": (f"{_SECURITY}INVALID_DOMAIN_ERROR", "The domain is another"),
    "expired": (f"{_VCDM}RANGE_ERROR", "The credential has expired"),
    "not_yet_valid": (f"{_VCDM}RANGE_ERROR", "The credential is not valid yet"),
    "status_unavailable": STATUS_VERIFICATION,
    "revoked": (f"{_OWN}revoked", "The credential was revoked"),
    "suspended": (f"{_OWN}suspended", "The credential is suspended"),
    "not_checked": (f"{_OWN}not_checked", "Something could not be checked"),
}


def type_of(code: str, cause: object = None) -> tuple[str, str]:
    """The type's URL and its title. ``cause`` is the code of the error behind a finding."""
    if code == "status_unavailable" and cause == "fetch_failed":
        return STATUS_RETRIEVAL
    return TYPES.get(code, (f"{_OWN}{code}", "The request or the document is refused"))

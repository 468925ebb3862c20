"""The VC-API (W3C CCG, "VCALM"): issue, derive and verify over HTTP, without the HTTP.

A body comes in as bytes, an `Answer` goes out: a status and a JSON object. Bad input is an answer
with problem details (RFC 9457), never an exception.
"""

from .answer import Answer, Problem, refusal
from .body import (
    MAX_BODY,
    DeriveBody,
    IssueBody,
    VerifyCredentialBody,
    VerifyPresentationBody,
)
from .deriving import derive
from .issuing import IssuingKey, MemoryIssuer, draft_credential, issue, issued
from .verifying import FOREIGN_POLICY, VcApiVerifier

__all__ = [
    "FOREIGN_POLICY",
    "MAX_BODY",
    "Answer",
    "DeriveBody",
    "IssueBody",
    "IssuingKey",
    "MemoryIssuer",
    "Problem",
    "VcApiVerifier",
    "VerifyCredentialBody",
    "VerifyPresentationBody",
    "derive",
    "draft_credential",
    "issue",
    "issued",
    "refusal",
]

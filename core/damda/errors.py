"""The tree of errors. Each has a stable code; a citizen's error also a Korean sentence.

::

    DamdaError                  "error"
    ├── MalformedInput          "malformed"            it can't be read as what it should be
    │   ├── LimitExceeded       "limit_exceeded"       too large, too deep, too much work
    │   ├── UnknownContext      "unknown_context"      a JSON-LD context that is not bundled
    │   └── KeyMalformed        "invalid_key"          a key, its encoding or its curve
    ├── ProofInvalid            "invalid_proof"        a signature or proof that does not hold
    ├── DidUnresolvable         "did_unresolvable"     no such DID, or its history does not hold
    │                           "did_not_found"        its history holds, but not what is asked of it;
    │                           "did_deactivated"      its controller ended it
    ├── StatusUnreadable        "status_unreadable"    a status list that can't be had or read
    ├── ClaimsRefused           "claims_refused"       claims that break a rule; lists the fields
    ├── FetchFailed             "fetch_failed"         a document that can't be had (edges raise it)
    ├── LedgerUnavailable       "ledger_unavailable"   the ledger does not answer (drivers raise it);
    │                           "ledger_not_configured" where there is none to ask
    ├── LedgerRejected          "ledger_rejected"      the ledger refused a transaction
    └── OpenIdError             an OpenID4VC / OAuth error code; has the HTTP status
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class DamdaError(Exception):
    """Base of all errors that Damda raises on purpose.

    ``code`` is stable and machine-readable; ``en`` and ``ko`` are sentences that say what is
    wrong and, where something can be done, what to do. They never hold secrets.
    """

    code = "error"

    def __init__(self, en: str, *, ko: str | None = None, code: str | None = None) -> None:
        super().__init__(en)
        self.en = en
        self.ko = ko if ko is not None else en
        if code is not None:
            self.code = code


class MalformedInput(DamdaError):
    code = "malformed"


class LimitExceeded(MalformedInput):
    code = "limit_exceeded"


class UnknownContext(MalformedInput):
    code = "unknown_context"


class KeyMalformed(MalformedInput):
    code = "invalid_key"


class ProofInvalid(DamdaError):
    code = "invalid_proof"


class DidUnresolvable(DamdaError):
    code = "did_unresolvable"


class StatusUnreadable(DamdaError):
    code = "status_unreadable"


class FetchFailed(DamdaError):
    """``status`` is the HTTP status of the answer, None where there was none."""

    code = "fetch_failed"

    def __init__(
        self, en: str, *, ko: str | None = None, code: str | None = None, status: int | None = None
    ) -> None:
        super().__init__(en, ko=ko, code=code)
        self.status = status


class LedgerUnavailable(DamdaError):
    code = "ledger_unavailable"


class LedgerRejected(DamdaError):
    code = "ledger_rejected"


class ExtraMissing(DamdaError):
    """What is asked for needs an extra of the package; the sentences say how to install it."""

    code = "extra_missing"


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One claim that was refused: the field's name, a stable code, and why in both languages."""

    field: str
    code: str
    en: str
    ko: str


class ClaimsRefused(DamdaError):
    """Claims that break a rule of their credential type. ``problems`` is never empty."""

    code = "claims_refused"

    def __init__(self, problems: Sequence[FieldProblem]) -> None:
        super().__init__(
            "; ".join(f"{p.field}: {p.en}" for p in problems),
            ko="; ".join(f"{p.field}: {p.ko}" for p in problems),
        )
        self.problems = tuple(problems)


class OpenIdError(DamdaError):
    """An error of OpenID4VCI 1.0, OpenID4VP 1.0 or OAuth 2.0, with the code of its registry.

    ``code`` is for example ``invalid_grant`` (RFC 6749, 5.2), ``invalid_proof`` (OpenID4VCI 1.0,
    8.3.1.2) or ``invalid_request``; ``http_status`` is what an HTTP border answers with.
    """

    def __init__(
        self, code: str, en: str, *, ko: str | None = None, http_status: int = 400
    ) -> None:
        super().__init__(en, ko=ko, code=code)
        self.http_status = http_status

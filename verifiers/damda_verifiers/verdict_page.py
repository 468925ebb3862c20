"""Writes docs/verdicts.md from the tables: check ids, codes, sentences, what to do.

``make verdicts``; a test compares.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from damda.check_names import CHECK_NAMES
from damda.finding_codes import CAUSES, FINDING_CODES
from damda.messages import SENTENCES
from damda.verify import ALWAYS_FATAL, CHECK_IDS

from .commands.judging import DEFAULT_POLICY
from .service.texts import CHECKS

SERVICE_CHECKS: Mapping[str, str] = {
    "query": "the verifier service: whether what was asked for was presented, and nothing else",
    "requirement": "the verifier service: one rule of the relying party (`verifier.toml`)",
    "response": "the verifier service: the answer could not be judged at all",
}
SERVICE_CODES: Mapping[str, tuple[str, str]] = {
    "query_met": ("query", "Nothing to do."),
    "query_not_met": ("query", "The sentence says what is missing or too much; ask again."),
    "requirement_met": ("requirement", "Nothing to do."),
    "requirement_not_met": ("requirement", "The relying party’s own sentence says what it takes."),
    "verifier_fault": (
        "response",
        "Press “Check again”; if it lasts, look into the service’s log.",
    ),
}

EVIDENCE: Mapping[str, Mapping[str, str]] = {
    "format": {
        "types": "of the credential",
        "issuer": "its id",
        "credentials": "of the presentation: how many",
    },
    "holder": {
        "holder": "who presents: a DID, or of an SD-JWT VC its key by thumbprint (RFC 9278)",
        "cryptosuite": "of the proof",
        "algorithm": "of the signature, where it is JOSE (JWT, SD-JWT)",
        "verificationMethod": "the key’s DID URL",
        "created": "when it was signed",
        "proofs": "of several proofs what each says, and `holds`",
    },
    "nonce": {},
    "audience": {},
    "schema": {
        "schema": "the id that was looked at last",
        "schemas": "the ids that fit",
        "problems": "`[{field, rule}]`; never the value",
        "type": "of an SD-JWT VC, whose metadata was compared",
    },
    "issuer_key": {
        "issuer": "its id",
        "verificationMethod": "the key’s DID URL",
        "versionId": "of the DID log’s entry that listed the key",
    },
    "proof": {
        "cryptosuite": "of the issuer’s proof",
        "algorithm": "of the signature, where it is JOSE (JWT, SD-JWT)",
        "verificationMethod": "its key’s DID URL",
        "created": "when it was signed",
        "proofs": "of several proofs what each says, and `holds`",
    },
    "subject": {"holder": "who presents, as in `holder`"},
    "validity": {
        "validFrom": "null if it has none",
        "validUntil": "null if it has none",
        "now": "the time that it was compared with",
    },
    "accreditation": {
        "issuer": "its id",
        "status": "of the issuer in the registry",
        "type": "the type that it may not issue",
        "types": "the types that it may issue",
        "asOf": "the time that was asked for",
    },
    "issuer_log": {
        "anchoredVersion": "the newest version on the ledger",
        "version": "the newest version in the log",
    },
    "status": {
        "purpose": "of the entry",
        "index": "its place in the list",
        "list": "the list’s URL",
        "status": "the value, hexadecimal, where it has more than one bit or a message",
        "message": "what the value means",
        "references": "where to read about it",
        "listFrom": "since when the list is valid",
        "ttlSeconds": "how long the list may be kept",
    },
    "anchor": {
        "digest": "SHA-256 of the credential’s JCS; of a JWT or SD-JWT that of the issuer’s JWT",
        "anchoredAt": "the time of the block",
        "block": "its number",
        "outcome": "what the ledger said instead",
    },
}
"""Members of ``evidence`` by check; ``cause`` may stand in each."""

_TOP = """\
# Verdicts: checks, codes, policies

<!-- Generated from the tables: make verdicts -->

A verdict is an ordered list of checks. It is the same everywhere: `damda verify --json`, the verifier
service (`GET /api/requests/{id}`, member `verdict`), and `damda.verify` in Python. Its JSON Schema is
[verdict.json](../schemas/damda_schemas/json/verdict.json).

```json
{"verified": false,
 "checks": [{"id": "status", "outcome": "failed", "code": "revoked", "fatal": true, "credential": null,
             "en": "The issuer has revoked the credential. It is no longer valid.",
             "ko": "발급기관이 폐지한 증명서입니다. 더 이상 유효하지 않습니다.",
             "evidence": {"purpose": "revocation", "index": 5, "list": "https://…"}}]}
```

- `verified` is true if no check that is `fatal` has the outcome `failed` or `unknown`, and something
  was checked. `unknown` means that it could not be looked at: never a yes, never a no.
- `id` and `code` are stable: none changes its meaning, new ones may come. Programs look at these,
  people at `en` and `ko`. Where an error is behind a finding, its sentence follows the code’s own,
  and its code is `evidence.cause`.
- `credential` is the index in the presentation; null for the presentation itself, or for a credential
  that was verified alone.
"""

_POLICY = """\
## Policies
Which checks are fatal is the policy’s choice. `damda verify --policy FILE` reads one (TOML, or the same
as a JSON object in `*.json`); the `[policy]` table of a `verifier.toml` has `fatal` and `anchor` with the
same meaning. An unknown key or check id stops with the file and the line.

```toml
fatal = ["validity", "status"]     # left out: every check is fatal
anchor = "if_given"                # no: only reported | if_given: a wrong one refuses | yes: a missing one too
leeway_seconds = 60                # how far two clocks may be apart, at most 3600
unsigned = "refuse"                # presentations without proof: refuse | if_not_asked | accept
presentation_form = "openid4vp"    # openid4vp: as wallets answer | vcdm: all that VCDM 2.0 allows
```
"""


def page() -> str:
    """The whole page, Markdown."""
    parts = (_checks(), (_POLICY,), _codes(), _service(), _evidence(), _causes())
    return "\n".join([_TOP, *(line for part in parts for line in part)])


def _checks() -> Iterator[str]:
    yield "## Checks\n"
    yield "In the order in which they are made; from `schema` on once for each credential (after a"
    yield "`format` of its own), `status` once for each entry.\n"
    always, default = "every policy", "the default of `damda verify`"
    rows = []
    for check in CHECK_IDS:
        en, ko = CHECK_NAMES[check]
        by = always if check in ALWAYS_FATAL else default if DEFAULT_POLICY.is_fatal(check) else ""
        rows.append((f"`{check}`", en, ko, by))
    for check, en in SERVICE_CHECKS.items():
        rows.append((f"`{check}`", en, CHECKS[check][0], "" if check == "requirement" else always))
    yield from _table(("id", "what", "이름", "fatal in"), rows)


def _codes() -> Iterator[str]:
    yield "## Codes\n"
    yield "`{…}` stands for a value of the finding.\n"
    for check in CHECK_IDS:
        yield f"### {check} · {CHECK_NAMES[check][1]}\n"
        found = [code for code, row in FINDING_CODES.items() if check in row.checks]
        yield from _table(("code", "outcome", "sentence", "what to do"), map(_code_row, found))


def _code_row(code: str) -> tuple[str, ...]:
    row = FINDING_CODES[code]
    return (
        f"`{code}`",
        ", ".join(row.outcomes),
        "<br>".join(SENTENCES[code]),
        f"{row.en}<br>{row.ko}" if row.en else "–",
    )


def _service() -> Iterator[str]:
    yield "## Codes of the verifier service\n"
    rows = [(f"`{code}`", f"`{check}`", todo) for code, (check, todo) in SERVICE_CODES.items()]
    yield from _table(("code", "check", "what to do"), rows)


def _evidence() -> Iterator[str]:
    yield "## Evidence\n"
    yield "Members of `evidence`, each there where it means something; `cause` may stand in all, and"
    yield "`query`, the id of the credential query, where the verifier service asked for several credentials.\n"
    rows = [
        (f"`{check}`", f"`{name}`", meaning)
        for check, members in EVIDENCE.items()
        for name, meaning in members.items()
    ]
    yield from _table(("check", "member", "meaning"), rows)


def _causes() -> Iterator[str]:
    yield "## Causes\n"
    yield "Codes of errors in `evidence.cause`: why a check failed or could not be made.\n"
    yield from _table(
        ("cause", "meaning", "뜻"), [(f"`{code}`", en, ko) for code, (en, ko) in CAUSES.items()]
    )


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for row in (head, ("---",) * len(head), *rows):
        yield f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |"
    yield ""


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")

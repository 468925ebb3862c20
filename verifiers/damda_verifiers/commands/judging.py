"""From a document and what was asked of it to a verdict: composes core, catalog and ledger."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from damda.evidence import Evidence, gather, needs_of
from damda.protocols import Canonicalizer, Json, LedgerReader
from damda.token_form import token_form
from damda.vc_jose import ENVELOPED_PRESENTATION
from damda.verdict import Verdict
from damda.verify import (
    ALWAYS_FATAL,
    NOT_ASKED,
    Expected,
    Policy,
    verify_credential,
    verify_presentation,
    verify_sd_jwt_credential,
    verify_sd_jwt_presentation,
    verify_vc_jwt,
    verify_vp_jwt,
)
from damda_issuers.catalog import Catalog, load_catalog
from damda_schemas import compiled_canonicalizer, schema_set

from ..policy_file import read_policy
from .evidence_files import fetcher, given_anchor_proofs, given_pages

DEFAULT_POLICY = Policy(
    fatal=ALWAYS_FATAL | {"subject", "validity", "status"},
    require_anchor="no",
    presentation_form="vcdm",
)
"""Without ``--policy``: proofs, dates and status decide; form of the contents, accreditation, the
issuer's log and the ledger's record are reported. Presentations have any form, but are signed."""


@dataclass(frozen=True, slots=True)
class Question:
    """What the command line says beside the document."""

    now: datetime
    policy_file: Path | None = None
    nonce: str | None = None
    audience: str | None = None
    did_logs: tuple[str, ...] = ()
    status_lists: tuple[str, ...] = ()
    type_metadata: tuple[str, ...] = ()
    anchor_proofs: str | None = None
    offline: bool = False
    plain_http_hosts: frozenset[str] = frozenset()
    ledger_rpc: str | None = None
    ledger_deployment: Path | None = None


def judge(document: Json | str, question: Question) -> Verdict:
    """The verdict on a credential or a presentation, with evidence from files and the network.

    A text is an SD-JWT or a JWT.

    Raises DamdaError for a policy, a file or a ledger deployment that can't be read.
    """
    policy = DEFAULT_POLICY if question.policy_file is None else read_policy(question.policy_file)
    expected = Expected(
        nonce=NOT_ASKED if question.nonce is None else question.nonce,
        audience=NOT_ASKED if question.audience is None else question.audience,
    )
    needs = needs_of(document)
    pages = given_pages(question.did_logs, question.status_lists, question.type_metadata)
    proofs = given_anchor_proofs(question.anchor_proofs, needs)
    hosts = question.plain_http_hosts
    with (
        _ledger(question) as ledger,
        fetcher(needs, pages, offline=question.offline, plain_http_hosts=hosts) as fetch,
    ):
        evidence = gather(needs, fetch=fetch, ledger=ledger, anchor_proofs=proofs)
    if isinstance(document, str) and token_form(document) == "dc+sd-jwt":
        return _sd_jwt_vc(document, expected, evidence, policy, question.now)
    catalog = load_catalog()
    common: dict[str, Any] = {
        "evidence": evidence,
        "policy": policy,
        "canonicalizer": canonicalizer_of(catalog),
        "schemas": schema_set(catalog.schemas),
        "now": question.now,
    }
    if isinstance(document, str):
        if token_form(document) == "vp+jwt":
            return verify_vp_jwt(document, expected=expected, **common)
        return verify_vc_jwt(document, **common)
    if _is_presentation(document):
        return verify_presentation(document, expected=expected, **common)
    return verify_credential(document, **common)


def _sd_jwt_vc(
    text: str, expected: Expected, evidence: Evidence, policy: Policy, now: datetime
) -> Verdict:
    """With a key binding, or where an answer is demanded, it is a presentation."""
    bound = not text.endswith("~")
    if bound or expected != Expected(nonce=NOT_ASKED, audience=NOT_ASKED):
        return verify_sd_jwt_presentation(
            text, expected=expected, evidence=evidence, policy=policy, now=now
        )
    return verify_sd_jwt_credential(text, evidence=evidence, policy=policy, now=now)


def canonicalizer_of(catalog: Catalog) -> Canonicalizer:
    """For the bundled contexts and those of the catalog's institutions."""
    return compiled_canonicalizer(catalog.compiled_contexts)


def _is_presentation(document: Json) -> bool:
    types = document.get("type")
    named = types if isinstance(types, list) else [types]
    return "VerifiablePresentation" in named or ENVELOPED_PRESENTATION in named


@contextmanager
def _ledger(question: Question) -> Iterator[LedgerReader | None]:
    if question.ledger_rpc is None or question.ledger_deployment is None:
        yield None
        return
    from damda_ledger.deployment import read_deployment
    from damda_ledger.evm import EvmLedger
    from damda_ledger.rpc import RpcClient

    deployment = read_deployment(question.ledger_deployment)
    with closing(RpcClient(question.ledger_rpc)) as rpc:
        yield EvmLedger(rpc, deployment)

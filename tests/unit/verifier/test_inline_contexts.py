"""`damda verifier --inline-contexts`: credentials that define terms themselves, if one wants them."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from damda.keys import SoftwareSigner
from damda.proofs import add_proof
from damda.protocols import Json
from damda_issuers.catalog import load_catalog
from damda_schemas import compiled_canonicalizer, context_loader, schema_set
from damda_schemas.compiling import PyLdContextCompiler
from damda_verifiers.service.judge import EvidenceJudge
from damda_verifiers.serving import vc_api_verifier

NOW = datetime(2026, 11, 25, tzinfo=UTC)
CATALOG = load_catalog()


class NoNetwork:
    """A `damda.protocols.Fetcher` that must not be asked: a did:key needs nothing."""

    def get(self, url: str, *, accept: str, limit: int) -> bytes:
        raise AssertionError(url)


def signed(terms: Json) -> Json:
    """A credential with ``terms`` in its own context."""
    signer = SoftwareSigner.create("Ed25519")
    did = signer.verification_method.partition("#")[0]
    document = {
        "@context": ["https://www.w3.org/ns/credentials/v2", terms],
        "type": ["VerifiableCredential"],
        "issuer": did,
        "credentialSubject": {"id": "did:example:1", "shoeSize": 270},
    }
    admitting = compiled_canonicalizer(compiler=PyLdContextCompiler(context_loader()))
    return add_proof(
        document, signer=signer, purpose="assertionMethod", created=NOW, canonicalizer=admitting
    )


@pytest.mark.parametrize(("inline_contexts", "status"), [(False, 400), (True, 200)])
def test_they_are_taken_only_where_the_operator_says_so(inline_contexts: bool, status: int) -> None:
    judge = EvidenceJudge(
        fetcher=NoNetwork(),
        ledger=None,
        canonicalizer=compiled_canonicalizer(CATALOG.compiled_contexts),
        schemas=schema_set(CATALOG.schemas),
        clock=lambda: NOW,
    )
    verifier = vc_api_verifier(judge, CATALOG, inline_contexts=inline_contexts)
    credential = signed({"shoeSize": "https://e.example/#shoeSize"})
    body = json.dumps({"verifiableCredential": credential, "options": {}}).encode()
    assert verifier.credential(body).status == status

"""No single change of KEIS's training badge goes unnoticed (tests/unit/core/test_mutations.py)."""

from datetime import timedelta
from typing import Any

from damda.evidence import Evidence
from damda.keys import SoftwareSigner
from damda.proofs import add_proof
from damda.schema_check import SchemaSet
from damda.verify import Policy, verify_credential
from damda_schemas import compiled_canonicalizer
from support.mutations import unnoticed
from support.training import CATALOG, NOW, built

CANONICALIZER = compiled_canonicalizer(CATALOG.compiled_contexts)
SIGNER = SoftwareSigner.create("Ed25519")


def verified(document: Any) -> bool:
    return verify_credential(
        document,
        evidence=Evidence(),
        policy=Policy(fatal=frozenset(), require_anchor="no"),
        canonicalizer=CANONICALIZER,
        schemas=SchemaSet({}.get),
        now=NOW + timedelta(days=1),
    ).verified


def test_every_change_at_every_place() -> None:
    badge = built()
    badge["issuer"]["id"] = SIGNER.did
    secured = add_proof(
        badge, signer=SIGNER, purpose="assertionMethod", created=NOW, canonicalizer=CANONICALIZER
    )
    assert unnoticed(secured, verified) == []

"""Case 3: 42.0 is the integer 42 in RDF and in JCS, as it is everywhere else."""

from datetime import UTC, datetime

import pytest
from damda import strict_json
from damda.canonical.jcs import jcs
from damda.dids import resolve
from damda.errors import DamdaError
from damda.keys import SoftwareSigner
from damda.proofs import add_proof, check_proof
from support.contexts import canonicalizer

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
V2 = "https://www.w3.org/ns/credentials/v2"
CANONICALIZER = canonicalizer(score={"@version": 1.1, "score": "https://e.example/#score"})
XSD = "http://www.w3.org/2001/XMLSchema#"
INTEGER = f'"42"^^<{XSD}integer>'
SIGNER = SoftwareSigner.create("Ed25519")


@pytest.mark.parametrize(
    ("written", "literal", "in_jcs"),
    [
        ("42.0", INTEGER, "42"),
        ("42", INTEGER, "42"),
        ("4.2e1", INTEGER, "42"),
        ("5.30", f'"5.3E0"^^<{XSD}double>', "5.3"),
        ('"42"', '"42"', '"42"'),
    ],
)
def test_what_is_signed(written: str, literal: str, in_jcs: str) -> None:
    document = strict_json.loads(f'{{"@context":"urn:test:score","score":{written}}}')
    line = f"_:c14n0 <https://e.example/#score> {literal} .\n"
    assert CANONICALIZER.nquads(document) == line.encode()
    assert jcs(document["score"]) == in_jcs.encode()


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
def test_a_signature_holds_however_the_number_is_written(suite: str) -> None:
    text = f'{{"@context":["{V2}","urn:test:score"],"score":42.0}}'
    signed = add_proof(
        strict_json.loads(text),
        signer=SIGNER,
        purpose="assertionMethod",
        created=NOW,
        canonicalizer=CANONICALIZER,
        cryptosuite=suite,
    )
    for written in ("42", "42.0", "4.2e1", "420e-1"):
        check({**signed, "score": strict_json.loads(written)})
    for written in ('"42"', "42.5", "true", "[42.0, 42]"):
        with pytest.raises(DamdaError):
            check({**signed, "score": strict_json.loads(written)})


def check(document: dict[str, object]) -> None:
    check_proof(
        document,
        expected_purpose="assertionMethod",
        key_for=lambda method, purpose: resolve(SIGNER.did, log=None, now=NOW).key(method, purpose),
        canonicalizer=CANONICALIZER,
        now=NOW,
    )

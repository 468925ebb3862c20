"""ecdsa-sd-2023 with @digitalbazaar's and openvc-core: each takes what the others made.

openvc-core selects no elements of arrays, and derives nothing where a mandatory object has a blank
node within: it is asked for the rest.
"""

from itertools import product
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from damda.errors import DamdaError
from openvc import P256SigningKey
from openvc.proof.ecdsa_sd import EcdsaSdProofSuite
from openvc.proof.errors import ProofError
from support.credential_world import ISSUED
from support.digitalbazaar import CONTEXTS, Digitalbazaar
from support.disclosures import pointers, unsecured
from support.open_badge import OPEN_BADGES, open_badge
from support.selective import Selective

pytestmark = pytest.mark.peer

SUITE = Selective.under("ecdsa-sd-2023")
SIGNER = SUITE.signer
THEIRS = Digitalbazaar("ecdsa-sd-2023", SIGNER)
BADGE = open_badge(SIGNER.did, "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK")
ALIGNMENT = BADGE["credentialSubject"]["achievement"]["alignment"]
ALIGNMENT.append({**ALIGNMENT[0], "targetCode": "20010203"})
MANDATORY = [["/issuer", "/validFrom", "/credentialStatus"], ["/credentialSubject/result"], []]
LEAST = ["/issuer", "/credentialSubject/id"]
"""What @digitalbazaar/vc wants of a credential."""
POINTERS = [
    pointer
    for pointer in pointers(BADGE)
    if "@" not in pointer and "/credentialStatus/" not in pointer and "/type/" not in pointer
]
"""Without what is refused, and without the one status or type of an array: JavaScript's compaction
takes it out, and no pointer finds it."""


def issued(mandatory: list[str], document: Any = BADGE) -> Any:
    return SUITE.secured(document, mandatory)


@pytest.mark.parametrize("mandatory", MANDATORY, ids=len)
def test_they_derive_from_ours_what_we_do_and_verify_it(mandatory: list[str]) -> None:
    base = issued(mandatory)
    some = POINTERS[len(mandatory) :: 5]
    selected = [[*LEAST, *pair] for pair in zip(some, reversed(some), strict=True)]
    ours = [SUITE.derived(base, *pair) for pair in selected]
    answers = THEIRS.ask(
        *({"derive": base, "pointers": pair} for pair in selected),
        *({"verify": shown} for shown in ours),
        *({"verify": {**shown, "id": "urn:uuid:other"}} for shown in ours),
    )
    count = len(selected)
    for mine, theirs in zip(ours, answers[:count], strict=True):
        assert "error" not in theirs, theirs
        SUITE.check(theirs)
        assert unsecured(theirs) == unsecured(mine)
        assert theirs["proof"] == mine["proof"]
    assert answers[count : 2 * count] == [True] * count
    assert all("error" in answer for answer in answers[2 * count :])


def test_we_derive_from_theirs_what_they_verify() -> None:
    bases = THEIRS.ask(*({"issue": BADGE, "pointers": mandatory} for mandatory in MANDATORY))
    shown = []
    for base in bases:
        SUITE.check(base, as_holder=True)
        shown += [SUITE.derived(base, pointer, *LEAST) for pointer in POINTERS[::9]]
    for document in shown:
        SUITE.check(document)
    assert THEIRS.ask(*({"verify": document} for document in shown)) == [True] * len(shown)


def test_alike_nodes_that_are_shown_one_by_one() -> None:
    result = BADGE["credentialSubject"]["result"][0]
    subject = {**BADGE["credentialSubject"], "result": [result, dict(result), dict(result)]}
    base = issued(["/issuer"], {**BADGE, "credentialSubject": subject})
    pair = ["/credentialSubject/result/1", "/credentialSubject/result/2"]
    shown = SUITE.derived(base, *pair)
    theirs, verified = THEIRS.ask({"derive": base, "pointers": pair}, {"verify": shown})
    SUITE.check(theirs)
    assert verified is True
    with pytest.raises(DamdaError, match="say the same"):
        issued([pair[0]], {**BADGE, "credentialSubject": subject})


MEMBERS = ["/validFrom", "/credentialSubject/achievement/name", "/credentialSubject/id"]


@pytest.mark.parametrize(("mandatory", "selective"), list(product(MEMBERS, MEMBERS)))
def test_with_openvc_both_ways(mandatory: str, selective: str) -> None:
    private = ec.derive_private_key(int.from_bytes(SIGNER.private), ec.SECP256R1())
    key = P256SigningKey(private, SIGNER.verification_method)
    suite, contexts = EcdsaSdProofSuite(), {OPEN_BADGES: CONTEXTS[OPEN_BADGES]}
    theirs = suite.add_base_proof(
        BADGE,
        signing_key=key,
        verification_method=SIGNER.verification_method,
        mandatory_pointers=[mandatory],
        created=ISSUED,
        extra_contexts=contexts,
    )
    SUITE.check(theirs, as_holder=True)
    for base in (theirs, issued([mandatory])):
        SUITE.check(
            suite.derive_proof(base, selective_pointers=[selective], extra_contexts=contexts)
        )
        shown = SUITE.derived(base, selective)
        options = {"public_key_jwk": SIGNER.public.jwk, "extra_contexts": contexts}
        suite.verify(shown, **options)
        with pytest.raises(ProofError):
            suite.verify({**shown, "validFrom": "2026-11-24T09:00:01Z"}, **options)

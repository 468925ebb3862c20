"""A holder's phone has py-ecc alone: it checks what it receives and derives; it verifies nothing."""

import json
import subprocess
import sys
from typing import Any

import pytest
from damda.keys import SoftwareSigner
from damda.proofs import add_proof, check_proof
from support.credential_world import CANONICALIZER, ISSUED, NOW
from support.open_badge import open_badge

pytestmark = pytest.mark.peer

PHONE = """
import json, sys
sys.modules["py_arkworks_bls12381"] = None
from damda.errors import ExtraMissing, ProofInvalid
from damda.keys import PublicKey
from damda.proofs import check_proof, derive_proof
from damda_schemas import compiled_canonicalizer
from datetime import datetime
given = json.load(sys.stdin)
canonicalizer = compiled_canonicalizer()

def check(document, as_holder):
    check_proof(
        document,
        expected_purpose="assertionMethod",
        key_for=lambda method, purpose: PublicKey.from_multikey(given["key"]),
        canonicalizer=canonicalizer,
        now=datetime.fromisoformat(given["now"]),
        as_holder=as_holder,
    )

def refusal(error, *arguments):
    try:
        check(*arguments)
    except error as refused:
        return refused.ko
    raise SystemExit("not refused")

check(given["base"], True)
refusal(ProofInvalid, {**given["base"], "validFrom": "2026-11-24T09:00:01Z"}, True)
shown = derive_proof(given["base"], selective_pointers=["/name"], canonicalizer=canonicalizer)
print(json.dumps({"shown": shown, "why": refusal(ExtraMissing, shown, False)}))
assert sys.getrecursionlimit() == 1000
"""


def test_what_a_phone_derives_verifies_elsewhere() -> None:
    signer = SoftwareSigner.create("BLS12-381-G2")
    badge = open_badge(signer.did, "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK")
    base = add_proof(
        badge,
        signer=signer,
        purpose="assertionMethod",
        created=ISSUED,
        canonicalizer=CANONICALIZER,
        mandatory_pointers=["/issuer", "/validFrom", "/credentialStatus"],
    )
    given = {"base": base, "key": signer.public.multikey, "now": NOW.isoformat()}
    done = subprocess.run(
        [sys.executable, "-c", PHONE],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=True,
        timeout=100,
    )
    answer: Any = json.loads(done.stdout)
    assert answer["shown"]["name"] == badge["name"]
    assert "pip install 'damda[bbs]'" in answer["why"]
    check_proof(
        answer["shown"],
        expected_purpose="assertionMethod",
        key_for=lambda method, purpose: signer.public,
        canonicalizer=CANONICALIZER,
        now=NOW,
    )

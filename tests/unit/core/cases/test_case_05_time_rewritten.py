"""Case 5: signed times stay as they were written; comparisons use a parsed copy."""

import json

import pytest
from damda import multibase, strict_json
from damda.canonical.jcs import jcs
from damda.proofs import CRYPTOSUITES
from damda.times import parse_time
from damda.verify import Policy
from support.credential_world import CANONICALIZER, World, found

WORLD = World.create()
TIMES = ["2026-03-25T17:27:41+00:00", "2026-03-26T02:27:41+09:00", "2026-03-25T17:27:41.120Z"]
DATES_AND_PROOF = Policy(fatal=frozenset({"validity"}))


def signed_elsewhere(time: str, suite: str) -> bytes:
    """The text of a badge that other software dated and signed with ``time`` as it is."""
    badge = WORLD.badge(validFrom=time)
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": suite,
        "created": time,
        "verificationMethod": WORLD.issuer.verification_method,
        "proofPurpose": "assertionMethod",
    }
    config = {"@context": badge["@context"], **proof}
    if CRYPTOSUITES[suite].context_in_proof:
        proof = config
    data = CRYPTOSUITES[suite].signing_input(badge, config, CANONICALIZER)
    proof = {**proof, "proofValue": multibase.encode(WORLD.issuer.sign(data))}
    return json.dumps({**badge, "proof": proof}).encode()


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
@pytest.mark.parametrize("time", TIMES)
def test_it_verifies_and_goes_on_as_it_came(time: str, suite: str) -> None:
    text = signed_elsewhere(time, suite)
    badge = strict_json.loads(text)
    verdict = WORLD.verdict(badge, policy=DATES_AND_PROOF)
    # The key is as old as the institution's log, which began after that March.
    assert found(verdict, "validity") == [("passed", "valid_now")]
    assert badge["validFrom"] == badge["proof"]["created"] == time
    presented = WORLD.presented(badge)["verifiableCredential"][0]
    assert jcs(presented) == jcs(strict_json.loads(text))


def test_all_name_the_same_second() -> None:
    assert {parse_time(time).replace(microsecond=0) for time in TIMES} == {parse_time(TIMES[0])}

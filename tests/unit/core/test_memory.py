"""Verifying leaves nothing behind: what is remembered is bounded. `make bench` does it 10,000 times."""

import gc
import tracemalloc
from collections.abc import Callable
from hashlib import sha256

import pytest
from damda import strict_json
from damda.canonical.jcs import jcs
from damda.evidence import Evidence
from damda.verify import Policy, verify_credential
from support.credential_world import CANONICALIZER, NOW, SCHEMAS, World

WORLD = World.create()
GATHERED = WORLD.gathered(WORLD.issued())
PROOF_ONLY = Policy(fatal=frozenset(), require_anchor="no")
SUITES = {"eddsa-rdfc-2022": WORLD.signed, "eddsa-jcs-2022": WORLD.foreign}
TEXTS = {
    suite: [jcs(sign(WORLD.badge(id=f"urn:x:{n}", description=f"{n}"))) for n in range(60)]
    for suite, sign in SUITES.items()
}


def verify(text: bytes) -> bool:
    return verify_credential(
        strict_json.loads(text),
        evidence=Evidence(GATHERED.did_logs, GATHERED.status_lists, GATHERED.issuers),
        policy=PROOF_ONLY,
        canonicalizer=CANONICALIZER,
        schemas=SCHEMAS,
        now=NOW,
    ).verified


def refuse(text: bytes) -> bool:
    """A document like no other before: new names everywhere, a broken signature."""
    return not verify(text.replace(b'"name"', f'"{sha256(text).hexdigest()}"'.encode()))


@pytest.mark.parametrize("suite", SUITES)
@pytest.mark.parametrize("judge", [verify, refuse])
def test_memory_stays_flat(suite: str, judge: Callable[[bytes], bool]) -> None:
    texts = TEXTS[suite]
    assert all(map(judge, texts[:30]))
    tracemalloc.start()
    try:
        gc.collect()
        before = tracemalloc.get_traced_memory()[0]
        assert all(map(judge, texts))
        gc.collect()
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    # A single document that stays would be 20,000 bytes; sixty of them were judged.
    assert grown < 40_000

"""A root says something for the issuer that anchored it, and for nobody else."""

from datetime import UTC, datetime

from damda.protocols import AnchorFinding
from damda_ledger.hexes import text_hash
from damda_ledger.writer import RootRecord

ISSUER = "did:webvh:QmX:keis.example"
MOMENT = datetime(2026, 11, 24, 9, tzinfo=UTC)
RECORD = RootRecord(text_hash(ISSUER), 7, MOMENT)


def test_the_issuers_own_root_is_found_with_time_and_block():
    assert RootRecord.finding(RECORD, ISSUER) == AnchorFinding("anchored", MOMENT, 7)


def test_a_root_that_another_issuer_anchored_is_none():
    assert RootRecord.finding(RECORD, ISSUER + ".evil").outcome == "root_unknown"


def test_a_root_that_nobody_anchored_is_none():
    assert RootRecord.finding(None, ISSUER).outcome == "root_unknown"

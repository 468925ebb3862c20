"""bbs-2023 with @digitalbazaar's: each reads, derives from and verifies what the other made."""

from typing import Any

import pytest
from support.digitalbazaar import Digitalbazaar
from support.disclosures import unsecured
from support.open_badge import open_badge
from support.selective import Selective

pytestmark = pytest.mark.peer

SUITE = Selective.under("bbs-2023")
SIGNER = SUITE.signer
THEIRS = Digitalbazaar("bbs-2023", SIGNER)
BADGE = open_badge(SIGNER.did, "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK")
del BADGE["credentialStatus"]
MANDATORY = ["/issuer", "/validFrom"]
SELECTIVE = ["/credentialSubject/achievement/name", "/credentialSubject/result/0"]


def issued() -> Any:
    return SUITE.secured(BADGE, MANDATORY)


def derived(base: Any) -> Any:
    return SUITE.derived(base, *SELECTIVE)


def test_each_takes_what_the_other_made() -> None:
    ours = issued()
    theirs, from_ours, verified, refused = THEIRS.ask(
        {"issue": BADGE, "pointers": MANDATORY},
        {"derive": ours, "pointers": SELECTIVE},
        {"verify": derived(ours)},
        {"verify": {**derived(ours), "validFrom": "2026-11-24T09:00:01Z"}},
    )
    SUITE.check(theirs, as_holder=True)
    SUITE.check(from_ours)
    assert unsecured(from_ours) == unsecured(derived(ours))
    assert verified is True
    assert "error" in refused
    from_theirs = derived(theirs)
    SUITE.check(from_theirs)
    assert THEIRS.ask({"verify": from_theirs}, {"derive": theirs, "pointers": SELECTIVE})[0] is True

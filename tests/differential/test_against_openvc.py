"""openvc-core as third opinion, where it can be trusted: eddsa-rdfc-2022 and eddsa-jcs-2022 on badges.

What we sign it verifies, what it signs we verify, and neither takes a changed one.
"""

import copy
import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from damda.canonical.jcs import jcs
from damda.errors import DamdaError
from damda.keys import SoftwareSigner
from damda.proofs import add_proof, check_proof
from damda_schemas import compiled_canonicalizer, context_loader
from hypothesis import HealthCheck, Phase, assume, given, settings
from openvc import Ed25519SigningKey
from openvc.proof.data_integrity import DataIntegrityProofSuite
from openvc.proof.di_jcs import EddsaJcsProofSuite
from support.differential.badges import CREDENTIAL, CREDENTIALS
from support.differential.opinions import CONTROL
from support.open_badge import OPEN_BADGES

CANONICALIZER = compiled_canonicalizer()
SIGNER = SoftwareSigner.create("Ed25519", entropy=lambda length: bytes(range(length)))
THEIR_KEY = Ed25519SigningKey(
    Ed25519PrivateKey.from_private_bytes(SIGNER.private), SIGNER.verification_method
)
NOW = datetime(2026, 11, 25, tzinfo=UTC)
CREATED = datetime(2026, 11, 24, tzinfo=UTC)
CONTEXTS = {OPEN_BADGES: context_loader().load(OPEN_BADGES)}
SUITES = ("eddsa-rdfc-2022", "eddsa-jcs-2022")
FEW = settings(
    max_examples=25,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
)


def ours(document: dict[str, Any], suite: str) -> dict[str, Any]:
    return add_proof(
        document,
        signer=SIGNER,
        purpose="assertionMethod",
        created=CREATED,
        canonicalizer=CANONICALIZER,
        cryptosuite=suite,
    )


def we_verify(document: dict[str, Any]) -> None:
    check_proof(
        document,
        expected_purpose="assertionMethod",
        key_for=lambda _method, _purpose: SIGNER.public,
        canonicalizer=CANONICALIZER,
        now=NOW,
    )


def theirs(document: dict[str, Any], suite: str) -> dict[str, Any]:
    own: Any = {} if suite == "eddsa-jcs-2022" else {"extra_contexts": CONTEXTS}
    return _suite(suite).add_proof(
        copy.deepcopy(document),
        signing_key=THEIR_KEY,
        verification_method=SIGNER.verification_method,
        created=CREATED,
        **own,
    )


def they_verify(document: dict[str, Any], suite: str) -> None:
    own: Any = {} if suite == "eddsa-jcs-2022" else {"extra_contexts": CONTEXTS}
    _suite(suite).verify(
        copy.deepcopy(document), public_key_jwk=THEIR_KEY.public_jwk(), now=NOW, **own
    )


def _suite(suite: str) -> Any:
    return EddsaJcsProofSuite() if suite == "eddsa-jcs-2022" else DataIntegrityProofSuite()


def badge_of(document: dict[str, Any]) -> dict[str, Any]:
    """A generated badge that its holder could get: our key's, with the contexts both have."""
    badge = {name: value for name, value in document.items() if name not in ("proof", "validUntil")}
    badge["@context"] = [CREDENTIALS, OPEN_BADGES]
    badge["type"] = ["VerifiableCredential", "OpenBadgeCredential"]
    badge["issuer"] = SIGNER.did
    badge["validFrom"] = "2026-11-24T09:00:00Z"
    try:
        lines = CANONICALIZER.nquads(badge)
        jcs(badge)
    except DamdaError:
        assume(False)
    # It canonicalizes by PyLD, which leaves control characters as they are, and refuses language
    # tags with capitals, which JSON-LD expands to small letters.
    assume(not CONTROL.search(lines))
    text = json.dumps(badge)
    assume(not re.search(r'"@language": "[^"]*[A-Z]', text))
    # It wants the document compacted; inside an address the badge context's shortest name of a
    # GeoCoordinates type is "geo", so that no badge with a place in it is compacted.
    assume("GeoCoordinates" not in text)
    return badge


@pytest.mark.parametrize("suite", SUITES)
@FEW
@given(CREDENTIAL)
def test_what_we_sign_openvc_verifies(suite: str, document: dict[str, Any]) -> None:
    secured = ours(badge_of(document), suite)
    they_verify(secured, suite)
    changed = {**secured, "validFrom": "2026-11-24T09:00:01Z"}
    with pytest.raises(Exception):  # noqa: B017
        they_verify(changed, suite)


@pytest.mark.parametrize("suite", SUITES)
@FEW
@given(CREDENTIAL)
def test_what_openvc_signs_we_verify(suite: str, document: dict[str, Any]) -> None:
    secured = theirs(badge_of(document), suite)
    if suite == "eddsa-jcs-2022":
        # Its proofs name no @context, which the suite wants (vc-di-eddsa, 3.3.1): ours then.
        secured["proof"].setdefault("@context", secured["@context"])
    we_verify(secured)
    with pytest.raises(DamdaError):
        we_verify({**secured, "validFrom": "2026-11-24T09:00:01Z"})

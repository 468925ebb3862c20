"""Proofs of did:webvh entries: signed by the right key, over the right bytes, and still refused."""

import json
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from damda import multibase
from damda.canonical.jcs import jcs
from damda.dids.did_webvh import draft_log, resolve_log
from damda.dids.did_webvh.hashes import CanonicalEntry
from damda.errors import DidUnresolvable
from support.did_logs import NOW, signer

UPDATE, OTHER = signer(1), signer(2)
DRAFT = draft_log(
    "agency.example", update_key=UPDATE.public, keys={}, created=NOW - timedelta(hours=1)
)
FIRST = DRAFT.attach(UPDATE.sign(DRAFT.signing_input))
METHOD = f"did:key:{UPDATE.public.multikey}#{UPDATE.public.multikey}"


def signed_anew(**members: Any) -> bytes:
    """The first entry with a proof of other members, which holds over them; None leaves one out."""
    entry = json.loads(FIRST)
    (proof,) = entry["proof"]
    del proof["proofValue"]
    config = {name: value for name, value in (proof | members).items() if value is not None}
    document = CanonicalEntry.of(entry).with_version(entry["versionId"])
    signature = UPDATE.sign(sha256(jcs(config)).digest() + sha256(document).digest())
    entry["proof"] = [{**config, "proofValue": multibase.encode(signature)}]
    return json.dumps(entry).encode()


def test_a_proof_that_is_as_it_should_be_holds() -> None:
    for members in ({}, {"created": None}, {"expires": "2027-01-01T00:00:00Z"}, {"id": "urn:a"}):
        assert resolve_log(DRAFT.did, signed_anew(**members), now=NOW).version_number == 1


@pytest.mark.parametrize(
    ("members", "says"),
    [
        ({"type": "Ed25519Signature2020"}, "type"),
        ({"type": None}, "type"),
        ({"cryptosuite": "eddsa-rdfc-2022"}, "cryptosuite"),
        ({"cryptosuite": "ecdsa-jcs-2019"}, "cryptosuite"),
        ({"cryptosuite": None}, "cryptosuite"),
        ({"proofPurpose": "authentication"}, "proofPurpose"),
        ({"proofPurpose": None}, "proofPurpose"),
        ({"previousProof": "urn:a"}, "no place"),
        ({"@context": ["https://www.w3.org/ns/did/v1"]}, "no place"),
        ({"created": "2026-11-26T00:00:00Z"}, "future"),
        ({"created": "2026-11-24"}, "time zone"),
        ({"expires": "2026-11-24T00:00:00Z"}, "expired"),
        ({"verificationMethod": None}, "may not sign"),
        ({"verificationMethod": [METHOD]}, "may not sign"),
        ({"verificationMethod": METHOD.partition("#")[0]}, "may not sign"),
        ({"verificationMethod": f"did:key:{OTHER.public.multikey}#{UPDATE.public.multikey}"}, "may not"),
        ({"verificationMethod": f"did:key:{UPDATE.public.multikey}#{OTHER.public.multikey}"}, "may not"),
        ({"verificationMethod": f"did:key:{OTHER.public.multikey}#{OTHER.public.multikey}"}, "may not"),
    ],
)  # fmt: skip
def test_a_proof_that_holds_and_is_another_one(members: dict[str, Any], says: str) -> None:
    with pytest.raises(DidUnresolvable, match=says):
        resolve_log(DRAFT.did, signed_anew(**members), now=NOW)


@pytest.mark.parametrize("proof", [None, 5, "x", {}, [5], [[]], [None], {"proofValue": "z"}])
def test_a_proof_of_another_form(proof: Any) -> None:
    entry = {**json.loads(FIRST), "proof": proof}
    with pytest.raises(DidUnresolvable, match="proof of entry 1"):
        resolve_log(DRAFT.did, json.dumps(entry).encode(), now=NOW)


def test_a_proof_is_over_the_whole_entry() -> None:
    for name, value in (("versionTime", "2026-11-24T23:00:01Z"), ("parameters", {})):
        entry = {**json.loads(FIRST), name: value}
        with pytest.raises(DidUnresolvable):
            resolve_log(DRAFT.did, json.dumps(entry).encode(), now=NOW)

"""The test vectors of 1EdTech's Open Badges 3.0 Implementation Guide ("Linked Data Proof Test Vector",
for Open Badges 3.0 and for CLR 2.0): canonical form, what is signed, the proof, the schema.

The example documents are the guide's, put together here from their parts.
"""

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest
from damda.baking import bake, extract
from damda.credentials import check_credential
from damda.errors import ProofInvalid
from damda.keys import PublicKey
from damda.proofs import check_proofs
from damda.strict_json import loads_object
from damda_schemas import compiled_canonicalizer, schema_set
from damda_schemas.schema_loading import PUBLISHED
from support.badge_pictures import SVG, png

NOW = datetime(2026, 11, 25, tzinfo=UTC)
KEY = "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi"
CANONICALIZER = compiled_canonicalizer()
SCHEMAS = schema_set()
BADGE_SCHEMA, _, RECORD_SCHEMA = PUBLISHED

V2 = "https://www.w3.org/ns/credentials/v2"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
UNIVERSITY = {
    "id": "https://example.edu/issuers/565049",
    "type": "Profile",
    "name": "Example University",
}
LEARNER = "did:example:ebfeb1f712ebc6f1c276e12ec21"


def proof(value: str) -> dict[str, Any]:
    return {
        "type": "DataIntegrityProof",
        "created": "2010-01-01T19:23:24Z",
        "verificationMethod": f"https://example.edu/issuers/565049#{KEY}",
        "cryptosuite": "eddsa-rdfc-2022",
        "proofPurpose": "assertionMethod",
        "proofValue": value,
    }


def schema(name: str) -> list[dict[str, Any]]:
    return [{"id": name, "type": "1EdTechJsonSchemaValidator2019"}]


def achievement(number: int, name: str) -> dict[str, Any]:
    uuid = f"{name}-56cb-11ec-bf63-0242ac130002"
    return {
        "id": f"urn:uuid:{uuid}",
        "type": "Achievement",
        "creator": {"id": UNIVERSITY["id"], "type": "Profile"},
        "name": f"Achievement {number}",
        "criteria": {"id": f"https://example.edu/achievements/{uuid}/criteria"},
        "description": f"Achievement {number}",
        "image": {"id": "https://example.edu/achievements/sample.png", "type": "Image"},
    }


BADGE = {
    "@context": [V2, OB],
    "id": "http://example.com/credentials/3527",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {
        "id": "https://example.edu/issuers/565049",
        "type": ["Profile"],
        "url": "https://www.imsglobal.org",
        "name": "Example Corp",
    },
    "validFrom": "2010-01-01T00:00:00Z",
    "name": "Teamwork Badge",
    "credentialSubject": {
        "id": LEARNER,
        "type": ["AchievementSubject"],
        "achievement": {
            "id": "https://example.com/achievements/21st-century-skills/teamwork",
            "type": ["Achievement"],
            "criteria": {
                "narrative": "Team members are nominated for this badge by their peers and "
                "recognized upon review by Example Corp management."
            },
            "description": "This badge recognizes the development of the capacity to collaborate "
            "within a group environment.",
            "name": "Teamwork",
        },
    },
    "proof": proof(
        "z5x9aCBYovW3CQCbKdNyhEm7ffYSw1YpEdPywQJoNbzDD2gkzQDKJ1sYKJaWvqZtkMtSbz35HcbgXVEDYHxCzgkCr"
    ),
}
DEGREE = {
    "@context": [V2, OB, EXTENSIONS],
    "id": "urn:uuid:91537dba-56cb-11ec-bf63-0242ac130002",
    "type": ["VerifiableCredential", "AchievementCredential"],
    "issuer": UNIVERSITY,
    "validFrom": "2010-01-01T00:00:00Z",
    "name": "Example University Degree",
    "credentialSubject": {
        "id": LEARNER,
        "type": "AchievementSubject",
        "achievement": achievement(1, "a7467ef6"),
    },
    "credentialSchema": schema(BADGE_SCHEMA),
    "proof": [
        proof(
            "z45QnLySMt2mWuW787G6cf3SLkP97ZkMZxLeXH5yaaTQPCtTup4GCV95tU8HEnQJSyGCokSj3AvUhmJtvveTmN4Vu"
        )
    ],
}
RECORD = {
    "@context": [V2, CLR, OB, EXTENSIONS],
    "id": "http://example.edu/credentials/3732",
    "type": ["VerifiableCredential", "ClrCredential"],
    "issuer": UNIVERSITY,
    "validFrom": "2010-01-01T00:00:00Z",
    "name": "Sample Transcript",
    "credentialSubject": {
        "id": LEARNER,
        "type": "ClrSubject",
        "verifiableCredential": [DEGREE],
        "achievement": [achievement(1, "a7467ef6"), achievement(2, "dd887f0a")],
        "association": [
            {
                "type": "Association",
                "associationType": "isParentOf",
                "sourceId": achievement(1, "a7467ef6")["id"],
                "targetId": achievement(2, "dd887f0a")["id"],
            }
        ],
    },
    "credentialSchema": schema(RECORD_SCHEMA),
    "proof": [
        proof(
            "zF52sU1nfPAjcwCqtgxPNSor6SJnAzRBwZW5VNQXPt8xXCHkd39sgqj32DnMjhFCzbyHsLkhQ8HpBqQTkMgXy329"
        )
    ],
}
VECTORS = {
    "Open Badges 3.0": (
        BADGE,
        "87f65a76d40146205e3b3e06cb0fbd153f97f9ce70372390f52566bb7f9e0773",
        BADGE_SCHEMA,
    ),
    "CLR 2.0": (
        RECORD,
        "768d7015ae69e0210e1c2a45194d9c1d15d7a6022e52b946574a2a27f6fa85fe",
        RECORD_SCHEMA,
    ),
}


def check(document: dict[str, Any]) -> None:
    check_proofs(
        document,
        expected_purpose="assertionMethod",
        key_for=lambda _method, _purpose: PublicKey.from_multikey(KEY),
        canonicalizer=CANONICALIZER,
        now=NOW,
    )


@pytest.mark.parametrize("name", VECTORS)
def test_the_document_has_the_guides_hash(name):
    """The CLR's also shows that the bundled CLR context says what the published one does."""
    document, digest, schema_id = VECTORS[name]
    unsigned = {name: value for name, value in document.items() if name != "proof"}
    assert sha256(CANONICALIZER.nquads(unsigned)).hexdigest() == digest
    assert SCHEMAS.problems(document, schema_id) == []
    check_credential(document)


@pytest.mark.parametrize("name", VECTORS)
@pytest.mark.parametrize("picture", [png(), SVG])
def test_the_proof_holds_out_of_a_picture_too(name, picture):
    from json import dumps

    document, _, _ = VECTORS[name]
    check(loads_object(extract(bake(picture, dumps(document))).text))
    with pytest.raises(ProofInvalid):
        check(document | {"name": "Another"})


def test_a_badge_signed_within_the_record():
    """The guide's own inner proof."""
    check(DEGREE)

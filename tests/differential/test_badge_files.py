"""Baked badges across implementations: Pillow and the standard library's XML take ours out of the
picture, @digitalbazaar/vc and openvc-core verify what they find; a badge that @digitalbazaar signed
and Pillow baked opens in ours.
"""

import io
import json
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from damda import multibase
from damda.baking import bake, extract
from damda.evidence import gather, needs_of
from damda.keys import SoftwareSigner
from damda.proofs import add_proof
from damda.strict_json import loads_object
from damda.verify import ALWAYS_FATAL, Policy, verify_credential
from damda_schemas import compiled_canonicalizer, context_loader, schema_set
from openvc.proof.data_integrity import DataIntegrityProofSuite
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from support.badge_pictures import SVG
from support.credential_world import ISSUED, NOW, Ledger, Web
from support.open_badge import CREDENTIALS_V2, OPEN_BADGES, open_badge

pytestmark = pytest.mark.peer

PROGRAM = Path(__file__).with_name("digitalbazaar_badge.mjs")
ISSUER = SoftwareSigner.create("Ed25519")
CANONICALIZER = compiled_canonicalizer()
MULTIKEY = "https://w3id.org/security/multikey/v1"
NAMED = (CREDENTIALS_V2, OPEN_BADGES, MULTIKEY)
CONTEXTS = {url: dict(context_loader().load(url)) for url in NAMED}
V3 = "{https://purl.imsglobal.org/ob/v3p0}credential"
SECRET = b"\x80\x26"
"""Multicodec ed25519-priv."""


def badge() -> dict[str, Any]:
    document = open_badge(ISSUER.did, "did:example:learner")
    del document["credentialStatus"]
    return document


def signed() -> str:
    proven = add_proof(
        badge(),
        signer=ISSUER,
        cryptosuite="eddsa-rdfc-2022",
        created=ISSUED,
        purpose="assertionMethod",
        canonicalizer=CANONICALIZER,
    )
    return json.dumps(proven, ensure_ascii=False, indent=2)


def drawn() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (64, 64), "#134BA8").save(written, "PNG")
    return written.getvalue()


def asked(verify: list[Any]) -> dict[str, Any]:
    if not (PROGRAM.parents[2] / "benchmarks" / "node_modules" / "@digitalbazaar").is_dir():
        pytest.fail("run npm ci --prefix benchmarks")
    method = ISSUER.verification_method
    key = {
        "@context": MULTIKEY,
        "id": method,
        "type": "Multikey",
        "controller": ISSUER.did,
        "publicKeyMultibase": ISSUER.public.multikey,
    }
    did = {
        "@context": ["https://www.w3.org/ns/did/v1", MULTIKEY],
        "id": ISSUER.did,
        "verificationMethod": [key],
        "assertionMethod": [method],
    }
    question = {
        "contexts": CONTEXTS,
        "dids": {ISSUER.did: did, method: key},
        "key": {**key, "secretKeyMultibase": multibase.encode(SECRET + ISSUER.private)},
        "issue": badge(),
        "verify": verify,
    }
    done = subprocess.run(
        ["node", str(PROGRAM)],
        input=json.dumps(question),
        capture_output=True,
        text=True,
        check=True,
        timeout=110,
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


@pytest.fixture(scope="module")
def text() -> str:
    return signed()


def test_our_baked_badges_open_elsewhere(text: str) -> None:
    with Image.open(io.BytesIO(bake(drawn(), text))) as picture:
        picture.load()
        from_png = str(picture.text["openbadgecredential"])
    root = ET.fromstring(bake(SVG, text))
    from_svg = str(root[0].text)
    assert root[0].tag == V3
    assert from_png == from_svg == text
    changed = json.loads(from_png) | {"validFrom": "2020-01-01T00:00:00Z"}
    answer = asked([json.loads(from_png), json.loads(from_svg), changed])
    assert answer["verified"][:2] == [True, True]
    assert answer["verified"][2] is not True
    DataIntegrityProofSuite().verify(
        json.loads(from_svg),
        public_key_jwk=dict(ISSUER.public.jwk),
        now=NOW,
        extra_contexts={OPEN_BADGES: CONTEXTS[OPEN_BADGES]},
    )


def test_a_badge_from_elsewhere_opens_here() -> None:
    issued = asked([])["issued"]
    information = PngInfo()
    information.add_itxt("openbadgecredential", json.dumps(issued, ensure_ascii=False))
    written = io.BytesIO()
    Image.open(io.BytesIO(drawn())).save(written, "PNG", pnginfo=information)
    found = loads_object(extract(written.getvalue()).text)
    assert found == issued
    evidence = gather(needs_of(found), fetch=Web(), ledger=Ledger(), anchor_proofs={})
    verdict = verify_credential(
        found,
        evidence=evidence,
        policy=Policy(fatal=ALWAYS_FATAL, require_anchor="no"),
        canonicalizer=CANONICALIZER,
        schemas=schema_set(),
        now=NOW,
    )
    assert verdict.verified

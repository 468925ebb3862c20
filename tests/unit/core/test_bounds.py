"""Hostile documents are answered within a second of CPU time by whatever reads them first.

A bound against hanging, not a measurement: good documents take a thousandth of it.
"""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from damda import strict_json
from damda.credentials import check_credential
from damda.errors import DamdaError, LimitExceeded
from damda.evidence import Evidence, gather, needs_of
from damda.inspect import inspect
from damda.keys import SoftwareSigner
from damda.proofs import MAX_PROOFS
from damda.verdict import Verdict
from damda.verify import Expected, Policy, verify_credential, verify_presentation
from support.credential_world import AUDIENCE, CANONICALIZER, NONCE, NOW, SCHEMAS, World
from support.vc_api_world import VcApiWorld

WORLD = World.create()
BADGE = WORLD.issued()
PRESENTATION = WORLD.presented(BADGE)
VC_API = VcApiWorld()


@contextmanager
def within_a_second() -> Iterator[None]:
    began = time.process_time()
    yield
    assert time.process_time() - began < 1.0


def read_or_refused(read: Callable[[bytes], object], data: bytes) -> None:
    with suppress(DamdaError):
        read(data)


def with_subject(subject: Any) -> dict[str, Any]:
    return {**BADGE, "credentialSubject": subject}


def nested(depth: int) -> dict[str, Any]:
    value: Any = "x"
    for _ in range(depth):
        value = {"evidence": [value]}
    return with_subject(value)


def plain_nodes() -> dict[str, Any]:
    """1 MB of nodes that say their id and type only."""
    return with_subject([{"id": f"urn:x:{n:012}", "type": "Profile"} for n in range(19_000)])


def tags() -> dict[str, Any]:
    """5 MB of different short texts in one set."""
    achievement = {**BADGE["credentialSubject"]["achievement"]}
    achievement["tag"] = [f"{n:07}" for n in range(500_000)]
    return with_subject({**BADGE["credentialSubject"], "achievement": achievement})


def clique(count: int) -> dict[str, Any]:
    """Blank nodes each of which leads to all others (RDFC-1.0, 7.1)."""
    names = [f"_:b{n}" for n in range(count)]
    nodes = [
        {"id": name, "type": "Profile", "sameAs": [other for other in names if other != name]}
        for name in names
    ]
    return with_subject([{"id": "urn:x:0", "achievement": nodes}])


def alike(count: int) -> dict[str, Any]:
    """Nodes without ids that only their place in each other tells apart."""
    node: Any = {"type": ["Profile"]}
    for _ in range(6):
        node = {"type": ["Profile"], "parentOrg": node}
    return with_subject([node] * count)


DOCUMENTS: dict[str, Callable[[], Any]] = {
    "1 MB of plain nodes": plain_nodes,
    "5 MB of tags": tags,
    "nesting of 60": lambda: nested(30),
    "nesting of 10,000": lambda: nested(5_000),
    "clique of 10": lambda: clique(10),
    "200 alike": lambda: alike(200),
    "one text of 5 MB": lambda: {**BADGE, "name": "가" * 1_700_000},
    "a number of 4,000 digits": lambda: with_subject({"id": "urn:x:0", "score": 10**4000}),
    "100,000 members": lambda: with_subject({f"urn:x:{n}": n for n in range(100_000)}),
    "100,000 contexts": lambda: {**BADGE, "@context": [*BADGE["@context"]] * 33_000},
    "100,000 types": lambda: {**BADGE, "type": [*BADGE["type"], *map(str, range(100_000))]},
    "10,000 proofs": lambda: {**BADGE, "proof": [BADGE["proof"]] * 10_000},
    "10,000 status entries": lambda: {**BADGE, "credentialStatus": BADGE["credentialStatus"] * 5_000},
    "a proof value of 1 MB": lambda: {**BADGE, "proof": {**BADGE["proof"], "proofValue": "z" + "2" * 10**6}},
    "an issuer of 1 MB": lambda: {**BADGE, "issuer": "did:key:z" + "2" * 10**6},
    "a date of 1 MB": lambda: {**BADGE, "validFrom": "2026-11-24T09:00:00." + "0" * 10**6 + "Z"},
    "a did:jwk of 1 MB": lambda: {**BADGE, "issuer": "did:jwk:" + "A" * 10**6},
}  # fmt: skip


def judged(document: Any) -> Verdict:
    evidence = gather(needs_of(document), fetch=WORLD.web, ledger=WORLD.ledger, anchor_proofs={})
    return verify_credential(
        document,
        evidence=evidence,
        policy=Policy(),
        canonicalizer=CANONICALIZER,
        schemas=SCHEMAS,
        now=NOW,
    )


def presented(document: Any) -> Verdict:
    return verify_presentation(
        document,
        expected=Expected(NONCE, AUDIENCE),
        evidence=Evidence(),
        policy=Policy(),
        canonicalizer=CANONICALIZER,
        schemas=SCHEMAS,
        now=NOW,
    )


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_credential(name: str) -> None:
    document = DOCUMENTS[name]()
    with within_a_second():
        assert not judged(document).verified


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_presentation_of_it(name: str) -> None:
    document = {**PRESENTATION, "verifiableCredential": [DOCUMENTS[name]()]}
    with within_a_second():
        assert not presented(document).verified


@pytest.mark.parametrize("name", DOCUMENTS)
def test_its_canonical_form(name: str) -> None:
    """Signed JSON that nothing else looked at before."""
    document = {k: v for k, v in DOCUMENTS[name]().items() if k != "proof"}
    with within_a_second(), suppress(DamdaError):
        CANONICALIZER.nquads(document)


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name != "nesting of 10,000"])
def test_a_body_of_the_vc_api_and_a_file(name: str) -> None:
    document = DOCUMENTS[name]()
    credential = json.dumps({"verifiableCredential": document}, ensure_ascii=False).encode()
    presentation = json.dumps({"verifiablePresentation": {**PRESENTATION, "verifiableCredential": [document]}}).encode()  # fmt: skip
    verifier = VC_API.verifier()
    with within_a_second():
        assert verifier.credential(credential).status in (200, 400, 413)
    with within_a_second():
        assert verifier.presentation(presentation).status in (200, 400, 413)
    with within_a_second():
        read_or_refused(inspect, json.dumps(document).encode())


TEXTS: dict[str, str] = {
    "plain nodes": "[" + ",".join(f'{{"id":"urn:x:{n:09}"}}' for n in range(40_000)) + "]",
    "arrays in arrays": "[" * 500_000,
    "objects in objects": '{"a":' * 200_000,
    "empty arrays": "[" + "[]," * 340_000 + "[]]",
    "escaped quotes": '["' + '\\"' * 500_000 + '"]',
    "escaped quotes without end": '"' + '\\"' * 500_000,
    "backslashes without end": '[[["' + "\\\\" * 500_000,
    "quotes": '"' * 1_000_000,
    "a quote and a backslash, again and again": '"\\' * 500_000 + "[" * 70,
    "a backslash and a quote, again and again": "[" * 70 + '\\"' * 500_000,
    "empty texts": "[" + '"",' * 340_000 + '""]',
    "half characters": '["' + "\\ud800" * 170_000 + '"]',
    "pairs of halves": '["' + "\\ud83d\\ude00" * 85_000 + '"]',
    "brackets in texts": "[" + '"[[[[[",' * 120_000 + '""]',
    "digits": "9" * 1_000_000,
    "long integers": "[" + ",".join(["9" * 4_299] * 240) + "]",
    "a long fraction": "0." + "9" * 1_000_000,
    "exponents": "[" + "1e308," * 170_000 + "1]",
    "different names": "{" + ",".join(f'"{n}":0' for n in range(90_000)) + "}",
    "one name": "{" + ",".join('"a":0' for n in range(170_000)) + "}",
    "spaces": " " * 1_000_000,
    "5 MB of tags": '["' + "<b></b>" * 750_000 + '"]',
}


@pytest.mark.parametrize("name", TEXTS)
def test_json(name: str) -> None:
    text = TEXTS[name].encode()
    with within_a_second():
        read_or_refused(strict_json.loads, text)


def test_json_of_five_megabytes_where_that_is_allowed() -> None:
    text = "[" + '"tag",' * 900_000 + '""]'
    with within_a_second():
        strict_json.loads(text, max_bytes=6_000_000)
    with within_a_second(), pytest.raises(LimitExceeded):
        check_credential(with_subject({"tag": strict_json.loads(text, max_bytes=6_000_000)}))


def test_many_entangled_credentials_with_many_proofs() -> None:
    """Each asks for more work than a document may: once each, not once a proof."""
    signer = SoftwareSigner.create("Ed25519")
    labels = [f"_:b{n}" for n in range(10)]
    document = WORLD.plain(issuer=signer.did, credentialSubject=[{"aud": labels} for _ in labels])
    proof = BADGE["proof"] | {"verificationMethod": signer.verification_method}
    credential = {**document, "proof": [proof] * MAX_PROOFS}
    presentation = {**PRESENTATION, "verifiableCredential": [credential] * 10}
    with within_a_second():
        verdict = presented(presentation)
    proofs = [check for check in verdict.checks if check.id == "proof"]
    assert {check.evidence["cause"] for check in proofs} == {"limit_exceeded"}

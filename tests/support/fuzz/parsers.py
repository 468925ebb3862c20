"""Whatever reads bytes from outside, by name: what it is given to begin with, and how it is run.

A run ends in a value or in a DamdaError. Anything else that comes out is a finding.
"""

import json
from typing import Any

from damda import base64url, multibase, status, strict_json
from damda.canonical.jcs import jcs
from damda.credentials import check_credential
from damda.dids import resolve, split_did_url
from damda.dids.did_webvh import log_url
from damda.errors import DamdaError
from damda.evidence import Evidence, gather, needs_of
from damda.inspect import inspect
from damda.keys import PublicKey, SoftwareSigner
from damda.proofs import check_proofs
from damda.verify import Expected, Policy, verify_credential, verify_presentation

from ..credential_world import (
    AUDIENCE,
    CANONICALIZER,
    LIST_URL,
    NONCE,
    NOW,
    SCHEMAS,
    SUSPENSIONS_URL,
    Ledger,
    Web,
    World,
)
from ..mutations import reading
from ..vc_api_world import SUITES, VcApiWorld, body
from . import badges, bbs_values, dids, ecdsa_sd_values, sd_jwts, tokens
from .inputs import byte_input
from .row import Parser, shown

LOGGED = World.create("Ed25519")
"""An institution with a DID log. The others' issuer has a did:key: reading a log takes longest."""
DID = LOGGED.issuer.did
LOG = LOGGED.web.pages[log_url(DID)]
LOGGED_BADGE = LOGGED.issued()
LOGGED_EVIDENCE = LOGGED.gathered(LOGGED_BADGE)

WORLD = World(SoftwareSigner.create("Ed25519"), LOGGED.holder, Web(), Ledger())
WORLD.publish(LIST_URL, "revocation")
WORLD.publish(SUSPENSIONS_URL, "suspension")
BADGE = WORLD.issued()
PRESENTATION = WORLD.presented(BADGE)
GATHERED = WORLD.gathered(PRESENTATION)
LIST = WORLD.web.pages[LIST_URL]
VC_API = VcApiWorld(WORLD.web)
PROOF_ONLY = Policy(fatal=frozenset(), require_anchor="no")
COMMON: dict[str, Any] = {"canonicalizer": CANONICALIZER, "schemas": SCHEMAS, "now": NOW}
ISSUED = [VC_API.issued(issuer=VC_API.issuer(suite, kind)) for suite, kind in SUITES]


def text(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def loose(data: bytes) -> Any:
    """As somebody's program reads JSON before it calls us: NaN and half characters included."""
    try:
        return json.loads(data.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        return None


def credential(data: bytes) -> None:
    document = loose(data)
    needs = needs_of(document)
    evidence = gather(needs, fetch=WORLD.web, ledger=WORLD.ledger, anchor_proofs={})
    verdict = verify_credential(document, evidence=evidence, policy=PROOF_ONLY, **COMMON)
    shown(verdict)
    assert not verdict.verified or reading(document) in CREDENTIALS_SEEN


def presentation(data: bytes) -> None:
    document = loose(data)
    expected = Expected(NONCE, AUDIENCE)
    verdict = verify_presentation(
        document, expected=expected, evidence=GATHERED, policy=PROOF_ONLY, **COMMON
    )
    shown(verdict)
    assert not verdict.verified or reading(document) == PRESENTATION_SEEN


CREDENTIALS_SEEN = {reading(document) for document in (BADGE, *ISSUED)}
PRESENTATION_SEEN = reading(PRESENTATION)


def status_list(data: bytes) -> None:
    lists = {**GATHERED.status_lists, LIST_URL: data}
    evidence = Evidence(GATHERED.did_logs, lists, GATHERED.issuers, GATHERED.anchors)
    shown(verify_credential(BADGE, evidence=evidence, policy=Policy(), **COMMON))


def did_log(data: bytes) -> None:
    logs = dict.fromkeys(LOGGED_EVIDENCE.did_logs, data)
    evidence = Evidence(logs, LOGGED_EVIDENCE.status_lists, LOGGED_EVIDENCE.issuers)
    shown(verify_credential(LOGGED_BADGE, evidence=evidence, policy=PROOF_ONLY, **COMMON))


def proof(data: bytes) -> None:
    check_proofs(
        {**ISSUED[0], "proof": loose(data)},
        expected_purpose="assertionMethod",
        key_for=lambda method, purpose: resolve(
            split_did_url(method)[0], log=None, now=NOW
        ).key(method, purpose),
        canonicalizer=CANONICALIZER,
        now=NOW,
    )  # fmt: skip


def did(data: bytes) -> None:
    name = data.decode("utf-8", "surrogatepass") if _is_text(data) else data
    split_did_url(name)
    resolve(str(name).partition("#")[0], log=LOG, now=NOW)


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except ValueError:
        return False
    return True


def key(data: bytes) -> None:
    value = loose(data)
    PublicKey.from_jwk(value) if isinstance(value, dict) else PublicKey.from_multikey(value)


def encodings(data: bytes) -> None:
    value = data.decode("latin-1")
    for read in (base64url.decode, multibase.decode, status.decode):
        try:
            read(value)
        except DamdaError:
            continue


def answered(answer: Any) -> None:
    assert answer.status in (200, 201, 400, 413)
    json.dumps(answer.body, ensure_ascii=False, allow_nan=False).encode()


WALLET_KEYS = [text(WORLD.holder.public.jwk), text(WORLD.holder.public.multikey)]
VERIFIER = VC_API.verifier()

PARSERS: dict[str, Parser] = {
    "strict_json": Parser(strict_json.loads, [text(BADGE), b'["\\ud83d\\ude00", 1.5e3, true]']),
    "jcs": Parser(lambda data: jcs(loose(data)), [text(BADGE)]),
    "canonical_nquads": Parser(
        lambda data: CANONICALIZER.nquads(loose(data)),
        [text({k: v for k, v in BADGE.items() if k != "proof"})],
    ),
    "credential": Parser(credential, [text(BADGE), *map(text, ISSUED)]),
    "credential_form": Parser(lambda data: check_credential(loose(data)), [text(BADGE)]),
    "presentation": Parser(presentation, [text(PRESENTATION)]),
    "proof": Parser(proof, [text(ISSUED[0]["proof"]), text([d["proof"] for d in ISSUED])]),
    "status_list": Parser(status_list, [LIST]),
    "did_log": Parser(did_log, [LOG], byte_input),
    "did_log_alone": Parser(dids.log, [dids.LOG], dids.log_input),
    "did_log_told": Parser(dids.unverified_log, [dids.LOG], dids.log_input),
    "did_witnesses": Parser(dids.approvals, [dids.APPROVALS]),
    "did_web_document": Parser(dids.web_document, [dids.DOCUMENT]),
    "did_url": Parser(dids.did_url, dids.URLS, byte_input),
    "did_peer": Parser(dids.did_peer, dids.peer_seeds(), byte_input),
    "did_place": Parser(
        dids.place,
        [b"agency.example%3A8443:issuers:rice", b"%ED%95%9C%EA%B5%AD.kr:a%20b"],
        byte_input,
    ),
    "did": Parser(did, [DID.encode(), WORLD.holder.did.encode(), b"did:jwk:e30"], byte_input),
    "key": Parser(key, WALLET_KEYS),
    "encodings": Parser(encodings, [b"z6Mkabc", b"uH4sIAAAA", b"AAEC_-"], byte_input),
    "vc_api_issue": Parser(
        lambda data: answered(VC_API.issue_raw(data)), [body(credential=VC_API.credential())]
    ),
    "vc_api_credential": Parser(
        lambda data: answered(VERIFIER.credential(data)),
        [body(verifiableCredential=d, options={"returnCredential": True}) for d in ISSUED],
    ),
    "vc_api_presentation": Parser(
        lambda data: answered(VERIFIER.presentation(data)),
        [
            body(
                verifiablePresentation=PRESENTATION,
                options={"challenge": NONCE, "domain": AUDIENCE},
            )
        ],
    ),
    "inspect": Parser(inspect, [text(BADGE), text(PRESENTATION), LOG, LIST]),
    **badges.PARSERS,
    **bbs_values.PARSERS,
    **ecdsa_sd_values.PARSERS,
    **sd_jwts.PARSERS,
    **tokens.PARSERS,
}

"""SD-JWT VCs and JWTs from outside: their rows, and inputs that are good but for some of their
parts, signed or not."""

from __future__ import annotations

import json
from collections.abc import Sequence
from random import Random
from typing import Any

from damda import base64url
from damda.evidence import Evidence, needs_of
from damda.inspect import inspect
from damda.keys import SoftwareSigner
from damda.sd_jwt import parse
from damda.sd_jwt_vc import parse_type_metadata, problems_of, resolve_type
from damda.verify import Policy

from ..credential_world import World
from ..jose_world import judged, vc_jwt, vp_jwt
from ..sd_jwt_vc_world import TOKENS_URL, TYPE, VCT, SdJwtWorld, document_of
from .inputs import byte_input, changed, random_json
from .row import Parser, shown

WORLD = World.create("Ed25519")
WORLD.issuer = SoftwareSigner.create("Ed25519")
SD = SdJwtWorld(WORLD)
ISSUED = SD.issued(decoys=1)
PRESENTED = SD.presented(ISSUED, [("name",), ("languages", 1)])
BARE = SD.issued(status=None, vct_integrity=None, disclosable=())
EVIDENCE = WORLD.gathered(PRESENTED)
VC_JWT = vc_jwt(WORLD, credentialStatus=None)
VP_JWT = vp_jwt(WORLD, VC_JWT)
JWT_EVIDENCE = WORLD.gathered(VP_JWT)
PROOF_ONLY = Policy(fatal=frozenset(), require_anchor="no")
SIGNED = {text.partition("~")[0] for text in (ISSUED, PRESENTED, BARE)}


def token_input(seeds: Sequence[bytes], source: Random) -> bytes:
    """A token of which one part says something else, mostly signed anew; or bytes changed."""
    text = source.choice(seeds).decode()
    if source.random() < 0.2:
        return byte_input([text.encode()], source)
    pieces = text.split("~")
    place = source.randrange(len(pieces))
    pieces[place] = _changed_piece(pieces[place], place, source)
    if source.random() < 0.2:
        source.choice((_double, _drop, _swap))(pieces, source)
    return "~".join(pieces).encode("utf-8", "surrogatepass")


def _changed_piece(piece: str, place: int, source: Random) -> str:
    if "." not in piece:
        return _encoded(_changed(_decoded(piece) if piece else ["salt", "name", 1], source))
    header, payload, signature = piece.split(".")
    if source.random() < 0.3:
        header = _encoded(_changed(_decoded(header), source))
    if source.random() < 0.8:
        payload = _encoded(_changed(_decoded(payload), source))
    if source.random() < 0.9:
        signer = WORLD.holder if place else WORLD.issuer
        signature = base64url.encode(signer.sign(f"{header}.{payload}".encode()))
    return f"{header}.{payload}.{signature}"


def _changed(value: Any, source: Random) -> Any:
    return random_json(source) if source.random() < 0.05 else changed(value, source)


def _decoded(part: str) -> Any:
    return json.loads(base64url.decode(part))


def _encoded(value: Any) -> str:
    return base64url.encode(json.dumps(value).encode())


def _double(pieces: list[str], source: Random) -> None:
    pieces.insert(source.randrange(len(pieces)), source.choice(pieces))


def _drop(pieces: list[str], source: Random) -> None:
    del pieces[source.randrange(len(pieces))]


def _swap(pieces: list[str], source: Random) -> None:
    a, b = source.randrange(len(pieces)), source.randrange(len(pieces))
    pieces[a], pieces[b] = pieces[b], pieces[a]


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def sd_jwt_vc(data: bytes) -> None:
    text = _text(data)
    needs_of(text)
    shown(SD.verdict(text, evidence=EVIDENCE, policy=PROOF_ONLY))
    shown(SD.verdict(text, evidence=EVIDENCE))


def changed_sd_jwt_vc(data: bytes) -> None:
    """Only bytes are changed: what verifies still was signed so, and shows no more."""
    text = _text(data)
    verdict = SD.verdict(text, evidence=EVIDENCE, policy=PROOF_ONLY)
    shown(verdict)
    assert not verdict.verified or text == PRESENTED


def jwt(data: bytes) -> None:
    text = _text(data)
    needs_of(text)
    shown(judged(WORLD, text, evidence=JWT_EVIDENCE, policy=PROOF_ONLY))


def status_token(data: bytes) -> None:
    lists = {**EVIDENCE.status_lists, TOKENS_URL: data}
    evidence = Evidence(EVIDENCE.did_logs, lists, EVIDENCE.issuers, EVIDENCE.anchors)
    shown(SD.verdict(PRESENTED, evidence=evidence))


def type_metadata(data: bytes) -> None:
    parse_type_metadata(data)
    metadata = resolve_type(VCT, None, {VCT: data, "urn:x:1": data})
    assert all(p.en and p.ko for p in problems_of(parse(ISSUED), metadata))
    parse_type_metadata(json.dumps(metadata.to_json()).encode())


def _bytes(*texts: str) -> list[bytes]:
    return [text.encode() for text in texts]


PARSERS: dict[str, Parser] = {
    "sd_jwt_vc": Parser(sd_jwt_vc, _bytes(ISSUED, PRESENTED, BARE), token_input),
    "sd_jwt_vc_bytes": Parser(changed_sd_jwt_vc, _bytes(PRESENTED), byte_input),
    "vc_jwt": Parser(jwt, _bytes(VC_JWT, VP_JWT), token_input),
    "status_token": Parser(status_token, [WORLD.web.pages[TOKENS_URL]], token_input),
    "type_metadata": Parser(type_metadata, [document_of(TYPE)]),
    "inspect_token": Parser(inspect, _bytes(ISSUED, PRESENTED, VC_JWT, VP_JWT), token_input),
}

"""SD-JWTs from outside: compact, in JSON, and their key bindings.

Inputs are SD-JWTs of which some parts say something else; where a disclosure does, its digest is
mostly put where the old one was, so that what follows is reached too.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from random import Random
from typing import Any

from damda import base64url
from damda.errors import ProofInvalid
from damda.keys import SoftwareSigner
from damda.sd_jwt import (
    SdJwt,
    bind,
    by_signature,
    check_key_binding,
    draft,
    holder_key,
    parse,
    parse_json,
    processed,
    select,
    to_json,
    verify_signature,
)

from ..sd_jwt_world import CLAIMS, DISCLOSABLE, HOLDER, NOW, VERIFIER, digest, issued
from .inputs import byte_input, changed, json_input, random_json
from .row import Parser

SIGNER = SoftwareSigner.create("Ed25519")
HASHES = ("sha-256", "sha-384", "sha-512")
SEEDS = [issued(signer=SIGNER, hash_name=name, decoys=1) for name in HASHES]
BOUND = [bind(parse(text), signer=HOLDER, issued_at=NOW, **VERIFIER).serialize() for text in SEEDS]
IN_JSON = [
    json.dumps(to_json(parse(text), general=general)) for text in BOUND for general in (True, False)
]


def compact(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    sd_jwt = parse(text)
    assert sd_jwt.serialize() == text
    looked_at(sd_jwt)


def in_json(data: bytes) -> None:
    sd_jwt = parse_json(data)
    assert parse_json(json.dumps(to_json(sd_jwt, general=True))) == sd_jwt
    for each in by_signature(sd_jwt):
        looked_at(each)


def looked_at(sd_jwt: SdJwt) -> None:
    """What a holder and a verifier do with it, whoever signed it."""
    claims = processed(sd_jwt)
    json.dumps(claims, allow_nan=False).encode()
    assert processed(select(sd_jwt, [(name,) for name in claims], whole=True)) == claims
    assert processed(select(sd_jwt, [])).keys() <= claims.keys()
    key = holder_key(sd_jwt)
    try:
        verify_signature(sd_jwt, SIGNER.public)
    except ProofInvalid:
        return
    if key is not None and sd_jwt.key_binding is not None:
        check_key_binding(sd_jwt, key=key, now=NOW, max_age=None, **VERIFIER)


def key_binding(data: bytes) -> None:
    text = SEEDS[0] + data.decode("utf-8", "replace")
    found = check_key_binding(
        parse(text), key=HOLDER.public, audience=None, nonce=None, now=NOW, max_age=None
    )
    assert found.nonce
    assert found.audience


def drafted(data: bytes) -> None:
    """An issuer's claims and paths from somebody's program."""
    given = _loose(data)
    claims, paths = (given["claims"], given["paths"]) if _is_draft(given) else (given, [])
    made = draft(
        claims,
        disclosable=[tuple(path) if isinstance(path, list) else path for path in paths],
        header={"alg": "EdDSA"},
        holder_key=None,
        entropy=Random(0).randbytes,
        decoys=1,
    )
    text = made.attach(SIGNER.sign(made.signing_input))
    assert processed(parse(text)) == claims


def _loose(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        return None


def _is_draft(given: Any) -> bool:
    return isinstance(given, dict) and isinstance(given.get("paths"), list) and "claims" in given


def sd_jwt_input(seeds: Sequence[bytes], source: Random) -> bytes:
    text = source.choice(seeds).decode()
    if source.random() < 0.15:
        return byte_input([text.encode()], source)
    jwt, *disclosures, binding = text.split("~")
    header, payload, _ = (_decoded(part) for part in (*jwt.split(".")[:2], "e30"))
    hashed = str(payload["_sd_alg"]).replace("-", "")
    for _ in range(source.randrange(3)):
        place = source.randrange(len(disclosures))
        old, new = disclosures[place], _encoded(_changed(_decoded(disclosures[place]), source))
        disclosures[place] = new
        if source.random() < 0.9:
            payload = _with(payload, digest(old, hashed), digest(new, hashed))
    for _ in range(source.choice((0, 0, 1, 2))):
        source.choice((_double, _drop, _swap))(disclosures, source)
    payload = _changed(payload, source) if source.random() < 0.4 else payload
    header = _changed(header, source) if source.random() < 0.1 else header
    signed = f"{_encoded(header)}.{_encoded(payload)}"
    jwt = f"{signed}.{base64url.encode(SIGNER.sign(signed.encode()))}"
    return "~".join((jwt, *disclosures, binding)).encode("utf-8", "surrogatepass")


def binding_input(seeds: Sequence[bytes], source: Random) -> bytes:
    """A KB-JWT of which something is changed, signed anew."""
    if source.random() < 0.2:
        return byte_input(list(seeds), source)
    parts = source.choice(seeds).decode().split(".")[:2]
    at = source.choice((0, 1, 1, 1))
    parts[at] = _encoded(_changed(_decoded(parts[at]), source))
    signed = ".".join(parts)
    return f"{signed}.{base64url.encode(HOLDER.sign(signed.encode()))}".encode()


def _with(value: Any, old: str, new: str) -> Any:
    return json.loads(json.dumps(value).replace(old, new))


def _changed(value: Any, source: Random) -> Any:
    return random_json(source) if source.random() < 0.03 else changed(value, source)


def _decoded(part: str) -> Any:
    return json.loads(base64url.decode(part))


def _encoded(value: Any) -> str:
    return base64url.encode(json.dumps(value).encode())


def _double(pieces: list[str], source: Random) -> None:
    pieces.insert(source.randrange(len(pieces) + 1), source.choice(pieces or [""]))


def _drop(pieces: list[str], source: Random) -> None:
    if pieces:
        del pieces[source.randrange(len(pieces))]


def _swap(pieces: list[str], source: Random) -> None:
    source.shuffle(pieces)


def _bytes(texts: Sequence[str]) -> list[bytes]:
    return [text.encode() for text in texts]


PARSERS: dict[str, Parser] = {
    "sd_jwt": Parser(compact, _bytes([*SEEDS, *BOUND]), sd_jwt_input),
    "sd_jwt_json": Parser(in_json, _bytes(IN_JSON), json_input),
    "sd_jwt_key_binding": Parser(key_binding, _bytes([BOUND[0].rpartition("~")[2]]), binding_input),
    "sd_jwt_draft": Parser(
        drafted,
        [json.dumps({"claims": CLAIMS, "paths": [list(path) for path in DISCLOSABLE]}).encode()],
    ),
}

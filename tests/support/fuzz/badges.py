"""Badges from outside: pictures that hold one, old badges, learner records."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from random import Random
from typing import Any

from damda.baking import bake, extract
from damda.credentials import check_credential
from damda.evidence import needs_of
from damda.inspect import inspect
from damda.open_badges_2 import read_open_badge_2

from ..badge_pictures import SIGNATURE, SVG, V2, chunk, itxt, png, svg_with
from ..open_badge import OPEN_BADGES, open_badge
from .inputs import byte_input, changed, json_input
from .row import Parser

_JWS = "eyJhbGciOiJFUzI1NiJ9.eyJhIjoi7ZWcIn0.c2lnbmF0dXJl"
_CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
_LEVEL = "urn:uuid:00000000-0000-4000-8000-00000000000c"
OLD = {
    "@context": "https://w3id.org/openbadges/v2",
    "type": "Assertion",
    "id": "https://e.example/assertions/1",
    "recipient": {"type": "email", "identity": "sha256$ab", "hashed": True, "salt": "x"},
    "badge": {"name": "Robotics", "issuer": {"id": "https://e.example", "name": "Example"}},
    "verification": {"type": "HostedBadge"},
    "issuedOn": "2019-03-01T00:00:00Z",
}


def badge() -> dict[str, Any]:
    """With a result, its description, an endorsement."""
    document = open_badge("did:example:issuer", "did:example:holder")
    described = {
        "id": "urn:uuid:00000000-0000-4000-8000-00000000000b",
        "type": ["ResultDescription"],
        "name": "Level",
        "resultType": "Status",
        "allowedValue": ["low", "92.5"],
        "valueMin": "0",
        "valueMax": "100",
        "requiredLevel": _LEVEL,
        "rubricCriterionLevel": [{"id": _LEVEL, "type": ["RubricCriterionLevel"], "name": "Good"}],
    }
    result = {"resultDescription": described["id"], "achievedLevel": _LEVEL, "status": "Completed"}
    subject = document["credentialSubject"]
    subject["achievement"]["resultDescription"] = [described]
    subject["result"][0] |= result
    document["endorsement"] = [
        {
            "@context": document["@context"],
            "id": "urn:uuid:00000000-0000-4000-8000-00000000000e",
            "type": ["VerifiableCredential", "EndorsementCredential"],
            "issuer": "did:example:council",
            "validFrom": "2026-01-01T00:00:00Z",
            "credentialSubject": {"id": "did:example:issuer", "type": ["EndorsementSubject"]},
        }
    ]
    document["endorsementJwt"] = [_JWS]
    return document


def record() -> dict[str, Any]:
    held = badge()
    joined = {"sourceId": held["id"], "targetId": held["credentialSubject"]["achievement"]["id"]}
    return {
        "@context": [held["@context"][0], _CLR, OPEN_BADGES],
        "id": "urn:uuid:00000000-0000-4000-8000-00000000000f",
        "type": ["VerifiableCredential", "ClrCredential"],
        "name": "Transcript",
        "issuer": {"id": "did:example:issuer", "type": ["Profile"]},
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {
            "id": "did:example:holder",
            "type": ["ClrSubject"],
            "verifiableCredential": [held],
            "association": [{"type": "Association", "associationType": "isPeerOf", **joined}],
        },
    }


def _text(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


JSON = _text(badge()).decode()
PNGS = [
    bake(png(), JSON),
    bake(png(), f"{_JWS}~WyJh~"),
    png(itxt(_text(OLD), keyword=b"openbadges"), chunk(b"tEXt", b"Software\0x")),
    png(chunk(b"tEXt", b"openbadges\0https://e.example/1"), chunk(b"zTXt", b"a\0\0x")),
]
SVGS = [
    bake(SVG, JSON),
    bake(b'\xef\xbb\xbf<?xml version="1.0"?>\r\n<!-- > -->' + SVG, _JWS),
    svg_with(f'<b:assertion xmlns:b="{V2}" verify="https://e.example/1"/>'.encode()),
    SVG,
]
_MARKS = (
    b"<openbadges:credential>", b"</openbadges:credential>", b"<![CDATA[", b"]]>", b"<!DOCTYPE a [",
    b'<!ENTITY a "b">', b"&a;", b"&#13;", b"&#0;", b"<!--", b"-->", b"<?a b?>", b"/>", b">", b"<g>",
    b' verify="x"', b" verify='a.b.c'", b' xmlns:openbadges="urn:x"', b' xmlns="urn:x"', b"'", b'"',
    b"<svg>", b"</svg>", b"\xff\xfe", b'encoding="utf-16"',
)  # fmt: skip


def png_input(seeds: Sequence[bytes], source: Random) -> bytes:
    """Half of them with checksums that fit again; chunks cut out, doubled, put elsewhere."""
    data = source.choice(seeds)
    parts = _chunks(data)
    for _ in range(source.randrange(3)):
        at = source.randrange(len(parts))
        kind, content = parts[at]
        what = source.randrange(5)
        if what == 0:
            parts.insert(source.randint(0, len(parts)), parts[at])
        elif what == 1 and len(parts) > 1:
            del parts[at]
        elif what == 2:
            parts[at] = (source.choice((b"iTXt", b"tEXt", b"zTXt", b"IEND", b"IHDR")), content)
        else:
            parts[at] = (kind, byte_input([content], source))
    data = SIGNATURE + b"".join(chunk(kind, content) for kind, content in parts)
    return byte_input([data], source) if source.random() < 0.5 else data


def _chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    found, at = [], len(SIGNATURE)
    while at < len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        found.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + length]))
        at += 12 + length
    return found


def svg_input(seeds: Sequence[bytes], source: Random) -> bytes:
    data = source.choice(seeds)
    for _ in range(source.randint(0, 3)):
        at = source.randint(0, len(data))
        data = data[:at] + source.choice(_MARKS) + data[at + source.choice((0, 0, 1, 9)) :]
    return byte_input([data], source) if source.random() < 0.3 else data


def picture_input(_seeds: Sequence[bytes], source: Random) -> bytes:
    return png_input(PNGS, source) if source.random() < 0.5 else svg_input(SVGS, source)


def old_input(seeds: Sequence[bytes], source: Random) -> bytes:
    roll = source.random()
    if roll < 0.5:
        return json_input(seeds, source)
    document = _text(changed(json.loads(source.choice(seeds)), source))
    if roll < 0.8:
        part = urlsafe_b64encode(document).rstrip(b"=")
        return byte_input([b"e30." + part + b".c2ln"], source)
    return byte_input([b"https://e.example/assertions/1", document], source)


def baked(data: bytes) -> None:
    """What can be baked comes out as it went in, and the picture can be baked anew."""
    once = bake(data, JSON, replace=True)
    assert extract(once).text == JSON
    assert bake(once, JSON, replace=True) == once


def form(data: bytes) -> None:
    try:
        document = json.loads(data.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        document = None
    needs_of(document)
    check_credential(document)


def old(data: bytes) -> None:
    read_open_badge_2(data.decode("utf-8", "surrogateescape"))


PARSERS: dict[str, Parser] = {
    "baked_png": Parser(extract, PNGS, png_input),
    "baked_svg": Parser(extract, SVGS[:3], svg_input),
    "bake_png": Parser(baked, PNGS, png_input),
    "bake_svg": Parser(baked, SVGS, svg_input),
    "inspect_picture": Parser(inspect, PNGS + SVGS[:3], picture_input),
    "open_badge_2": Parser(old, [_text(OLD)], old_input),
    "badge_form": Parser(form, [_text(badge()), _text(record())]),
}

"""Proof values of bbs-2023: their parts changed and written anew, or their bytes.

Where no library for BBS is installed (the phone's floor) the parts are only read.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from damda import base64url
from damda.cbor import dumps, loads
from damda.errors import DamdaError, ExtraMissing, ProofInvalid
from damda.keys import PublicKey, SoftwareSigner
from damda.proofs import add_proof, check_proof, derive_proof
from damda.proofs.bbs_2023 import BASE, DERIVED, BaseValue, DerivedValue

from ..credential_world import CANONICALIZER, ISSUED, NOW
from ..open_badge import open_badge
from .inputs import byte_input, changed
from .row import Parser

_PRIVATE = bytes(31) + b"\7"
_POINTERS = ("/issuer", "/validFrom", "/credentialStatus")


def _documents() -> tuple[Any, Any, PublicKey | None]:
    """A badge with a base proof, a part of it with a derived one, and the key; or look-alikes."""
    badge = open_badge("did:key:zUC7", "did:key:z6Mk")
    signer = SoftwareSigner.from_private("BLS12-381-G2", _PRIVATE, "did:key:zUC7#zUC7")
    try:
        base = add_proof(
            badge,
            signer=signer,
            purpose="assertionMethod",
            created=ISSUED,
            canonicalizer=CANONICALIZER,
            mandatory_pointers=_POINTERS,
            entropy=Random(0).randbytes,
        )
        shown = derive_proof(
            base,
            selective_pointers=["/name"],
            canonicalizer=CANONICALIZER,
            entropy=Random(1).randbytes,
        )
    except ExtraMissing:
        whole = BaseValue(bytes(80), bytes(64), bytes(96), bytes(32), ["/issuer"])
        part = DerivedValue(bytes(400), {"c14n0": "b0"}, [0], [1], b"")
        return _with(badge, whole.text()), _with(badge, part.text()), None
    return base, shown, signer.public


def _with(document: Any, text: str) -> Any:
    return {**document, "proof": {**document.get("proof", {}), "proofValue": text}}


WHOLE, SHOWN, KEY = _documents()
VALUES = [document["proof"]["proofValue"] for document in (WHOLE, SHOWN)]


def bbs_value(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    document, kind = (WHOLE, BaseValue) if text.startswith("u2V0C") else (SHOWN, DerivedValue)
    assert kind.parse(text).text() == text
    if KEY is None:
        return
    try:
        _check(_with(document, text), as_holder=document is WHOLE)
    except ProofInvalid:
        return
    # The HMAC key is not signed, only the order that it gives.
    assert text == document["proof"]["proofValue"] or kind is BaseValue


def _check(document: Any, *, as_holder: bool) -> None:
    assert KEY is not None
    key = KEY
    check_proof(
        document,
        expected_purpose="assertionMethod",
        key_for=lambda _method, _purpose: key,
        canonicalizer=CANONICALIZER,
        now=NOW,
        as_holder=as_holder,
    )


def bbs_input(seeds: Sequence[bytes], source: Random) -> bytes:
    text = source.choice(seeds).decode()
    if source.random() < 0.2:
        return byte_input([text.encode()], source)
    data = bytearray(base64url.decode(text[1:]))
    if source.random() < 0.3:
        data[source.randrange(len(data))] ^= 1 << source.randrange(8)
        return ("u" + base64url.encode(bytes(data))).encode()
    parts = loads(bytes(data[3:]))
    for _ in range(source.randint(1, 3)):
        place = source.randrange(len(parts))
        parts[place] = _another(parts[place], source)
    header = source.choice((bytes(data[:3]), bytes(data[:3]), BASE, DERIVED, b"\xd9\x5d\x07"))
    try:
        return ("u" + base64url.encode(header + dumps(parts))).encode()
    except DamdaError:
        return text.encode()


def _another(value: Any, source: Random) -> Any:
    if not isinstance(value, bytes):
        return changed(value, source) if isinstance(value, list | dict) else value
    match source.randrange(4):
        case 0:
            return value[: source.randrange(len(value) + 1)]
        case 1:
            return value + source.randbytes(source.choice((1, 32, 48)))
        case 2:
            at = source.randrange(0, len(value) + 1, 16)
            return value[:at] + source.choice((bytes(32), b"\xff" * 32, b"\xc0" + bytes(47)))
        case _:
            return source.randbytes(len(value))


PARSERS = {
    "bbs_value": Parser(bbs_value, [text.encode() for text in VALUES], bbs_input),
}

"""ecdsa-sd-2023: proof values, documents with derived proofs, and what holders want derived."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Any

from damda import base64url
from damda.cbor import dumps, loads
from damda.credentials import check_credential
from damda.errors import DamdaError
from damda.keys import SoftwareSigner
from damda.proofs import add_proof, check_proof, derive_proof
from damda.proofs.ecdsa_sd_2023 import BASE, DERIVED, BaseValue, DerivedValue
from damda.strict_json import loads as loads_json

from ..credential_world import CANONICALIZER, ISSUED, NOW
from ..disclosures import pointers, unsecured
from ..mutations import reading
from ..open_badge import open_badge
from .inputs import byte_input, changed
from .row import Parser

_SIGNER = SoftwareSigner.from_private("P-256", bytes(31) + b"\7", "did:key:zDn#zDn")
WHOLE = add_proof(
    open_badge("did:key:zDn", "did:key:z6Mk"),
    signer=_SIGNER,
    purpose="assertionMethod",
    created=ISSUED,
    canonicalizer=CANONICALIZER,
    cryptosuite="ecdsa-sd-2023",
    mandatory_pointers=("/issuer", "/validFrom", "/credentialStatus"),
    entropy=Random(0).randbytes,
)
SHOWN = derive_proof(
    WHOLE,
    selective_pointers=["/name", "/credentialSubject"],
    canonicalizer=CANONICALIZER,
)
VALUES = [document["proof"]["proofValue"] for document in (WHOLE, SHOWN)]
_POINTERS = list(pointers(unsecured(WHOLE)))
_READ = reading(SHOWN)


def value(data: bytes) -> None:
    """A proof value: only the issuer's holds."""
    text = data.decode("utf-8", "replace")
    if text.startswith("u2V0A"):
        _check(_with(WHOLE, text), as_holder=True)
        # Pointers are not signed, only the statements that they select.
        pointers_of_ours = BaseValue.parse(VALUES[0]).mandatory_pointers
        whole = replace(BaseValue.parse(text), mandatory_pointers=pointers_of_ours)
        assert whole.text() == VALUES[0]
    else:
        _check(_with(SHOWN, text), as_holder=False)
        assert DerivedValue.parse(text) == DerivedValue.parse(VALUES[1])


def shown(data: bytes) -> None:
    """A document with a derived proof: only what was shown holds."""
    document = loads_json(data)
    if isinstance(document, dict):
        check_credential(document)
        _check(document, as_holder=False)
        assert reading(document) == _READ


def derivation(data: bytes) -> None:
    """Pointers of a holder, and an issuer's base proof: what is derived holds, or nothing is."""
    asked = loads_json(data)
    document = _with(WHOLE, asked["value"])
    derived = derive_proof(
        document, selective_pointers=asked["pointers"], canonicalizer=CANONICALIZER
    )
    if asked["value"] == VALUES[0]:
        _check(derived, as_holder=False)


def _with(document: Any, text: str) -> Any:
    return {**document, "proof": {**document["proof"], "proofValue": text}}


def _check(document: Any, *, as_holder: bool) -> None:
    check_proof(
        document,
        expected_purpose="assertionMethod",
        key_for=lambda _method, _purpose: _SIGNER.public,
        canonicalizer=CANONICALIZER,
        now=NOW,
        as_holder=as_holder,
    )


def value_input(seeds: Sequence[bytes], source: Random) -> bytes:
    text = source.choice(seeds).decode()
    if source.random() < 0.2:
        return byte_input([text.encode()], source)
    data = bytearray(base64url.decode(text[1:]))
    if source.random() < 0.3:
        data[source.randrange(len(data))] ^= 1 << source.randrange(8)
        return ("u" + base64url.encode(bytes(data))).encode()
    parts = changed(loads(bytes(data[3:])), source)
    header = source.choice((bytes(data[:3]), bytes(data[:3]), BASE, DERIVED, b"\xd9\x5d\x07"))
    try:
        return ("u" + base64url.encode(header + dumps(parts))).encode()
    except (DamdaError, UnicodeEncodeError):
        return text.encode()


def derivation_input(seeds: Sequence[bytes], source: Random) -> bytes:
    selected: list[Any] = source.choices(_POINTERS, k=source.randrange(4))
    for place, pointer in enumerate(selected):
        at = source.randrange(len(pointer) + 1)
        if source.random() < 0.3:
            selected[place] = (
                pointer[:at] + source.choice(("/", "~", "~1", "/0", "")) + pointer[at:]
            )
    if source.random() < 0.1:
        selected = changed(selected, source)
    text = VALUES[0]
    if source.random() < 0.3:
        text = value_input([VALUES[0].encode()], source).decode("utf-8", "replace")
    return json.dumps({"value": text, "pointers": selected}).encode()


def _text(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


PARSERS = {
    "ecdsa_sd_value": Parser(value, [text.encode() for text in VALUES], value_input),
    "ecdsa_sd_document": Parser(shown, [_text(SHOWN)]),
    "ecdsa_sd_derivation": Parser(
        derivation, [_text({"value": VALUES[0], "pointers": ["/name"]})], derivation_input
    ),
}

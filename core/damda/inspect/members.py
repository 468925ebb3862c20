"""Members that credentials and presentations share, as sections of a description."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..protocols import Json, JsonView
from .moments import moment

DATES = ("validFrom", "validUntil", "issuanceDate", "expirationDate", "issued", "awardedDate")
_PROOF_DATES = ("created", "expires")
_SECTIONS = {
    "name": "name",
    "id": "id",
    "issuer": "issuer",
    "holder": "holder",
    "credentialSubject": "subject",
}
_LISTS = {
    "@context": "contexts",
    "type": "types",
    "credentialStatus": "status",
    "credentialSchema": "schemas",
    "proof": "proofs",
}


def items(value: Any) -> list[Any]:
    """A member that may be one thing or an array of things, as a list."""
    return value if isinstance(value, list) else [value]


def types_of(document: JsonView) -> list[Any]:
    """What ``type`` names; also things that are no names."""
    return items(document["type"]) if "type" in document else []


def sections_of(document: JsonView, *, leave_out: Iterable[str] = ()) -> Json:
    """The sections of a credential or presentation; what has none of its own is in ``other``."""
    sections: Json = {}
    dates = [moment(name, document[name]) for name in DATES if name in document]
    for name, value in document.items():
        if name in _SECTIONS:
            sections[_SECTIONS[name]] = value
        elif name in _LISTS:
            sections[_LISTS[name]] = items(value)
        elif name not in DATES and name not in leave_out:
            sections.setdefault("other", {})[name] = value
    for proof in sections.get("proofs", ()):
        if isinstance(proof, dict):
            dates += [moment(f"proof.{n}", proof[n]) for n in _PROOF_DATES if n in proof]
    return sections | ({"dates": dates} if dates else {})


def securing(document: JsonView) -> str:
    """How a document of the data model is secured, as part of a format's name."""
    if "proof" not in document:
        return "unsecured"
    types = {str(p.get("type")) if isinstance(p, dict) else "?" for p in items(document["proof"])}
    return "data-integrity" if types == {"DataIntegrityProof"} else "embedded-proof"


def data_model(document: JsonView) -> str:
    """``vcdm-2.0``, ``vcdm-1.1``, or ``vcdm`` where the first context is neither's."""
    contexts = items(document.get("@context"))
    return _MODELS.get(contexts[0] if contexts and isinstance(contexts[0], str) else "", "vcdm")


_MODELS = {
    "https://www.w3.org/ns/credentials/v2": "vcdm-2.0",
    "https://www.w3.org/2018/credentials/v1": "vcdm-1.1",
}

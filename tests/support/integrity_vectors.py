"""One folder of the W3C Data Integrity vectors: a document, its proof, and all values between."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from damda import multibase
from damda.dids import resolve
from damda.keys import KeyKind, PublicKey
from damda.proofs import CRYPTOSUITES, LEGACY_SUITES

from .contexts import canonicalizer

CREATED = datetime(2023, 2, 24, 23, 36, 38, tzinfo=UTC)
_CITIZENSHIP = "https://w3id.org/citizenship/v4rc1"

_TERMS = "https://w3id.org/citizenship#"
_DATE = "http://www.w3.org/2001/XMLSchema#dateTime"
_EMPLOYMENT: dict[str, Any] = {
    "image": {"@id": "https://schema.org/image", "@type": "@id"},
    "Person": "https://schema.org/Person",
    "birthDate": {"@id": "https://schema.org/birthDate", "@type": _DATE},
    "residentSince": {"@id": f"{_TERMS}residentSince", "@type": _DATE},
    "employmentAuthorizationDocument": {
        "@id": f"{_TERMS}employmentAuthorizationDocument",
        "@type": "@id",
    },
    "permanentResidentCard": {"@id": f"{_TERMS}permanentResidentCard", "@type": "@id"},
    **{
        name: f"https://schema.org/{name}"
        for name in ("givenName", "additionalName", "familyName", "gender", "identifier")
    },
    **{
        name: f"{_TERMS}{name}"
        for name in (
            "EmploymentAuthorizationDocument",
            "EmploymentAuthorizationDocumentCredential",
            "EmployablePerson",
            "PermanentResident",
            "PermanentResidentCard",
            "PermanentResidentCardCredential",
            "birthCountry",
            "commuterClassification",
            "lprCategory",
            "lprNumber",
        )
    },
}
"""What the vectors use of a draft context; their canonical forms, without its name, prove it right."""

WINDSURF = {"@vocab": "https://windsurf.grotto-networking.com/selective#"}
"""What a vector has inside its document; the tests put ``urn:test:windsurf`` there."""

CANONICALIZER = canonicalizer(citizenship=_EMPLOYMENT, windsurf=WINDSURF)


@dataclass(frozen=True)
class IntegrityVectors:
    """``suffix`` is how the folder's file names end; ``unsigned`` the document's file."""

    suite: str
    folder: Path
    suffix: str
    unsigned: Path
    key_kind: KeyKind

    def text(self, name: str) -> str:
        return (self.folder / f"{name}{self.suffix}.txt").read_text()

    def json(self, name: str) -> Any:
        return read_vector(self.folder / f"{name}{self.suffix}.json")

    @property
    def document(self) -> Any:
        return read_vector(self.unsigned)

    def check_values(self) -> None:
        """Canonical forms, hashes and the signature's text, each as published."""
        document, config = self.document, self.json("proofConfig")
        row = {**CRYPTOSUITES, **LEGACY_SUITES}[self.suite]
        name = "sha384" if self.key_kind == "P-384" else "sha256"
        forms = [row.canonical(value, CANONICALIZER, name).decode() for value in (document, config)]
        assert forms == [self.text("canonDoc"), self.text("proofCanon")]
        digests = [
            row.digest(value, CANONICALIZER, self.key_kind).hex() for value in (config, document)
        ]
        assert digests == [self.text("proofHash"), self.text("docHash")]
        signed = row.signing_input(document, config, CANONICALIZER, self.key_kind)
        assert signed.hex() == self.text("combinedHash") == "".join(digests)
        signature = bytes.fromhex(self.text("sigHex"))
        assert multibase.encode(signature) == self.text("sigBTC58").strip()
        assert multibase.decode(self.text("sigBTC58").strip()) == signature
        key = key_for(config["verificationMethod"], config["proofPurpose"])
        assert key.kind == self.key_kind
        assert key.verify(signature, signed)


def key_for(verification_method: str, purpose: str) -> PublicKey:
    did = verification_method.partition("#")[0]
    return resolve(did, log=None, now=CREATED).key(verification_method, purpose)


def read_vector(path: Path) -> Any:
    return json.loads(path.read_text().replace(_CITIZENSHIP, "urn:test:citizenship"))

"""The JSON-LD context of an institution: its types and its own terms, made from its definitions.

The terms are protected, so no later context can give a signed word another meaning.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from damda.protocols import Json

from .claims import Claim
from .credential_type import CredentialType
from .profiles import PROFILES

VOCABULARY = "https://damda.example/vocab"


def context_bytes(slug: str, types: Iterable[CredentialType]) -> bytes:
    """The context document, UTF-8, the same bytes each time."""
    terms: Json = {"@protected": True}
    for kind in sorted(types, key=lambda one: one.id):
        terms[kind.id] = f"{VOCABULARY}/{slug}#{kind.id}"
    for name, definition in sorted(own_terms(slug, types).items()):
        terms[name] = definition
    text = json.dumps({"@context": terms}, ensure_ascii=False, indent=2)
    return text.encode("utf-8") + b"\n"


def own_terms(slug: str, types: Iterable[CredentialType]) -> dict[str, str | Json]:
    """The terms that the types' claims need, by name."""
    found: dict[str, str | Json] = {}
    for kind in types:
        for claim in kind.claims:
            if PROFILES[kind.profile].is_own_term(claim):
                found[str(claim.path[1])] = _term(slug, claim)
    return found


def _term(slug: str, claim: Claim) -> str | Json:
    iri = f"{VOCABULARY}/{slug}#{claim.path[1]}"
    return iri if claim.kind.iri is None else {"@id": iri, "@type": claim.kind.iri}

"""Enveloped credentials and presentations: a token in a ``data:`` URL (VCDM 2.0, 4.13.1)."""

from __future__ import annotations

from typing import Any

from ..document_members import malformed
from ..protocols import Json, JsonView
from ..status import CONTEXT

ENVELOPED_CREDENTIAL = "EnvelopedVerifiableCredential"
ENVELOPED_PRESENTATION = "EnvelopedVerifiablePresentation"

_MEMBERS = frozenset({"@context", "id", "type"})
_MEDIA_TYPES = {
    ENVELOPED_CREDENTIAL: "application/vc+jwt",
    ENVELOPED_PRESENTATION: "application/vp+jwt",
}


def enveloped_credential(token: str) -> Json:
    """The object that stands for the ``vc+jwt`` ``token`` in a presentation."""
    return _enveloped(ENVELOPED_CREDENTIAL, token)


def enveloped_presentation(token: str) -> Json:
    """The object that stands for the ``vp+jwt`` ``token``."""
    return _enveloped(ENVELOPED_PRESENTATION, token)


def is_enveloped(document: Any, kind: str = ENVELOPED_CREDENTIAL) -> bool:
    """Whether ``document`` says that it is an envelope of ``kind``."""
    types = document.get("type") if isinstance(document, dict) else None
    return kind in (types if isinstance(types, list) else [types])


def token_of(envelope: JsonView, kind: str = ENVELOPED_CREDENTIAL) -> str:
    """The token in an envelope, not read yet.

    Strict: the type and the first context are the data model's and nothing else is said beside
    the ``id``, which nobody signed. Raises MalformedInput, also for another media type.
    """
    contexts = envelope.get("@context")
    if envelope.keys() != _MEMBERS or contexts not in (CONTEXT, [CONTEXT]):
        raise malformed(
            f"an {kind} has @context, id and type, and nothing else",
            f"{kind}에는 @context, id, type만 쓸 수 있습니다",
        )
    if envelope["type"] not in (kind, [kind]):
        raise malformed(f"its type must be {kind}", f"type은 {kind}이어야 합니다")
    scheme = f"data:{_MEDIA_TYPES[kind]},"
    url = envelope["id"]
    if not isinstance(url, str) or not url.startswith(scheme):
        raise malformed(
            f"the id of an {kind} must be a {scheme}… URL; other enveloped forms are not read here",
            f"{kind}의 id는 {scheme}… 주소여야 합니다. 다른 봉투 형식은 지원하지 않습니다",
        )
    return url.removeprefix(scheme)


def _enveloped(kind: str, token: str) -> Json:
    return {"@context": CONTEXT, "id": f"data:{_MEDIA_TYPES[kind]},{token}", "type": kind}

"""The form of a presentation: what a wallet answers with, or all that VCDM 2.0, 4.13 allows.

Credentials are embedded in both; enveloped ones are refused by name where they are read.
"""

from __future__ import annotations

from . import document_members as members
from .canonical.document_check import check_document
from .data_models import data_model_of
from .document_members import malformed
from .errors import LimitExceeded
from .protocols import Json, JsonView
from .status import CONTEXT

MAX_CREDENTIALS = 100
"""The work is linear in their number (docs/performance.md)."""

_MEMBERS = frozenset({"@context", "id", "type", "holder", "verifiableCredential", "proof"})


def check_presentation(document: JsonView) -> tuple[str | None, list[Json]]:
    """The holder that is named, if one is, and the embedded credentials, not checked themselves.

    Raises MalformedInput; also for members and types that are not known here, and for a
    presentation of nothing.
    """
    check_document(document)
    if unknown := sorted(document.keys() - _MEMBERS):
        raise malformed(
            f"the presentation has an unknown member {unknown[0][:40]}",
            f"알 수 없는 항목이 있습니다({unknown[0][:40]})",
        )
    if members.types_of(document, "presentation") != ("VerifiablePresentation",):
        raise malformed(
            "type must be VerifiablePresentation and nothing else",
            "type은 VerifiablePresentation 하나여야 합니다",
        )
    contexts = document["@context"]
    first = contexts[0] if isinstance(contexts, list) else contexts
    if isinstance(contexts, list) and len(set(contexts)) != len(contexts):
        raise malformed("@context names a context twice", "@context에 같은 주소가 두 번 있습니다")
    if first != CONTEXT:
        raise malformed(
            f"@context must begin with {CONTEXT}", f"@context는 {CONTEXT}로 시작해야 합니다"
        )
    return _read(document, credentials_of(document))


def check_any_presentation(
    document: JsonView, *, inline_contexts: bool = False
) -> tuple[str | None, list[Json]]:
    """Like `check_presentation`, for the whole of VCDM 2.0, 4.13 (or VCDM 1.1, 4.10).

    The presentation may have types and members of its own, and hold no credential. Raises
    MalformedInput.
    """
    check_document(document, inline_contexts=inline_contexts)
    types = members.types_of(document, "presentation")
    if "VerifiablePresentation" not in types:
        raise malformed(
            "type must include VerifiablePresentation",
            "type에 VerifiablePresentation이 있어야 합니다",
        )
    if "VerifiableCredential" in types:
        raise malformed(
            "it can't be a credential and a presentation at once",
            "증명서이면서 제출 문서일 수는 없습니다",
        )
    data_model_of(document["@context"])
    if keyword := next((n for n in document if n.startswith("@") and n != "@context"), None):
        raise malformed(
            f"{keyword[:40]} is a keyword that may not be written out",
            f"{keyword[:40]}은(는) 쓸 수 없는 키워드입니다",
        )
    held = credentials_of(document) if "verifiableCredential" in document else []
    return _read(document, held)


def _read(document: JsonView, found: list[Json]) -> tuple[str | None, list[Json]]:
    identifier = members.identifier_of(document, "presentation")
    if identifier is not None and any(c.get("id") == identifier for c in found):
        raise malformed(
            "the presentation has the id of a credential",
            "제출 문서의 id가 증명서의 id와 같습니다",
        )
    return _holder(document), found


def credentials_of(document: JsonView) -> list[Json]:
    """The credentials embedded in a presentation, or the one that ``document`` is.

    Raises MalformedInput if there are none or they are no objects, LimitExceeded if too many.
    """
    if not isinstance(document, dict):
        raise malformed("it is no JSON object", "JSON 객체가 아닙니다")
    if "VerifiableCredential" in _types(document):
        return [document]
    found = members.objects_of(document, "verifiableCredential")
    if not found:
        raise malformed("the presentation holds no credential", "제출된 증명서가 없습니다")
    if len(found) > MAX_CREDENTIALS:
        raise LimitExceeded(
            f"The presentation holds more than {MAX_CREDENTIALS} credentials.",
            ko=f"한 번에 낼 수 있는 증명서는 {MAX_CREDENTIALS}개까지입니다.",
        )
    return found


def _types(document: Json) -> list[object]:
    types = document.get("type")
    return types if isinstance(types, list) else [types]


def _holder(document: JsonView) -> str | None:
    if "holder" not in document:
        return None
    holder = document["holder"]
    named = holder.get("id") if isinstance(holder, dict) and holder.keys() == {"id"} else holder
    if not members.is_absolute_uri(named):
        raise malformed("holder must be a URL such as a DID", "holder는 DID 같은 주소여야 합니다")
    return str(named)

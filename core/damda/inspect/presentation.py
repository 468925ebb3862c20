"""A presentation as JSON, and the credentials in it."""

from __future__ import annotations

from typing import Any

from ..errors import LimitExceeded
from ..presentation_shape import MAX_CREDENTIALS
from .description import Description
from .members import data_model, items, sections_of, securing, types_of
from .reader import Inside
from .source import Source

_ENVELOPES = {"EnvelopedVerifiableCredential", "EnvelopedVerifiablePresentation"}


def describe(source: Source, inside: Inside) -> Description | None:
    """See `reader.Reader`. Raises LimitExceeded for more credentials than are ever presented."""
    document = source.document
    if document is None:
        return None
    types = types_of(document)
    if _ENVELOPES & {name for name in types if isinstance(name, str)}:
        return _enveloped(document.get("id"), inside)
    if "VerifiablePresentation" not in types:
        return None
    found = items(document.get("verifiableCredential", []))
    if len(found) > MAX_CREDENTIALS:
        raise LimitExceeded(
            f"The presentation holds more than {MAX_CREDENTIALS} credentials.",
            ko=f"제출 문서에 증명서가 {MAX_CREDENTIALS}개보다 많습니다.",
        )
    return Description(
        kind="presentation",
        format=f"{data_model(document)}+{securing(document)}",
        sections=sections_of(document, leave_out=("verifiableCredential",)),
        inside=tuple(inside(each) for each in found),
    )


def _enveloped(url: Any, inside: Inside) -> Description | None:
    """What lies in the ``data:`` URL of an envelope (VCDM 2.0, 4.13.1)."""
    if not isinstance(url, str) or not url.startswith("data:") or "," not in url:
        return None
    return inside(url.partition(",")[2])

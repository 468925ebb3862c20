"""The table of readers, and the one way in. A new kind of document is a module and a row."""

from __future__ import annotations

from typing import Any

from ..errors import LimitExceeded, MalformedInput
from . import (
    baked_picture,
    credential,
    did_document,
    did_log,
    jwt,
    link,
    open_badge_2,
    presentation,
    sd_jwt,
    status_list,
    token_status_list,
)
from .description import Description, Inspection
from .reader import Reader
from .source import Source, source_of_bytes, source_of_value

READERS: dict[str, Reader] = {
    "sd_jwt": sd_jwt,
    "token_status_list": token_status_list,
    "open_badge_2": open_badge_2,
    "jwt": jwt,
    "link": link,
    "status_list": status_list,
    "credential": credential,
    "presentation": presentation,
    "did_log": did_log,
    "did_document": did_document,
}
"""Asked in this order; the first that knows the document describes it."""

MAX_INSIDE = 5
"""How deep documents may lie in each other: in a JWT a presentation, in it an envelope, in it a
JWT, in it a credential."""


def inspect(data: bytes) -> Inspection:
    """What the bytes of a file hold, without judging it.

    Bounded and strict: raises MalformedInput ("unknown_document" where no reader knows it),
    LimitExceeded, and DamdaError ("private_key"), with nothing of the document in the sentence.
    """
    picture = baked_picture.describe(data, lambda source: _described(source, MAX_INSIDE))
    if picture is not None:
        return Inspection(picture, len(data), 0)
    source = source_of_bytes(data)
    return Inspection(_described(source, MAX_INSIDE), len(data), source.depth)


def inspect_scanned(text: str, *, size: int) -> Inspection:
    """What a QR code says; ``size`` is that of the picture, which somebody else has decoded.

    Raises as `inspect` does.
    """
    source = source_of_bytes(text.encode("utf-8", "surrogatepass"))
    described = _described(source, MAX_INSIDE)
    return Inspection(Description("qr_code", "qr", {}, (described,)), size, source.depth)


def _described(source: Source, levels: int) -> Description:
    if levels == 0:
        raise LimitExceeded(
            "Documents lie in each other too deeply.", ko="문서가 너무 여러 겹으로 들어 있습니다."
        )

    def inside(value: Any) -> Description:
        return _described(source_of_value(value), levels - 1)

    for reader in READERS.values():
        found = reader.describe(source, inside)
        if found is not None:
            return found
    raise MalformedInput(
        "This is no credential, presentation, status list, token, DID document or link.",
        ko="증명서, 제출 문서, 상태 목록, 토큰, DID 문서, 링크 가운데 어느 것도 아닙니다.",
        code="unknown_document",
    )

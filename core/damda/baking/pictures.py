"""The table of picture formats, and the two ways in. A new format is a module and a row."""

from __future__ import annotations

from typing import Protocol

from ..errors import MalformedInput
from . import png, svg
from .baked_badge import (
    MAX_IMAGE_BYTES,
    BakedBadge,
    PictureKind,
    check_bakeable,
    not_baked,
    refused,
    too_large,
)


class PictureFormat(Protocol):
    """A module that reads and writes one format."""

    def is_picture(self, data: bytes, /) -> bool:
        """Whether the bytes begin as a picture of this format does."""
        ...

    def texts(self, data: bytes, /) -> list[BakedBadge]:
        """The badges, the newest version first. Raises MalformedInput."""
        ...

    def bake(self, data: bytes, text: str, /, *, replace: bool) -> bytes:
        """The picture with the badge in it. Raises MalformedInput ("already_baked")."""
        ...


PICTURES: dict[PictureKind, PictureFormat] = {"png": png, "svg": svg}


def picture_kind(data: bytes) -> PictureKind | None:
    """What kind of picture the bytes begin like; None for anything else."""
    return next((kind for kind, form in PICTURES.items() if form.is_picture(data)), None)


def extract(data: bytes) -> BakedBadge:
    """The badge in a PNG or SVG picture (Open Badges 3.0, "Baked Badge"); the newest version.

    Strict: the whole file must be well-formed and hold one badge of that version, uncompressed.
    Raises MalformedInput ("not_baked" where there is none, "baked_malformed"), LimitExceeded.
    """
    found = _format_of(data).texts(data)
    if not found:
        raise not_baked()
    return found[0]


def bake(picture: bytes, text: str, *, replace: bool = False) -> bytes:
    """``picture`` with the credential ``text`` in it; all else of both stays to the byte.

    ``text`` is a credential's JSON or compact token. ``replace`` puts it in the place of a badge of
    version 3.0 that is there already. Raises MalformedInput ("already_baked", ...), LimitExceeded.
    """
    check_bakeable(text)
    form = _format_of(picture)
    baked = form.bake(picture, text, replace=replace)
    if len(baked) > MAX_IMAGE_BYTES:
        raise too_large("The picture with the badge", "배지를 넣은 그림", MAX_IMAGE_BYTES)
    return baked


def _format_of(data: bytes) -> PictureFormat:
    if len(data) > MAX_IMAGE_BYTES:
        raise too_large("The picture", "그림", MAX_IMAGE_BYTES)
    kind = picture_kind(data)
    if kind is None:
        raise _no_picture()
    return PICTURES[kind]


def _no_picture() -> MalformedInput:
    return refused(
        "This is no PNG or SVG picture; badges are baked into those two only.",
        "PNG나 SVG 그림이 아닙니다. 배지는 이 두 형식에만 담습니다.",
        code="no_picture",
    )

"""PNG: one uncompressed iTXt chunk (Open Badges 3.0, "PNG"; PNG 3rd edition, 5.3 and 11.3.3.4).

Chunks are walked by their lengths, never unpacked: what a picture shows is not looked at, and
nothing compressed is inflated.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from zlib import crc32

from ..errors import MalformedInput
from .baked_badge import (
    KEYWORDS,
    MAX_TEXT_BYTES,
    BakedBadge,
    already_baked,
    refused,
    several,
    too_large,
)

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MAX_CHUNKS = 20_000
_HEAD = 8
_CRC = 4
_TEXT_TYPES = (b"iTXt", b"tEXt", b"zTXt")
_KEYWORD_BYTES = 79
_OURS = "openbadgecredential"


@dataclass(frozen=True, slots=True)
class _Chunk:
    type: bytes
    start: int
    end: int
    """Where it lies in the file, with its length and its checksum."""
    content: bytes


def is_picture(data: bytes) -> bool:
    """Whether the bytes begin with the PNG signature."""
    return data.startswith(SIGNATURE)


def texts(data: bytes) -> list[BakedBadge]:
    """See `pictures.PictureFormat`."""
    found: dict[str, BakedBadge] = {}
    for chunk in _chunks(data):
        keyword = _keyword(chunk)
        if keyword is None:
            continue
        if keyword in found:
            raise several()
        found[keyword] = BakedBadge(KEYWORDS[keyword], "png", _text(chunk))
    return [found[keyword] for keyword in KEYWORDS if keyword in found]


def bake(data: bytes, text: str, *, replace: bool) -> bytes:
    """See `pictures.PictureFormat`. The chunk comes right before IEND."""
    kept = [data[: len(SIGNATURE)]]
    for chunk in _chunks(data):
        if _keyword(chunk) == _OURS:
            if not replace:
                raise already_baked()
            continue
        if chunk.type == b"IEND":
            kept.append(_written(text))
        kept.append(data[chunk.start : chunk.end])
    return b"".join(kept)


def _written(text: str) -> bytes:
    # Keyword, not compressed, no method, no language, no translated keyword (PNG, 11.3.3.4).
    content = b"iTXt" + _OURS.encode("ascii") + b"\0" + b"\0\0" + b"\0" + b"\0" + text.encode()
    return (len(content) - 4).to_bytes(4, "big") + content + crc32(content).to_bytes(4, "big")


def _chunks(data: bytes) -> Iterator[_Chunk]:
    """All chunks, from IHDR to IEND. Raises MalformedInput at the first that breaks a rule."""
    view = memoryview(data)
    at = len(SIGNATURE)
    kinds: set[bytes] = set()
    for _ in range(MAX_CHUNKS):
        length = int.from_bytes(view[at : at + 4], "big")
        end = at + _HEAD + length + _CRC
        if end > len(data):
            raise _damaged("a chunk is longer than the file", "조각의 길이가 파일보다 깁니다")
        kind = bytes(view[at + 4 : at + _HEAD])
        if crc32(view[at + 4 : end - _CRC]) != int.from_bytes(view[end - _CRC : end], "big"):
            raise _damaged("a checksum is wrong", "검사합이 맞지 않습니다")
        if (kind == b"IHDR") == bool(kinds):
            raise _damaged("IHDR is not the first chunk", "IHDR 조각의 자리가 틀렸습니다")
        kinds.add(kind)
        content = bytes(view[at + _HEAD : end - _CRC]) if kind in _TEXT_TYPES else b""
        yield _Chunk(kind, at, end, content)
        if kind == b"IEND":
            if end != len(data):
                raise _damaged("something follows IEND", "IEND 뒤에 내용이 더 있습니다")
            if b"IDAT" not in kinds:
                raise _damaged("it has no picture", "그림 내용이 없습니다")
            return
        at = end
    raise _damaged(f"it has more than {MAX_CHUNKS} chunks", f"조각이 {MAX_CHUNKS}개보다 많습니다")


def _keyword(chunk: _Chunk) -> str | None:
    """The keyword of a text chunk that holds a badge; None of any other chunk."""
    if chunk.type not in _TEXT_TYPES:
        return None
    keyword, zero, _ = chunk.content[: _KEYWORD_BYTES + 1].partition(b"\0")
    name = keyword.decode("latin-1")
    return name if zero and name in KEYWORDS else None


def _text(chunk: _Chunk) -> str:
    keyword, _, rest = chunk.content.partition(b"\0")
    if chunk.type == b"tEXt" and KEYWORDS[keyword.decode("latin-1")] != "3.0":
        # Pictures of version 1 and early 2.0 have the URL or the token there (PNG, 11.3.3.2).
        return _decoded(rest, "latin-1")
    if chunk.type != b"iTXt":
        raise refused(
            f"The badge is in a {chunk.type.decode('ascii')} chunk; it must be in an iTXt chunk.",
            "배지가 iTXt가 아닌 조각에 들어 있습니다.",
        )
    if rest[:1] != b"\0":
        raise refused(
            "The badge in this picture is compressed, which Open Badges forbids (Open Badges 3.0, "
            "Baked Badge).",
            "그림 속 배지가 압축되어 있습니다. 오픈배지는 압축을 허용하지 않습니다.",
        )
    parts = rest[2:].split(b"\0", 2)
    if len(rest) < 2 or len(parts) != 3:
        raise refused(
            "The iTXt chunk of the badge is damaged.", "배지가 든 iTXt 조각이 손상되었습니다."
        )
    return _decoded(parts[2], "utf-8")


def _decoded(text: bytes, encoding: str) -> str:
    if len(text) > MAX_TEXT_BYTES:
        raise too_large("The badge in the picture", "그림 속 배지", MAX_TEXT_BYTES)
    try:
        return text.decode(encoding)
    except UnicodeDecodeError as error:
        raise refused(
            "The badge in this picture is no UTF-8 text.", "그림 속 배지가 UTF-8 텍스트가 아닙니다."
        ) from error


def _damaged(en: str, ko: str) -> MalformedInput:
    return refused(f"The PNG file is damaged: {en}.", f"PNG 파일이 손상되었습니다: {ko}.")

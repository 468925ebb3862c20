"""The text of a document before anybody knows what it is: JSON, lines of JSON, or a token."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..errors import LimitExceeded, MalformedInput
from ..protocols import Json
from ..strict_json import loads, loads_object
from .private_keys import refuse_private_json, refuse_private_text

MAX_BYTES = 4_194_304
"""Largest file, a DID log; one JSON text is at most `damda.strict_json.MAX_BYTES`."""
MAX_LINES = 1_000


@dataclass(frozen=True, slots=True)
class Source:
    """``objects`` are the JSON objects: one of a document, several of lines; none of a token, of
    which ``text`` is the text."""

    objects: tuple[Json, ...] = ()
    text: str = ""

    @property
    def document(self) -> Json | None:
        """The one JSON object, if it is one."""
        return self.objects[0] if len(self.objects) == 1 else None

    @property
    def depth(self) -> int:
        """How deep objects and arrays are nested: 1 for ``{}``; 0 without JSON."""
        deepest = 0
        pending: list[tuple[Any, int]] = [(each, 1) for each in self.objects]
        while pending:
            value, level = pending.pop()
            if isinstance(value, dict | list):
                deepest = max(deepest, level)
                members = value.values() if isinstance(value, dict) else value
                pending.extend((member, level + 1) for member in members)
        return deepest


def source_of_bytes(data: bytes) -> Source:
    """Raises MalformedInput, LimitExceeded, and DamdaError ("private_key")."""
    if len(data) > MAX_BYTES:
        raise LimitExceeded(
            f"The document is larger than {MAX_BYTES} bytes.",
            ko=f"문서가 {MAX_BYTES}바이트보다 큽니다.",
        )
    refuse_private_text(data)
    try:
        text = data.decode("utf-8").strip()
    except UnicodeDecodeError as error:
        raise MalformedInput(
            "The file is no text (UTF-8), so it holds none of the documents that are read here.",
            ko="UTF-8 텍스트가 아니어서 읽을 수 있는 문서가 아닙니다.",
        ) from error
    if not text:
        raise MalformedInput("The document is empty.", ko="문서가 비어 있습니다.")
    return source_of_text(text)


def source_of_text(text: str) -> Source:
    """Raises MalformedInput, LimitExceeded, and DamdaError ("private_key")."""
    if not text.startswith(("{", "[", '"')):
        return Source(text=text)
    try:
        value = loads(text)
    except MalformedInput as error:
        lines = _lines(text)
        if lines is None:
            raise error
        return source_of_value(lines)
    return source_of_value(value)


def source_of_value(value: Any) -> Source:
    """Of parsed JSON: an object, a token as a text, or a list of lines' objects.

    Raises MalformedInput, and DamdaError ("private_key").
    """
    refuse_private_json(value)
    if isinstance(value, dict):
        return Source(objects=(value,))
    if isinstance(value, str) and not value.lstrip().startswith(("{", "[", '"')):
        return Source(text=value)
    if isinstance(value, tuple):
        return Source(objects=value)
    raise MalformedInput(
        "A JSON object or a signed token is needed.", ko="JSON 객체나 서명된 토큰이 필요합니다."
    )


def _lines(text: str) -> tuple[Json, ...] | None:
    """The objects of JSON Lines; None if the text is something else."""
    lines = [line for line in text.split("\n") if line.strip()]
    if not 1 < len(lines) <= MAX_LINES:
        return None
    try:
        return tuple(loads_object(line) for line in lines)
    except MalformedInput:
        return None

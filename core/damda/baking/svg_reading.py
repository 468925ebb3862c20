"""An SVG file as far as a badge goes: where the root tag ends, and the badge's own element.

The parser streams: of the rest of the picture nothing is kept, whatever its size.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from ..errors import LimitExceeded
from .baked_badge import MAX_TEXT_BYTES, refused, too_large

SVG = "http://www.w3.org/2000/svg"
MAX_ELEMENTS = 100_000
MAX_ATTRIBUTES = 1_000
"""Of one element."""
_PREFIX = "openbadges"
_TAG = re.compile(rb"""<[^"'>]*(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*>""")


@dataclass(slots=True)
class BadgeElement:
    """``start`` and ``end`` are where it lies in the file, tags included."""

    verify: str | None
    start: int
    end: int = 0
    parts: list[str] = field(default_factory=list)
    size: int = 0

    @property
    def body(self) -> str:
        return "".join(self.parts)


@dataclass(slots=True)
class SvgDocument:
    """``root_end`` is where the root's start tag ends, after its ``>``; ``root_name`` the tag's
    name as written; ``prefix`` what the root declares ``openbadges`` as."""

    root_end: int = 0
    root_name: bytes = b""
    prefix: str | None = None
    credentials: list[BadgeElement] = field(default_factory=list)
    assertions: list[BadgeElement] = field(default_factory=list)


def read_svg(
    data: bytes, *, credential: tuple[str, str], assertion: tuple[str, str]
) -> SvgDocument:
    """The two kinds of badge elements by (namespace, name). Raises MalformedInput, LimitExceeded."""
    # Late: of what core does, only this needs XML.
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    reading = _Reading(data, credential, assertion)
    parser = DefusedXMLParser(target=reading, encoding="utf-8", forbid_dtd=True)
    reading.parser = parser.parser
    try:
        parser.feed(data)
        parser.close()
    except DefusedXmlException as error:
        raise refused(
            "The SVG file has a DOCTYPE or an entity, which is refused for safety. Save it without.",
            "SVG 파일에 DOCTYPE이나 엔티티가 있어 안전을 위해 거부합니다. 빼고 저장해 주세요.",
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise refused(
            "The SVG file is not well-formed XML.", "SVG 파일이 올바른 XML이 아닙니다."
        ) from error
    return reading.document


class _Reading:
    """The target of the parser (`xml.etree.ElementTree.XMLParser`)."""

    def __init__(
        self, data: bytes, credential: tuple[str, str], assertion: tuple[str, str]
    ) -> None:
        self.document = SvgDocument()
        self.parser: Any = None
        self._data = data
        self._lists = {
            _qualified(credential): self.document.credentials,
            _qualified(assertion): self.document.assertions,
        }
        self._elements = 0
        self._open: BadgeElement | None = None

    def start_ns(self, prefix: str, uri: str) -> None:
        # Declarations are told before the element that makes them.
        if not self._elements and prefix == _PREFIX:
            self.document.prefix = uri

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > MAX_ELEMENTS or len(attributes) > MAX_ATTRIBUTES:
            raise LimitExceeded(
                "The SVG file has too many elements or attributes.",
                ko="SVG 파일에 요소나 속성이 너무 많습니다.",
            )
        if self._elements == 1:
            self._root(tag)
        if self._open is not None:
            raise refused(
                "There is markup inside the badge of this SVG file.",
                "SVG 파일의 배지 안에 다른 태그가 있습니다.",
            )
        if tag in self._lists:
            element = BadgeElement(attributes.get("verify"), self.parser.CurrentByteIndex)
            self._lists[tag].append(element)
            self._open = element

    def data(self, text: str) -> None:
        if self._open is not None:
            self._open.size += len(text)
            if self._open.size > MAX_TEXT_BYTES:
                raise too_large("The badge in the picture", "그림 속 배지", MAX_TEXT_BYTES)
            self._open.parts.append(text)

    def end(self, tag: str) -> None:
        if self._open is not None:
            end = _tag_end(self._data, self._open.start)
            if self._data[end - 2 : end] != b"/>":
                end = _tag_end(self._data, self.parser.CurrentByteIndex)
            self._open.end = end
            self._open = None

    def close(self) -> None:
        """Nothing is left to give: `document` has it."""

    def _root(self, tag: str) -> None:
        if tag not in ("svg", f"{{{SVG}}}svg"):
            raise refused("The XML file is no SVG picture.", "XML 파일이 SVG 그림이 아닙니다.")
        start = self.parser.CurrentByteIndex
        self.document.root_end = _tag_end(self._data, start)
        name = self._data[start + 1 : self.document.root_end].replace(b"/", b" ").rstrip(b">")
        self.document.root_name = name.split(maxsplit=1)[0]


def _qualified(name: tuple[str, str]) -> str:
    return f"{{{name[0]}}}{name[1]}"


def _tag_end(data: bytes, start: int) -> int:
    """After the ``>`` of the tag that begins at ``start``; quoted ones do not count."""
    tag = _TAG.match(data, start)
    return len(data) if tag is None else tag.end()

"""SVG: one ``openbadges:credential`` element below ``svg`` (Open Badges 3.0, "SVG").

Read through defusedxml: a DOCTYPE or an entity is refused before it means anything. Writing puts
bytes between bytes and changes none of the picture's own.
"""

from __future__ import annotations

import codecs
import re

from ..errors import MalformedInput
from .baked_badge import (
    MAX_TEXT_BYTES,
    BakedBadge,
    already_baked,
    is_compact,
    refused,
    several,
    too_large,
)
from .svg_reading import BadgeElement, SvgDocument, read_svg

NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
NAMESPACE_2 = "http://openbadges.org"
_DECLARATION = re.compile(rb'<\?xml\b[^>]*?\bencoding\s*=\s*["\']([A-Za-z0-9._-]+)["\']')
_BEGIN = re.compile(rb"\s*<(\?xml[\s?]|!--|!DOCTYPE\s+svg|svg[\s/>]|[A-Za-z_][\w.-]*:svg[\s/>])")
# XML 1.0, 2.2: what no document can hold, not even by reference.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def is_picture(data: bytes) -> bool:
    """Whether the bytes begin as an XML file does that may be an SVG."""
    return _BEGIN.match(data[:1_024].removeprefix(codecs.BOM_UTF8)) is not None


def texts(data: bytes) -> list[BakedBadge]:
    """See `pictures.PictureFormat`."""
    document = _read(data)
    found = []
    for version, elements in (("3.0", document.credentials), ("2.0", document.assertions)):
        if len(elements) > 1:
            raise several()
        for element in elements:
            text = _text(element, allow_both=version == "2.0")
            found.append(BakedBadge("3.0" if version == "3.0" else "2.0", "svg", text))
    return found


def bake(data: bytes, text: str, *, replace: bool) -> bytes:
    """See `pictures.PictureFormat`. The element comes right after the ``svg`` tag."""
    document = _read(data)
    if len(document.credentials) > 1:
        raise several()
    if document.credentials and not replace:
        raise already_baked()
    for old in document.credentials:
        data = data[: old.start] + data[old.end :]
        document = _read(data)
    return _with_element(data, document, text)


def _with_element(data: bytes, document: SvgDocument, text: str) -> bytes:
    at = document.root_end
    empty = data[at - 2 : at] == b"/>"
    before, after = data[: at - 2 if empty else at - 1], data[at:]
    # A prefix that the picture declares as something else is declared anew on our element only.
    taken = document.prefix not in (None, NAMESPACE)
    declared = f' xmlns:openbadges="{NAMESPACE}"'.encode()
    element = _element(text, declared if taken else b"")
    on_root = b"" if document.prefix is not None else declared
    closing = b"</" + document.root_name + b">" if empty else b""
    return before + on_root + b">" + element + closing + after


def _element(text: str, declared: bytes) -> bytes:
    if is_compact(text):
        return (
            b"<openbadges:credential"
            + declared
            + f' verify="{text}"></openbadges:credential>'.encode()
        )
    if _NO_XML.search(text):
        raise refused(
            "The badge has a character that no SVG can hold; bake it into a PNG.",
            "SVG에 담을 수 없는 문자가 배지에 있습니다. PNG에 담아 주세요.",
            code="unbakeable",
        )
    # A reader would take CR LF for LF, and "]]>" for the end (XML 1.0, 2.11 and 2.7).
    safe = text.replace("]]>", "]]]]><![CDATA[>").replace("\r", "]]>&#13;<![CDATA[")
    return (
        b"<openbadges:credential"
        + declared
        + f"><![CDATA[{safe}]]></openbadges:credential>".encode()
    )


def _read(data: bytes) -> SvgDocument:
    named = _DECLARATION.match(data.removeprefix(codecs.BOM_UTF8))
    if named is not None and named[1].lower() not in (b"utf-8", b"us-ascii"):
        raise refused(
            "The SVG file is not in UTF-8; save it as UTF-8.",
            "SVG 파일이 UTF-8이 아닙니다. UTF-8로 저장해 주세요.",
        )
    return read_svg(
        data, credential=(NAMESPACE, "credential"), assertion=(NAMESPACE_2, "assertion")
    )


def _text(element: BadgeElement, *, allow_both: bool) -> str:
    body = element.body.strip(" \t\r\n")
    # Version 2.0 has the URL in the attribute and may have the assertion in the body too.
    if element.verify is not None and (not body or allow_both):
        text = body or element.verify
    elif element.verify is None:
        text = body
    else:
        raise _both()
    if not text:
        raise refused("The badge in this picture is empty.", "그림 속 배지가 비어 있습니다.")
    if len(text.encode("utf-8", "surrogatepass")) > MAX_TEXT_BYTES:
        raise too_large("The badge in the picture", "그림 속 배지", MAX_TEXT_BYTES)
    return text


def _both() -> MalformedInput:
    return refused(
        "The badge is in the picture twice: as an attribute (verify) and as content.",
        "배지가 verify 속성과 내용에 따로 들어 있습니다. 하나만 있어야 합니다.",
    )

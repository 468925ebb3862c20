"""A badge of Open Badges 2.0: its assertion, or the address where that lies. Never verified here."""

from __future__ import annotations

from ..open_badges_2 import OpenBadge2, is_open_badge_2, read_open_badge_2
from ..protocols import Json
from .compact_token import is_compact, parts_of
from .description import Description
from .moments import moment
from .private_keys import refuse_private_json
from .reader import Inside
from .source import Source

KIND = "open_badge_2"
_DATES = ("issuedOn", "expires")


def describe(source: Source, _inside: Inside) -> Description | None:
    """See `reader.Reader`. A document of version 2.0 that is no assertion is shown as it is."""
    if is_compact(source.text):
        header, payload = parts_of(source.text)
        if is_open_badge_2(payload):
            return Description(KIND, "signed", {"header": header, **_sections(payload)})
        return None
    document = source.document
    if document is None or not is_open_badge_2(document):
        return None
    return Description(KIND, "hosted", _sections(document))


def description_of(text: str) -> Description:
    """Of what is baked under the keyword of version 2.0. Raises MalformedInput."""
    badge: OpenBadge2 = read_open_badge_2(text)
    refuse_private_json([badge.header, badge.assertion])
    if badge.assertion is None:
        return Description(KIND, "address", {"link": {"url": badge.url}})
    header = {} if badge.header is None else {"header": badge.header}
    return Description(KIND, badge.form, {**header, **_sections(badge.assertion)})


def _sections(document: Json) -> Json:
    dates = [moment(name, document[name]) for name in _DATES if name in document]
    shown = {name: value for name, value in document.items() if name not in _DATES}
    return {"document": shown} | ({"dates": dates} if dates else {})

"""A Status List Token as JWT (Token Status List, 5.1): how many entries, how many of them set."""

from __future__ import annotations

from .. import base64url
from ..errors import DamdaError
from ..protocols import Json
from ..status.token_list import decompress
from .compact_token import dates_of, is_compact, parts_of
from .description import Description
from .reader import Inside
from .source import Source
from .status_list import set_entries


def describe(source: Source, _inside: Inside) -> Description | None:
    """See `reader.Reader`."""
    if not is_compact(source.text):
        return None
    header, payload = parts_of(source.text)
    if header.get("typ") != "statuslist+jwt":
        return None
    # The list itself is long and says nothing to a reader.
    shown = {name: value for name, value in payload.items() if name != "status_list"}
    sections = {"header": header, "payload": shown, "list": _list(payload), **dates_of(payload)}
    return Description("token_status_list", "statuslist+jwt", sections)


def _list(payload: Json) -> Json:
    listed = payload.get("status_list")
    named = listed if isinstance(listed, dict) else {}
    try:
        found = decompress(named.get("bits"), base64url.decode(named.get("lst")))
    except DamdaError as error:
        return {"unreadable": error.code, "en": error.en, "ko": error.ko}
    return {
        "bits_per_entry": found.bits,
        "entries": len(found),
        "set": set_entries(found.data, found.bits),
    }

"""The parts of a compact JWS (RFC 7515, 7.1), decoded strictly; the signature is not checked."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .. import base64url
from ..protocols import Json
from ..strict_json import loads_object
from .moments import moment
from .private_keys import refuse_private_json

_COMPACT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*", re.ASCII)
_DATES = ("iat", "nbf", "exp")


def is_compact(text: str) -> bool:
    """Whether ``text`` has the three parts of a compact JWS."""
    return _COMPACT.fullmatch(text) is not None


def parts_of(text: str) -> tuple[Json, Json]:
    """Header and payload. Raises MalformedInput, and DamdaError ("private_key")."""
    header, payload, _ = text.split(".")
    read = loads_object(base64url.decode(header)), loads_object(base64url.decode(payload))
    refuse_private_json(list(read))
    return read


def dates_of(payload: Json, names: Iterable[str] = _DATES) -> Json:
    """The section ``dates`` of a payload's NumericDates, if it has any."""
    dates = [moment(name, payload[name]) for name in names if name in payload]
    return {"dates": dates} if dates else {}

"""DID URLs with path and query (DID Core 1.0, 3.2), and what they lead to.

Nothing of the DID itself is decoded. Path segments are, exactly once: one that leads elsewhere
is refused in every spelling.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, unquote

from ..errors import MalformedInput
from ..times import parse_time
from .document import MAX_DID_URL_LENGTH, split_did_url
from .web_address import path_segment

_PARAMETERS = frozenset({"versionId", "versionTime", "versionNumber", "service", "relativeRef"})
_REST = re.compile(
    r"((?:/(?:[A-Za-z0-9._~:!$&'()*+,;=@-]++|%[0-9A-Fa-f]{2})*+)*+)"
    r"(?:\?((?:[A-Za-z0-9._~:!$&'()*+,;=@/?-]++|%[0-9A-Fa-f]{2})*+))?",
    re.ASCII,
)
_NUMBER = re.compile(r"[1-9][0-9]{0,6}", re.ASCII)


@dataclass(frozen=True, slots=True)
class DidUrl:
    """A DID URL in parts. ``path`` has its segments decoded; a trailing slash is an empty one.

    ``service`` and ``relative_ref`` are the query parameters of those names, decoded.
    """

    did: str
    path: tuple[str, ...] = ()
    fragment: str | None = None
    version_id: str | None = None
    version_number: int | None = None
    version_time: datetime | None = None
    service: str | None = None
    relative_ref: str | None = None

    @property
    def is_did(self) -> bool:
        """Whether it names a document, of whatever version, and nothing in or under it."""
        return not self.path and self.fragment is None and self.service is None


def parse_did_url(text: object) -> DidUrl:
    """The parts of a DID URL. Raises MalformedInput, for an unknown query parameter too: what
    can't be heeded, such as the hash of what is named, must not be passed over."""
    if not isinstance(text, str) or len(text) > MAX_DID_URL_LENGTH:
        raise _refused("A DID URL is needed.")
    before, hash_, _ = text.partition("#")
    cut = next((place for place, c in enumerate(before) if c in "/?"), len(before))
    did = split_did_url(before[:cut])[0]
    fragment = split_did_url(f"{did}#{text[len(before) + 1 :]}")[1] if hash_ else None
    match = _REST.fullmatch(before[cut:])
    if match is None:
        raise _refused("The path or query of the DID URL has a character that it can't have.")
    asked = _query(match[2])
    number, time = asked.get("versionNumber"), asked.get("versionTime")
    if number is not None and not _NUMBER.fullmatch(number):
        raise _refused("versionNumber is no number.")
    if "relativeRef" in asked and "service" not in asked:
        raise _refused("relativeRef says nothing without service.")
    return DidUrl(
        did=did,
        path=_path(match[1]),
        fragment=fragment,
        version_id=asked.get("versionId"),
        version_number=int(number) if number is not None else None,
        version_time=parse_time(time) if time is not None else None,
        service=asked.get("service"),
        relative_ref=asked.get("relativeRef"),
    )


def relative_path(path: tuple[str, ...]) -> str:
    """Decoded segments as the path of a URL: ``/a/b%20c``."""
    return "".join(f"/{quote(segment, safe='')}" for segment in path)


def _path(text: str) -> tuple[str, ...]:
    """Raises MalformedInput for a segment that leads elsewhere, or is empty but for the last."""
    segments = text.split("/")[1:]
    last = [""] if segments and segments[-1] == "" else []
    whole = segments[: len(segments) - len(last)]
    return (*(path_segment(segment) for segment in whole), *last)


def path_of_reference(reference: str) -> tuple[str, ...]:
    """The segments of a decoded ``relativeRef`` such as ``/a/b``. Raises MalformedInput."""
    if not reference.startswith("/") or "?" in reference or "#" in reference:
        raise _refused("relativeRef is no path that begins with a slash.")
    return _path(reference)


def _query(text: str | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in text.split("&") if text else ():
        name, _, value = pair.partition("=")
        if name not in _PARAMETERS:
            raise _refused(f"The DID URL's parameter {name[:40]!r} is not supported.")
        if name in found:
            raise _refused(f"The DID URL has {name} twice.")
        try:
            found[name] = unquote(value, errors="strict")
        except UnicodeDecodeError as error:
            raise _refused("The percent-encoding is not UTF-8.") from error
    return found


def _refused(en: str) -> MalformedInput:
    return MalformedInput(en, ko=f"올바른 DID URL이 아닙니다. {en}")

"""A place on the web as did:web and did:webvh write it: a domain, a port, path segments.

did:webvh 1.0, "Method-Specific Identifier" and "The DID to HTTPS Transformation"; the did:web
method's rules are the same but for the port's spelling. One thing beyond the specifications: the
host name ``localhost``, for machines where everything runs on one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote

from ..errors import MalformedInput
from .domain_name import ascii_domain

_PORT = re.compile(r"(.+)%3[Aa]([1-9][0-9]{0,4})", re.ASCII)
_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?", re.ASCII)
# What URL parsers take for the end of an IPv4 address, in any of its spellings.
_NUMBER = re.compile(r"[0-9]+|0[xX][0-9a-fA-F]*", re.ASCII)
_SEPARATORS = re.compile(r"[/\\\x00-\x1f\x7f-\x9f]")
_MAX_DECODINGS = 4


@dataclass(frozen=True, slots=True)
class WebAddress:
    """Where files of a DID are. ``host`` is ASCII, ``segments`` are decoded."""

    host: str
    port: int | None
    segments: tuple[str, ...]

    def file_url(self, name: str) -> str:
        """Where a file of the method itself is, such as ``did.json``."""
        return f"{self._origin}/{self._path or '.well-known'}/{name}"

    @property
    def base_url(self) -> str:
        """What a DID URL's path is appended to: without ``.well-known``, without final slash."""
        return f"{self._origin}/{self._path}".removesuffix("/")

    @property
    def _origin(self) -> str:
        return f"https://{self.host}" + (f":{self.port}" if self.port is not None else "")

    @property
    def _path(self) -> str:
        return "/".join(quote(segment, safe="") for segment in self.segments)


def web_address(domain: str, segments: Sequence[str]) -> WebAddress:
    """The place of a domain (with its port, ``%3A8443``) and segments as the DID spells them.

    Percent-encoding is undone exactly once. Raises MalformedInput.
    """
    host, port = _host(domain)
    return WebAddress(host, port, tuple(path_segment(text) for text in segments))


def path_segment(text: str) -> str:
    """A path segment, decoded. Raises MalformedInput for one that leads elsewhere.

    Also for one that would lead elsewhere for a server that decodes again, folds characters that
    look alike, or cuts parameters off.
    """
    segment = _decoded(text)
    seen, before = segment, None
    for _ in range(_MAX_DECODINGS):
        if seen == before:
            return segment
        _check_segment(seen)
        before, seen = seen, unquote(seen, errors="replace")
    raise _refused("A path segment is percent-encoded again and again.")


def _check_segment(segment: str) -> None:
    folded = unicodedata.normalize("NFKC", segment)
    for text in (segment, folded):
        if not text or text != text.strip() or _SEPARATORS.search(text):
            raise _refused("The path leads elsewhere.")
        if not text.partition(";")[0].strip(" ."):
            raise _refused("The path leads elsewhere.")


def _host(domain: str) -> tuple[str, int | None]:
    match = _PORT.fullmatch(domain)
    port = int(match[2]) if match else None
    if port is not None and port > 65535:
        raise _refused("The port is out of range.")
    host = ascii_domain(_decoded(match[1] if match else domain))
    labels = host.split(".")
    if not all(_LABEL.fullmatch(label) for label in labels) or len(host) > 253:
        raise _refused("The domain is no domain name.")
    if _NUMBER.fullmatch(labels[-1]):
        raise _refused("The domain is an IP address.")
    if len(labels) == 1 and host != "localhost":
        raise _refused("The domain name is not fully qualified.")
    return host, port


def _decoded(text: str) -> str:
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError as error:
        raise _refused("The percent-encoding is not UTF-8.") from error


def _refused(en: str) -> MalformedInput:
    return MalformedInput(en, ko=f"DID가 가리키는 주소가 올바르지 않습니다. {en}")

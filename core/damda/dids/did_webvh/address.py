"""The DID's text and the place of its log (did:webvh 1.0, "The DID to HTTPS Transformation").

One thing beyond the specification: the host name ``localhost``, for machines where everything
runs on one. Domain names are taken in their ASCII form only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

from .refusal import refused

MAX_DID_LENGTH = 2048
PLACEHOLDER = "{SCID}"

_BASE58 = "[1-9A-HJ-NP-Za-km-z]"
_DID = re.compile(rf"did:webvh:({_BASE58}{{46}}):([^:]+)((?::[^:]+)*)", re.ASCII)
_TEXT = re.compile(r"(?:[A-Za-z0-9._:-]|%[0-9A-Fa-f]{2})+", re.ASCII)
_PORT = re.compile(r"(.+)%3[Aa]([1-9][0-9]{0,4})", re.ASCII)
_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?", re.ASCII)
# What URL parsers take for the end of an IPv4 address, in any of its spellings.
_NUMBER = re.compile(r"[0-9]+|0[xX][0-9a-fA-F]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class WebvhAddress:
    """The parts of a did:webvh: the SCID, and where its log is."""

    scid: str
    host: str
    port: int | None
    segments: tuple[str, ...]

    @property
    def log_url(self) -> str:
        place = "/".join(quote(segment, safe="") for segment in self.segments) or ".well-known"
        port = f":{self.port}" if self.port is not None else ""
        return f"https://{self.host}{port}/{place}/did.jsonl"


def parse_did(did: object) -> WebvhAddress:
    """The parts of a did:webvh without path, query or fragment. Raises DidUnresolvable."""
    if not isinstance(did, str) or len(did) > MAX_DID_LENGTH or not _TEXT.fullmatch(did):
        raise refused("The text is no DID.")
    match = _DID.fullmatch(did)
    if match is None:
        raise refused("The DID has no SCID of 46 characters, or no domain.")
    host, port = _host(match[2])
    segments = tuple(_segment(text) for text in match[3].split(":")[1:])
    return WebvhAddress(match[1], host, port, segments)


def log_url(did: str) -> str:
    """Where the log is: ``https://localhost:8130/keis/did.jsonl``.

    Raises DidUnresolvable for a text that is no did:webvh of a host name.
    """
    return parse_did(did).log_url


def _host(domain: str) -> tuple[str, int | None]:
    match = _PORT.fullmatch(domain)
    port = int(match[2]) if match else None
    if port is not None and port > 65535:
        raise refused("The port is out of range.")
    host = _decoded(match[1] if match else domain)
    labels = host.split(".")
    if not all(_LABEL.fullmatch(label) for label in labels) or len(host) > 253:
        raise refused("The domain is no domain name.")
    if _NUMBER.fullmatch(labels[-1]):
        raise refused("The domain is an IP address.")
    if len(labels) == 1 and host != "localhost":
        raise refused("The domain name is not fully qualified.")
    return host, port


def _segment(text: str) -> str:
    segment = _decoded(text)
    if segment in (".", "..") or segment != segment.strip() or re.search(r"[/\\\x00]", segment):
        raise refused("The path leads elsewhere.")
    return segment


def _decoded(text: str) -> str:
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError as error:
        raise refused("The percent-encoding is not UTF-8.") from error

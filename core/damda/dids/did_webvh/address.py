"""The DID's text and the place of its files (did:webvh 1.0, "The DID to HTTPS Transformation")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from ...errors import MalformedInput
from ..web_address import WebAddress, web_address
from .refusal import refused

MAX_DID_LENGTH = 2048
PLACEHOLDER = "{SCID}"

_BASE58 = "[1-9A-HJ-NP-Za-km-z]"
_DID = re.compile(rf"did:webvh:({_BASE58}{{46}}):([^:]+)((?::[^:]+)*)", re.ASCII)
_TEXT = re.compile(r"(?:[A-Za-z0-9._:-]++|%[0-9A-Fa-f]{2})++", re.ASCII)
_WATCHER = re.compile(r"https://[!-~]{1,2000}", re.ASCII)


@dataclass(frozen=True, slots=True)
class WebvhAddress:
    """The parts of a did:webvh: the SCID, and where its files are."""

    scid: str
    place: WebAddress

    @property
    def log_url(self) -> str:
        return self.place.file_url("did.jsonl")

    @property
    def witness_url(self) -> str:
        return self.place.file_url("did-witness.json")


def parse_did(did: object) -> WebvhAddress:
    """The parts of a did:webvh without path, query or fragment. Raises DidUnresolvable."""
    if not isinstance(did, str) or len(did) > MAX_DID_LENGTH or not _TEXT.fullmatch(did):
        raise refused("The text is no DID.")
    match = _DID.fullmatch(did)
    if match is None:
        raise refused("The DID has no SCID of 46 characters, or no domain.")
    try:
        return WebvhAddress(match[1], web_address(match[2], match[3].split(":")[1:]))
    except MalformedInput as error:
        raise refused(error.en) from error


def log_url(did: str) -> str:
    """Where the log is: ``https://localhost:8130/keis/did.jsonl``.

    Raises DidUnresolvable for a text that is no did:webvh of a host name.
    """
    return parse_did(did).log_url


def witness_url(did: str) -> str:
    """Where the witnesses' approvals are, ``did-witness.json``. Raises like `log_url`."""
    return parse_did(did).witness_url


def watcher_urls(watcher: str, did: str) -> tuple[str, str]:
    """Where a watcher keeps the log and the approvals ("Watcher HTTP API Operations").

    Raises DidUnresolvable, also for a watcher that is no https URL.
    """
    scid = parse_did(did).scid
    base = _watcher_base(watcher)
    return f"{base}/log?scid={scid}", f"{base}/witness?scid={scid}"


def notification_url(watcher: str, did: str) -> str:
    """What a controller POSTs to, without a body, once a new version is published.

    Raises DidUnresolvable like `watcher_urls`.
    """
    parse_did(did)
    return f"{_watcher_base(watcher)}/log?did={quote(did, safe='')}"


def _watcher_base(watcher: str) -> str:
    if not _WATCHER.fullmatch(watcher) or "?" in watcher or "#" in watcher:
        raise refused("A watcher is asked over https, by its URL without query.")
    return watcher.removesuffix("/")

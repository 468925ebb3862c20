"""did:webvh 1.0: a DID on the web whose whole history is one verifiable log."""

from .address import log_url
from .create import draft_log
from .draft import LogDraft
from .log import WebvhState, resolve_log
from .update import draft_update

__all__ = ["LogDraft", "WebvhState", "draft_log", "draft_update", "log_url", "resolve_log"]

"""did:webvh 1.0: a DID on the web whose whole history is one verifiable log."""

from .address import log_url
from .create import LogDraft, draft_log, draft_update
from .log import WebvhState, resolve_log

__all__ = ["LogDraft", "WebvhState", "draft_log", "draft_update", "log_url", "resolve_log"]

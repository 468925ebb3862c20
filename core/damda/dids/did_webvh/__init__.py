"""did:webvh 1.0: a DID on the web whose whole history is one verifiable log."""

from .address import log_url, witness_url
from .approve import draft_approval, with_approval
from .changes import log_changes
from .create import draft_log
from .draft import LogDraft
from .log import VerifiedEntry, verified_entries
from .resolve import WebvhHistory, WebvhState, read_history, resolve_log
from .update import ParameterChanges, draft_update
from .witness import names_witnesses
from .witness_list import Witnesses, witness_list

__all__ = [
    "LogDraft",
    "ParameterChanges",
    "VerifiedEntry",
    "WebvhHistory",
    "WebvhState",
    "Witnesses",
    "draft_approval",
    "draft_log",
    "draft_update",
    "log_changes",
    "log_url",
    "names_witnesses",
    "read_history",
    "resolve_log",
    "verified_entries",
    "with_approval",
    "witness_list",
    "witness_url",
]

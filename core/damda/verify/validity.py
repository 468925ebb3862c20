"""Whether a credential is within its period of validity."""

from __future__ import annotations

from ..issued import Issued
from ..times import format_time
from .finding import Finding, Setting, passed


def validity(view: Issued, setting: Setting) -> Finding:
    """By ``validFrom`` and ``validUntil``, or ``nbf``, ``iat`` and ``exp``; with the leeway."""
    now, leeway = setting.now, setting.policy.leeway
    begin = None if view.valid_from is None else format_time(view.valid_from)
    until = None if view.valid_until is None else format_time(view.valid_until)
    evidence = {"validFrom": begin, "validUntil": until, "now": format_time(now)}
    if view.valid_from is not None and view.valid_from > now + leeway:
        return Finding("failed", "not_yet_valid", evidence, values={"begin": str(begin)})
    if view.valid_until is not None and view.valid_until < now - leeway:
        return Finding("failed", "expired", evidence, values={"until": str(until)})
    return passed("valid_now", **evidence)

"""What presentations of both forms have in common: how they are read, and whose they are."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ..issued import Issued
from ..presentation_shape import check_any_presentation, check_presentation
from ..protocols import Json, JsonView
from .finding import Finding, failed, passed, unknown
from .holder import Holder
from .policy import Policy


def reader_of(policy: Policy) -> Callable[[JsonView], tuple[str | None, list[Json]]]:
    """Reads holder and credentials of a presentation in the form that the policy takes."""
    if policy.presentation_form == "vcdm":
        return partial(check_any_presentation, inline_contexts=policy.inline_contexts)
    return check_presentation


def holder_is_subject(holder: Holder, view: Issued) -> Finding:
    """Whether the proven holder is the subject; unknown if nothing was proven."""
    if not holder.proven:
        return unknown("not_checked")
    if view.subject_id != holder.name:
        return failed("holder_not_subject", holder=holder.name[:500])
    return passed("holder_is_subject", holder=holder.name[:500])

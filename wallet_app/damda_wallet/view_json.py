"""Views as JSON, for programs that read what the command line prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any

from damda.errors import DamdaError
from damda.protocols import Json
from damda.times import format_time

from .views import CardRefresh

PROTOCOL_PARTS = {"offer", "metadata", "request"}
"""Members of views that the engine goes on with; they are not for showing."""


def to_json(value: Any) -> Any:
    """Dataclasses as objects, texts as ``{"en", "ko"}``, times as text."""
    if isinstance(value, datetime):
        return format_time(value)
    if is_dataclass(value) and not isinstance(value, type):
        members = {
            each.name: to_json(getattr(value, each.name))
            for each in fields(value)
            if each.name not in PROTOCOL_PARTS
        }
        if isinstance(value, CardRefresh):
            members["changed"] = value.changed
        return members
    if isinstance(value, Mapping):
        return {str(name): to_json(member) for name, member in value.items()}
    if isinstance(value, list | tuple):
        return [to_json(item) for item in value]
    return value


def error_to_json(error: DamdaError) -> Json:
    """``{"error": {"code", "en", "ko"}}`` with what else the error knows."""
    members: Json = {"code": error.code, "en": error.en, "ko": error.ko}
    for name in ("who", "wait_seconds", "attempts"):
        if getattr(error, name, None) is not None:
            members[name] = getattr(error, name)
    return {"error": members}

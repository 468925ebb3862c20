"""The ``witness`` parameter: who must approve entries, and how many (did:webvh 1.0, "The `witness`
Parameter")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ...errors import DidUnresolvable, MalformedInput
from ...protocols import Json
from .log_proof import Ed25519Keys
from .refusal import refused

MAX_WITNESSES = 100


@dataclass(frozen=True, slots=True)
class Witnesses:
    """How many of which did:key witnesses must approve. ``ids`` are in the log's order."""

    threshold: int
    ids: tuple[str, ...]

    def parameter(self) -> Json:
        """The parameter as a log has it."""
        return {"threshold": self.threshold, "witnesses": [{"id": id_} for id_ in self.ids]}


def witnesses_of(value: Any, keys: Ed25519Keys) -> Witnesses | None:
    """The witnesses of a parameter, None if it ends witnessing. Raises DidUnresolvable.

    A list that is not as it should be is refused, and never taken for none.
    """
    if isinstance(value, dict) and not value:
        return None
    listed = value.get("witnesses") if isinstance(value, dict) else None
    if not isinstance(listed, list) or not 0 < len(listed) <= MAX_WITNESSES:
        raise refused("witness has no list of witnesses.")
    ids = tuple(_witness_id(item, keys) for item in listed)
    threshold = value.get("threshold")
    if len(set(ids)) != len(ids):
        raise refused("A witness is listed twice.")
    if type(threshold) is not int or not 1 <= threshold <= len(ids):
        raise refused("The threshold of witnesses is out of range.")
    return Witnesses(threshold, ids)


def witness_list(threshold: int, dids: Sequence[str]) -> Witnesses:
    """Witnesses by their did:key, for a log that is written. Raises MalformedInput."""
    found = Witnesses(threshold, tuple(dids))
    try:
        witnesses_of(found.parameter(), Ed25519Keys())
    except DidUnresolvable as error:
        raise MalformedInput(error.en, ko=error.ko) from error
    return found


def _witness_id(item: Any, keys: Ed25519Keys) -> str:
    did = item.get("id") if isinstance(item, dict) else None
    if not isinstance(did, str) or not did.startswith("did:key:"):
        raise refused("A witness is no did:key.")
    keys.key(did.removeprefix("did:key:"))
    return did

"""The parameters of log entries and how one entry changes them (did:webvh 1.0, "DID Method
Parameters")."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from ...errors import KeyMalformed
from ...keys import PublicKey
from ...protocols import Json, JsonView
from .hashes import hash_of_key
from .refusal import refused

METHOD = "did:webvh:1.0"
_MAX_KEYS = 100


@dataclass(frozen=True, slots=True)
class Witnesses:
    """How many of which did:key witnesses must approve."""

    threshold: int
    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Parameters:
    """What is in force after an entry."""

    scid: str
    update_keys: tuple[str, ...] = ()
    next_key_hashes: tuple[str, ...] = ()
    witnesses: Witnesses | None = None
    portable: bool = False
    deactivated: bool = False


def first_parameters(given: JsonView) -> Parameters:
    """The parameters of the first entry. Raises DidUnresolvable."""
    _check_names(given)
    if given.get("method") != METHOD:
        raise refused(f"The method is not exactly {METHOD}.")
    if not isinstance(given.get("scid"), str) or "updateKeys" not in given:
        raise refused("The first entry needs scid and updateKeys.")
    return _changed(Parameters(scid=given["scid"]), given)


def next_parameters(before: Parameters, given: JsonView) -> Parameters:
    """The parameters after an entry that gives ``given``. Raises DidUnresolvable."""
    _check_names(given)
    if given.get("method", METHOD) != METHOD:
        raise refused(f"The method is not exactly {METHOD}.")
    if "scid" in given or given.get("portable") is True:
        raise refused("Only the first entry may set scid, or portable to true.")
    if before.next_key_hashes:
        _check_pre_rotation(before, given)
    return _changed(before, given)


def active_keys(before: Parameters | None, after: Parameters) -> tuple[str, ...]:
    """The keys that may sign an entry ("Authorized Keys"): with pre-rotation, and in the first
    entry, its own; else those of the entry before."""
    if before is None or before.next_key_hashes:
        return after.update_keys
    return before.update_keys


def active_witnesses(before: Parameters | None, after: Parameters) -> Witnesses | None:
    """The witnesses of an entry: a change takes effect after it, the first ones at once."""
    if before is not None and before.witnesses is not None:
        return before.witnesses
    return after.witnesses


def _check_pre_rotation(before: Parameters, given: JsonView) -> None:
    if "updateKeys" not in given or "nextKeyHashes" not in given:
        raise refused("With pre-rotation an entry must give updateKeys and nextKeyHashes.")
    for key in _update_keys(given["updateKeys"]):
        if hash_of_key(key) not in before.next_key_hashes:
            raise refused("An update key was not announced by the entry before.")


def _changed(before: Parameters, given: JsonView) -> Parameters:
    changes: dict[str, Any] = {}
    for name, (field, read) in _READERS.items():
        if name in given:
            value = read(given[name])
            if field is not None:
                changes[field] = value
    return replace(before, **changes)


def _check_names(given: JsonView) -> None:
    unknown = given.keys() - _READERS.keys() - {"method", "scid"}
    if unknown:
        raise refused(f"Unknown parameter {min(unknown)[:100]}.")


def _update_keys(value: Any) -> tuple[str, ...]:
    keys = _texts(value)
    for key in keys:
        _check_ed25519(key)
    return keys


def _check_ed25519(multikey: str) -> None:
    # eddsa-jcs-2022 is the method's only cryptosuite.
    try:
        kind = PublicKey.from_multikey(multikey).kind
    except KeyMalformed as error:
        raise refused("An update key or a witness is no Multikey.") from error
    if kind != "Ed25519":
        raise refused("An update key or a witness is no Ed25519 key.")


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise refused("A parameter that must be a list of texts is none.")
    if len(value) > _MAX_KEYS:
        raise refused(f"A parameter has more than {_MAX_KEYS} items.")
    return tuple(value)


def _boolean(value: Any) -> bool:
    if not isinstance(value, bool):
        raise refused("A parameter that must be true or false is neither.")
    return value


def _ttl(value: Any) -> int:
    if type(value) is not int or not 0 <= value <= 1 << 31:
        raise refused("ttl is no number of seconds.")
    return value


def _witnesses(value: Any) -> Witnesses | None:
    if value == {} and isinstance(value, dict):
        return None
    listed = value.get("witnesses") if isinstance(value, dict) else None
    if not isinstance(listed, list) or not 0 < len(listed) <= _MAX_KEYS:
        raise refused("witness has no list of witnesses.")
    ids = [_witness_id(item) for item in listed]
    threshold = value.get("threshold")
    if len(set(ids)) != len(ids):
        raise refused("A witness is listed twice.")
    if type(threshold) is not int or not 1 <= threshold <= len(ids):
        raise refused("The threshold of witnesses is out of range.")
    return Witnesses(threshold, frozenset(ids))


def _witness_id(item: Json) -> str:
    did = item.get("id") if isinstance(item, dict) else None
    if not isinstance(did, str) or not did.startswith("did:key:"):
        raise refused("A witness is no did:key.")
    _check_ed25519(did.removeprefix("did:key:"))
    return did


_READERS: dict[str, tuple[str | None, Callable[[Any], Any]]] = {
    "updateKeys": ("update_keys", _update_keys),
    "nextKeyHashes": ("next_key_hashes", _texts),
    "witness": ("witnesses", _witnesses),
    "portable": ("portable", _boolean),
    "deactivated": ("deactivated", _boolean),
    "watchers": (None, _texts),
    "ttl": (None, _ttl),
}

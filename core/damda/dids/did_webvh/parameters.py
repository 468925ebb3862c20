"""The parameters of log entries and how one entry changes them (did:webvh 1.0, "DID Method
Parameters")."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from ...protocols import JsonView
from .hashes import hash_of_key
from .log_proof import Ed25519Keys
from .refusal import refused
from .witness_list import Witnesses, witnesses_of

METHOD = "did:webvh:1.0"
DEFAULT_TTL = 3600
MAX_TTL = 1 << 31
_MAX_ITEMS = 100
# RFC 3986, 3.1: a watcher is named by a URI, of whatever scheme.
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}:[!-~]{1,2000}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Parameters:
    """What is in force after an entry. ``ttl`` is in seconds."""

    scid: str
    update_keys: tuple[str, ...] = ()
    next_key_hashes: tuple[str, ...] = ()
    witnesses: Witnesses | None = None
    watchers: tuple[str, ...] = ()
    portable: bool = False
    deactivated: bool = False
    ttl: int = DEFAULT_TTL


def first_parameters(given: JsonView, keys: Ed25519Keys) -> Parameters:
    """The parameters of the first entry. Raises DidUnresolvable."""
    _check_names(given)
    if given.get("method") != METHOD:
        raise refused(f"The method is not exactly {METHOD}.")
    if not isinstance(given.get("scid"), str) or "updateKeys" not in given:
        raise refused("The first entry needs scid and updateKeys.")
    return _changed(Parameters(scid=given["scid"]), given, keys)


def next_parameters(before: Parameters, given: JsonView, keys: Ed25519Keys) -> Parameters:
    """The parameters after an entry that gives ``given``. Raises DidUnresolvable."""
    _check_names(given)
    if given.get("method", METHOD) != METHOD:
        raise refused(f"The method is not exactly {METHOD}.")
    if "scid" in given or given.get("portable") is True:
        raise refused("Only the first entry may set scid, or portable to true.")
    after = _changed(before, given, keys)
    if before.next_key_hashes:
        _check_pre_rotation(before, after, given)
    return after


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


def _check_pre_rotation(before: Parameters, after: Parameters, given: JsonView) -> None:
    if "updateKeys" not in given or "nextKeyHashes" not in given:
        raise refused("With pre-rotation an entry must give updateKeys and nextKeyHashes.")
    for key in after.update_keys:
        if hash_of_key(key) not in before.next_key_hashes:
            raise refused("An update key was not announced by the entry before.")


def _changed(before: Parameters, given: JsonView, keys: Ed25519Keys) -> Parameters:
    changes: dict[str, Any] = {}
    for name, (field, read, default) in _READERS.items():
        if name in given:
            value = given[name]
            # Early logs have null where a default is meant; it is to be taken for that.
            nothing = value is None and default is not None
            changes[field] = read(default if nothing else value, keys)
    return replace(before, **changes) if changes else before


def _check_names(given: JsonView) -> None:
    unknown = given.keys() - _READERS.keys() - {"method", "scid"}
    if unknown:
        raise refused(f"Unknown parameter {min(unknown)[:100]}.")


def _update_keys(value: Any, keys: Ed25519Keys) -> tuple[str, ...]:
    multikeys = _texts(value, keys)
    for multikey in multikeys:
        keys.key(multikey)
    return multikeys


def _texts(value: Any, _keys: Ed25519Keys) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise refused("A parameter that must be a list of texts is none.")
    if len(value) > _MAX_ITEMS:
        raise refused(f"A parameter has more than {_MAX_ITEMS} items.")
    return tuple(value)


def _watchers(value: Any, keys: Ed25519Keys) -> tuple[str, ...]:
    watchers = _texts(value, keys)
    if not all(_URI.fullmatch(text) for text in watchers):
        raise refused("A watcher is no URL.")
    return watchers


def _boolean(value: Any, _keys: Ed25519Keys) -> bool:
    if not isinstance(value, bool):
        raise refused("A parameter that must be true or false is neither.")
    return value


def _ttl(value: Any, _keys: Ed25519Keys) -> int:
    if type(value) is not int or not 0 <= value <= MAX_TTL:
        raise refused("ttl is no number of seconds.")
    return value


_READERS: dict[str, tuple[str, Callable[[Any, Ed25519Keys], Any], Any]] = {
    "updateKeys": ("update_keys", _update_keys, []),
    "nextKeyHashes": ("next_key_hashes", _texts, []),
    "witness": ("witnesses", witnesses_of, {}),
    "portable": ("portable", _boolean, None),
    "deactivated": ("deactivated", _boolean, None),
    "watchers": ("watchers", _watchers, []),
    "ttl": ("ttl", _ttl, DEFAULT_TTL),
}
"""By parameter: the field, how it is read, and what null stands for (None: for nothing)."""

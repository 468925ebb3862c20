"""What the entries of a log change, told from the entries as they stand: for people who read a log.

Nothing is verified here, and entries may be anything that is JSON.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...protocols import Json, JsonView

_RELATIONSHIPS = (
    "authentication",
    "assertionMethod",
    "keyAgreement",
    "capabilityInvocation",
    "capabilityDelegation",
)
_TOLD = frozenset({"id", "verificationMethod", "service", "alsoKnownAs", *_RELATIONSHIPS})


_DEFAULTS: Json = {
    "portable": False,
    "deactivated": False,
    "nextKeyHashes": [],
    "watchers": [],
    "witness": {},
    "ttl": 3600,
}


def log_changes(entries: Iterable[JsonView]) -> list[Json]:
    """What each entry changes; of the first, what the DID begins with.

    Members, each only where there is something to tell: ``created`` or ``moved`` (``from``,
    ``to``), ``deactivated``, ``signedBy``, ``parameters`` (those that become others),
    ``keysAdded`` and ``keysReplaced`` (id to public key), ``keysRemoved``, ``purposes`` (what is
    listed for each purpose now), ``servicesAdded``, ``servicesRemoved``, ``servicesChanged``,
    ``alsoKnownAs``, and ``other`` (names of further members of the document that differ).
    """
    told: list[Json] = []
    in_force, before = dict(_DEFAULTS), None
    for entry in entries:
        given = _object(entry.get("parameters"))
        changed = {n: v for n, v in given.items() if n not in in_force or in_force[n] != v}
        in_force |= given
        told.append(_changes(before, entry, changed))
        before = entry
    return told


def _changes(before: JsonView | None, entry: JsonView, parameters: Json) -> Json:
    was = _object(before.get("state")) if before is not None else {}
    state = _object(entry.get("state"))
    told: Json = {}
    if before is None:
        told["created"] = state.get("id")
    elif was.get("id") != state.get("id"):
        told["moved"] = {"from": was.get("id"), "to": state.get("id")}
    if parameters.get("deactivated") is True:
        told["deactivated"] = True
    shown = {n: v for n, v in parameters.items() if n not in ("method", "scid", "deactivated")}
    told |= {"signedBy": _signers(entry.get("proof")), "parameters": shown}
    told |= _keys(was, state) | _services(was, state)
    told["alsoKnownAs"] = state.get("alsoKnownAs") if _differs("alsoKnownAs", was, state) else None
    names = (was.keys() | state.keys()) - _TOLD
    told["other"] = sorted(name for name in names if _differs(name, was, state))
    return {name: value for name, value in told.items() if value not in (None, [], {})}


def _keys(was: JsonView, state: JsonView) -> Json:
    old, new = (_named(document, "verificationMethod") for document in (was, state))
    purposes = {
        name: [_fragment(state, item) for item in _items(state.get(name))]
        for name in _RELATIONSHIPS
        if _local(was, name) != _local(state, name)
    }
    return {
        "keysAdded": {name: _material(new[name]) for name in new if name not in old},
        "keysRemoved": [name for name in old if name not in new],
        "keysReplaced": {
            name: _material(new[name])
            for name in new
            if name in old and _material(old[name]) != _material(new[name])
        },
        "purposes": purposes,
    }


def _services(was: JsonView, state: JsonView) -> Json:
    old, new = (_named(document, "service") for document in (was, state))
    return {
        "servicesAdded": [name for name in new if name not in old],
        "servicesRemoved": [name for name in old if name not in new],
        "servicesChanged": [
            name
            for name in new
            if name in old and new[name].get("serviceEndpoint") != old[name].get("serviceEndpoint")
        ],
    }


def _named(document: JsonView, member: str) -> dict[str, Json]:
    """The objects of a list by their fragment."""
    return {
        _fragment(document, item["id"]): item
        for item in _items(document.get(member))
        if isinstance(item, dict) and isinstance(item.get("id"), str)
    }


def _local(document: JsonView, name: str) -> list[Any]:
    return [_fragment(document, item) for item in _items(document.get(name))]


def _fragment(document: JsonView, item: Any) -> Any:
    """An id without the document's own DID: the same key after a move."""
    id_ = item.get("id") if isinstance(item, dict) else item
    own = document.get("id")
    return id_.removeprefix(own) if isinstance(id_, str) and isinstance(own, str) else id_


def _material(method: JsonView) -> Any:
    return method.get("publicKeyMultibase") or method.get("publicKeyJwk")


def _signers(proof: Any) -> list[str]:
    methods = (p.get("verificationMethod") for p in _items(proof) if isinstance(p, dict))
    return [method.partition("#")[2] or method for method in methods if isinstance(method, str)]


def _differs(name: str, was: JsonView, state: JsonView) -> bool:
    return bool(was.get(name) != state.get(name))


def _items(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return [value]
    return value if isinstance(value, list) else []


def _object(value: Any) -> Json:
    return value if isinstance(value, dict) else {}

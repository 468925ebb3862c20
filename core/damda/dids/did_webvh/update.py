"""The next entry of a log: new keys, another document, another place, or the end (did:webvh 1.0,
"Update", "DID Portability", "Deactivate")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from ...errors import DidUnresolvable, MalformedInput
from ...keys import PublicKey
from ...protocols import Json, JsonView
from ...times import format_time
from .address import parse_did
from .draft import LogDraft, draft_entry, key_members, service_members
from .hashes import hash_of_key
from .log import VerifiedEntry, verified_entries
from .log_proof import Ed25519Keys
from .parameters import Parameters, active_keys, next_parameters
from .refusal import refused
from .witness_list import Witnesses


@dataclass(frozen=True, slots=True)
class ParameterChanges:
    """Parameters that an entry changes beside its keys; what is None stays as it is.

    ``witnesses`` "none" ends witnessing. ``portable`` can only be given up.
    """

    witnesses: Witnesses | Literal["none"] | None = None
    watchers: Sequence[str] | None = None
    ttl: int | None = None
    portable: Literal[False] | None = None

    def given(self) -> dict[str, Any]:
        """The parameters as the entry has them."""
        witness: Json | None = {} if isinstance(self.witnesses, str) else None
        if isinstance(self.witnesses, Witnesses):
            witness = self.witnesses.parameter()
        watchers = None if self.watchers is None else list(self.watchers)
        all_of_them = {
            "witness": witness,
            "watchers": watchers,
            "ttl": self.ttl,
            "portable": self.portable,
        }
        return {name: value for name, value in all_of_them.items() if value is not None}


def draft_update(
    log: bytes,
    *,
    update_key: PublicKey,
    created: datetime,
    keys: Mapping[str, PublicKey] | None = None,
    also_known_as: Sequence[str] | None = None,
    services: Sequence[JsonView] | None = None,
    update_keys: Sequence[PublicKey] | None = None,
    next_keys: Sequence[PublicKey] | None = None,
    deactivate: bool = False,
    move_to: str | None = None,
    parameters: ParameterChanges | None = None,
    witness_proofs: bytes | None = None,
) -> LogDraft:
    """The next entry of a log that holds; what is None stays as it is.

    ``update_key`` signs: one of the keys in force, or with pre-rotation one that was announced
    (``next_keys`` must then be given, but for the end; an empty list ends it). ``move_to`` is the
    new place as in `draft_log`, of a portable DID: every mention of the old DID becomes the new
    one, and ``alsoKnownAs`` names the old one. Two entries never have the same time: if
    ``created`` is not after the last one, a second after that is taken. Raises DidUnresolvable if
    the log doesn't hold (``witness_proofs`` are its approvals) or is deactivated, MalformedInput
    if the update would not hold.
    """
    last = verified_entries(log, created, witness_proofs)[-1]
    if last.after.deactivated:
        raise refused("The DID is deactivated.")
    time = max(created, last.entry.time + timedelta(seconds=1))
    changed = _keys_given(last.after, update_key, update_keys, next_keys, deactivate)
    changed |= {} if parameters is None else parameters.given()
    _check_allowed(last.after, changed, update_key)
    state = last.entry.state if move_to is None else _moved(last, move_to)
    entry = {
        "versionId": last.entry.version_id,
        "versionTime": format_time(time),
        "parameters": changed,
        "state": _document(state, keys, also_known_as, services),
    }
    return draft_entry(entry, last.entry.number + 1, last.entry.version_id, update_key, created)


def _keys_given(
    before: Parameters,
    update_key: PublicKey,
    update_keys: Sequence[PublicKey] | None,
    next_keys: Sequence[PublicKey] | None,
    deactivate: bool,
) -> dict[str, Any]:
    parameters: dict[str, Any] = {}
    if before.next_key_hashes:
        # The end needs no keys of afterwards; the announced one still has to sign it.
        update_keys = [update_key] if update_keys is None else update_keys
        next_keys = [] if next_keys is None and deactivate else next_keys
    elif deactivate and update_keys is None:
        update_keys = []
    if update_keys is not None:
        parameters["updateKeys"] = [key.multikey for key in update_keys]
    if next_keys is not None:
        parameters["nextKeyHashes"] = [hash_of_key(key.multikey) for key in next_keys]
    if deactivate:
        parameters["deactivated"] = True
    return parameters


def _check_allowed(before: Parameters, parameters: JsonView, update_key: PublicKey) -> None:
    try:
        after = next_parameters(before, parameters, Ed25519Keys())
    except DidUnresolvable as error:
        raise MalformedInput(error.en, ko=error.ko) from error
    if update_key.multikey not in active_keys(before, after):
        raise MalformedInput(
            "This key may not update the DID.", ko="이 키로는 DID를 갱신할 수 없습니다."
        )


def _moved(last: VerifiedEntry, move_to: str) -> Json:
    former = str(last.entry.state["id"])
    did = f"did:webvh:{last.after.scid}:{move_to}"
    try:
        parse_did(did)
    except DidUnresolvable as error:
        raise MalformedInput(error.en, ko=error.ko) from error
    if not last.after.portable:
        raise MalformedInput(
            "The DID can't be moved: it was not made portable.",
            ko="옮길 수 있게(portable) 만든 DID가 아니어서 옮길 수 없습니다.",
        )
    state: Json = _renamed(last.entry.state, former, did)
    known_as = state.get("alsoKnownAs")
    # The did:web beside the log moves along (`damda.dids.parallel_did_web`).
    prefix = f"did:webvh:{last.after.scid}:"
    web_before, web = (name.replace(prefix, "did:web:", 1) for name in (former, did))
    others = [
        _renamed(name, web_before, web)
        for name in (known_as if isinstance(known_as, list) else ())
        if name not in (did, former)
    ]
    return {**state, "alsoKnownAs": [*others, former]}


def _renamed(value: Any, former: str, did: str) -> Any:
    """``value`` with every mention of the DID, or of what is under it, by its new name."""
    if isinstance(value, str):
        rest = value[len(former) :]
        named = value.startswith(former) and (not rest or rest[0] in "#/?")
        return did + rest if named else value
    if isinstance(value, list):
        return [_renamed(item, former, did) for item in value]
    if isinstance(value, dict):
        return {name: _renamed(member, former, did) for name, member in value.items()}
    return value


def _document(
    state: JsonView,
    keys: Mapping[str, PublicKey] | None,
    also_known_as: Sequence[str] | None,
    services: Sequence[JsonView] | None,
) -> Json:
    document = dict(state)
    did = document["id"]
    if keys is not None:
        document |= key_members(did, keys)
    if also_known_as is not None:
        document["alsoKnownAs"] = list(also_known_as)
    if services is not None:
        document["service"] = service_members(did, services)
    return document

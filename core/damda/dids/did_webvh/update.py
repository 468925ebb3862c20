"""The next entry of a log: new keys, another document, or the end (did:webvh 1.0, "Update")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from ...errors import DidUnresolvable, MalformedInput
from ...keys import PublicKey
from ...protocols import Json, JsonView
from ...times import format_time
from .draft import LogDraft, draft_entry, key_members, service_members
from .hashes import hash_of_key
from .log import verified_entries
from .parameters import Parameters, active_keys, next_parameters
from .refusal import refused


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
) -> LogDraft:
    """The next entry of a log that holds; what is None stays as it is.

    ``update_key`` signs: one of the keys in force, or with pre-rotation one that was announced
    (``next_keys`` must then be given; an empty list ends it). Two entries never have the same
    time: if ``created`` is not after the last one, a second after that is taken. Raises
    DidUnresolvable if the log doesn't hold or is deactivated, MalformedInput if the update would
    not hold.
    """
    last = verified_entries(log, created)[-1]
    if last.after.deactivated:
        raise refused("The DID is deactivated.")
    time = max(created, last.entry.time + timedelta(seconds=1))
    parameters = _parameters(last.after, update_key, update_keys, next_keys, deactivate)
    _check_allowed(last.after, parameters, update_key)
    entry = {
        "versionId": last.entry.version_id,
        "versionTime": format_time(time),
        "parameters": parameters,
        "state": _document(last.entry.state, keys, also_known_as, services),
    }
    return draft_entry(entry, last.entry.number + 1, last.entry.version_id, update_key, created)


def _parameters(
    before: Parameters,
    update_key: PublicKey,
    update_keys: Sequence[PublicKey] | None,
    next_keys: Sequence[PublicKey] | None,
    deactivate: bool,
) -> dict[str, Any]:
    parameters: dict[str, Any] = {}
    if before.next_key_hashes and update_keys is None:
        update_keys = [update_key]
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
        after = next_parameters(before, parameters)
    except DidUnresolvable as error:
        raise MalformedInput(error.en, ko=error.ko) from error
    if update_key.multikey not in active_keys(before, after):
        raise MalformedInput(
            "This key may not update the DID.", ko="이 키로는 DID를 갱신할 수 없습니다."
        )


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

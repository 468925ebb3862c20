"""The first entry of a log (did:webvh 1.0, "Create (Register)")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from ...canonical.jcs import jcs
from ...errors import DidUnresolvable, MalformedInput
from ...keys import PublicKey
from ...protocols import Json, JsonView
from ...times import format_time
from .address import PLACEHOLDER, parse_did
from .draft import LogDraft, draft_entry, key_members, service_members
from .hashes import hash_of_key, multihash, replaced
from .log_proof import Ed25519Keys
from .parameters import METHOD, first_parameters
from .witness_list import Witnesses

CONTEXTS = ("https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1")


def draft_log(
    domain_path: str,
    *,
    update_key: PublicKey,
    keys: Mapping[str, PublicKey],
    created: datetime,
    also_known_as: Sequence[str] = (),
    services: Sequence[JsonView] = (),
    next_keys: Sequence[PublicKey] = (),
    portable: bool = False,
    witnesses: Witnesses | None = None,
    watchers: Sequence[str] = (),
    ttl: int | None = None,
) -> LogDraft:
    """The first entry of a new DID.

    ``domain_path`` is what follows the SCID, as text: ``localhost%3A8130:keis``; it may have
    ``{SCID}`` in it. ``keys`` are the document's keys by fragment (``key-1``), listed for
    assertion and authentication. ``next_keys`` switches pre-rotation on. With ``witnesses`` the
    log holds once they have approved the entry (`draft_approval`). ``ttl`` is in seconds. Raises
    MalformedInput.
    """
    did = f"did:webvh:{PLACEHOLDER}:{domain_path}"
    _check_domain_path(domain_path)
    parameters: dict[str, Any] = {
        "method": METHOD,
        "scid": PLACEHOLDER,
        "updateKeys": [update_key.multikey],
        "portable": portable,
    }
    parameters |= _given(next_keys, witnesses, watchers, ttl)
    _check_parameters(parameters)
    preliminary = {
        "versionId": PLACEHOLDER,
        "versionTime": format_time(created),
        "parameters": parameters,
        "state": _document(did, keys, also_known_as, services),
    }
    scid = multihash(jcs(preliminary))
    return draft_entry(replaced(preliminary, PLACEHOLDER, scid), 1, scid, update_key, created)


def _given(
    next_keys: Sequence[PublicKey],
    witnesses: Witnesses | None,
    watchers: Sequence[str],
    ttl: int | None,
) -> dict[str, Any]:
    parameters: dict[str, Any] = {}
    if next_keys:
        parameters["nextKeyHashes"] = [hash_of_key(key.multikey) for key in next_keys]
    if witnesses is not None:
        parameters["witness"] = witnesses.parameter()
    if watchers:
        parameters["watchers"] = list(watchers)
    if ttl is not None:
        parameters["ttl"] = ttl
    return parameters


def _check_parameters(parameters: JsonView) -> None:
    try:
        first_parameters(parameters, Ed25519Keys())
    except DidUnresolvable as error:
        raise MalformedInput(error.en, ko=error.ko) from error


def _document(
    did: str,
    keys: Mapping[str, PublicKey],
    also_known_as: Sequence[str],
    services: Sequence[JsonView],
) -> Json:
    document = {"@context": list(CONTEXTS), "id": did, **key_members(did, keys)}
    if also_known_as:
        document["alsoKnownAs"] = list(also_known_as)
    if services:
        document["service"] = service_members(did, services)
    return document


def _check_domain_path(domain_path: str) -> None:
    try:
        parse_did(f"did:webvh:{'1' * 46}:{domain_path.replace(PLACEHOLDER, '1' * 46)}")
    except DidUnresolvable as error:
        raise MalformedInput(error.en, ko=error.ko) from error

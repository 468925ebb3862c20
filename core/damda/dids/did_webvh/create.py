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
from .parameters import METHOD

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
) -> LogDraft:
    """The first entry of a new DID.

    ``domain_path`` is what follows the SCID, as text: ``localhost%3A8130:keis``. ``keys`` are the
    document's keys by fragment (``key-1``), listed for assertion and authentication. ``next_keys``
    switches pre-rotation on. Raises MalformedInput.
    """
    if update_key.kind != "Ed25519":
        raise MalformedInput("An update key is Ed25519.", ko="갱신 키는 Ed25519여야 합니다.")
    did = f"did:webvh:{PLACEHOLDER}:{domain_path}"
    _check_domain_path(domain_path)
    parameters: dict[str, Any] = {
        "method": METHOD,
        "scid": PLACEHOLDER,
        "updateKeys": [update_key.multikey],
        "portable": portable,
    }
    if next_keys:
        parameters["nextKeyHashes"] = [hash_of_key(key.multikey) for key in next_keys]
    preliminary = {
        "versionId": PLACEHOLDER,
        "versionTime": format_time(created),
        "parameters": parameters,
        "state": _document(did, keys, also_known_as, services),
    }
    scid = multihash(jcs(preliminary))
    return draft_entry(replaced(preliminary, PLACEHOLDER, scid), 1, scid, update_key, created)


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
        parse_did(f"did:webvh:{'1' * 46}:{domain_path}")
    except DidUnresolvable as error:
        raise MalformedInput(error.en, ko=error.ko) from error

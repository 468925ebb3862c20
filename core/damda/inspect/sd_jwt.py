"""An SD-JWT (RFC 9901): the issuer's JWT, what is disclosed and what is hidden, the key binding."""

from __future__ import annotations

import json
from typing import Any

from ..errors import DamdaError
from ..protocols import Json
from ..sd_jwt import Disclosure, SdJwt, parse, parse_json
from ..sd_jwt.hashing import digest_of_payload
from ..sd_jwt_vc import TYPE, check_sd_jwt_vc
from .compact_token import dates_of, is_compact, parts_of
from .description import Description
from .disclosure_places import DisclosurePlaces, Place, places_of
from .private_keys import refuse_private_json
from .reader import Inside
from .source import Source


def describe(source: Source, _inside: Inside) -> Description | None:
    """See `reader.Reader`. In the compact serialization or one of those in JSON (8)."""
    sd_jwt = _read(source)
    if sd_jwt is None:
        return None
    refuse_private_json([sd_jwt.header, sd_jwt.payload, *(d.value for d in sd_jwt.disclosures)])
    by_digest = _by_digest(sd_jwt)
    places = places_of(sd_jwt.payload, by_digest)
    sections: Json = {
        "header": sd_jwt.header,
        "payload": sd_jwt.payload,
        **dates_of(sd_jwt.payload),
        "disclosures": [_told(d, digest, places) for digest, d in by_digest.items()],
        "hidden": _hidden(places.hidden),
        **_binding(sd_jwt.key_binding),
    }
    typ = str(sd_jwt.header.get("typ", "sd-jwt"))
    return Description("sd_jwt", typ, sections | _of_credential(sd_jwt))


def _read(source: Source) -> SdJwt | None:
    document = source.document
    if document is not None:
        known = "payload" in document and {"protected", "signatures"} & document.keys()
        return parse_json(json.dumps(document)) if known else None
    token, tilde, _ = source.text.partition("~")
    return parse(source.text) if tilde and is_compact(token) else None


def _by_digest(sd_jwt: SdJwt) -> dict[str, Disclosure]:
    digest = digest_of_payload(sd_jwt.payload)
    return {digest(each.text): each for each in sd_jwt.disclosures}


def _told(disclosure: Disclosure, digest: str, places: DisclosurePlaces) -> Json:
    """One disclosure: of an object's member, or (``name`` null) of an array's element. ``path`` is
    its place in the claims, null if nothing that was signed names it."""
    path = places.named.get(digest)
    return {
        "name": disclosure.name,
        "value": disclosure.value,
        "digest": digest,
        "named": path is not None,
        "path": None if path is None else list(path),
    }


def _hidden(counted: dict[Place, int]) -> list[Json]:
    """How many digests without disclosure stand at which place, the top first."""
    ordered = sorted(counted.items(), key=lambda item: [str(step) for step in item[0]])
    return [{"path": list(place), "count": count} for place, count in ordered]


def _of_credential(sd_jwt: SdJwt) -> Json:
    """What an SD-JWT VC has besides: its type, its issuer, the name of its ledger record."""
    payload = sd_jwt.payload
    if sd_jwt.header.get("typ") != TYPE:
        return {}
    sections: Json = {"types": [payload["vct"]]} if "vct" in payload else {}
    sections |= {name: payload[claim] for name, claim in _CLAIMS.items() if claim in payload}
    try:
        return sections | {"anchor": {"digest": check_sd_jwt_vc(sd_jwt.serialize()).digest.hex()}}
    except DamdaError:
        return sections


_CLAIMS = {"issuer": "iss", "status": "status"}


def _binding(text: str | None) -> Json:
    if text is None:
        return {}
    header, payload = parts_of(text)
    shown: dict[str, Any] = {"header": header, "payload": payload}
    return {"key_binding": {**shown, **dates_of(payload, ("iat",))}}

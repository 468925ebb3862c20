"""did:peer 2 and 4, read only: the DID holds the document (Peer DID Method Specification).

Every encoding has one text only: base58 and base64url with other characters for the same bytes,
a hash that is not that of the document, an unknown kind of key are refused.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from .. import base64url, multibase, strict_json
from ..errors import DidUnresolvable, MalformedInput
from ..keys import PublicKey
from ..protocols import Json

_PREFIX = "did:peer:"
_MAX_LENGTH = 2048
_MAX_ELEMENTS = 40
_CONTEXTS = ("https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1")

_PURPOSES = {
    "A": "assertionMethod",
    "E": "keyAgreement",
    "V": "authentication",
    "I": "capabilityInvocation",
    "D": "capabilityDelegation",
}
_NAMES = {"t": "type", "s": "serviceEndpoint", "r": "routingKeys", "a": "accept"}
_TYPES = {"dm": "DIDCommMessaging"}
_RELATIONSHIPS = tuple(_PURPOSES.values())

_X25519 = b"\xec\x01"
_JSON = b"\x80\x04"
"""Multicodec 0x0200 as varint."""
_SHA256 = b"\x12\x20"


def document(did: str) -> Json:
    """The DID document of a did:peer:2, or of a did:peer:4 in its long form.

    Raises DidUnresolvable, for the short form of did:peer:4 too: its document is elsewhere.
    """
    if not isinstance(did, str) or len(did) > _MAX_LENGTH or not did.startswith(_PREFIX):
        raise _refused("This is no did:peer.")
    try:
        match did.removeprefix(_PREFIX)[:1]:
            case "2":
                return _of_elements(did)
            case "4":
                return _of_long_form(did)
    except MalformedInput as error:
        raise DidUnresolvable(f"{_PREFIX} {error.en}", ko=f"{_PREFIX} {error.ko}") from error
    raise _refused("Only numalgo 2 and 4 can be read.")


def _of_elements(did: str) -> Json:
    """Peer DID, "Resolving a did:peer:2"."""
    nothing, *elements = did.removeprefix(f"{_PREFIX}2").split(".")
    if nothing or not 0 < len(elements) <= _MAX_ELEMENTS:
        raise _refused(f"did:peer:2 has 1 to {_MAX_ELEMENTS} elements, each after a dot.")
    methods: list[Json] = []
    services: list[Json] = []
    listed: dict[str, list[str]] = {}
    for element in elements:
        code, encoded = element[:1], element[1:]
        if code == "S":
            services.append(_service(encoded, services))
        else:
            methods.append(_method(did, code, encoded, len(methods) + 1))
            listed.setdefault(_PURPOSES[code], []).append(methods[-1]["id"])
    contents: Json = {"@context": list(_CONTEXTS), "id": did, "verificationMethod": methods}
    return contents | listed | ({"service": services} if services else {})


def _method(did: str, code: str, encoded: str, number: int) -> Json:
    if code not in _PURPOSES:
        raise _refused(f"The purpose {code[:1]!r} is not one of A, E, V, I, D and S.")
    _check_key(code, encoded)
    return {
        "id": f"#key-{number}",
        "type": "Multikey",
        "controller": did,
        "publicKeyMultibase": encoded,
    }


def _check_key(code: str, encoded: str) -> None:
    data = multibase.decode(encoded, max_length=80)
    if data[:2] == _X25519:
        if code != "E" or len(data) != 34:
            raise _refused("An X25519 key has 32 bytes and serves key agreement only.")
        return
    kind = PublicKey.from_multikey(encoded).kind
    if code == "E" and kind not in ("P-256", "P-384"):
        raise _refused(f"A key of {kind} serves no key agreement.")


def _service(encoded: str, before: list[Json]) -> Json:
    service = _spelled_out(strict_json.loads_object(base64url.decode(encoded)))
    if not isinstance(service, dict) or not isinstance(service.get("type"), str):
        raise _refused("A service is an object with a type.")
    id_ = service.get("id")
    if id_ is None and "id" not in service:
        unnamed = sum(1 for one in before if one["id"].startswith("#service"))
        return {**service, "id": f"#service-{unnamed}" if unnamed else "#service"}
    if not isinstance(id_, str) or not id_.startswith("#") or len(id_) < 2:
        raise _refused("A service's id is relative, such as #files.")
    return service


def _spelled_out(value: Any) -> Any:
    """Abbreviations written out, in names everywhere and in the values of ``type``."""
    if isinstance(value, list):
        return [_spelled_out(item) for item in value]
    if not isinstance(value, dict):
        return value
    whole: Json = {}
    for name, member in value.items():
        full = _NAMES[name] if name in _NAMES else str(name)
        if full in whole:
            raise _refused(f"A service has {full} twice.")
        short = full == "type" and isinstance(member, str) and member in _TYPES
        whole[full] = _TYPES[member] if short else _spelled_out(member)
    return whole


def _of_long_form(did: str) -> Json:
    """Peer DID, "Method 4", "Resolving a DID", long form."""
    hashed, colon, encoded = did.removeprefix(f"{_PREFIX}4").partition(":")
    if not colon:
        raise _refused("This is the short form of a did:peer:4; the long form is needed.")
    if multibase.encode(_SHA256 + sha256(encoded.encode("utf-8")).digest()) != hashed:
        raise _refused("The hash is not that of the document.")
    data = multibase.decode(encoded, max_length=_MAX_LENGTH)
    if not data.startswith(_JSON):
        raise _refused("The document is no JSON.")
    contents = strict_json.loads_object(data.removeprefix(_JSON))
    if "id" in contents:
        raise _refused("The encoded document has an id.")
    return _contextualized(contents, did, f"{_PREFIX}4{hashed}")


def _contextualized(contents: Json, did: str, short: str) -> Json:
    known_as = contents.get("alsoKnownAs", [])
    if not isinstance(known_as, list):
        raise _refused("alsoKnownAs is no list.")
    whole: Json = {**contents, "id": did, "alsoKnownAs": [*known_as, short]}
    for name in ("verificationMethod", *_RELATIONSHIPS):
        if isinstance(whole.get(name), list):
            whole[name] = [
                {"controller": did} | item if isinstance(item, dict) else item
                for item in whole[name]
            ]
    return whole


def _refused(en: str) -> DidUnresolvable:
    return DidUnresolvable(f"{_PREFIX} {en}", ko=f"did:peer를 읽을 수 없습니다. {en}")

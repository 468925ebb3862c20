"""did:jwk: the identifier is the JWK in base64url; its one key is ``#0`` (did:jwk Method)."""

from __future__ import annotations

import json

from .. import base64url, strict_json
from ..errors import DidUnresolvable, MalformedInput
from ..keys import PublicKey
from ..protocols import Json

_PREFIX = "did:jwk:"
_MAX_LENGTH = 2048


def did_of(key: PublicKey) -> str:
    """The did:jwk of a key, over the JWK's required members without white space."""
    return _PREFIX + base64url.encode(json.dumps(key.jwk, separators=(",", ":")).encode("ascii"))


def document(did: str) -> tuple[Json, PublicKey]:
    """The DID document, the JWK's public members as they stand, and its key.

    Raises DidUnresolvable.
    """
    if not did.startswith(_PREFIX) or len(did) > _MAX_LENGTH:
        raise DidUnresolvable("This is no did:jwk.", ko="did:jwk 형식이 아닙니다.")
    try:
        jwk = strict_json.loads_object(base64url.decode(did.removeprefix(_PREFIX)))
        key = PublicKey.from_jwk(jwk)
    except MalformedInput as error:
        raise DidUnresolvable(f"{_PREFIX} {error.en}", ko=f"{_PREFIX} {error.ko}") from error
    method = f"{did}#0"
    purposes = _purposes(jwk.get("use"))
    contents: Json = {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/jwk/v1"],
        "id": did,
        "verificationMethod": [
            {"id": method, "type": "JsonWebKey", "controller": did, "publicKeyJwk": jwk}
        ],
        **{purpose: [method] for purpose in purposes},
    }
    return contents, key


def _purposes(use: object) -> tuple[str, ...]:
    # did:jwk Method, "DID Document": a key for encryption signs nothing.
    if use == "enc":
        return ("keyAgreement",)
    return ("assertionMethod", "authentication", "capabilityInvocation", "capabilityDelegation")

"""did:key: the identifier is the key (W3C CCG did:key Method v0.9)."""

from __future__ import annotations

from ..errors import DidUnresolvable, KeyMalformed
from ..keys import PublicKey
from ..protocols import Json

_PREFIX = "did:key:"


def did_of(key: PublicKey) -> str:
    """``did:key:z6Mk..`` of a key."""
    return _PREFIX + key.multikey


def document(did: str) -> tuple[Json, PublicKey]:
    """The DID document, one Multikey that is listed for signing purposes, and that key.

    Raises DidUnresolvable.
    """
    multikey = did.removeprefix(_PREFIX)
    if multikey == did:
        raise DidUnresolvable("This is no did:key.", ko="did:key 형식이 아닙니다.")
    try:
        # A key has one text only: base58 with other characters for the same bytes is refused.
        key = PublicKey.from_multikey(multikey)
    except KeyMalformed as error:
        raise DidUnresolvable(f"{_PREFIX} {error.en}", ko=f"{_PREFIX} {error.ko}") from error
    method = f"{did}#{multikey}"
    listed = [method]
    contents: Json = {
        "@context": [
            "https://www.w3.org/ns/did/v1",
            "https://w3id.org/security/multikey/v1",
        ],
        "id": did,
        "verificationMethod": [
            {
                "id": method,
                "type": "Multikey",
                "controller": did,
                "publicKeyMultibase": multikey,
            }
        ],
        "assertionMethod": listed,
        "authentication": listed,
        "capabilityInvocation": listed,
        "capabilityDelegation": listed,
    }
    return contents, key

"""did:key: the identifier is the key (W3C CCG did:key Method v0.9)."""

from __future__ import annotations

from ..errors import DidUnresolvable, KeyMalformed
from ..keys import PublicKey
from ..protocols import Json

_PREFIX = "did:key:"


def did_of(key: PublicKey) -> str:
    """``did:key:z6Mk..`` of a key."""
    return _PREFIX + key.multikey


def document(did: str) -> Json:
    """The DID document: one Multikey, listed for signing purposes. Raises DidUnresolvable."""
    try:
        key = PublicKey.from_multikey(did.removeprefix(_PREFIX))
    except KeyMalformed as error:
        raise DidUnresolvable(f"{_PREFIX} {error.en}", ko=f"{_PREFIX} {error.ko}") from error
    if did_of(key) != did:
        raise DidUnresolvable("This is no did:key.", ko="did:key 형식이 아닙니다.")
    method = f"{did}#{key.multikey}"
    return {
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
                "publicKeyMultibase": key.multikey,
            }
        ],
        "assertionMethod": [method],
        "authentication": [method],
        "capabilityInvocation": [method],
        "capabilityDelegation": [method],
    }

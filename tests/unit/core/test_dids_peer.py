"""did:peer 2 and 4, read: the specification's own examples, and every other spelling refused."""

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest
from damda import base64url, multibase
from damda.dids import resolve
from damda.errors import DidUnresolvable, MalformedInput
from damda.keys import SoftwareSigner

NOW = datetime(2026, 11, 25, tzinfo=UTC)
SIGNING, AGREEING = (
    "z6Mkj3PUd1WjvaDhNZhhhXQdz5UnZXmS7ehtx8bsPpD47kKc",
    "z6LSg8zQom395jKLrGiBNruB9MM6V8PWuf2FpEy4uRFiqQBR",
)
KEYS = f"did:peer:2.V{SIGNING}.E{AGREEING}"
# Peer DID Method Specification, "Method 2": the service of the example.
SERVICE = (
    "eyJ0IjoiZG0iLCJzIjp7InVyaSI6Imh0dHA6Ly9leGFtcGxlLmNvbS9kaWRjb21tIiwiYSI6WyJkaWRjb21tL3YyIl0s"
    "InIiOlsiZGlkOmV4YW1wbGU6MTIzNDU2Nzg5YWJjZGVmZ2hpI2tleS0xIl19fQ"
)


def encoded(service: Any) -> str:
    return base64url.encode(json.dumps(service).encode())


def document(did: str) -> Any:
    return resolve(did, log=None, now=NOW).document


def test_the_example_of_method_2() -> None:
    did = f"{KEYS}.S{SERVICE}.S{SERVICE}"
    found = document(did)
    assert [method["id"] for method in found["verificationMethod"]] == ["#key-1", "#key-2"]
    assert all(method["controller"] == did for method in found["verificationMethod"])
    assert (found["authentication"], found["keyAgreement"]) == (["#key-1"], ["#key-2"])
    assert [service["id"] for service in found["service"]] == ["#service", "#service-1"]
    assert found["service"][0]["type"] == "DIDCommMessaging"
    assert found["service"][0]["serviceEndpoint"] == {
        "uri": "http://example.com/didcomm",
        "accept": ["didcomm/v2"],
        "routingKeys": ["did:example:123456789abcdefghi#key-1"],
    }
    key = resolve(did, log=None, now=NOW).key(f"{did}#key-1", "authentication")
    assert key.multikey == SIGNING


def test_a_key_counts_for_its_own_purpose_only() -> None:
    resolved = resolve(KEYS, log=None, now=NOW)
    for purpose in ("assertionMethod", "capabilityInvocation", "keyAgreement"):
        with pytest.raises(DidUnresolvable):
            resolved.key(f"{KEYS}#key-1", purpose)


@pytest.mark.parametrize(
    "did",
    [
        "did:peer:2",
        "did:peer:2.",
        f"did:peer:2V{SIGNING}",
        f"{KEYS}.",
        f"{KEYS}.V",
        f"{KEYS}.X{SIGNING}",
        f"{KEYS}.{SIGNING}",
        f"did:peer:2.V{AGREEING}",
        f"did:peer:2.E{SIGNING}",
        f"did:peer:2.V{SIGNING}1",
        f"did:peer:2.Vz1{SIGNING[1:]}",
        f"did:peer:2.V{SIGNING[1:]}",
        f"did:peer:2.Vu{base64url.encode(multibase.decode(SIGNING))}",
        f"did:peer:2.E{multibase.encode(multibase.decode(AGREEING)[:-1])}",
        f"{KEYS}.S",
        f"{KEYS}.S{SERVICE}A",
        f"{KEYS}.S{SERVICE}=",
        f"{KEYS}.S{encoded([{'t': 'dm'}])}",
        f"{KEYS}.S{encoded({'s': 'https://a.example'})}",
        f"{KEYS}.S{encoded({'t': 'dm', 'type': 'x'})}",
        f"{KEYS}.S{encoded({'t': 'dm', 'id': 'did:example:a#b'})}",
        f"{KEYS}.S{encoded({'t': 'dm', 'id': None})}",
        f"did:peer:2{('.V' + SIGNING) * 41}",
        f"did:peer:0{SIGNING}",
        "did:peer:1zQmZMygzYqNwU6Uhmewx5Xepf2VLp5S4HLSwwgf2aiKZuwa",
        "did:peer:3zQmS19jtYDvGtKVrJhQnRFpBQAx3pJ9omx2HpNrcXFuRCz9",
        "did:peer:9",
    ],
)
def test_what_is_no_did_peer_2(did: str) -> None:
    with pytest.raises((DidUnresolvable, MalformedInput)):
        document(did)


INPUT = {
    "@context": ["https://www.w3.org/ns/did/v1"],
    "verificationMethod": [
        {"id": "#k", "type": "Ed25519VerificationKey2020", "publicKeyMultibase": SIGNING}
    ],
    "authentication": ["#k"],
    "assertionMethod": [{"id": "#e", "type": "Multikey", "publicKeyMultibase": SIGNING}],
}


def long_form(contents: Any = None, prefix: bytes = b"\x80\x04") -> str:
    text = json.dumps(INPUT if contents is None else contents, separators=(",", ":"))
    whole = multibase.encode(prefix + text.encode())
    return f"did:peer:4{hash_of(whole)}:{whole}"


def hash_of(whole: str) -> str:
    return multibase.encode(b"\x12\x20" + sha256(whole.encode()).digest())


def test_a_long_form_of_method_4() -> None:
    did = long_form()
    resolved = resolve(did, log=None, now=NOW)
    short = ":".join(did.split(":")[:3])
    assert (resolved.id, resolved.document["alsoKnownAs"]) == (did, [short])
    assert resolved.document["verificationMethod"][0]["controller"] == did
    for name, purpose in (("#k", "authentication"), ("#e", "assertionMethod")):
        assert resolved.key(did + name, purpose).multikey == SIGNING
    with pytest.raises(DidUnresolvable):
        resolved.key(f"{short}#k", "authentication")


def test_another_controller_stays_and_its_key_does_not_count() -> None:
    foreign = {**INPUT["verificationMethod"][0], "controller": "did:example:other"}
    did = long_form({**INPUT, "verificationMethod": [foreign]})
    with pytest.raises(DidUnresolvable):
        resolve(did, log=None, now=NOW).key(f"{did}#k", "authentication")


def test_what_is_no_did_peer_4() -> None:
    did = long_form()
    prefix, hash_, whole = did.rsplit(":", 2)[0], did.split(":")[2], did.split(":")[3]
    other = long_form({**INPUT, "authentication": []})
    for bad in (
        f"did:peer:{hash_}",
        f"{prefix}:{hash_}:",
        f"{prefix}:{other.split(':')[2]}:{whole}",
        f"{prefix}:{hash_}:{whole[:-1]}",
        f"{prefix}:{hash_[:-1]}:{whole}",
        f"{did}:{whole}",
        long_form(prefix=b""),
        long_form(prefix=b"\x80\x00"),
        long_form({**INPUT, "id": "did:example:a"}),
        long_form({**INPUT, "alsoKnownAs": "x"}),
        long_form([INPUT]),
        long_form({"a": "x" * 2000}),
    ):
        with pytest.raises((DidUnresolvable, MalformedInput)):
            document(bad)


def test_a_second_text_of_the_same_bytes_is_refused() -> None:
    """base58 with a leading 1 is another text; the hash is over the text."""
    whole = f"z1{long_form().split(':')[3][1:]}"
    with pytest.raises(DidUnresolvable, match="no JSON"):
        document(f"did:peer:4{hash_of(whole)}:{whole}")


def test_a_holders_key_under_did_peer() -> None:
    signer = SoftwareSigner.create("P-256")
    did = f"did:peer:2.V{signer.public.multikey}.A{signer.public.multikey}"
    resolved = resolve(did, log=None, now=NOW)
    assert resolved.key(f"{did}#key-1", "authentication") == signer.public
    assert resolved.key(f"{did}#key-2", "assertionMethod") == signer.public

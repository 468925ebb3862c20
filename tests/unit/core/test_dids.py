from datetime import UTC, datetime
from typing import Any

import pytest
from damda.dids import DidDocument, did_jwk, did_key, resolve, split_did_url
from damda.errors import DidUnresolvable, KeyMalformed, MalformedInput
from damda.keys import SoftwareSigner

NOW = datetime(2026, 11, 24, tzinfo=UTC)
KEY = SoftwareSigner.create("Ed25519").public
OTHER = SoftwareSigner.create("P-256").public
DID = "did:webvh:SCID:localhost%3A8130:keis"


def document(**members: Any) -> DidDocument:
    return DidDocument(DID, {"id": DID, **members})


def method(id_: str = f"{DID}#key-1", **members: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "type": "Multikey",
        "controller": DID,
        "publicKeyMultibase": KEY.multikey,
    } | members


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (DID, (DID, None)),
        (f"{DID}#key-1", (DID, "key-1")),
        ("did:key:z6Mk#z6Mk", ("did:key:z6Mk", "z6Mk")),
        ("did:jwk:e30_-#0", ("did:jwk:e30_-", "0")),
        ("did:example:a::b", ("did:example:a::b", None)),
    ],
)
def test_did_urls_are_split_and_never_decoded(text: str, parts: tuple[str, str | None]) -> None:
    assert split_did_url(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "",
        "did:",
        "did:key",
        "did:key:",
        "did:KEY:z",
        "DID:key:z",
        "did:key:z#",
        "did:key:z#a#b",
        "did:key:z/path#a",
        "did:key:z?versionId=1#a",
        "did:key:z a",
        "did:key:z\n",
        "did:web:a%3",
        "did:web:a%zz",
        "did:web:담다",
        "did:key:" + "z" * 3000,
        "https://e.example/",
        None,
        5,
        ["did:key:z"],
    ],
)
def test_what_is_no_did_url_is_refused(text: object) -> None:
    with pytest.raises(MalformedInput):
        split_did_url(text)


@pytest.mark.parametrize("kind", ["Ed25519", "P-256"])
@pytest.mark.parametrize("did_method", ["key", "jwk"])
def test_a_holders_did_gives_back_its_key(kind: Any, did_method: Any) -> None:
    signer = SoftwareSigner.create(kind, did_method=did_method)
    resolved = resolve(signer.did, log=None, now=NOW)
    for purpose in ("authentication", "assertionMethod"):
        assert resolved.key(signer.verification_method, purpose) == signer.public
    assert (resolved.version_id, resolved.version_number, resolved.head_digest) == (None, 0, None)


@pytest.mark.parametrize("scalar", [379, 43])
def test_case_13_in_did_jwk(scalar: int) -> None:
    key = SoftwareSigner.from_private("P-256", scalar.to_bytes(32), "did:example:a#1").public
    did = did_jwk.did_of(key)
    assert resolve(did, log=None, now=NOW).key(f"{did}#0", "authentication") == key


def test_did_jwk_for_encryption_signs_nothing() -> None:
    from damda import base64url

    text = str({**KEY.jwk, "use": "enc"}).replace("'", '"').encode()
    did = f"did:jwk:{base64url.encode(text)}"
    resolved = resolve(did, log=None, now=NOW)
    with pytest.raises(DidUnresolvable):
        resolved.key(f"{did}#0", "authentication")


@pytest.mark.parametrize(
    "did",
    [
        "did:key:z6Mk",
        f"did:key:{KEY.multikey}1",
        f"did:key:z1{KEY.multikey[1:]}",
        "did:key:u7QE",
        "did:jwk:e30",
        "did:jwk:bnVsbA",
        "did:jwk:!",
        "did:web:e.example",
        "did:example:a",
        DID,
    ],
    ids=range(10),
)
def test_what_can_not_be_resolved_is_refused(did: str) -> None:
    with pytest.raises((DidUnresolvable, MalformedInput)):
        resolve(did, log=None, now=NOW)


def test_a_private_did_jwk_is_refused() -> None:
    from damda import base64url

    text = str({**KEY.jwk, "d": "AA"}).replace("'", '"').encode()
    with pytest.raises(DidUnresolvable):
        did_jwk.document(f"did:jwk:{base64url.encode(text)}")


def test_a_did_url_is_no_did() -> None:
    with pytest.raises(MalformedInput):
        resolve(f"{did_key.did_of(KEY)}#{KEY.multikey}", log=None, now=NOW)


def test_a_key_is_found_by_name_relative_name_or_embedded() -> None:
    named = document(verificationMethod=[method()], assertionMethod=[f"{DID}#key-1"])
    relative = document(verificationMethod=[method("#key-1")], assertionMethod=["#key-1"])
    embedded = document(assertionMethod=[method()])
    for found in (named, relative, embedded):
        assert found.key(f"{DID}#key-1", "assertionMethod") == KEY


def test_a_jwk_method_is_read() -> None:
    jwk = method(type="JsonWebKey", publicKeyJwk=OTHER.jwk)
    found = document(verificationMethod=[jwk], authentication=[jwk["id"]])
    assert found.key(jwk["id"], "authentication") == OTHER


def test_a_key_counts_only_for_the_purposes_that_list_it() -> None:
    found = document(
        verificationMethod=[method()],
        authentication=[f"{DID}#key-1"],
        assertionMethod=[f"{DID}#key-2"],
    )
    for purpose in ("assertionMethod", "keyAgreement", "verificationMethod", "id"):
        with pytest.raises(DidUnresolvable):
            found.key(f"{DID}#key-1", purpose)
    with pytest.raises(DidUnresolvable):
        found.key(f"{DID}#key-2", "assertionMethod")


@pytest.mark.parametrize(
    "name",
    [
        DID,
        "#key-1",
        "key-1",
        f"{DID}#KEY-1",
        f"{DID}#key%2D1",
        "did:webvh:SCID:localhost%3a8130:keis#key-1",
        "did:webvh:SCID:localhost:8130:keis#key-1",
        "did:webvh:OTHER:localhost%3A8130:keis#key-1",
        None,
        5,
    ],
)
def test_ids_are_compared_as_text(name: object) -> None:
    """Case 41."""
    found = document(verificationMethod=[method()], assertionMethod=[f"{DID}#key-1"])
    with pytest.raises(DidUnresolvable):
        found.key(name, "assertionMethod")


@pytest.mark.parametrize(
    "methods",
    [
        [],
        None,
        "x",
        [5],
        [method(), method()],
        [method(controller="did:example:other")],
        [method(controller=None)],
        [method(revoked="2026-01-01T00:00:00Z")],
        [method(expires="2030-01-01T00:00:00Z")],
    ],
)
def test_ambiguous_foreign_and_ended_methods_are_refused(methods: Any) -> None:
    found = document(verificationMethod=methods, assertionMethod=[f"{DID}#key-1"])
    with pytest.raises(DidUnresolvable):
        found.key(f"{DID}#key-1", "assertionMethod")


@pytest.mark.parametrize(
    "change",
    [
        {"type": "Bls12381G2Key2020"},
        {"type": None},
        {"publicKeyMultibase": None},
        {"publicKeyMultibase": "z6Mk"},
        {"type": "JsonWebKey"},
        {"type": "Ed25519VerificationKey2020", "publicKeyMultibase": OTHER.multikey},
    ],
)
def test_unreadable_methods_are_refused(change: dict[str, Any]) -> None:
    found = document(verificationMethod=[method(**change)], assertionMethod=[f"{DID}#key-1"])
    with pytest.raises(KeyMalformed):
        found.key(f"{DID}#key-1", "assertionMethod")

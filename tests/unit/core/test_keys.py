import contextlib
import copy
import json
import pickle
from datetime import UTC, datetime
from typing import Any

import pytest
from damda import base64url, multibase
from damda.dids import did_jwk, did_key, resolve
from damda.errors import DamdaError, DidUnresolvable, KeyMalformed, LimitExceeded, MalformedInput
from damda.keys import SIGNATURE_LENGTHS, KeyKind, PublicKey, SoftwareSigner
from hypothesis import given, settings
from hypothesis import strategies as st

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
LENGTHS: dict[KeyKind, int] = {"Ed25519": 32, "P-256": 32, "P-384": 48}
KINDS: tuple[KeyKind, ...] = tuple(LENGTHS)


def signer_of(kind: KeyKind, scalar: int) -> SoftwareSigner:
    return SoftwareSigner.from_private(kind, scalar.to_bytes(LENGTHS[kind]), "did:example:a#1")


signers = st.builds(signer_of, st.sampled_from(KINDS), st.integers(1, 2**255))


def p256(scalar: int) -> SoftwareSigner:
    return signer_of("P-256", scalar)


@settings(max_examples=40)
@given(signers, st.binary(max_size=100))
def test_keys_and_signatures_round_trip(signer: SoftwareSigner, data: bytes) -> None:
    key = signer.public
    assert PublicKey.from_multikey(key.multikey) == key
    assert PublicKey.from_jwk(key.jwk) == key
    assert key.algorithm == signer.algorithm
    signature = signer.sign(data)
    assert len(signature) == SIGNATURE_LENGTHS[key.kind] == 2 * LENGTHS[key.kind]
    assert key.verify(signature, data)
    assert not key.verify(signature, data + b"x")
    assert not key.verify(signature[:-1], data)
    assert not key.verify(bytes(len(signature)), data)
    assert pickle.loads(pickle.dumps(key)) == copy.deepcopy(key) == key


@pytest.mark.parametrize(
    ("kind", "scalar", "name"),
    [("P-256", 379, "x"), ("P-256", 43, "y"), ("P-384", 197, "x"), ("P-384", 176, "y")],
)
def test_case_13_coordinates_keep_their_leading_zero(kind: KeyKind, scalar: int, name: str) -> None:
    signer = signer_of(kind, scalar)
    key, length = signer.public, LENGTHS[kind]
    coordinate = base64url.decode(key.jwk[name])
    assert len(coordinate) == length
    assert coordinate[0] == 0
    cut = {**key.jwk, name: base64url.encode(coordinate[1:])}
    with pytest.raises(KeyMalformed, match=f"{length} bytes"):
        PublicKey.from_jwk(cut)
    with pytest.raises(KeyMalformed, match=f"{length} bytes"):
        PublicKey.from_jwk({**key.jwk, name: base64url.encode(b"\0" + coordinate)})
    cut_did = f"did:jwk:{base64url.encode(json.dumps(cut).encode())}"
    with pytest.raises(DidUnresolvable, match=f"{length} bytes"):
        resolve(cut_did, log=None, now=NOW)


@pytest.mark.parametrize(("kind", "scalar"), [("P-256", 379), ("P-384", 197)])
@pytest.mark.parametrize("did_of", [did_jwk.did_of, did_key.did_of])
def test_case_13_a_did_of_such_a_key_holds(kind: KeyKind, scalar: int, did_of: Any) -> None:
    key = signer_of(kind, scalar).public
    document = resolve(did_of(key), log=None, now=NOW)
    method = document.document["verificationMethod"][0]["id"]
    assert document.key(method, "assertionMethod") == key
    assert PublicKey.from_jwk(key.jwk).thumbprint == key.thumbprint


def test_case_13_an_es256_signature_may_begin_with_zero() -> None:
    signer = p256(7)
    signature = next(s for n in range(5000) if (s := signer.sign(bytes([n % 256])))[0] == 0)
    assert len(signature) == 64
    assert any(signer.public.verify(signature, bytes([n])) for n in range(256))


def test_thumbprint_of_rfc_8037() -> None:
    """RFC 8037, A.3."""
    jwk = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
    assert PublicKey.from_jwk(jwk).thumbprint == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


def test_other_members_of_a_jwk_are_let_be() -> None:
    key = p256(9).public
    assert PublicKey.from_jwk({**key.jwk, "kid": "a", "use": "sig", "alg": "ES256"}) == key


@pytest.mark.parametrize(
    "change",
    [
        {"kty": "OKP"},
        {"kty": None},
        {"crv": "P-384"},
        {"crv": "P-384", "x": base64url.encode(b"\1" * 48), "y": base64url.encode(b"\2" * 48)},
        {"crv": "secp256k1"},
        {"x": ""},
        {"x": 5},
        {"x": None},
        {"x": "=" * 44},
        {"x": base64url.encode(b"\xff" * 32)},
        {"y": base64url.encode(b"\1" * 32)},
        {"d": base64url.encode(b"\1" * 32)},
        {"alg": "EdDSA"},
        {"alg": None},
    ],
)
def test_bad_jwks_are_refused(change: dict[str, Any]) -> None:
    with pytest.raises(KeyMalformed):
        PublicKey.from_jwk({**p256(9).public.jwk, **change})


@pytest.mark.parametrize("value", [None, [], "{}", {}, {"kty": "oct", "k": "AA"}])
def test_what_is_no_jwk_is_refused(value: object) -> None:
    with pytest.raises(KeyMalformed):
        PublicKey.from_jwk(value)


@pytest.mark.parametrize(
    "raw",
    [
        bytes(32),
        bytes(31) + b"\x80",
        b"\1" + bytes(31),
        b"\1" + bytes(30) + b"\x80",
        b"\xec" + b"\xff" * 30 + b"\x7f",
        b"\xec" + b"\xff" * 31,
        bytes(31),
        bytes(33),
    ],
)
def test_ed25519_keys_that_fit_every_signature_are_refused(raw: bytes) -> None:
    with pytest.raises(KeyMalformed):
        PublicKey("Ed25519", raw)


@pytest.mark.parametrize("raw", [bytes(33), b"\4" + bytes(64), b"\2" + b"\xff" * 32, b"\2" * 32])
def test_p256_points_off_the_curve_are_refused(raw: bytes) -> None:
    with pytest.raises(KeyMalformed):
        PublicKey("P-256", raw)


def test_p384_points_off_the_curve_are_refused() -> None:
    for raw in (bytes(49), b"\2" + b"\xff" * 48, p256(9).public.raw):
        with pytest.raises(KeyMalformed):
            PublicKey("P-384", raw)


@settings(max_examples=100)
@given(st.text(max_size=70) | st.binary(max_size=40).map(multibase.encode) | st.none())
def test_any_multikey_text_ends_in_a_key_or_a_key_error(text: str | None) -> None:
    with contextlib.suppress(KeyMalformed):
        assert PublicKey.from_multikey(text).multikey == text


@settings(max_examples=60)
@given(st.binary(max_size=180))
def test_texts_of_bytes_round_trip(data: bytes) -> None:
    assert multibase.decode(multibase.encode(data)) == data
    assert base64url.decode(base64url.encode(data)) == data


@pytest.mark.parametrize("text", ["", "u" + "A" * 4, "z0", "zl", "zé", "z ", None, 5])
def test_bad_multibase_is_refused(text: object) -> None:
    with pytest.raises(MalformedInput):
        multibase.decode(text)


def test_long_base58_is_refused_before_work() -> None:
    with pytest.raises(LimitExceeded):
        multibase.decode("z" + "2" * 1_000_000)


@pytest.mark.parametrize("text", ["A", "AB", "AA==", "A+A", "A/A", "AA\n", " AA", None, "가"])
def test_base64url_has_one_text_for_each_bytes(text: object) -> None:
    with pytest.raises(DamdaError):
        base64url.decode(text)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("raw", [b"", bytes(31), b"\1" * 33, b"\1" * 47, b"\1" * 49])
def test_private_keys_have_their_length(kind: KeyKind, raw: bytes) -> None:
    with pytest.raises(KeyMalformed):
        SoftwareSigner.from_private(kind, raw, "did:example:a#1")


@pytest.mark.parametrize(
    ("kind", "order"),
    [
        ("P-256", "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"),
        ("P-384", "f" * 48 + "c7634d81f4372ddf581a0db248b0a77aecec196accc52973"),
    ],
)
def test_a_scalar_is_in_range_and_a_broken_source_is_noticed(kind: KeyKind, order: str) -> None:
    for scalar in (0, int(order, 16), int(order, 16) + 1):
        with pytest.raises(KeyMalformed):
            signer_of(kind, scalar)
    assert signer_of(kind, int(order, 16) - 1)
    with pytest.raises(KeyMalformed):
        SoftwareSigner.create(kind, entropy=bytes)


@pytest.mark.parametrize("kind", KINDS)
def test_a_signer_is_restored_from_its_bytes_and_never_shown(kind: KeyKind) -> None:
    signer = SoftwareSigner.create(kind)
    again = SoftwareSigner.from_private(kind, signer.private, signer.verification_method)
    assert (again.public, again.did) == (signer.public, signer.did)
    assert signer.private.hex() not in repr(signer)

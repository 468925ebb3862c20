import contextlib
from typing import Any

import pytest
from damda import base64url, multibase
from damda.errors import DamdaError, KeyMalformed, LimitExceeded, MalformedInput
from damda.keys import KeyKind, PublicKey, SoftwareSigner
from hypothesis import given, settings
from hypothesis import strategies as st

KINDS: tuple[KeyKind, ...] = ("Ed25519", "P-256")
signers = st.builds(
    SoftwareSigner.from_private,
    st.sampled_from(KINDS),
    st.integers(1, 2**255).map(lambda number: number.to_bytes(32)),
    st.just("did:example:a#1"),
)


def p256(scalar: int) -> SoftwareSigner:
    return SoftwareSigner.from_private("P-256", scalar.to_bytes(32), "did:example:a#1")


@settings(max_examples=40)
@given(signers, st.binary(max_size=100))
def test_keys_and_signatures_round_trip(signer: SoftwareSigner, data: bytes) -> None:
    key = signer.public
    assert PublicKey.from_multikey(key.multikey) == key
    assert PublicKey.from_jwk(key.jwk) == key
    assert key.algorithm == signer.algorithm
    signature = signer.sign(data)
    assert len(signature) == 64
    assert key.verify(signature, data)
    assert not key.verify(signature, data + b"x")
    assert not key.verify(signature[:-1], data)
    assert not key.verify(bytes(64), data)


@pytest.mark.parametrize(("scalar", "name"), [(379, "x"), (43, "y")])
def test_coordinates_keep_their_leading_zero(scalar: int, name: str) -> None:
    """Case 13."""
    key = p256(scalar).public
    coordinate = base64url.decode(key.jwk[name])
    assert len(coordinate) == 32
    assert coordinate[0] == 0
    cut = {**key.jwk, name: base64url.encode(coordinate[1:])}
    with pytest.raises(KeyMalformed, match="32 bytes"):
        PublicKey.from_jwk(cut)
    with pytest.raises(KeyMalformed, match="32 bytes"):
        PublicKey.from_jwk({**key.jwk, name: base64url.encode(b"\0" + coordinate)})


def test_an_es256_signature_may_begin_with_zero() -> None:
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


@settings(max_examples=100)
@given(st.text(max_size=70) | st.binary(max_size=40).map(multibase.encode) | st.none())
def test_any_multikey_text_ends_in_a_key_or_a_key_error(text: str | None) -> None:
    with contextlib.suppress(KeyMalformed):
        assert PublicKey.from_multikey(text).multikey == text


@settings(max_examples=60)
@given(st.binary(max_size=80))
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
@pytest.mark.parametrize("raw", [b"", bytes(31), b"\1" * 33])
def test_private_keys_have_32_bytes(kind: KeyKind, raw: bytes) -> None:
    with pytest.raises(KeyMalformed):
        SoftwareSigner.from_private(kind, raw, "did:example:a#1")


def test_a_p256_scalar_is_in_range_and_a_broken_source_is_noticed() -> None:
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
    for scalar in (0, order, order + 1):
        with pytest.raises(KeyMalformed):
            p256(scalar)
    with pytest.raises(KeyMalformed):
        SoftwareSigner.create("P-256", entropy=bytes)


@pytest.mark.parametrize("kind", KINDS)
def test_a_signer_is_restored_from_its_bytes_and_never_shown(kind: KeyKind) -> None:
    signer = SoftwareSigner.create(kind)
    again = SoftwareSigner.from_private(kind, signer.private, signer.verification_method)
    assert (again.public, again.did) == (signer.public, signer.did)
    assert signer.private.hex() not in repr(signer)

"""Compact JWS: signatures of which only one thing is wrong (RFC 7515)."""

import base64
import json

import pytest
from damda import base64url
from damda.errors import LimitExceeded, MalformedInput
from damda.keys import SoftwareSigner
from damda.openid.jose import read_jws, sign_jws
from jwcrypto import jwk, jws

ED, P256 = SoftwareSigner.create("Ed25519"), SoftwareSigner.create("P-256")


def signed(header: bytes, payload: bytes, signer=ED) -> str:
    """A token whose signature holds, whatever its header says."""
    body = f"{base64url.encode(header)}.{base64url.encode(payload)}"
    return f"{body}.{base64url.encode(signer.sign(body.encode()))}"


@pytest.mark.parametrize("signer", [ED, P256])
@pytest.mark.parametrize("alg", ["none", "None", "HS256", "EdDSA", "ES256", "Ed25519", None, 7])
def test_only_the_keys_own_algorithm_holds(signer, alg):
    token = read_jws(sign_jws(signer, {"alg": alg}, {}))
    assert token.verify(signer.public) == (alg == signer.algorithm)


def test_a_header_without_alg_does_not_hold():
    assert not read_jws(signed(b"{}", b"{}")).verify(ED.public)


def test_a_key_in_the_header_is_not_taken():
    token = read_jws(sign_jws(P256, {"jwk": P256.public.jwk}, {}))
    assert not token.verify(SoftwareSigner.create("P-256").public)
    assert not token.verify(ED.public)


@pytest.mark.parametrize(
    "text",
    [
        signed(b'{"alg":"EdDSA","alg":"EdDSA"}', b"{}"),
        signed(b'{"alg":"EdDSA"}', b'{"nonce":"a","nonce":"b"}'),
        signed(b'{"alg":"EdDSA","crit":["exp"],"exp":1}', b"{}"),
        signed(b'{"alg":"EdDSA","crit":[]}', b"{}"),
        signed(b'{"alg":"EdDSA","b64":true}', b"{}"),
        signed(b'{"alg":"EdDSA"}', b"[]"),
        signed(b'{"alg":"EdDSA"}', b'{"a":NaN}'),
        signed(b'{"alg":"EdDSA"}', b"\xff"),
        signed(b'"EdDSA"', b"{}"),
        "a.b.c.d.e",
        "",
        None,
    ],
)
def test_a_token_that_two_readers_could_read_differently_is_refused(text):
    with pytest.raises(MalformedInput):
        read_jws(text)


@pytest.mark.parametrize("change", ["{}=", "{} ", "{}\n", " {}", "{}\u200b"])
@pytest.mark.parametrize("part", [0, 1, 2])
def test_padding_and_white_space_are_refused(change, part):
    parts = sign_jws(ED, {}, {"a": 1}).split(".")
    parts[part] = change.format(parts[part])
    with pytest.raises(MalformedInput):
        read_jws(".".join(parts))


def test_spare_bits_are_refused():
    """One signature has one spelling: the last character of 64 bytes holds two bits."""
    text = sign_jws(ED, {}, {})
    other = next(
        text[:-1] + c
        for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        if c != text[-1]
        and base64.urlsafe_b64decode(text.split(".")[2][:-1] + c + "==")
        == base64.urlsafe_b64decode(text.split(".")[2] + "==")
    )
    with pytest.raises(MalformedInput):
        read_jws(other)


def test_a_token_has_a_greatest_length():
    with pytest.raises(LimitExceeded):
        read_jws(sign_jws(ED, {}, {"a": "x" * 1000}), max_bytes=1000)


@pytest.mark.parametrize("signer", [ED, P256])
def test_another_library_agrees(signer):
    ours = jws.JWS()
    ours.deserialize(sign_jws(signer, {"typ": "t"}, {"이름": "값"}), jwk.JWK(**signer.public.jwk))
    assert json.loads(ours.payload) == {"이름": "값"}
    kind = {"EdDSA": ("OKP", "Ed25519"), "ES256": ("EC", "P-256")}[signer.algorithm]
    theirs = jwk.JWK.generate(kty=kind[0], crv=kind[1])
    token = jws.JWS(json.dumps({"a": 1}))
    token.add_signature(theirs, protected=json.dumps({"alg": signer.algorithm}))
    key = type(signer.public).from_jwk(theirs.export_public(as_dict=True))
    read = read_jws(token.serialize(compact=True))
    assert read.verify(key)
    assert read.payload == {"a": 1}

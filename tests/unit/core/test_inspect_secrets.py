"""A private key is never shown, wherever in a document or token it stands."""

from __future__ import annotations

import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from damda import base64url
from damda.errors import DamdaError
from damda.inspect import inspect

SECRET = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"
JWK = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
PRIVATE_JWK = JWK | {"d": SECRET}


def token(header: Any, payload: Any) -> bytes:
    parts = [base64url.encode(json.dumps(each).encode()) for each in (header, payload)]
    return ".".join([*parts, "c2ln"]).encode()


def disclosure(value: Any) -> bytes:
    return base64url.encode(json.dumps(["salt", "key", value]).encode()).encode()


def pem(form: PrivateFormat) -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, form, NoEncryption())


@pytest.mark.parametrize(
    "data",
    [
        pem(PrivateFormat.PKCS8),
        pem(PrivateFormat.OpenSSH),
        json.dumps(PRIVATE_JWK).encode(),
        json.dumps({"keys": [PRIVATE_JWK]}).encode(),
        json.dumps({"kty": "oct", "k": SECRET}).encode(),
        json.dumps({"type": "Multikey", "secretKeyMultibase": SECRET}).encode(),
        json.dumps({"type": "VerifiableCredential", "x": [{"privateKeyJwk": SECRET}]}).encode(),
        json.dumps({"type": "VerifiableCredential", "x": pem(PrivateFormat.PKCS8).decode()})
        .replace("-", "\\u002d")
        .encode(),
        token({"jwk": PRIVATE_JWK}, {}),
        token({"typ": "vc+jwt"}, {"type": "VerifiableCredential", "x": PRIVATE_JWK}),
        token({}, {}) + b"~" + disclosure(PRIVATE_JWK) + b"~",
        token({}, {}) + b"~" + token({"jwk": PRIVATE_JWK}, {}),
    ],
)
def test_a_private_key_is_refused_and_not_repeated(data):
    with pytest.raises(DamdaError) as caught:
        inspect(data)
    assert caught.value.code == "private_key"
    assert SECRET not in str(caught.value) + caught.value.ko


def test_a_public_key_is_shown():
    found = inspect(token({"jwk": JWK}, {"cnf": {"jwk": JWK}})).to_json()
    assert found["sections"]["header"]["jwk"] == JWK


@pytest.mark.parametrize("text", [SECRET, SECRET.encode().hex(), f"z3u2{SECRET}", f'"{SECRET}"'])
def test_a_bare_secret_is_no_document_and_is_not_repeated(text):
    with pytest.raises(DamdaError) as caught:
        inspect(text.encode())
    assert text.strip('"') not in str(caught.value) + caught.value.ko

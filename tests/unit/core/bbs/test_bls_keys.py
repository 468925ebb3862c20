"""BLS12-381 G2 keys as Multikey and did:key: read without any library, used with one."""

import pytest
from damda.dids import resolve
from damda.errors import DamdaError, DidUnresolvable, KeyMalformed
from damda.keys import PublicKey, SoftwareSigner
from support.credential_world import NOW

MULTIKEY = (
    "zUC7DerdEmfZ8f4pFajXgGwJoMkV1ofMTmEG5UoNvnWiPiLuGKNeqgRpLH2TV4Xe5mJ2cXV76gRN7LFQwapF1VFu6x2yrr5"
    "ci1mXqC1WNUrnHnLgvfZfMH7h6xP6qsf9EKRQrPQ"
)
"""That of the W3C vectors of vc-di-bbs."""


def test_a_multikey_and_a_did_key() -> None:
    key = PublicKey.from_multikey(MULTIKEY)
    assert (key.kind, len(key.raw), key.multikey) == ("BLS12-381-G2", 96, MULTIKEY)
    did = f"did:key:{MULTIKEY}"
    document = resolve(did, log=None, now=NOW)
    assert document.key(f"{did}#{MULTIKEY}", "assertionMethod") == key


@pytest.mark.parametrize(
    "raw", [b"", bytes(96), b"\xc0" + bytes(95), b"\x1f" * 96, b"\x8f" * 95, b"\x8f" * 97]
)
def test_bytes_of_another_form_are_no_key(raw: bytes) -> None:
    with pytest.raises(KeyMalformed):
        PublicKey("BLS12-381-G2", raw)


def test_it_is_no_key_for_anything_else() -> None:
    key = PublicKey.from_multikey(MULTIKEY)
    assert key.algorithm == "BBS"
    assert not any(key.verify(bytes(length), b"data") for length in (64, 80, 96, 176))
    for asked in (lambda: key.jwk, lambda: key.thumbprint):
        with pytest.raises(KeyMalformed, match="Multikey"):
            asked()
    jwk = {"kty": "OKP", "crv": "Bls12381G2", "x": "AA"}
    with pytest.raises(KeyMalformed):
        PublicKey.from_jwk(jwk)


def test_a_multikey_that_is_too_long_or_cut_off_is_refused() -> None:
    for text in (MULTIKEY[:-1], MULTIKEY + "1", MULTIKEY + "1" * 20, MULTIKEY * 2):
        with pytest.raises(DamdaError):
            PublicKey.from_multikey(text)
        with pytest.raises(DidUnresolvable):
            resolve(f"did:key:{text}", log=None, now=NOW)


@pytest.mark.peer
def test_a_signer_under_its_did_key() -> None:
    signer = SoftwareSigner.create("BLS12-381-G2")
    assert signer.did.startswith("did:key:zUC7")
    again = SoftwareSigner.from_private("BLS12-381-G2", signer.private, signer.verification_method)
    assert again.public == signer.public
    assert (signer.algorithm, len(signer.private)) == ("BBS", 32)
    assert signer.private.hex() not in repr(signer)
    with pytest.raises(KeyMalformed):
        SoftwareSigner.create("BLS12-381-G2", did_method="jwk")
    for private in (bytes(32), b"\xff" * 32, bytes(31)):
        with pytest.raises(KeyMalformed):
            SoftwareSigner.from_private("BLS12-381-G2", private, "")

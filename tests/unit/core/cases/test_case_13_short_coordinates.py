"""Case 13: a coordinate that begins with a zero byte keeps it, wherever a key is written.

In ``cnf`` and in an SD-JWT's signatures; the key forms themselves are in test_keys.py.
"""

import pytest
from damda import base64url
from damda.errors import KeyMalformed
from damda.keys import SoftwareSigner
from damda.sd_jwt import bind, holder_key, parse, verify_signature
from support.sd_jwt_world import ISSUER, NOW, VERIFIER, checked, forged, issued

# Their x and their y begin with 00.
SCALARS = {379: "x", 43: "y"}


def signer(scalar: int) -> SoftwareSigner:
    return SoftwareSigner.from_private("P-256", scalar.to_bytes(32), "did:example:1#1")


@pytest.mark.parametrize(("scalar", "short"), SCALARS.items())
def test_the_holders_key(scalar: int, short: str) -> None:
    holder = signer(scalar)
    sd_jwt = parse(issued(holder_key=holder.public.jwk))
    jwk = sd_jwt.payload["cnf"]["jwk"]
    assert base64url.decode(jwk[short])[0] == 0
    assert [len(base64url.decode(jwk[name])) for name in ("x", "y")] == [32, 32]
    assert holder_key(sd_jwt) == holder.public
    checked(bind(sd_jwt, signer=holder, issued_at=NOW, **VERIFIER).serialize())


@pytest.mark.parametrize(("scalar", "short"), SCALARS.items())
def test_a_coordinate_that_was_cut_is_told_as_a_bad_key(scalar: int, short: str) -> None:
    jwk = signer(scalar).public.jwk
    jwk[short] = base64url.encode(base64url.decode(jwk[short])[1:])
    with pytest.raises(KeyMalformed, match=f"{short} must be 32 bytes"):
        holder_key(parse(forged({"cnf": {"jwk": jwk}})))
    with pytest.raises(KeyMalformed):
        issued(holder_key=jwk)


def test_a_signature_whose_half_begins_with_a_zero_byte() -> None:
    """Each half has 32 bytes (RFC 7518, 3.4): one in 128 begins with 00."""
    halves = set()
    for _ in range(4000):
        sd_jwt = parse(forged({}))
        signature = base64url.decode(sd_jwt.jwt.rpartition(".")[2])
        assert len(signature) == 64
        halves |= {at for at in (0, 32) if signature[at] == 0 and at not in halves}
        if 0 in (signature[0], signature[32]):
            verify_signature(sd_jwt, ISSUER.public)
        if halves == {0, 32}:
            return
    pytest.fail("no such signature came up")

"""Key binding (RFC 9901, 4.3 and 7.3): by whose key, over what, for whom, when."""

from datetime import timedelta
from typing import Any

import pytest
from damda.errors import DamdaError, KeyMalformed, MalformedInput, ProofInvalid
from damda.keys import KeyKind, SoftwareSigner
from damda.openid.jose import read_jws, sign_jws
from damda.sd_jwt import bind, holder_key, parse, present
from support.sd_jwt_world import (
    HOLDER,
    ISSUER,
    NOW,
    VERIFIER,
    checked,
    claims_of,
    digest,
    forged,
    issued,
)

TEXT = issued()


def presented(**other: Any) -> str:
    given = {"paths": [("name",)], "signer": HOLDER, "issued_at": NOW, **VERIFIER}
    return present(parse(TEXT), **{**given, **other})


def bound(header: dict[str, Any] | None = None, signer: Any = HOLDER, **claims: Any) -> str:
    """A key binding with other claims than the holder's; None leaves one out."""
    said = {
        "iat": int(NOW.timestamp()),
        "aud": VERIFIER["audience"],
        "nonce": VERIFIER["nonce"],
        "sd_hash": digest(TEXT),
        **claims,
    }
    payload = {name: value for name, value in said.items() if value is not ...}
    return TEXT + sign_jws(signer, {"typ": "kb+jwt"} if header is None else header, payload)


def refused(text: str, **other: Any) -> str:
    with pytest.raises(ProofInvalid) as caught:
        checked(text, **other)
    assert caught.value.ko != caught.value.en
    return caught.value.en


def test_a_good_one_says_what_was_signed() -> None:
    found = checked(presented())
    assert (found.audience, found.nonce, found.issued_at) == (*VERIFIER.values(), NOW)
    assert "name" in claims_of(presented())
    assert checked(bound()) == found


def test_its_form() -> None:
    jws = read_jws(parse(presented()).key_binding)
    assert jws.header == {"alg": "ES256", "typ": "kb+jwt"}
    assert jws.payload.keys() == {"iat", "aud", "nonce", "sd_hash"}


@pytest.mark.parametrize("kind", ["P-256", "P-384", "Ed25519"])
def test_every_algorithm(kind: KeyKind) -> None:
    holder = SoftwareSigner.create(kind)
    sd_jwt = parse(issued(holder_key=holder.public.jwk))
    assert holder_key(sd_jwt) == holder.public
    checked(bind(sd_jwt, signer=holder, issued_at=NOW, **VERIFIER).serialize())


@pytest.mark.parametrize("name", ["sha-256", "sha-384", "sha-512"])
def test_the_hash_is_that_of_the_digests(name: str) -> None:
    sd_jwt = parse(issued(hash_name=name))
    text = bind(sd_jwt, signer=HOLDER, issued_at=NOW, **VERIFIER).serialize()
    said = read_jws(parse(text).key_binding).payload["sd_hash"]
    assert said == digest(text[: text.rindex("~") + 1], name.replace("-", ""))
    checked(text)


def test_none_at_all() -> None:
    assert "missing" in refused(TEXT)


def test_another_key() -> None:
    assert "holder's key" in refused(presented(signer=ISSUER))
    assert "holder's key" in refused(presented(), key=ISSUER.public)
    assert "holder's key" in refused(presented(), key=SoftwareSigner.create("Ed25519").public)


@pytest.mark.parametrize("typ", ["JWT", "KB+JWT", "dc+sd-jwt", "application/kb+jwt", None, 1])
def test_another_type_of_token(typ: object) -> None:
    assert "typ" in refused(bound(header={"typ": typ}))
    assert "typ" in refused(bound(header={}))


def test_another_verifier_and_another_request() -> None:
    assert "verifier" in refused(presented(), audience="https://other.example")
    assert "request" in refused(presented(), nonce="n-2")
    assert "request" in refused(presented(), nonce="\ud800")
    checked(presented(), audience=None, nonce=None)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("aud", ...),
        ("aud", [VERIFIER["audience"]]),
        ("aud", ""),
        ("nonce", ...),
        ("nonce", 1),
        ("nonce", None),
        ("sd_hash", ...),
        ("sd_hash", []),
        ("iat", ...),
        ("iat", "now"),
        ("iat", True),
        ("iat", -1),
        ("iat", 1e300),
        ("exp", "x"),
        ("nbf", None),
    ],
)
def test_claims_that_are_not_there_or_of_another_type(name: str, value: object) -> None:
    with pytest.raises(MalformedInput):
        checked(bound(**{name: value}))


def test_its_own_times() -> None:
    now = int(NOW.timestamp())
    checked(bound(exp=now + 1, nbf=now - 1))
    assert "old" in refused(bound(exp=now - 61))
    assert "clock" in refused(bound(nbf=now + 61))


def test_its_age_where_one_is_set() -> None:
    ago = presented(issued_at=NOW - timedelta(minutes=6))
    checked(ago, max_age=timedelta(minutes=5))
    checked(ago, max_age=None)
    later = NOW + timedelta(seconds=1)
    assert "old" in refused(ago, max_age=timedelta(minutes=5), now=later)


def test_a_header_that_must_be_understood() -> None:
    with pytest.raises(MalformedInput):
        checked(bound(header={"typ": "kb+jwt", "crit": ["x"], "x": 1}))


def test_a_key_binding_that_is_too_long() -> None:
    with pytest.raises(MalformedInput):
        checked(bound(memo="x" * 10_000))


def test_no_key_in_the_binding_is_taken() -> None:
    """Whoever cuts off a key binding could else put their own in its place."""
    thief = SoftwareSigner.create("P-256")
    header = {"typ": "kb+jwt", "jwk": thief.public.jwk}
    assert "holder's key" in refused(bound(header=header, signer=thief))


@pytest.mark.parametrize(
    "cnf", [None, {}, {"kid": "x"}, [], {"jwk": None}, {"jwk": {"kty": "RSA"}}]
)
def test_a_confirmation_that_names_no_key(cnf: object) -> None:
    with pytest.raises(MalformedInput):
        holder_key(parse(forged({"cnf": cnf})))


def test_a_private_key_is_no_confirmation() -> None:
    with pytest.raises(KeyMalformed):
        holder_key(parse(forged({"cnf": {"jwk": {**HOLDER.public.jwk, "d": "AA"}}})))


def test_the_holders_key_itself_will_do() -> None:
    assert holder_key(parse(issued(holder_key=HOLDER.public))) == HOLDER.public


def test_no_confirmation() -> None:
    assert holder_key(parse(forged({}))) is None


def test_any_change_is_noticed() -> None:
    """A character anywhere in it: JWT, disclosures, key binding."""
    text = presented()
    for at in range(0, len(text), 7):
        other = "A" if text[at] != "A" else "B"
        with pytest.raises(DamdaError):
            _whole(text[:at] + other + text[at + 1 :])


def _whole(text: str) -> None:
    from damda.sd_jwt import processed, verify_signature

    sd_jwt = parse(text)
    verify_signature(sd_jwt, ISSUER.public)
    checked(text)
    processed(sd_jwt)

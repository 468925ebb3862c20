"""Status List Tokens as JWT and CWT: what is signed is read, all else is no answer."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from damda import base64url
from damda.cbor import Tagged, dumps, loads
from damda.errors import DamdaError, FetchFailed, MalformedInput, ProofInvalid, StatusUnreadable
from damda.keys import SoftwareSigner
from damda.status import token_cwt, token_jwt
from damda.status.cose_sign1 import draft_cose_sign1
from damda.status.token import ListClaims
from damda.status.token_list import StatusReference, new_token_list
from damda.verify.token_status import token_status
from hypothesis import given, settings
from hypothesis import strategies as st

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
URI = "https://keis.example/status/1"
LISTED = new_token_list(1_000, 2).with_statuses({5: 1, 6: 2, 7: 3})
SIGNERS = {kind: SoftwareSigner.create(kind) for kind in ("Ed25519", "P-256")}
SIGNER = SIGNERS["P-256"]
DRAFTS = {"jwt": token_jwt.draft_status_list_jwt, "cwt": token_cwt.draft_status_list_cwt}
CHECKS = {"jwt": token_jwt.check_status_list_jwt, "cwt": token_cwt.check_status_list_cwt}
both = pytest.mark.parametrize("form", ["jwt", "cwt"])


def list_claims(**changes):
    named = {"issued_at": NOW, "expires_at": NOW + timedelta(hours=1), "ttl": timedelta(minutes=1)}
    return ListClaims(**({"uri": URI, "listed": LISTED} | named | changes))


def issued(form, signer=SIGNER, claims=None):
    draft = DRAFTS[form](
        claims or list_claims(), algorithm=signer.algorithm, kid=signer.verification_method
    )
    return draft.attach(signer.sign(draft.signing_input))


def jwt(header=None, **changes):
    """A JWT of our own making; a claim given as None is left out."""
    listed = {"bits": 1, "lst": "eNrbuRgAAhcBXQ"}
    claims = {"sub": URI, "iat": NOW.timestamp(), "status_list": listed} | changes
    kept = {name: value for name, value in claims.items() if value is not None}
    parts = ({"alg": "ES256", "typ": "statuslist+jwt"} | (header or {}), kept)
    signed = ".".join(base64url.encode(json.dumps(part).encode()) for part in parts)
    return f"{signed}.{base64url.encode(SIGNER.sign(signed.encode()))}".encode()


def cwt(typ=token_cwt.TYPE, **changes):
    numbers = {"sub": 2, "exp": 4, "nbf": 5, "iat": 6, "ttl": 65534, "status_list": 65533}
    listed = {"bits": 1, "lst": bytes.fromhex("78dadbb918000217015d")}
    claims = {"sub": URI, "iat": int(NOW.timestamp()), "status_list": listed} | changes
    payload = dumps({numbers[name]: value for name, value in claims.items() if value is not None})
    draft = draft_cose_sign1(payload, algorithm="ES256", kid="k", typ=typ)
    return draft.attach(SIGNER.sign(draft.signing_input))


def check(form, token, signer=SIGNER, **changes):
    named = {"uri": URI, "key_for": lambda kid: signer.public, "now": NOW}
    return CHECKS[form](token, **(named | changes))


@both
@pytest.mark.parametrize("kind", SIGNERS)
def test_what_is_issued_is_read(form, kind):
    signer, asked = SIGNERS[kind], []

    def key_for(kid):
        asked.append(kid)
        return signer.public

    assert check(form, issued(form, signer), key_for=key_for) == list_claims()
    assert asked == [signer.verification_method]
    plain = list_claims(expires_at=None, ttl=None)
    assert check(form, issued(form, signer, plain), signer) == plain


@both
def test_other_keys_do_not_fit(form):
    for signer in (SoftwareSigner.create("P-256"), SIGNERS["Ed25519"]):
        with pytest.raises(ProofInvalid):
            check(form, issued(form), signer)


@both
def test_the_named_algorithm_must_be_the_keys(form):
    """A good signature under another algorithm's name (RFC 8725, 3.1; RFC 9052, 3.1)."""
    draft = DRAFTS[form](list_claims(), algorithm="EdDSA", kid="k")
    with pytest.raises(ProofInvalid):
        check(form, draft.attach(SIGNER.sign(draft.signing_input)))


@both
def test_any_changed_byte_is_refused(form):
    token = issued(form)
    for place in range(0, len(token), 7):
        changed = bytearray(token)
        changed[place] ^= 1
        with pytest.raises(DamdaError):
            check(form, bytes(changed))


@pytest.mark.parametrize(
    ("form", "token"),
    [("jwt", jwt(header=header)) for header in ({"typ": "JWT"}, {"typ": None}, {"crit": ["x"]})]
    + [("cwt", cwt(typ=typ)) for typ in ("statuslist+cwt", 7)]
    + [
        (form, made(**claims))
        for form, made in (("jwt", jwt), ("cwt", cwt))
        for claims in (
            {"sub": None},
            {"sub": URI + "/"},
            {"iat": None},
            {"iat": "2026"},
            {"iat": True},
            {"iat": -1},
            {"iat": 10**15},
            {"exp": "never"},
            {"ttl": 0},
            {"ttl": "60"},
            {"ttl": -1},
            {"status_list": None},
            {"status_list": []},
            {"status_list": {"bits": 1}},
            {"status_list": {"lst": "eNrbuRgAAhcBXQ"}},
            {"status_list": {"bits": 3, "lst": "eNrbuRgAAhcBXQ"}},
            {"status_list": {"bits": 1, "lst": 7}},
            {"status_list": {"bits": 1, "lst": "eNrbuRgAAhcBXQ=="}},
            {"status_list": {"bits": 1, "lst": "eNrbuRgAAhcBXQ", "aggregation_uri": 7}},
        )
    ],
)
def test_tokens_that_are_no_status_list(form, token):
    with pytest.raises((StatusUnreadable, MalformedInput)):
        check(form, token)


@pytest.mark.parametrize("made", [jwt, cwt])
@pytest.mark.parametrize(
    ("claim", "seconds", "in_force"),
    [
        ("exp", 1, True),
        ("exp", -3, True),
        ("exp", -59, True),
        ("exp", -60, False),
        ("iat", 59, True),
        ("iat", 61, False),
        ("nbf", 59, True),
        ("nbf", 61, False),
    ],
)
def test_one_leeway_for_all_times(made, claim, seconds, in_force):
    """cases.md 33."""
    token = made(**{claim: int(NOW.timestamp()) + seconds})
    form = made.__name__
    if in_force:
        check(form, token)
    else:
        with pytest.raises(StatusUnreadable):
            check(form, token)
    if 0 < seconds < 60 and claim != "exp":
        with pytest.raises(StatusUnreadable):
            check(form, token, leeway=timedelta(seconds=1))


def resealed(change):
    """A CWT whose envelope was changed by ``change(protected, unprotected, payload, signature)``."""
    parts = loads(issued("cwt")).value
    return dumps(change(*parts))


@pytest.mark.parametrize(
    "change",
    [
        lambda p, u, c, s: [p, u, c, s],
        lambda p, u, c, s: Tagged(17, [p, u, c, s]),
        lambda p, u, c, s: Tagged(61, Tagged(18, [p, u, c, s])),
        lambda p, u, c, s: Tagged(18, [p, u, c]),
        lambda p, u, c, s: Tagged(18, [p, u, None, s]),
        lambda p, u, c, s: Tagged(18, [p, {1: -7}, c, s]),
        lambda p, u, c, s: Tagged(18, [p, {4: b"other"}, c, s]),
        lambda p, u, c, s: Tagged(18, [p, {2: [16]}, c, s]),
        lambda p, u, c, s: Tagged(18, [b"", {}, c, s]),
        lambda p, u, c, s: Tagged(18, [dumps([1]), u, c, s]),
        lambda p, u, c, s: Tagged(18, [dumps({**loads(p), 2: [16]}), u, c, s]),
        lambda p, u, c, s: Tagged(18, [dumps({**loads(p), 4: "k"}), u, c, s]),
        lambda p, u, c, s: {18: [p, u, c, s]},
    ],
)
def test_envelopes_that_are_refused(change):
    with pytest.raises((MalformedInput, StatusUnreadable)):
        check("cwt", resealed(change))


@both
def test_tokens_that_are_too_long(form):
    with pytest.raises(MalformedInput):
        check(form, issued(form) + bytes(1_048_576))


@given(st.binary(max_size=60))
@settings(max_examples=60)
def test_any_bytes_are_refused(data):
    for form in CHECKS:
        with pytest.raises(DamdaError):
            check(form, data)
        with pytest.raises(DamdaError):
            check(form, issued(form)[:40] + data)


def told(index, token, **changes):
    named = {"key_for": lambda kid: SIGNER.public, "now": NOW, "leeway": timedelta(seconds=60)}
    return token_status(StatusReference(index, URI), token, **(named | changes))


@both
@pytest.mark.parametrize(
    ("index", "expected"),
    [
        (4, ("passed", "status_valid")),
        (5, ("failed", "revoked")),
        (6, ("failed", "suspended")),
        (7, ("unknown", "status_unavailable")),
        (1_000, ("unknown", "status_unavailable")),
    ],
)
def test_verdict_on_a_status(form, index, expected):
    finding = told(index, issued(form))
    assert (finding.outcome, finding.code) == expected
    if index < 1_000:
        assert finding.evidence["status"] == hex(LISTED.status(index))
        assert finding.evidence["ttlSeconds"] == 60


@pytest.mark.parametrize(
    "token",
    [None, FetchFailed("HTTP 503"), b"", b"<html></html>", b"\xd2", jwt(exp=1), cwt(exp=1)],
    ids=range(7),
)
def test_list_that_can_not_be_had_or_read_is_a_third_outcome(token):
    """cases.md 11."""
    finding = told(5, token)
    assert (finding.outcome, finding.code) == ("unknown", "status_unavailable")
    assert finding.why is not None

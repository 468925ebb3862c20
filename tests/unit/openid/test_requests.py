"""Authorization requests and answers (OpenID4VP 1.0, 5 and 8; cases.md 31)."""

import contextlib
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from damda.errors import DamdaError, MalformedInput, OpenIdError
from damda.keys import SoftwareSigner
from damda.openid import request_object as requests
from damda.openid.jose import sign_jws
from damda.openid.response import (
    DeclinedResponse,
    error_form,
    parse_response_form,
    response_form,
)
from damda.protocols import AnchorProof
from hypothesis import given
from hypothesis import strategies as st

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
DID = "did:webvh:QmX:v.example"
CLIENT = f"decentralized_identifier:{DID}"
QUERY = {"credentials": [{"id": "a", "format": "ldp_vc", "meta": {}}]}


@pytest.fixture
def signer():
    made = SoftwareSigner.create("Ed25519")
    return SoftwareSigner.from_private("Ed25519", made.private, f"{DID}#key-1")


def claims(**changes):
    made = requests.build_request_object(
        client_id=CLIENT,
        response_uri="https://v.example/r",
        nonce="n" * 22,
        state="s",
        dcql_query=QUERY,
        client_metadata={},
        issued_at=NOW,
        expires_at=NOW + timedelta(minutes=5),
    )
    return {name: value for name, value in (made | changes).items() if value is not None}


def check(text, signer, *, client_id=CLIENT, now=NOW):
    def key_for(method, purpose):
        assert (method, purpose) == (f"{DID}#key-1", "authentication")
        return signer.public

    return requests.check_request_object(text, client_id=client_id, key_for=key_for, now=now)


def test_a_signed_request_is_read(signer):
    found = check(requests.sign_request_object(claims(), signer), signer)
    assert (found.nonce, found.state, found.response_uri) == ("n" * 22, "s", "https://v.example/r")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"client_id": "decentralized_identifier:did:webvh:QmY:evil.example"}, "invalid_request"),
        ({"client_id": None}, "invalid_request"),
        ({"aud": "https://other.example"}, "invalid_request"),
        ({"aud": None}, "invalid_request"),
        ({"response_type": "code"}, "invalid_request"),
        ({"response_mode": "fragment"}, "invalid_request"),
        ({"response_mode": None}, "invalid_request"),
        ({"redirect_uri": "https://v.example"}, "invalid_request"),
        ({"dcql_query": None}, "invalid_request"),
        ({"transaction_data": ["x"]}, "invalid_transaction_data"),
        ({"nonce": None}, "malformed"),
        ({"response_uri": "javascript:alert(1)"}, "malformed"),
        ({"response_uri": None}, "malformed"),
        ({"exp": int(NOW.timestamp()) - 120}, "request_expired"),
        ({"iat": int(NOW.timestamp()) + 600}, "invalid_request"),
        ({"exp": "soon"}, "malformed"),
    ],
)
def test_requests_that_are_not_answered(signer, changes, code):
    with pytest.raises(DamdaError) as caught:
        check(requests.sign_request_object(claims(**changes), signer), signer)
    assert caught.value.code == code


def test_a_request_signed_by_somebody_else_is_refused(signer):
    other = SoftwareSigner.create("Ed25519")
    forged = SoftwareSigner.from_private("Ed25519", other.private, f"{DID}#key-1")
    elsewhere = SoftwareSigner.from_private(
        "Ed25519", other.private, "did:webvh:QmZ:evil.example#key-1"
    )
    for text in (
        requests.sign_request_object(claims(), forged),
        requests.sign_request_object(claims(), elsewhere),
    ):
        with pytest.raises(OpenIdError, match="not signed by") as caught:
            check(text, signer)
        assert caught.value.code == "invalid_client"


def test_another_kind_of_token_is_no_request(signer):
    text = sign_jws(signer, {"typ": "JWT", "kid": f"{DID}#key-1"}, claims())
    with pytest.raises(OpenIdError):
        check(text, signer)


def test_the_link_is_read_back():
    link = requests.authorization_uri(client_id=CLIENT, request_uri="https://v.example/r?x=1")
    assert requests.parse_authorization_uri(link) == requests.RequestReference(
        CLIENT, "https://v.example/r?x=1", "get"
    )
    assert requests.parse_authorization_uri(link + "&request_uri_method=post").method == "post"


@pytest.mark.parametrize(
    "link",
    [
        "https://v.example",
        "openid4vp://?client_id=redirect_uri%3Ahttps%3A%2F%2Fv.example&response_uri=https%3A%2F%2Fevil.example",
        f"openid4vp://?client_id={quote(CLIENT)}&request_uri=javascript%3Aalert",
        f"openid4vp://?client_id={quote(CLIENT)}&request_uri=https%3A%2F%2Fa.example&request_uri=https%3A%2F%2Fb.example",
        f"openid4vp://?client_id={quote(CLIENT)}&request_uri=https%3A%2F%2Fa.example&request_uri_method=put",
        "openid4vp://?request_uri=https%3A%2F%2Fa.example",
        "openid4vp://" + "x" * 20_000,
    ],
)
def test_links_that_are_not_followed(link):
    with pytest.raises((OpenIdError, MalformedInput)):
        requests.parse_authorization_uri(link)


PROOF = AnchorProof(
    31337,
    "0x" + "ab" * 20,
    "did:webvh:QmX:i.example",
    b"s" * 32,
    (b"p" * 32,),
    b"r" * 32,
    b"t" * 32,
    7,
)


def test_an_answer_is_read_back():
    form = response_form(
        {"a": [{"type": "VerifiablePresentation"}]}, state="s", anchor_proofs={"0" * 64: PROOF}
    )
    found = parse_response_form(form)
    assert found.vp_token == {"a": ({"type": "VerifiablePresentation"},)}
    assert (found.state, found.anchor_proofs) == ("s", {"0" * 64: PROOF})
    assert parse_response_form(error_form("access_denied", state="s")) == DeclinedResponse(
        "access_denied", None, "s"
    )


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"vp_token": "x"},
        {"vp_token": "[]"},
        {"vp_token": "{}"},
        {"vp_token": '{"a":{}}'},
        {"vp_token": '{"a":[]}'},
        {"vp_token": '{"a":[7]}'},
        {"vp_token": '{"a":[{}],"a":[{}]}'},
        {"vp_token": '{"a":[{}]}', "state": "s" * 2000},
        {"vp_token": '{"a":[{}]}', "anchor_proofs": "[]"},
        {"vp_token": '{"a":[{}]}', "anchor_proofs": '{"zz":{}}'},
        {"vp_token": '{"a":[{}]}', "anchor_proofs": '{"' + "0" * 64 + '":{}}'},
        {"error": ""},
        {"error": "a\nb"},
    ],
)
def test_answers_that_cannot_be_read(form):
    with pytest.raises(OpenIdError) as caught:
        parse_response_form(form)
    assert caught.value.code == "invalid_request"


@given(st.text(max_size=300))
def test_any_text_is_a_request_or_our_error(text):
    for candidate in (text, "openid4vp://?" + text):
        with contextlib.suppress(DamdaError):
            requests.parse_authorization_uri(candidate)

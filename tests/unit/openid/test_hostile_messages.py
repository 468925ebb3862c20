"""Messages made to break their reader end in an error of ours, quickly."""

import contextlib
import json
import time
from datetime import UTC, datetime, timedelta

import pytest
from damda import base64url
from damda.errors import DamdaError, LimitExceeded, MalformedInput, OpenIdError
from damda.keys import SoftwareSigner
from damda.openid import dcql, fields, issuer_metadata, offer, request_object, token
from damda.openid.holder_proof import build_proof_jwt, check_proof_jwt
from hypothesis import given, settings
from hypothesis import strategies as st

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
ISSUER = "https://i.example/keis"
SIGNER = SoftwareSigner.create("Ed25519")
CLIENT = f"decentralized_identifier:{SIGNER.did}"
PRE_AUTHORIZED = "urn:ietf:params:oauth:grant-type:pre-authorized_code"

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.just(10**400) | st.floats(allow_nan=False)
    | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)  # fmt: skip


def request(**changes):
    claims = request_object.build_request_object(
        client_id=CLIENT,
        response_uri="https://v.example/r",
        nonce="n",
        state="s",
        dcql_query={},
        client_metadata={},
        issued_at=NOW,
        expires_at=NOW + timedelta(minutes=5),
    )
    kept = {name: value for name, value in (claims | changes).items() if value != "absent"}
    return request_object.check_request_object(
        request_object.sign_request_object(kept, SIGNER),
        client_id=CLIENT,
        key_for=lambda method, purpose: SIGNER.public,
        now=NOW,
    )


@settings(max_examples=60)
@given(st.sampled_from(["iat", "exp", "nbf", "aud", "nonce", "state", "dcql_query"]), json_values)
def test_any_member_of_a_request_is_read_or_refused(name, value):
    with contextlib.suppress(DamdaError):
        request(**{name: value})


@settings(max_examples=60)
@given(st.sampled_from(["iat", "aud", "nonce", "iss"]), json_values)
def test_any_claim_of_a_proof_is_read_or_refused(name, value):
    claims = {"aud": ISSUER, "iat": int(NOW.timestamp()), "nonce": "n"} | {name: value}
    header = {"typ": "openid4vci-proof+jwt", "kid": SIGNER.verification_method}
    with contextlib.suppress(OpenIdError):
        check_proof_jwt(signed(header, claims), audience=ISSUER, now=NOW)


def signed(header, claims):
    """As by software that signs what is no JSON too, such as Infinity."""
    parts = [json.dumps(each).encode() for each in ({"alg": "EdDSA", **header}, claims)]
    signing_input = b".".join(base64url.encode(each).encode() for each in parts)
    return f"{signing_input.decode()}.{base64url.encode(SIGNER.sign(signing_input))}"


@pytest.mark.parametrize("value", [10**400, -1, None, True, "1"])
def test_a_time_that_is_none_is_refused(value):
    for name in ("iat", "exp", "nbf"):
        with pytest.raises(MalformedInput, match=name):
            request(**{name: value})


@pytest.mark.parametrize("name", ["nonce", "state"])
@pytest.mark.parametrize("value", ["한글", "a b", "a\n", "a&b=c", ""])
def test_nonce_and_state_are_url_safe(name, value):
    """OpenID4VP 1.0, 5.2."""
    with pytest.raises(MalformedInput, match=name):
        request(**{name: value})


def test_a_request_without_end_is_good_for_an_hour():
    seconds = int(NOW.timestamp())
    assert request(exp="absent", iat=seconds - 3000).nonce == "n"
    assert request(exp="absent", iat="absent").nonce == "n"
    with pytest.raises(OpenIdError) as caught:
        request(exp="absent", iat=seconds - 7200)
    assert caught.value.code == "request_expired"


@pytest.mark.parametrize(
    "link",
    [
        "https://[x?credential_offer=1",
        "openid-credential-offer://?credential_offer=\ud800",
        "openid-credential-offer://?credential_offer=%FF",
        "openid-credential-offer://?credential_offer=%7B%7D&credential%5Foffer=%7B%7D",
        "openid-credential-offer://?" + "&".join(f"a{n}=" for n in range(60)),
        "openid-credential-offer://?credential_offer=" + "x" * 20_000,
    ],
)
def test_an_offer_link_that_cannot_be_read(link):
    with pytest.raises(MalformedInput):
        offer.parse_offer_uri(link)


@pytest.mark.parametrize(
    "link",
    [
        "openid4vp://[?client_id=a&request_uri=https://a.example",
        "openid4vp://?client_id=%FF&request_uri=https://a.example",
        "openid4vp://?client_id=a&client%5Fid=b&request_uri=https://a.example",
        "openid4vp://?" + "&".join(f"a{n}=" for n in range(60)),
    ],
)
def test_a_request_link_that_cannot_be_read(link):
    with pytest.raises(MalformedInput):
        request_object.parse_authorization_uri(link)


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/\x00",
        "https://a.example/\x7f",
        "https://a.example/\r\nx: y",
        "https://a.example/한",
        "https://a.example/#f",
        "https://user@a.example/",
        "https://",
        "https://[",
        "https://a.example:99999/",
        "ftp://a.example/",
        7,
    ],
)
def test_a_url_that_is_not_fetched(url):
    with pytest.raises(MalformedInput):
        fields.web_url(url, "url")


def test_an_issuer_has_no_query():
    """OpenID4VCI 1.0, 12.2.1."""
    with pytest.raises(MalformedInput, match="query"):
        offer.parse_offer(
            {"credential_issuer": ISSUER + "?a=b", "credential_configuration_ids": ["x"]}
        )
    for issuer in (ISSUER + "?", "https://[", "", "keis"):
        with pytest.raises(MalformedInput):
            issuer_metadata.well_known_url(issuer, "openid-credential-issuer")


def test_an_offer_by_value_is_read_back():
    made = offer.CredentialOffer(ISSUER, ("a+b", "Rice%20Badge", "훈련"), "c&=%", None)
    assert offer.parse_offer_uri(offer.offer_uri(made)) == made


def test_a_proof_without_nonce_is_an_invalid_proof():
    """OpenID4VCI 1.0, 8.3.1.2: invalid_nonce is for a nonce that is there and not good."""
    text = build_proof_jwt(SIGNER, binding="did", audience=ISSUER, nonce=None, issued_at=NOW)
    with pytest.raises(OpenIdError) as caught:
        check_proof_jwt(text, audience=ISSUER, now=NOW)
    assert caught.value.code == "invalid_proof"


def test_an_empty_transaction_code_is_none_sent():
    """RFC 6749, 3.2."""
    form = {"grant_type": PRE_AUTHORIZED, "pre-authorized_code": "c", "tx_code": ""}
    assert token.parse_token_request(form).tx_code is None


def test_identifiers_of_one_configuration_add_up():
    """cases.md 27: two data sets of one configuration, named in two details."""
    detail = {"type": "openid_credential", "credential_configuration_id": "rice"}
    answer = token.parse_token_response(
        {
            "access_token": "t",
            "token_type": "bearer",
            "authorization_details": [
                detail | {"credential_identifiers": ["rice-2026-1"]},
                detail | {"credential_identifiers": ["rice-2026-2"]},
            ],
        }
    )
    assert answer.credential_identifiers == {"rice": ("rice-2026-1", "rice-2026-2")}


def test_metadata_has_no_empty_lists():
    """OpenID4VCI 1.0, 12.2.4: where they are there, they are not empty."""
    made = issuer_metadata.ldp_vc_configuration(
        scope="s", contexts=["https://c.example"], types=["T"], display=[], claims=[]
    )
    whole = issuer_metadata.build_issuer_metadata(
        issuer=ISSUER, display=[], configurations={"a": made}
    )
    assert "[]" not in json.dumps(whole)


def test_a_query_of_many_combinations_is_matched_quickly():
    claims = [{"id": f"c{n}", "path": ["a", f"x{n}"]} for n in range(200)]
    every = [each["id"] for each in claims]
    asked = dcql.parse_query(
        {
            "credentials": [
                {
                    "id": f"q{n}",
                    "format": "ldp_vc",
                    "meta": {"type_values": [["urn:t"]]},
                    "claims": claims,
                    "claim_sets": [every] * 200,
                }
                for n in range(20)
            ]
        }
    )
    document = {"a": {f"x{n}": 1 for n in range(199)}}
    held = [dcql.Held(str(n), "ldp_vc", document, frozenset({"urn:t"})) for n in range(2)]
    began = time.process_time()
    assert not dcql.match(asked, held).answerable
    assert time.process_time() - began < 3  # 0.3 s; 14 s when each combination is walked anew


def test_too_long_a_link_is_not_looked_at():
    with pytest.raises(LimitExceeded):
        request_object.parse_authorization_uri("openid4vp://?client_id=" + "a" * 20_000)

"""Credential offers (OpenID4VCI 1.0, 4.1)."""

import contextlib
import json
from urllib.parse import quote

import pytest
from damda.errors import DamdaError, LimitExceeded, MalformedInput
from damda.openid.offer import (
    CredentialOffer,
    OfferReference,
    TxCodePrompt,
    is_offer_uri,
    offer_uri,
    parse_offer,
    parse_offer_uri,
)
from hypothesis import given
from hypothesis import strategies as st

GRANT = "urn:ietf:params:oauth:grant-type:pre-authorized_code"


def by_value(message: object) -> str:
    return "openid-credential-offer://?credential_offer=" + quote(json.dumps(message))


def offer(**changes: object) -> dict:
    message = {
        "credential_issuer": "https://i.example/keis",
        "credential_configuration_ids": ["badge"],
        "grants": {GRANT: {"pre-authorized_code": "abc"}},
    }
    return message | changes


def test_percent_signs_inside_the_offer_are_decoded_once():
    """cases.md 23."""
    text = (
        "openid-credential-offer://?credential_offer=%7B%22credential_issuer%22%3A%22https%3A%2F%2F"
        "i.example%22%2C%22credential_configuration_ids%22%3A%5B%22Rice%2520Badge%22%2C%22a%2Bb%22%5D%7D"
    )
    assert parse_offer_uri(text).configuration_ids == ("Rice%20Badge", "a+b")


def test_an_offer_by_reference_keeps_its_address():
    url = "https://i.example/keis/offers/x?a=1&b=%20"
    assert parse_offer_uri(offer_uri(url)) == OfferReference(url)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://u:p@i.example/",
        "//i.example",
        "https://",
    ],
)
def test_an_offer_elsewhere_than_the_web_is_refused(url):
    with pytest.raises(MalformedInput):
        parse_offer_uri("openid-credential-offer://?credential_offer_uri=" + quote(url, safe=""))


def test_both_or_neither_form_is_refused():
    for query in ("", "credential_offer=%7B%7D&credential_offer_uri=https%3A%2F%2Fi.example"):
        with pytest.raises(MalformedInput):
            parse_offer_uri(f"openid-credential-offer://?{query}")


def test_a_huge_link_is_refused_before_it_is_read():
    with pytest.raises(LimitExceeded):
        parse_offer_uri("openid-credential-offer://?credential_offer=" + "x" * 20_000)


@pytest.mark.parametrize(
    ("tx_code", "prompt"),
    [
        ({"length": 6, "input_mode": "numeric"}, TxCodePrompt("numeric", 6)),
        ({"input_mode": "text", "length": 6}, TxCodePrompt("text", 6)),
        ({}, TxCodePrompt()),
        ({"description": "가" * 300}, TxCodePrompt(description="가" * 300)),
    ],
)
def test_transaction_code_prompts(tx_code, prompt):
    """cases.md 25: an empty object still asks."""
    grants = {GRANT: {"pre-authorized_code": "abc", "tx_code": tx_code}}
    assert parse_offer(offer(grants=grants)).tx_code == prompt


@pytest.mark.parametrize(
    "changes",
    [
        {"credential_issuer": "i.example"},
        {"credential_configuration_ids": []},
        {"credential_configuration_ids": ["a", "a"]},
        {"credential_configuration_ids": "badge"},
        {"grants": []},
        {"grants": {GRANT: {}}},
        {"grants": {GRANT: {"pre-authorized_code": 7}}},
        {"grants": {GRANT: {"pre-authorized_code": "a", "tx_code": True}}},
        {"grants": {GRANT: {"pre-authorized_code": "a", "tx_code": {"length": "6"}}}},
        {"grants": {GRANT: {"pre-authorized_code": "a", "tx_code": {"description": "가" * 301}}}},
    ],
)
def test_malformed_offers_are_refused(changes):
    with pytest.raises(MalformedInput):
        parse_offer(offer(**changes))


def test_an_offer_without_our_grant_has_no_code():
    assert parse_offer(offer(grants={"authorization_code": {}})).pre_authorized_code is None


offers = st.builds(
    CredentialOffer,
    credential_issuer=st.just("https://i.example/a"),
    configuration_ids=st.lists(
        st.text(min_size=1, max_size=20), min_size=1, max_size=4, unique=True
    ).map(tuple),
    pre_authorized_code=st.text(min_size=1, max_size=40),
    tx_code=st.none()
    | st.builds(TxCodePrompt, st.sampled_from(["numeric", "text"]), st.none() | st.integers(1, 64)),
)


@given(offers)
def test_an_offer_survives_its_link(made):
    try:
        assert parse_offer_uri(by_value(made.to_json())) == made
    except MalformedInput:
        # Half characters are no text.
        assert any(
            "\ud800" <= c <= "\udfff" for c in json.dumps(made.to_json(), ensure_ascii=False)
        )


@given(st.text(max_size=200))
def test_any_text_is_an_offer_or_our_error(text):
    for candidate in (text, "openid-credential-offer://?" + text):
        is_offer_uri(candidate)
        with contextlib.suppress(DamdaError):
            parse_offer_uri(candidate)

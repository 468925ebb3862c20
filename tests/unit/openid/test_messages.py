"""Token, credential and notification messages, and metadata (OpenID4VCI 1.0, 6, 8, 11, 12)."""

import pytest
from damda.errors import MalformedInput, OpenIdError
from damda.openid import credential, issuer_metadata, token

GRANT = "urn:ietf:params:oauth:grant-type:pre-authorized_code"


def code_of(call) -> str:
    with pytest.raises(OpenIdError) as caught:
        call()
    return caught.value.code


@pytest.mark.parametrize("tx_code", ["000123", "0a07B9", None])
def test_the_transaction_code_travels_as_it_was_typed(tx_code):
    form = token.token_request_form(pre_authorized_code="c", tx_code=tx_code)
    assert token.parse_token_request(form) == token.TokenRequest("c", tx_code)


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({}, "invalid_request"),
        ({"grant_type": "authorization_code"}, "unsupported_grant_type"),
        ({"grant_type": GRANT}, "invalid_request"),
        ({"grant_type": GRANT, "pre-authorized_code": "x" * 600}, "invalid_request"),
        ({"grant_type": GRANT, "pre-authorized_code": "c", "tx_code": 7}, "invalid_request"),
    ],
)
def test_token_requests_that_cannot_be_served(form, code):
    assert code_of(lambda: token.parse_token_request(form)) == code


def test_a_token_answer_names_credential_identifiers():
    message = token.token_response(
        access_token="t", expires_in=60, credential_identifiers={"rice": ("r-1", "r-2")}
    )
    assert token.parse_token_response(message).credential_identifiers == {"rice": ("r-1", "r-2")}
    with pytest.raises(MalformedInput):
        token.parse_token_response(message | {"token_type": "mac"})


def request(**members):
    return {"proofs": {"jwt": ["a.b.c"]}} | members


def read(message, identifiers=()):
    return credential.parse_credential_request(
        message, configuration_ids={"rice"}, credential_identifiers=identifiers
    )


def test_credential_requests_by_configuration_and_by_identifier():
    """cases.md 27."""
    named = ("rice-2026-1", "rice-2026-2")
    assert read(request(credential_configuration_id="rice")).configuration_id == "rice"
    assert read(request(credential_identifier=named[1]), named).credential_identifier == named[1]
    assert (
        code_of(lambda: read(request(credential_configuration_id="rice"), named))
        == "invalid_credential_request"
    )
    both = request(credential_configuration_id="rice", credential_identifier=named[0])
    assert code_of(lambda: read(both, named)) == "invalid_credential_request"
    assert (
        code_of(lambda: read(request(credential_identifier="other"), named))
        == "unknown_credential_identifier"
    )
    assert (
        code_of(lambda: read(request(credential_configuration_id="nuts")))
        == "unknown_credential_configuration"
    )
    assert code_of(lambda: read(request())) == "invalid_credential_request"
    assert (
        code_of(lambda: read(request(credential_configuration_id=7)))
        == "invalid_credential_request"
    )


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"proofs": None}, "invalid_proof"),
        ({"proofs": {}}, "invalid_proof"),
        ({"proofs": {"jwt": []}}, "invalid_proof"),
        ({"proofs": {"jwt": ["a"] * 21}}, "invalid_proof"),
        ({"proofs": {"jwt": [7]}}, "invalid_proof"),
        ({"proofs": {"jwt": ["a"], "di_vp": [{}]}}, "invalid_proof"),
        ({"proof": {"proof_type": "jwt"}}, "invalid_credential_request"),
        ({"credential_response_encryption": {}}, "invalid_encryption_parameters"),
    ],
)
def test_proofs_of_a_credential_request(change, code):
    assert code_of(lambda: read(request(credential_configuration_id="rice") | change)) == code


def test_a_credential_answer_is_read_back():
    message = credential.credential_response([{"id": "urn:x"}], "n-1")
    assert credential.parse_credential_response(message) == credential.CredentialResponse(
        ({"id": "urn:x"},), "n-1"
    )
    for broken in ({}, {"credentials": []}, {"credentials": [{}]}, {"credentials": "x"}):
        with pytest.raises(MalformedInput):
            credential.parse_credential_response(broken)


def test_notifications():
    assert (
        credential.parse_notification(credential.notification("n", "credential_accepted")).event
        == "credential_accepted"
    )
    for broken in (
        {},
        {"notification_id": "n"},
        {"notification_id": "n", "event": "boom"},
        {"notification_id": 1, "event": "credential_deleted"},
    ):
        assert (
            code_of(lambda broken=broken: credential.parse_notification(broken))
            == "invalid_notification_request"
        )


@pytest.mark.parametrize(
    ("issuer", "place"),
    [
        (
            "https://agency.example/tenant/rice",
            "https://agency.example/.well-known/openid-credential-issuer/tenant/rice",
        ),
        ("https://agency.example", "https://agency.example/.well-known/openid-credential-issuer"),
        ("https://agency.example/", "https://agency.example/.well-known/openid-credential-issuer"),
        (
            "http://localhost:8130/keis",
            "http://localhost:8130/.well-known/openid-credential-issuer/keis",
        ),
    ],
)
def test_the_well_known_path_goes_between_host_and_path(issuer, place):
    """cases.md 21."""
    assert issuer_metadata.well_known_url(issuer, "openid-credential-issuer") == place


def test_metadata_is_read_back_and_must_name_its_issuer():
    issuer = "https://agency.example/rice"
    configuration = issuer_metadata.ldp_vc_configuration(
        scope="rice",
        contexts=["https://www.w3.org/ns/credentials/v2"],
        types=["VerifiableCredential", "Rice"],
        display=[{"name": "쌀", "locale": "ko"}],
        claims=[{"path": ["credentialSubject", "x"]}],
    )
    message = issuer_metadata.build_issuer_metadata(
        issuer=issuer,
        display=[{"name": "군청", "locale": "ko"}],
        configurations={"rice": configuration},
    )
    found = issuer_metadata.parse_issuer_metadata(message, issuer=issuer)
    assert found.credential_endpoint == f"{issuer}/credential"
    assert found.authorization_server == issuer
    assert found.configurations["rice"].proof_algorithms == ("EdDSA", "ES256")
    for other in ("https://agency.example/fish", issuer + "/", issuer.upper()):
        with pytest.raises(MalformedInput):
            issuer_metadata.parse_issuer_metadata(message, issuer=other)

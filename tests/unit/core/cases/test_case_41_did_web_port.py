"""Case 41: a port in a did:web is a port, identifiers are compared as text, nothing is followed."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from damda.dids import did_web, fetch_and_resolve
from damda.errors import DamdaError, DidUnresolvable, FetchFailed
from damda.keys import SoftwareSigner

NOW = datetime(2026, 11, 25, tzinfo=UTC)
KEY = SoftwareSigner.create("P-256").public
DID = "did:web:localhost%3A8443:issuers:rice"
URL = "https://localhost:8443/issuers/rice/did.json"


class Web:
    """A `damda.protocols.Fetcher` over a dictionary; None stands for a redirect elsewhere."""

    def __init__(self, **pages: Any) -> None:
        self.pages = pages.get("pages", {})

    def get(self, url: str, *, accept: str, limit: int) -> bytes:
        page = self.pages.get(url, b"")
        if page is None:
            raise FetchFailed(f"{url}: HTTP 302", ko=f"{url}: HTTP 302", status=302)
        if not page:
            raise FetchFailed(f"{url}: HTTP 404", ko=f"{url}: HTTP 404", status=404)
        return bytes(page)


def document(did: str = DID, **members: Any) -> bytes:
    method = f"{did}#key-1"
    contents = {
        "@context": ["https://www.w3.org/ns/did/v1"],
        "id": did,
        "verificationMethod": [
            {"id": method, "type": "JsonWebKey", "controller": did, "publicKeyJwk": KEY.jwk}
        ],
        "assertionMethod": [method],
    }
    return json.dumps({**contents, **members}).encode()


def resolve(did: str, **pages: Any) -> Any:
    return fetch_and_resolve(did, fetch=Web(pages=pages), now=NOW)


def test_a_port_is_a_port_and_the_key_is_found_under_the_same_text() -> None:
    assert did_web.document_url(DID) == URL
    found = resolve(DID, **{URL: document()})
    assert found.key(f"{DID}#key-1", "assertionMethod") == KEY
    for other in ("did:web:localhost%3a8443:issuers:rice", "did:web:localhost:8443:issuers:rice"):
        with pytest.raises(DidUnresolvable):
            found.key(f"{other}#key-1", "assertionMethod")


def test_the_small_percent_encoding_is_refused_even_where_the_document_has_it() -> None:
    small = DID.replace("%3A", "%3a")
    with pytest.raises(DidUnresolvable, match="%3A"):
        resolve(small, **{URL: document(small)})


def test_a_port_that_is_not_encoded_is_a_path_and_the_error_says_so() -> None:
    with pytest.raises(FetchFailed, match="write %3A8443") as refused:
        resolve("did:web:localhost:8443:issuers:rice", **{URL: document()})
    assert refused.value.status == 404
    assert "%3A8443" in refused.value.ko


@pytest.mark.parametrize("id_", ["did:web:localhost%3A8443:issuers:other", None, 5, f"{DID}#key-1"])
def test_a_document_of_another_did_is_refused(id_: object) -> None:
    with pytest.raises(DidUnresolvable, match="another DID"):
        resolve(DID, **{URL: document(id=id_)})


def test_a_redirect_is_not_followed() -> None:
    with pytest.raises(FetchFailed, match="302"):
        resolve(DID, **{URL: None})


@pytest.mark.parametrize(
    "page", [b"[]", b"{", b'{"id":"a","id":"b"}', b"\xff", b"{" + b" " * 300_000 + b"}"]
)
def test_a_document_that_can_not_be_read_is_refused(page: bytes) -> None:
    with pytest.raises(DidUnresolvable):
        resolve(DID, **{URL: page})


@pytest.mark.parametrize(
    ("did", "url"),
    [
        ("did:web:w3c-ccg.github.io", "https://w3c-ccg.github.io/.well-known/did.json"),
        (
            "did:web:w3c-ccg.github.io:user:alice",
            "https://w3c-ccg.github.io/user/alice/did.json",
        ),
        ("did:web:example.com%3A3000", "https://example.com:3000/.well-known/did.json"),
        ("did:web:%ED%95%9C%EA%B5%AD.kr", "https://xn--3e0b707e.kr/.well-known/did.json"),
    ],
)
def test_where_the_document_is(did: str, url: str) -> None:
    assert did_web.document_url(did) == url


@pytest.mark.parametrize(
    "place",
    ["", "127.0.0.1", "%5B%3A%3A1%5D", "a.example:..", "a.example:%2e%2E:b", "a.example:b/c", "intra",
     "a.example%3A0", "a.example%3A80%3A80", "a.example::b", "a.example?x", "a.example%253A80"],
)  # fmt: skip
def test_a_place_that_is_none_is_refused(place: str) -> None:
    with pytest.raises(DamdaError):
        resolve(f"did:web:{place}")

"""What a DID URL leads to: something in the document, or a place to fetch from."""

from typing import Any

import pytest
from damda.dids import DidDocument, dereference, parse_did_url
from damda.dids.parallel_did_web import did_web_of, parallel_document
from damda.dids.services import implicit_services, with_implicit_services
from damda.errors import DamdaError, DidUnresolvable

PLACE = "agency.example%3A8443:issuers:rice"
DID = f"did:webvh:Qm{'1' * 44}:{PLACE}"
BASE = "https://agency.example:8443/issuers/rice"


def document(did: str = DID, **members: Any) -> DidDocument:
    return DidDocument(did, {"id": did, **members})


def url_of(text: str, found: DidDocument) -> str | None:
    return dereference(found, parse_did_url(text)).url


@pytest.mark.parametrize(
    ("rest", "url"),
    [
        ("/whois", f"{BASE}/whois.vp"),
        ("/governance/issuers.json", f"{BASE}/governance/issuers.json"),
        ("/a%20b/", f"{BASE}/a%20b/"),
        ("/whois/", f"{BASE}/whois/"),
        ("?service=files&relativeRef=/a/b", f"{BASE}/a/b"),
        ("?service=files", f"{BASE}/"),
    ],
)
def test_the_implicit_services_of_did_webvh(rest: str, url: str) -> None:
    assert url_of(DID + rest, document()) == url


def test_well_known_is_left_out() -> None:
    did = f"did:webvh:Qm{'1' * 44}:agency.example"
    assert url_of(f"{did}/a.json", document(did)) == "https://agency.example/a.json"
    assert url_of(f"{did}/whois", document(did)) == "https://agency.example/whois.vp"


@pytest.mark.parametrize("id_", ["#files", f"{DID}#files"])
def test_a_service_of_the_document_comes_first(id_: str) -> None:
    own = {"id": id_, "type": "relativeRef", "serviceEndpoint": "https://files.example/rice/"}
    found = document(service=[own])
    assert url_of(f"{DID}/a", found) == "https://files.example/rice/a"
    assert url_of(f"{DID}/whois", found) == f"{BASE}/whois.vp"
    whole = with_implicit_services(found.document)
    assert [service["type"] for service in whole["service"]] == [
        "relativeRef",
        "LinkedVerifiablePresentation",
    ]


@pytest.mark.parametrize(
    "endpoint",
    [
        "ftp://a.example",
        "javascript:x",
        "",
        None,
        {"uri": "https://a.example"},
        "https://a.example/?q",
    ],
)
def test_an_endpoint_that_can_not_be_reached(endpoint: Any) -> None:
    own = {"id": "#files", "type": "relativeRef", "serviceEndpoint": endpoint}
    with pytest.raises(DidUnresolvable):
        url_of(f"{DID}/a", document(service=[own]))


@pytest.mark.parametrize(
    "rest", ["#absent", "?service=absent", "/a?service=files", "?service=files&relativeRef=/../a"]
)
def test_what_is_not_there(rest: str) -> None:
    with pytest.raises(DamdaError):
        dereference(document(), parse_did_url(DID + rest))


@pytest.mark.parametrize("id_", [5, None, ["#files"], {"a": 1}])
def test_a_service_without_a_name_hides_none(id_: Any) -> None:
    assert url_of(f"{DID}/a", document(service=[{"id": id_}, 5])) == f"{BASE}/a"


def test_methods_without_a_place_have_no_services() -> None:
    assert implicit_services("did:key:z6Mk") == []
    with pytest.raises(DidUnresolvable) as refused:
        url_of("did:key:z6Mk/whois", document("did:key:z6Mk"))
    assert refused.value.code == "did_not_found"


def test_fragments_name_methods_and_services() -> None:
    named = {"id": f"{DID}#a", "type": "Multikey"}
    embedded = {"id": "#b", "type": "Multikey"}
    found = document(verificationMethod=[named], authentication=[f"{DID}#a", embedded])
    assert dereference(found, parse_did_url(f"{DID}#a")).content == named
    assert dereference(found, parse_did_url(f"{DID}#b")).content == embedded
    assert dereference(found, parse_did_url(f"{DID}#whois")).content == implicit_services(DID)[1]
    assert dereference(found, parse_did_url(DID)).content == found.document


def test_the_parallel_did_web() -> None:
    """did:webvh 1.0, "Publishing a Parallel `did:web` DID"."""
    web = f"did:web:{PLACE}"
    method = {"id": f"{DID}#a", "controller": DID}
    parallel = parallel_document(
        document(alsoKnownAs=[web, "urn:a", "urn:a"], verificationMethod=[method])
    )
    assert did_web_of(DID) == parallel["id"] == web
    assert parallel["alsoKnownAs"] == ["urn:a", DID]
    assert parallel["verificationMethod"] == [{"id": f"{web}#a", "controller": web}]
    assert [service["id"] for service in parallel["service"]] == [f"{web}#files", f"{web}#whois"]
    assert parallel["service"][1]["serviceEndpoint"] == f"{BASE}/whois.vp"
    with pytest.raises(DidUnresolvable):
        parallel_document(document("did:key:z6Mk"))

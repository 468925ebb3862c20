"""The services that every did:webvh and did:web has without listing them: ``#files`` and
``#whois`` (did:webvh 1.0, "DID URL Resolution")."""

from __future__ import annotations

from ..errors import DidUnresolvable
from ..protocols import Json, JsonView
from . import did_web
from .did_webvh.address import parse_did
from .web_address import WebAddress

_LINKED_VP = "https://identity.foundation/linked-vp/contexts/v1"


def place_of(did: str) -> WebAddress | None:
    """Where the DID's files are; None for a method without such a place. Raises DidUnresolvable."""
    if did.startswith("did:webvh:"):
        return parse_did(did).place
    if did.startswith("did:web:"):
        return did_web.parse_did(did)
    return None


def implicit_services(did: str) -> list[Json]:
    """``#files`` and ``#whois`` as they are unless the document says otherwise."""
    place = place_of(did)
    if place is None:
        return []
    return [
        {"id": f"{did}#files", "type": "relativeRef", "serviceEndpoint": f"{place.base_url}/"},
        {
            "@context": _LINKED_VP,
            "id": f"{did}#whois",
            "type": "LinkedVerifiablePresentation",
            "serviceEndpoint": f"{place.base_url}/whois.vp",
        },
    ]


def with_implicit_services(document: JsonView) -> Json:
    """The document with the implicit services that it does not have one of its own for."""
    did = str(document["id"])
    services = service_list(document)
    own = [whole_id(did, service.get("id")) for service in services if isinstance(service, dict)]
    missing = [service for service in implicit_services(did) if service["id"] not in own]
    return {**document, "service": [*services, *missing]} if missing else dict(document)


def service_named(document: JsonView, name: str) -> Json:
    """The one service ``#name``, the document's own or the implicit one.

    Raises DidUnresolvable ("did_not_found") if there is none, or several.
    """
    whole = with_implicit_services(document)
    did = str(whole["id"])
    found = [
        service
        for service in service_list(whole)
        if isinstance(service, dict) and whole_id(did, service.get("id")) == f"{did}#{name}"
    ]
    if len(found) != 1:
        raise DidUnresolvable(
            f"The DID document has not exactly one service #{name[:100]}.",
            ko=f"DID 문서에 #{name[:100]} 서비스가 없거나 여러 개입니다.",
            code="did_not_found",
        )
    return found[0]


def service_list(document: JsonView) -> list[object]:
    """What ``service`` lists; nothing where it is no list."""
    services = document.get("service")
    return list(services) if isinstance(services, list) else []


def whole_id(did: str, id_: object) -> object:
    """An id with the DID before a bare fragment (DID Core 1.0, 3.2.2)."""
    return did + id_ if isinstance(id_, str) and id_.startswith("#") else id_

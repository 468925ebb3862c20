"""What a DID URL names: a document, something in it, or a resource to fetch (DID Core 1.0, 3.2;
did:webvh 1.0, "DID URL Path Resolution" and "WHOIS Resolution")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..errors import DidUnresolvable
from ..protocols import Json, JsonView
from .did_url import DidUrl, path_of_reference, relative_path
from .document import DidDocument
from .services import service_list, service_named, whole_id

_ENDPOINT = re.compile(r"https?://[!-~]{1,2000}", re.ASCII)
_METHODS = (
    "verificationMethod",
    "authentication",
    "assertionMethod",
    "keyAgreement",
    "capabilityInvocation",
    "capabilityDelegation",
)


@dataclass(frozen=True, slots=True)
class Dereferenced:
    """Either ``content``, or ``url`` where the content is to be fetched from, and its media type."""

    content: Json | None = None
    url: str | None = None
    accept: str = "*/*"


def dereference(document: DidDocument, url: DidUrl) -> Dereferenced:
    """What ``url`` names, in or by the resolved document of its DID.

    Raises DidUnresolvable: code "did_not_found" for what the document doesn't have,
    "did_unresolvable" for a service that can't be reached by http(s); MalformedInput for a path
    that leads elsewhere.
    """
    contents = document.document
    if url.path == ("whois",) and url.service is None:
        endpoint = _endpoint(service_named(contents, "whois"))
        return Dereferenced(url=endpoint, accept="application/vp, application/json")
    if url.path or url.service is not None:
        return Dereferenced(url=_resource(contents, url))
    if url.fragment is not None:
        return Dereferenced(content=_part(contents, url.fragment))
    return Dereferenced(content=contents)


def _resource(document: JsonView, url: DidUrl) -> str:
    if url.path and (url.service is not None or url.relative_ref is not None):
        raise _unresolvable("A DID URL has a path, or service and relativeRef, not both.")
    endpoint = _endpoint(service_named(document, url.service or "files"))
    if url.path:
        return endpoint.removesuffix("/") + relative_path(url.path)
    if url.relative_ref is None:
        return endpoint
    return endpoint.removesuffix("/") + relative_path(path_of_reference(url.relative_ref))


def _endpoint(service: Json) -> str:
    endpoint = service.get("serviceEndpoint")
    if not isinstance(endpoint, str) or not _ENDPOINT.fullmatch(endpoint):
        raise _unresolvable("The service can't be reached: its endpoint is no http(s) URL.")
    if "?" in endpoint or "#" in endpoint:
        raise _unresolvable("The service's endpoint has a query or a fragment.")
    return endpoint


def _part(document: JsonView, fragment: str) -> Json:
    """The verification method or service of that fragment; ids are compared as text."""
    did = str(document["id"])
    named = f"{did}#{fragment}"
    for name in _METHODS:
        listed = document.get(name)
        for item in listed if isinstance(listed, list) else ():
            if isinstance(item, dict) and whole_id(did, item.get("id")) == named:
                return item
    for service in service_list(document):
        if isinstance(service, dict) and whole_id(did, service.get("id")) == named:
            return service
    return service_named(document, fragment)


def _unresolvable(en: str) -> DidUnresolvable:
    return DidUnresolvable(en, ko=f"DID URL이 가리키는 곳을 찾을 수 없습니다. {en}")

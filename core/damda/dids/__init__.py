"""Decentralized identifiers: did:key, did:jwk, did:peer (2 and 4), did:web and did:webvh 1.0.

Identifiers are compared as text and never decoded (W3C DID Core 1.0, 3.1).
"""

from .dereference import Dereferenced, dereference
from .did_url import DidUrl, parse_did_url
from .document import DidDocument, Purpose, split_did_url
from .fetched import DidFiles, fetch_and_resolve, fetch_files
from .resolution import Version, document_url, resolve
from .resolution_result import resolution_result

__all__ = [
    "Dereferenced",
    "DidDocument",
    "DidFiles",
    "DidUrl",
    "Purpose",
    "Version",
    "dereference",
    "document_url",
    "fetch_and_resolve",
    "fetch_files",
    "parse_did_url",
    "resolution_result",
    "resolve",
    "split_did_url",
]

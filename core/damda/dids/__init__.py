"""Decentralized identifiers: did:key, did:jwk and did:webvh 1.0.

Identifiers are compared as text and never decoded (W3C DID Core 1.0, 3.1).
"""

from .document import DidDocument, Purpose, split_did_url
from .resolution import resolve

__all__ = ["DidDocument", "Purpose", "resolve", "split_did_url"]

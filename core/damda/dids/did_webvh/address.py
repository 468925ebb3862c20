"""The DID's text and the place of its log (did:webvh 1.0, "The DID to HTTPS Transformation")."""

from __future__ import annotations


def log_url(did: str) -> str:
    """Where the log is: ``https://localhost:8130/keis/did.jsonl``.

    Raises DidUnresolvable for a text that is no did:webvh of a host name.
    """
    raise NotImplementedError

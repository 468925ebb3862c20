"""The did:web that lies beside a did:webvh (did:webvh 1.0, "Publishing a Parallel `did:web` DID")."""

from __future__ import annotations

from ..protocols import Json
from .did_webvh.address import parse_did
from .did_webvh.hashes import replaced
from .document import DidDocument
from .services import with_implicit_services


def did_web_of(did: str) -> str:
    """``did:web:..`` at the place of a did:webvh. Raises DidUnresolvable."""
    return did.replace(f"did:webvh:{parse_did(did).scid}:", "did:web:")


def parallel_document(resolved: DidDocument) -> Json:
    """The ``did.json`` to publish beside the log of ``resolved``, a did:webvh.

    Raises DidUnresolvable for another method.
    """
    scid = parse_did(resolved.id).scid
    whole = with_implicit_services(resolved.document)
    document = replaced(whole, f"did:webvh:{scid}:", "did:web:")
    listed = document.get("alsoKnownAs")
    names = [*(listed if isinstance(listed, list) else ()), resolved.id]
    others = [name for name in names if name != document["id"]]
    document["alsoKnownAs"] = list(dict.fromkeys(others))
    return document

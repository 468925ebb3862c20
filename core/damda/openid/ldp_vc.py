"""What a DCQL match needs to know of a Data Integrity credential (OpenID4VP 1.0, B.1)."""

from __future__ import annotations

import re

from ..protocols import Canonicalizer, JsonView

_TYPE = re.compile(
    r"\S+ <http://www\.w3\.org/1999/02/22-rdf-syntax-ns#type> <([^<> ]+)> \.", re.ASCII
)
_TYPE_MEMBERS = ("@context", "type", "@type")


def expanded_types(document: JsonView, canonicalizer: Canonicalizer) -> frozenset[str]:
    """The types of the credential as IRIs (B.1.1).

    Only its own: the types of a credential nested in its evidence or subject are not its types,
    so the rest of the document is not looked at. Raises what ``canonicalizer`` raises.
    """
    head = {name: document[name] for name in _TYPE_MEMBERS if name in document}
    lines = canonicalizer.nquads(head).decode("utf-8").splitlines()
    return frozenset(found[1] for line in lines if (found := _TYPE.fullmatch(line)))

"""What a DCQL match needs to know of a Data Integrity credential (OpenID4VP 1.0, B.1)."""

from __future__ import annotations

import re

from ..protocols import Canonicalizer, JsonView

_TYPE = re.compile(
    r"(\S+) <http://www\.w3\.org/1999/02/22-rdf-syntax-ns#type> <([^<> ]+)> \.", re.ASCII
)
_SUBJECT = re.compile(r"(\S+) <https://www\.w3\.org/2018/credentials#credentialSubject> ")


def expanded_types(document: JsonView, canonicalizer: Canonicalizer) -> frozenset[str]:
    """The types of the credential as IRIs, by its statements.

    ``document`` is one credential, secured or not; its node is the one with a credentialSubject.
    Raises what ``canonicalizer`` raises.
    """
    bare = {name: value for name, value in document.items() if name != "proof"}
    lines = canonicalizer.nquads(bare).decode("utf-8").splitlines()
    nodes = {found[1] for line in lines if (found := _SUBJECT.match(line))}
    typed = (_TYPE.fullmatch(line) for line in lines)
    return frozenset(found[2] for found in typed if found and found[1] in nodes)

"""A did:webvh log (did.jsonl): one line for each version, the newest document whole."""

from __future__ import annotations

from ..protocols import Json
from .description import Description
from .did_document import description_of
from .members import items
from .moments import moment
from .reader import Inside
from .source import Source

_MEMBERS = frozenset({"versionId", "versionTime", "parameters", "state"})


def describe(source: Source, _inside: Inside) -> Description | None:
    """See `reader.Reader`. didwebvh 1.0, "The DID Log File"."""
    lines = source.objects
    if not lines or not all(line.keys() >= _MEMBERS for line in lines):
        return None
    state = lines[-1]["state"]
    documents = (description_of(state),) if isinstance(state, dict) else ()
    sections: Json = {
        "versions": [_version(line) for line in lines],
        "parameters": lines[-1]["parameters"],
        "proofs": items(lines[-1].get("proof", [])),
    }
    return Description("did_log", "did:webvh", sections, documents)


def _version(line: Json) -> Json:
    return {"id": line["versionId"], **moment("versionTime", line["versionTime"])}

"""A did:webvh log (did.jsonl): what each version changed, the newest document whole."""

from __future__ import annotations

from collections.abc import Sequence

from ..dids.did_webvh import log_changes
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
        "versions": [
            _version(line) | {"changes": told}
            for line, told in zip(lines, log_changes(lines), strict=True)
        ],
        "parameters": _in_force(lines),
        "proofs": items(lines[-1].get("proof", [])),
    }
    return Description("did_log", "did:webvh", sections, documents)


def _version(line: Json) -> Json:
    return {"id": line["versionId"], **moment("versionTime", line["versionTime"])}


def _in_force(lines: Sequence[Json]) -> Json:
    """The parameters that hold now: each as the last entry that names it says."""
    given = (line["parameters"] for line in lines if isinstance(line["parameters"], dict))
    return {name: value for parameters in given for name, value in parameters.items()}

"""The JSON-LD suites through our canonicalizer, entry by entry.

toRdf: our canonical N-Quads of the input against the canonical form of the expected N-Quads.
expand: the same of the input against PyLD's toRdf of the expected expanded output.
"""

from __future__ import annotations

import json
from pathlib import Path

from damda.canonical.compiled import CompiledCanonicalizer
from damda.canonical.rdfc import canonical_nquads
from damda.errors import DamdaError

from support.nquads import parse_nquads

from .features import feature
from .naming import NamedContexts
from .suites import Entry, SuiteResult, entries


def run(folder: Path, suite: str) -> SuiteResult:
    """Run ``suite`` (``expand`` or ``toRdf``) out of the folder of the JSON-LD vectors."""
    result = SuiteResult()
    for entry in entries(folder, suite):
        result.total += 1
        if entry.is_of_1_0:
            result.of_1_0 += 1
        elif entry.input.suffix == ".html":
            result.html += 1
        else:
            _judge(result, folder, suite, entry)
    return result


def canonical(folder: Path, entry: Entry) -> str:
    """Our canonical N-Quads of the entry's input. Raises our own errors only."""
    try:
        return _nquads(NamedContexts(folder, entry))
    except DamdaError as error:
        if not _may_lean(error):
            raise
        return _nquads(NamedContexts(folder, entry, leaning=True))


def _may_lean(error: DamdaError) -> bool:
    return error.en.startswith("The context ")


def _nquads(named: NamedContexts) -> str:
    return CompiledCanonicalizer(named.compiled()).nquads(named.document).decode()


def _judge(result: SuiteResult, folder: Path, suite: str, entry: Entry) -> None:
    try:
        found = canonical(folder, entry)
    except DamdaError as error:
        if entry.kind == "negative":
            result.refused_negative += 1
        elif entry.kind == "syntax":
            result.refused_syntax += 1
        else:
            result.refused[feature(error)] += 1
        return
    if entry.kind == "negative":
        result.accepted.append(entry.id)
    elif entry.kind == "syntax":
        result.accepted_syntax += 1
    elif found == _expected(suite, entry):
        result.right += 1
    else:
        result.wrong.append(entry.id)


def _expected(suite: str, entry: Entry) -> str:
    assert entry.expect is not None
    text = entry.expect.read_text()
    if suite == "expand":
        from pyld import jsonld

        text = jsonld.to_rdf(json.loads(text), {"format": "application/n-quads"})
    return canonical_nquads(parse_nquads(text))

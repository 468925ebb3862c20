"""The W3C JSON-LD 1.1 toRdf suite through our strict canonicalizer.

Its inline contexts are named by URL first, as documents may only name contexts. What we compute
must be right; what we refuse must be refused for a reason of our own (`damda.canonical`), and
every negative test is refused.
"""

import json
from typing import Any

from damda.canonical.rdfc import canonical_nquads
from damda.errors import MalformedInput
from support.contexts import canonicalizer, named_contexts
from support.nquads import parse_nquads
from support.shelf import vectors

FOLDER = vectors("json-ld")
NOT_OURS = {
    # A context inside a context: lost when the outer one gets a URL. Contexts are pinned.
    "#ter56",
}
ENTRIES = [
    entry
    for entry in json.loads((FOLDER / "toRdf-manifest.jsonld").read_text())["sequence"]
    if "json-ld-1.0" not in entry.get("option", {}).values()
    and not entry["input"].endswith(".html")
    and entry["@id"] not in NOT_OURS
]


def of_type(name: str) -> list[dict[str, Any]]:
    return [entry for entry in ENTRIES if f"jld:{name}" in entry["@type"]]


def nquads(entry: dict[str, Any]) -> str:
    contexts: dict[str, Any] = {}
    document = named_contexts(json.loads((FOLDER / entry["input"]).read_text()), contexts)
    return canonicalizer(**contexts).nquads(document).decode()


def test_what_is_computed_is_right() -> None:
    right = 0
    wrong = []
    for entry in of_type("PositiveEvaluationTest"):
        try:
            found = nquads(entry)
        except MalformedInput:
            continue
        expected = canonical_nquads(parse_nquads((FOLDER / entry["expect"]).read_text()))
        if found == expected:
            right += 1
        else:
            wrong.append(entry["@id"])
    assert wrong == []
    assert right >= 130


def test_negative_tests_are_refused() -> None:
    accepted = []
    for entry in of_type("NegativeEvaluationTest"):
        try:
            nquads(entry)
        except MalformedInput:
            continue
        accepted.append(entry["@id"])
    assert accepted == []
    assert len(of_type("NegativeEvaluationTest")) > 90


def test_syntax_tests_end_in_a_result_or_in_our_own_error() -> None:
    for entry in of_type("PositiveSyntaxTest"):
        try:
            nquads(entry)
        except MalformedInput:
            continue

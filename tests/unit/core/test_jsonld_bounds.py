"""Canonicalization takes bounded time, whatever the document."""

import time
from typing import Any

import pytest
from damda.canonical.statements import MAX_STATEMENTS
from damda.errors import LimitExceeded
from support.contexts import canonicalizer

CANONICALIZER = canonicalizer(
    typed={
        "id": "@id",
        "p": "https://e.example/#p",
        "q": "https://e.example/#q",
        "link": {"@id": "https://e.example/#link", "@type": "@id"},
    }
)


def lines(document: Any) -> str:
    return CANONICALIZER.nquads(document).decode()


def typed(**members: Any) -> dict[str, Any]:
    return {"@context": "urn:test:typed", "id": "urn:a", **members}


def clique(size: int) -> dict[str, Any]:
    ids = [f"_:n{number}" for number in range(size)]
    nodes = [{"id": id_, "link": [other for other in ids if other != id_]} for id_ in ids]
    return {"@context": "urn:test:typed", "@graph": nodes}


@pytest.mark.parametrize("size", [8, 60])
def test_a_poison_graph_is_refused_in_bounded_time(size: int) -> None:
    start = time.process_time()
    with pytest.raises(LimitExceeded):
        lines(clique(size))
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    "members",
    [
        {"p": [str(number) for number in range(MAX_STATEMENTS + 1)]},
        {"p": [{"@list": [str(number) for number in range(MAX_STATEMENTS + 1)]}, "x"]},
        {"q": [{"p": [f"{n} {m}" for m in range(1_000)]} for n in range(60)]},
        {"q": [{"@context": "urn:test:typed", "p": str(n)} for n in range(MAX_STATEMENTS + 1)]},
    ],
)
def test_size_is_bounded(members: dict[str, Any]) -> None:
    with pytest.raises(LimitExceeded):
        lines(typed(**members))


def test_depth_is_bounded() -> None:
    value: Any = "x"
    for _ in range(70):
        value = {"p": value}
    with pytest.raises(LimitExceeded):
        lines(typed(q=value))


def test_a_large_document_takes_no_quadratic_time() -> None:
    nodes = [{"id": f"urn:n:{number}", "p": str(number)} for number in range(4_000)]
    start = time.process_time()
    assert lines({"@context": "urn:test:typed", "@graph": nodes}).count("\n") == 4_000
    assert time.process_time() - start < 5

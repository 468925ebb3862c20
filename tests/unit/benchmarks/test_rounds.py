"""How rounds interleave, and the documents that they are given."""

from collections.abc import Sequence
from typing import Any

import pytest
from damda_benchmarks.badge import badge
from damda_benchmarks.jobs import JOBS
from damda_benchmarks.participant import InProcess, Operation, Refused
from damda_benchmarks.peers import PEERS
from damda_benchmarks.rounds import WARM_UP, measured

ISSUER, SUBJECT = "did:example:issuer", "did:example:holder"


class Recorder:
    """A participant that writes down what it is given, and costs its place in the order."""

    jobs = frozenset({"job"})

    def __init__(self, name: str, diary: list[tuple[str, list[str]]]) -> None:
        self.name = name
        self._diary = diary
        self._materials: list[Any] = []

    def prepare(self, job: str, materials: Sequence[Any]) -> None:
        self._materials = list(materials)

    def run(self, job: str, start: int, stop: int) -> float:
        self._diary.append((self.name, [m["name"] for m in self._materials[start:stop]]))
        return 6.0

    def close(self) -> None: ...


def test_in_each_round_everybody_does_the_same_new_documents_and_another_begins() -> None:
    diary: list[tuple[str, list[str]]] = []
    spent = measured(
        "job",
        [Recorder("a", diary), Recorder("b", diary)],
        lambda name: {"name": name},
        rounds=2,
        per_round=3,
    )
    assert spent == {"a": [2.0, 2.0], "b": [2.0, 2.0]}
    rounds = [diary[place : place + 2] for place in range(0, len(diary), 2)]
    assert len(rounds) == WARM_UP + 2
    assert [one[0][0] for one in rounds] == ["a", "b", "a", "b"]
    assert all(first[1] == second[1] for first, second in rounds)
    used = [name for one in rounds for name in one[0][1]]
    assert len(set(used)) == len(used) == 3 * (WARM_UP + 2)


def test_a_participant_that_refuses_a_good_document_ends_the_run() -> None:
    refusing = InProcess("peer", {"job": Operation("", lambda material: material, lambda _: False)})
    refusing.prepare("job", [{}])
    with pytest.raises(Refused, match="peer"):
        refusing.run("job", 0, 1)


def test_badges_of_two_names_differ_and_of_one_do_not() -> None:
    first, second, again = (badge(n, issuer=ISSUER, subject=SUBJECT) for n in ("a", "b", "a"))
    assert first == again
    for member in ("id", "name", "description", "evidence"):
        assert first[member] != second[member]


def test_the_tables_name_their_modules() -> None:
    assert all(name == job.NAME for name, job in JOBS.items())
    assert all(name == peer.NAME and peer.INSTALL for name, peer in PEERS.items())
    assert all(peer.COVERS.keys() <= JOBS.keys() for peer in PEERS.values())

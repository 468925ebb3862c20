"""The generators of a ciphersuite: points that nobody knows a relation of (draft, 4.1.1)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from threading import Lock

from ..errors import LimitExceeded
from .ciphersuite import EXPAND_LENGTH, Ciphersuite, count_octets
from .groups import Groups, Point

MAX_MESSAGES = 2048
"""Messages of one signature. Each costs a hash to the curve, once in a process."""


class Generators:
    """The points of one ciphersuite in one library, made when they are first asked for and kept.

    They are constants: what is kept says nothing about what was signed.
    """

    def __init__(self, suite: Ciphersuite, groups: Groups) -> None:
        self.p1: Point = groups.point(suite.p1)
        self._suite = suite
        self._groups = groups
        self._points: list[Point] = []
        self._octets: list[bytes] = []
        self._lock = Lock()
        self._seed_dst = suite.api_id + b"SIG_GENERATOR_SEED_"
        self._point_dst = suite.api_id + b"SIG_GENERATOR_DST_"
        self._seed = suite.expand_message(
            suite.api_id + b"MESSAGE_GENERATOR_SEED", self._seed_dst, EXPAND_LENGTH
        )

    def points(self, messages: int) -> Sequence[Point]:
        """Q_1, H_1, ..., H_messages. Raises LimitExceeded."""
        self._extend(messages)
        return self._points[: messages + 1]

    def octets(self, messages: int) -> bytes:
        """What `points` gives, as octets behind each other. Raises LimitExceeded."""
        self._extend(messages)
        return b"".join(self._octets[: messages + 1])

    def _extend(self, messages: int) -> None:
        if messages > MAX_MESSAGES:
            raise LimitExceeded(
                f"A BBS signature covers at most {MAX_MESSAGES} messages.",
                ko=f"BBS 서명에는 {MAX_MESSAGES}개 항목까지 담을 수 있습니다.",
            )
        with self._lock:
            while len(self._points) <= messages:
                number = count_octets(len(self._points) + 1)
                self._seed = self._suite.expand_message(
                    self._seed + number, self._seed_dst, EXPAND_LENGTH
                )
                point = self._suite.hash_to_curve(self._seed, self._point_dst, self._groups)
                # Octets first: another thread may read as soon as the point is there.
                self._octets.append(self._groups.octets(point))
                self._points.append(point)


@lru_cache(maxsize=8)
def generators_of(suite: Ciphersuite, groups: Groups) -> Generators:
    """The generators of ``suite`` as points of ``groups``, the same ones at every call."""
    return Generators(suite, groups)

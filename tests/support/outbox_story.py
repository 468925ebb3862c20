"""An outbox on its way to a ledger that can lose its worker at any call. For any `OutboxStore`."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from damda.protocols import Entropy
from damda_ledger.anchoring import AnchorPolicy, AnchorWorker, StepReport
from damda_ledger.memory import MemoryLedger
from damda_ledger.memory_outbox import MemoryOutbox
from damda_ledger.outbox import OutboxItem
from damda_ledger.signing import LocalSigner

ISSUER = "did:webvh:QmA:localhost%3A8130:keis"
OTHER_ISSUER = "did:webvh:QmB:localhost%3A8130:other"
SIGNER = LocalSigner(b"\x11" * 32)
POLICY = AnchorPolicy(max_items=1_000, max_seconds=0, hold=timedelta(seconds=5))


class Crash(BaseException):
    """The process is gone. Not an Exception: nothing in the worker may catch it."""


class StoryClock:
    """Time that only tests move."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


class Fuse:
    """Counts calls and ends the process at one of them, before or after its effect."""

    def __init__(self, at: int | None = None, *, after: bool = False) -> None:
        self.calls = 0
        self._at = at
        self._after = after

    def before(self) -> None:
        self.calls += 1
        if self.calls == self._at and not self._after:
            raise Crash

    def after(self) -> None:
        if self.calls == self._at and self._after:
            raise Crash


class FusedStore:
    """A store whose every call goes through a fuse."""

    def __init__(self, store: Any, fuse: Fuse) -> None:
        self._store = store
        self._fuse = fuse

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._store, name)

        async def call(*args: Any, **kwargs: Any) -> Any:
            self._fuse.before()
            result = await method(*args, **kwargs)
            self._fuse.after()
            return result

        return call


class FusedLedger:
    """A ledger whose every call goes through a fuse."""

    def __init__(self, ledger: Any, fuse: Fuse) -> None:
        self._ledger = ledger
        self._fuse = fuse

    def __getattr__(self, name: str) -> Any:
        member = getattr(self._ledger, name)
        if not callable(member):
            return member

        def call(*args: Any, **kwargs: Any) -> Any:
            self._fuse.before()
            result = member(*args, **kwargs)
            self._fuse.after()
            return result

        return call


def counted_entropy() -> Entropy:
    """Different bytes at every call, the same in every run."""
    numbers = itertools.count()
    return lambda size: hashlib.sha256(next(numbers).to_bytes(8)).digest()[:size]


def digest(name: str) -> bytes:
    return hashlib.sha256(name.encode()).digest()


def item(name: str, clock: StoryClock, issuer: str = ISSUER) -> OutboxItem:
    return OutboxItem(name, issuer, digest(name), clock())


class Story:
    """A memory store, a memory ledger with one account that speaks for two issuers, a worker."""

    def __init__(self, *, automine: bool = False, policy: AnchorPolicy = POLICY) -> None:
        self.clock = StoryClock()
        self.store = MemoryOutbox()
        self.ledger = MemoryLedger(self.clock, automine=automine)
        self.entropy = counted_entropy()
        self.policy = policy
        for issuer in (ISSUER, OTHER_ISSUER):
            self.ledger.register(issuer, SIGNER.address)

    def put(self, *names: str, issuer: str = ISSUER) -> None:
        for name in names:
            self.store.add_item(item(name, self.clock, issuer))

    def worker(self, fuse: Fuse | None = None) -> AnchorWorker:
        fuse = fuse or Fuse()
        return AnchorWorker(
            FusedStore(self.store, fuse),
            FusedLedger(self.ledger, fuse),
            SIGNER,
            clock=self.clock,
            entropy=self.entropy,
            policy=self.policy,
        )

    async def step(self) -> StepReport:
        """One step by a fresh worker: nothing is carried over but the store and the chain."""
        return await self.worker().step()

    async def run(self, steps: int = 5) -> None:
        """Steps with a block and some time after each."""
        for _ in range(steps):
            await self.step()
            self.ledger.mine()
            self.clock.pass_(6)

    def states(self) -> set[str]:
        return {item.state for item in self.store.items.values()}

    def anchored_roots(self) -> list[str]:
        """The roots of the contract's events: twice the same would be an anchor said twice."""
        return [event[2] for event in self.ledger.events if event[0] == "anchor"]

    def assert_all_anchored_once(self) -> None:
        items = self.store.items.values()
        assert {item.state for item in items} == {"anchored"}
        for each in items:
            finding = self.ledger.anchor_finding(each.digest, self.store.proofs[each.id])
            assert finding.outcome == "anchored", each
        roots = self.anchored_roots()
        assert len(roots) == len(set(roots))
        assert set(roots) == {self.store.proofs[each.id].root.hex() for each in items}


async def crash_everywhere(
    begin: Callable[[], Any], *, after: bool, go: Callable[[Any, Fuse], Any]
) -> list[Any]:
    """Runs ``go`` with a fuse at call 1, 2, 3 ... until one run ends without a crash."""
    stories = []
    for at in itertools.count(1):
        story = await begin()
        try:
            await go(story, Fuse(at, after=after))
        except Crash:
            stories.append(story)
            continue
        return stories
    return stories

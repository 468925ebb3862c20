"""The worker on a real chain: anchored end to end, through kill -9, a wiped chain and other senders."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from damda.protocols import AnchorProof
from damda_ledger.anchoring import AnchorPolicy, AnchorWorker, StepReport
from damda_ledger.contracts import ANCHOR
from damda_ledger.evm import EvmLedger
from damda_ledger.governing import deploy, fund, wait_for_chain
from damda_ledger.kinds import log_head_job
from damda_ledger.memory_outbox import MemoryOutbox
from damda_ledger.outbox import OutboxItem
from damda_ledger.registry import Registry
from support.ledger_chain import (
    CONTROLLER,
    DID,
    GOVERNANCE,
    OTHER_DID,
    WAITING,
    Chain,
    name,
    running_chain,
)
from support.outbox_story import digest

pytestmark = pytest.mark.integration

POLICY = AnchorPolicy(max_seconds=0, hold=timedelta(seconds=0.2))


def _now() -> datetime:
    return datetime.now(UTC)


class Outbox:
    """A memory store and a fresh worker for every step, against one chain."""

    def __init__(self, chain: Chain) -> None:
        self.chain = chain
        self.ledger = chain.ledger
        self.store = MemoryOutbox()

    def put(self, *names: str, issuer: str = DID) -> None:
        for each in names:
            self.store.add_item(OutboxItem(each, issuer, digest(each), _now()))

    async def step(self) -> StepReport:
        worker = AnchorWorker(
            self.store,
            self.ledger,
            CONTROLLER,
            clock=_now,
            entropy=secrets.token_bytes,
            policy=POLICY,
        )
        return await worker.step()

    async def until(self, done: Callable[[], bool], seconds: float = 15) -> list[StepReport]:
        deadline = time.monotonic() + seconds
        reports = []
        while not done():
            assert time.monotonic() < deadline, [report.trouble for report in reports[-3:]]
            reports.append(await self.step())
            await asyncio.sleep(0.05)
        return reports

    def settled(self) -> bool:
        return all(job.state == "settled" for job in self.store.jobs.values()) and all(
            each.state == "anchored" for each in self.store.items.values()
        )

    def proofs(self) -> list[tuple[bytes, AnchorProof]]:
        return [(digest(each), self.store.proofs[each]) for each in self.store.items]

    def assert_anchored_once(self) -> None:
        for each, proof in self.proofs():
            assert self.ledger.anchor_finding(each, proof).outcome == "anchored"
        place = {"address": self.ledger.anchor_contract, "fromBlock": "0x0", "toBlock": "latest"}
        roots = [log["topics"][2] for log in self.chain.rpc.call("eth_getLogs", place)]
        assert sorted(roots) == sorted({"0x" + proof.root.hex() for _, proof in self.proofs()})


@pytest.fixture
def chain(tmp_path: Path) -> Iterator[Chain]:
    # Three seconds between dumps leave time to anchor something that a kill then loses.
    with running_chain(tmp_path / "state.json", dump_seconds=3) as running:
        for did in (DID, OTHER_DID):
            running.registry.register(did, CONTROLLER.address)
        yield running


async def test_items_and_log_heads_reach_the_chain(chain: Chain) -> None:
    outbox = Outbox(chain)
    outbox.put(*(f"badge {i}" for i in range(50)))
    outbox.put("other", issuer=OTHER_DID)
    head = log_head_job(id="log", issuer=DID, head=digest("head"), version=3, created_at=_now())
    await outbox.store.add_job(head)
    await outbox.until(outbox.settled)
    outbox.assert_anchored_once()
    record = chain.ledger.issuer_record(DID, [])
    assert record is not None
    assert (record.log_head, record.log_version) == (digest("head"), 3)
    proof = outbox.store.proofs["other"]
    receipt = chain.ledger.receipts([proof.transaction])[0]
    assert receipt is not None
    assert receipt.block_number == proof.block_number
    assert proof.path == ()


async def test_blocks_lost_in_a_kill_are_filled_again(chain: Chain) -> None:
    outbox = Outbox(chain)
    _wait_for_a_dump(chain)
    outbox.put("a", "b")
    outbox.put("c", issuer=OTHER_DID)
    await outbox.until(outbox.settled)
    height = chain.ledger.head().number
    chain.anvil.kill9()
    report = await outbox.step()
    assert [error.code for error in report.trouble] == ["ledger_unavailable"]
    chain.anvil.start()
    assert chain.ledger.head().number < height, "the kill cost blocks"
    roots = {proof.root for _, proof in outbox.proofs()}
    lost = [root for root in roots if chain.ledger.root_record(root) is None]
    assert lost, "among them those with the anchors"
    reports = [await outbox.step()]
    reports += await outbox.until(outbox.settled)
    assert sum(report.reopened for report in reports) == len(lost)
    outbox.assert_anchored_once()


async def test_what_was_sent_before_a_kill_is_sent_again(chain: Chain) -> None:
    outbox = Outbox(chain)
    _wait_for_a_dump(chain)
    outbox.put("a")
    await outbox.step()
    sent = [job.transactions for job in outbox.store.jobs.values()]
    chain.anvil.kill9()
    chain.anvil.start()
    await outbox.until(outbox.settled)
    outbox.assert_anchored_once()
    assert [job.transactions for job in outbox.store.jobs.values()] == sent, "the same bytes"


async def test_a_wiped_chain_gets_everything_anew(chain: Chain) -> None:
    outbox = Outbox(chain)
    outbox.put("a")
    await outbox.until(outbox.settled)
    chain.anvil.kill9()
    _state_file(chain).unlink(missing_ok=True)
    # All that tells one genesis of anvil from another is the second it was made in.
    await asyncio.sleep(1)
    chain.anvil.start()
    report = await outbox.step()
    assert [error.code for error in report.trouble] == ["wrong_chain"], "never taken for its own"
    outbox.ledger = _deployed_again(chain)
    assert (await outbox.step()).reopened == 1
    await outbox.until(outbox.settled)
    outbox.assert_anchored_once()


async def test_other_transactions_of_the_same_key_do_no_harm(chain: Chain) -> None:
    outbox = Outbox(chain)
    outbox.put("a")
    await outbox.step()
    by_hand = ANCHOR.encode(name(DID), digest("by hand"))
    for number in range(3):
        chain.send(CONTROLLER, chain.deployment.credential_anchor, by_hand)
        outbox.put(f"b{number}")
        await outbox.step()
    await outbox.until(outbox.settled)
    for each, proof in outbox.proofs():
        assert chain.ledger.anchor_finding(each, proof).outcome == "anchored"


async def test_a_nonce_gap_on_a_real_node_is_mended(chain: Chain) -> None:
    outbox = Outbox(chain)
    nonce = chain.ledger.nonces(CONTROLLER.address).pending
    # Somebody else's transaction with this key was dropped by the node: ours comes after a gap.
    outbox.put("a")
    await outbox.step()
    (job,) = outbox.store.jobs.values()
    call = chain.ledger.anchor_call(DID, digest("a gap"))
    signed = chain.ledger.sign(call, CONTROLLER, nonce + 2)
    chain.ledger.submit(signed.raw)
    outbox.put("b")
    await outbox.until(outbox.settled)
    assert job.transactions[0].nonce == nonce
    for each, proof in outbox.proofs():
        assert chain.ledger.anchor_finding(each, proof).outcome == "anchored"


def _state_file(chain: Chain) -> Path:
    return Path(chain.anvil.argv[chain.anvil.argv.index("--state") + 1])


def _wait_for_a_dump(chain: Chain) -> None:
    """Until the state file is newer than the registrations, and just written."""
    state = _state_file(chain)
    begun = time.time()
    deadline = time.monotonic() + 10
    while not state.exists() or state.stat().st_mtime <= begun + 0.1:
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _deployed_again(chain: Chain) -> EvmLedger:
    wait_for_chain(chain.chain, seconds=10, waiting=WAITING)
    for signer in (GOVERNANCE, CONTROLLER):
        fund(chain.chain, signer.address, 10**21)
    deployment = deploy(chain.chain, GOVERNANCE, governance=GOVERNANCE.address, waiting=WAITING)
    Registry(chain.chain, deployment, GOVERNANCE, WAITING).register(DID, CONTROLLER.address)
    return EvmLedger(chain.rpc, deployment)

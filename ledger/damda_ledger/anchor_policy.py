"""How the anchoring worker is set, and what a step of it reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from damda.errors import DamdaError


@dataclass(frozen=True, slots=True)
class AnchorPolicy:
    """When a batch closes, when a block counts as final, when to pay more or try again.

    A batch closes at ``max_items`` items or when its oldest item is ``max_seconds`` old.
    ``confirmations`` counts the block itself: 1 where blocks are final at once (BFT, development).
    """

    max_items: int = 1_000
    max_seconds: float = 2.0
    confirmations: int = 1
    hold: timedelta = timedelta(seconds=5)
    """How long a job rests after the ledger refused it."""
    bump_after: timedelta = timedelta(seconds=60)
    """How long a transaction stays unmined before it is replaced, if fees have risen above it."""


@dataclass(slots=True)
class StepReport:
    """What one step did. ``trouble`` says why it ended early or what is held; nothing is lost."""

    batched: int = 0
    """Batches made."""
    sent: int = 0
    """Transactions handed to a node, first time or again."""
    settled: int = 0
    """Jobs that are final and confirmed by the contract."""
    anchored: int = 0
    """Items that got their inclusion proof."""
    reopened: int = 0
    """Jobs taken back because the chain lost their transaction."""
    trouble: list[DamdaError] = field(default_factory=list)

"""From a wallet's answer to a verdict: gather the evidence, verify, apply the party's rules."""

from __future__ import annotations

from collections.abc import Callable

from damda import evidence
from damda.openid.response import PresentationResponse
from damda.protocols import Json
from damda.verdict import Check, Verdict

from ..relying_party import RelyingParty
from .exchange import Exchange

type Judge = Callable[[RelyingParty, Exchange], Verdict]
"""Verdict on the answer of an exchange, as of now. May raise; the caller then refuses."""


def answer_of(response: PresentationResponse) -> Json:
    """What is kept of an answer: all that a recheck needs."""
    proofs = {
        name: evidence.anchor_proof_to_json(proof) for name, proof in response.anchor_proofs.items()
    }
    return {"vp_token": dict(response.vp_token), "anchor_proofs": proofs}


def failure() -> Verdict:
    """The refusal of an answer that could not be judged through a fault of ours."""
    return Verdict(
        (
            Check(
                id="response",
                outcome="unknown",
                code="not_checked",
                en="The presentation could not be checked because of a fault of the verifier.",
                ko="검증 서비스의 문제로 확인하지 못했습니다. 잠시 뒤 ‘다시 확인’을 눌러 주세요.",
                evidence={},
                fatal=True,
            ),
        )
    )

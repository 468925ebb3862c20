"""What each finding's code belongs to, and what to do about it: the table behind docs/verdicts.md.

The sentences are in `damda.messages`; a code that is there and not here fails a test, which says
so. Codes are stable: none changes its meaning, and new ones may come.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .verdict import Outcome


@dataclass(frozen=True, slots=True)
class FindingCode:
    """The ids of the checks and the outcomes with which a code is found, and what to do.

    ``en`` and ``ko`` are empty where there is nothing to do.
    """

    checks: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    en: str = ""
    ko: str = ""


def _fine(*checks: str) -> FindingCode:
    return FindingCode(checks, ("passed",))


def _failed(*checks: str, en: str, ko: str) -> FindingCode:
    return FindingCode(checks, ("failed",), en, ko)


def _unknown(*checks: str, en: str, ko: str) -> FindingCode:
    return FindingCode(checks, ("unknown",), en, ko)


def _skipped(*checks: str, en: str = "", ko: str = "") -> FindingCode:
    return FindingCode(checks, ("skipped",), en, ko)


FINDING_CODES: Mapping[str, FindingCode] = {
    "format_valid": _fine("format"),
    "malformed": _failed(
        "format",
        "proof",
        en="Ask for the document again. If it fails again, tell the institution what is said.",
        ko="다시 보내 달라고 요청하고, 되풀이되면 발급기관에 표시된 내용을 알려 주세요.",
    ),
    "holder_proof_valid": _fine("holder"),
    "holder_proof_invalid": FindingCode(
        ("holder",),
        ("failed", "unknown"),
        "Do not accept it. Ask the holder to present once more, from their own wallet.",
        "받지 마시고, 본인의 지갑에서 다시 제시해 달라고 요청해 주세요.",
    ),
    "presentation_unsigned": _skipped(
        "holder",
        en="Do not take it as a sign of who presents it; ask for a signed presentation.",
        ko="누가 제시했는지는 알 수 없습니다. 필요하면 서명한 제출 문서를 요청해 주세요.",
    ),
    "nonce_matches": _fine("nonce"),
    "nonce_mismatch": _failed(
        "nonce",
        en="Start a new request; never accept an old answer.",
        ko="새로 요청해 주세요. 예전 응답은 받지 마세요.",
    ),
    "nonce_not_asked": _skipped(
        "nonce",
        en="If you asked with a nonce, give it (damda verify --nonce).",
        ko="요청할 때 쓴 nonce가 있으면 함께 지정해 주세요(damda verify --nonce).",
    ),
    "audience_matches": _fine("audience"),
    "audience_mismatch": _failed(
        "audience",
        en="Do not accept it; ask for one that is made for you.",
        ko="받지 마시고, 귀 기관 앞으로 다시 제시해 달라고 요청해 주세요.",
    ),
    "audience_not_asked": _skipped(
        "audience",
        en="If you have a client id, give it (damda verify --audience).",
        ko="검증기관 식별자가 있으면 함께 지정해 주세요(damda verify --audience).",
    ),
    "not_checked": _unknown(
        "nonce",
        "audience",
        "issuer_key",
        "proof",
        "subject",
        en="See the check before it that did not pass.",
        ko="앞에서 통과하지 못한 항목을 먼저 확인해 주세요.",
    ),
    "schema_matches": _fine("schema"),
    "schema_mismatch": _failed(
        "schema",
        en="Tell the institution the field; its credential does not fit its own form.",
        ko="발급기관에 해당 항목을 알려 주세요. 기관이 정한 양식과 맞지 않는 증명서입니다.",
    ),
    "schema_unknown": _unknown(
        "schema",
        en="Nothing for the holder to do. Add the schema to the verifier if it matters.",
        ko="제시자가 할 일은 없습니다. 필요하면 검증기에 양식을 등록해 주세요.",
    ),
    "schema_not_used": _skipped("schema"),
    "type_metadata_changed": _failed(
        "schema",
        en="Do not accept it now. Try again later; then ask the institution.",
        ko="지금은 받지 마세요. 나중에 다시 확인하고, 계속되면 발급기관에 문의해 주세요.",
    ),
    "type_metadata_unusable": _failed(
        "schema",
        en="Tell the institution; the description that it publishes is not as it should be.",
        ko="발급기관에 알려 주세요. 공개한 증명서 종류 설명의 형식이 올바르지 않습니다.",
    ),
    "issuer_key_found": _fine("issuer_key"),
    "issuer_key_unavailable": FindingCode(
        ("issuer_key", "issuer_log"),
        ("failed", "unknown"),
        "Unknown: try again later. Failed: do not accept it, and ask the institution.",
        "미확인이면 잠시 뒤 다시 확인하고, 실패이면 받지 말고 발급기관에 문의해 주세요.",
    ),
    "proof_valid": _fine("proof"),
    "proof_invalid": _failed(
        "proof",
        en="Do not accept it. Ask for the original, or ask the institution.",
        ko="받지 마시고, 원본을 요청하거나 발급기관에 문의해 주세요.",
    ),
    "proof_set_valid": FindingCode(
        ("proof",),
        ("passed",),
        "See who signed (evidence.proofs). Only the issuer's accreditation was checked.",
        "누가 서명했는지(evidence.proofs) 확인해 주세요. 자격은 발급기관만 확인했습니다.",
    ),
    "signer_key_unavailable": FindingCode(
        ("proof",),
        ("failed", "unknown"),
        "Unknown: try again later. Failed: do not accept it, and ask the institution.",
        "미확인이면 잠시 뒤 다시 확인하고, 실패이면 받지 말고 발급기관에 문의해 주세요.",
    ),
    "credential_unsigned": _failed(
        "proof",
        en="Do not accept it. Ask for the signed credential.",
        ko="받지 마시고, 서명된 증명서를 요청해 주세요.",
    ),
    "holder_is_subject": _fine("subject"),
    "holder_not_subject": _failed(
        "subject",
        en="Do not accept it from this person.",
        ko="이 사람이 제시한 증명서로는 받지 마세요.",
    ),
    "holder_not_asked": _skipped(
        "subject",
        en="Ask for a presentation if it matters who shows the credential.",
        ko="누가 제시하는지가 중요하면 제출 문서를 요청해 주세요.",
    ),
    "valid_now": _fine("validity"),
    "expired": _failed(
        "validity", en="Ask for a newer one.", ko="새로 발급받은 증명서를 요청해 주세요."
    ),
    "not_yet_valid": _failed(
        "validity",
        en="Wait until then; if it has come already, set the clock.",
        ko="그때까지 기다리고, 이미 지난 시각이면 시계를 맞춰 주세요.",
    ),
    "accredited": _fine("accreditation"),
    "issuer_unknown": _failed(
        "accreditation",
        en="Do not rely on it unless you know the issuer otherwise.",
        ko="다른 방법으로 발급기관을 확인하지 못했다면 믿지 마세요.",
    ),
    "issuer_suspended": _failed(
        "accreditation", en="Ask the institution.", ko="발급기관에 문의해 주세요."
    ),
    "issuer_not_accredited": _failed(
        "accreditation",
        en="Do not rely on it; ask for one by an accredited institution.",
        ko="믿지 마시고, 자격이 있는 기관이 발급한 증명서를 요청해 주세요.",
    ),
    "issuer_log_current": _fine("issuer_log"),
    "issuer_log_rolled_back": _failed(
        "issuer_log",
        en="Do not accept it now. Try again later; then ask the institution.",
        ko="지금은 받지 마세요. 나중에 다시 확인하고, 계속되면 발급기관에 문의해 주세요.",
    ),
    "issuer_log_not_anchored": _unknown(
        "issuer_log",
        en="Ask the institution to anchor its log.",
        ko="발급기관에 키 이력을 원장에 기록해 달라고 요청해 주세요.",
    ),
    "issuer_log_not_used": _skipped("issuer_log"),
    "not_revoked": _fine("status"),
    "revoked": _failed(
        "status",
        en="Do not accept it. It is for good.",
        ko="받지 마세요. 폐지는 되돌릴 수 없습니다.",
    ),
    "not_suspended": _fine("status"),
    "suspended": _failed(
        "status",
        en="Do not accept it now; it may come into force again.",
        ko="지금은 받지 마세요. 다시 효력이 생길 수 있습니다.",
    ),
    "status_unavailable": _unknown(
        "status",
        en="Try again later; without network give the list (damda verify --status-list).",
        ko="잠시 뒤 다시 확인해 주세요. 네트워크가 없으면 목록 파일을 지정해 주세요"
        "(damda verify --status-list).",
    ),
    "status_not_used": _skipped("status"),
    "newer_available": FindingCode(
        ("status",),
        ("passed",),
        "Ask the holder for the newer one if the newest is needed.",
        "최신 증명서가 필요하면 새로 발급받아 달라고 요청해 주세요.",
    ),
    "no_newer": _fine("status"),
    "status_message": _fine("status"),
    "status_valid": _fine("status"),
    "anchored": _fine("anchor"),
    "anchor_missing": _failed(
        "anchor",
        en="Ask the holder to refresh the wallet and present again.",
        ko="지갑을 새로고침한 뒤 다시 제시해 달라고 요청해 주세요.",
    ),
    "anchor_not_given": _skipped("anchor"),
    "anchor_invalid": _failed(
        "anchor",
        en="Do not accept it; ask the institution.",
        ko="받지 마시고 발급기관에 문의해 주세요.",
    ),
    "anchor_unavailable": _unknown(
        "anchor", en="Try again later.", ko="잠시 뒤 다시 확인해 주세요."
    ),
    "ledger_not_configured": _unknown(
        "accreditation",
        "issuer_log",
        "anchor",
        en="Name a ledger (damda verify --ledger-rpc, --ledger-deployment).",
        ko="원장을 지정해 주세요(damda verify --ledger-rpc, --ledger-deployment).",
    ),
    "ledger_unavailable": _unknown(
        "accreditation",
        "issuer_log",
        "anchor",
        en="Try again later.",
        ko="잠시 뒤 다시 확인해 주세요.",
    ),
}
"""By code, in the order of `damda.messages.SENTENCES`."""

CAUSES: Mapping[str, tuple[str, str]] = {
    "malformed": ("it can’t be read as what it should be", "정해진 형식으로 읽을 수 없음"),
    "limit_exceeded": ("too large, too deep, too much work", "너무 크거나 깊음"),
    "unknown_context": ("a JSON-LD context that is not bundled", "등록되지 않은 JSON-LD 컨텍스트"),
    "invalid_key": ("a key, its encoding or its curve", "키나 그 인코딩, 곡선의 문제"),
    "invalid_proof": ("a signature or proof that does not hold", "맞지 않는 서명"),
    "did_unresolvable": (
        "no such DID, or its history does not hold",
        "없는 DID이거나 이력이 맞지 않음",
    ),
    "did_not_found": ("a DID that was not there at that time", "그 시각에는 없던 DID"),
    "did_deactivated": ("a DID that its controller has ended", "더 이상 쓰지 않는 DID"),
    "status_unreadable": (
        "a status list that can’t be had or read",
        "읽을 수 없는 상태 목록",
    ),
    "fetch_failed": ("a document that can’t be had", "가져올 수 없는 문서"),
    "offline": ("not fetched, as `--offline` was given", "`--offline` 옵션으로 가져오지 않음"),
    "ledger_unavailable": ("the ledger does not answer", "원장이 응답하지 않음"),
    "schema_unknown": ("a schema that is not there or can’t be used", "쓸 수 없는 양식"),
    "wrong_chain": ("the node is of another ledger", "다른 원장의 노드"),
}
"""Codes of errors that stand in ``evidence.cause``: why a check failed or could not be made."""

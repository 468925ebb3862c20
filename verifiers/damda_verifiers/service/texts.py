"""Every sentence of the pages, in Korean and English."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from damda.check_names import CHECK_NAMES

type Lang = Literal["ko", "en"]

TEXTS: dict[str, tuple[str, str]] = {
    "product": ("담다 검증", "Damda Verify"),
    "skip": ("본문으로 건너뛰기", "Skip to content"),
    "language": ("언어", "Language"),
    "start_title": ("증명서 확인", "Check a credential"),
    "start_lead": (
        "지갑에 담긴 디지털 증명서를 받아 그 자리에서 확인합니다. 누가 요청하는지 골라 주세요.",
        "Receive a digital credential from a wallet and check it on the spot. Choose who asks.",
    ),
    "start_empty": ("등록된 검증 기관이 없습니다.", "No relying party is set up."),
    "begin": ("확인 시작", "Start"),
    "asks": ("요청 기관", "Who asks"),
    "asks_for": ("요청하는 증명서", "What is asked for"),
    "purpose": ("사용 목적", "Purpose"),
    "retention": ("보관 기간", "Kept for"),
    "retention_days": (
        "확인 결과와 제시된 증명서는 {days}일 뒤 자동으로 삭제됩니다.",
        "The result and what was presented are deleted after {days} days.",
    ),
    "scan_title": ("지갑으로 QR을 찍어 주세요", "Scan the QR code with your wallet"),
    "scan_lead": (
        "담다 지갑을 열고 ‘스캔’으로 이 코드를 비춰 주세요. 보낼 정보는 지갑에서 확인한 뒤 결정합니다.",
        "Open your Damda wallet and point “Scan” at this code. You decide in the wallet what to share.",
    ),
    "qr_title": ("지갑으로 찍을 QR 코드", "QR code for your wallet"),
    "same_device": ("이 기기의 지갑으로 열기", "Open the wallet on this device"),
    "left": ("남은 시간", "Time left"),
    "until": ("{time}까지 유효", "Valid until {time}"),
    "reload": ("상태 새로 고침", "Refresh the state"),
    "step_scan": ("QR 스캔", "Scan"),
    "step_consent": ("지갑에서 동의", "Consent in the wallet"),
    "step_check": ("확인", "Check"),
    "opened_title": ("지갑에서 동의를 기다립니다", "Waiting for consent in the wallet"),
    "opened_lead": (
        "지갑이 요청을 받았습니다. 지갑 화면에서 보낼 정보를 확인하고 동의해 주세요.",
        "The wallet has the request. Look at what would be shared, and agree there.",
    ),
    "show_qr": ("QR 다시 보기", "Show the QR code again"),
    "checking_title": ("확인하고 있습니다", "Checking"),
    "checking_lead": (
        "서명, 발급 자격, 폐지 여부를 원장과 발급기관에서 확인합니다.",
        "Signatures, accreditation and status are being looked up.",
    ),
    "answered_title": (
        "지갑에서 돌아오면 결과를 보여 줍니다",
        "The result is shown on your return",
    ),
    "answered_lead": (
        "이 기기의 지갑이 응답했습니다. 지갑이 여는 페이지로 돌아와 주세요. 시작한 브라우저에서만 결과가 보입니다.",
        "The wallet on this device has answered. Return by the page that the wallet opens; only the browser that began sees the result.",
    ),
    "verified": ("검증 완료", "Verified"),
    "verified_lead": (
        "제시된 증명서가 필요한 확인을 모두 통과했습니다.",
        "What was presented has passed every check that is needed.",
    ),
    "refused": ("확인되지 않음", "Not verified"),
    "refused_lead": ("다음 이유로 받을 수 없습니다.", "It can’t be accepted, for this reason."),
    "declined_title": ("제시하지 않았습니다", "Nothing was shared"),
    "declined_lead": (
        "지갑에서 거절했거나 맞는 증명서가 없습니다.",
        "The request was declined in the wallet, or there is no fitting credential in it.",
    ),
    "expired_title": ("요청 시간이 지났습니다", "The request has expired"),
    "expired_lead": (
        "안전을 위해 요청은 잠시만 유효합니다. 새 QR로 다시 시작해 주세요.",
        "For safety a request is valid for a short time. Start again with a new code.",
    ),
    "again": ("새로 시작", "Start again"),
    "recheck": ("다시 확인", "Check again"),
    "recheck_note": (
        "보관된 증명서를 지금의 폐지 목록과 원장으로 다시 확인합니다.",
        "Checks what was presented against today’s status lists and ledger.",
    ),
    "checked_at": ("{time}에 확인", "Checked {time}"),
    "answered_at": ("제시받은 때", "Presented at"),
    "shared": ("제시된 정보", "What was shared"),
    "unconfirmed": (
        "아래 내용은 확인되지 않았습니다. 믿고 쓰지 마세요.",
        "The following could not be confirmed. Do not rely on it.",
    ),
    "issuer": ("발급기관", "Issuer"),
    "issued": ("발급일", "Issued"),
    "valid_until": ("유효기간 끝", "Valid until"),
    "no_end": ("유효기간 없음", "No end date"),
    "checks": ("확인한 항목", "Checks"),
    "checks_count": ("{passed}개 확인됨 · 전체 {all}개", "{passed} of {all} passed"),
    "evidence": ("근거", "Evidence"),
    "code": ("코드", "Code"),
    "no_evidence": ("덧붙일 근거가 없습니다.", "There is no further evidence."),
    "passed": ("확인됨", "Passed"),
    "failed": ("맞지 않음", "Failed"),
    "unknown": ("확인할 수 없음", "Could not be checked"),
    "skipped": ("해당 없음", "Not applicable"),
    "not_fatal": ("참고", "For information"),
    "error_title": ("진행할 수 없습니다", "This can’t go on"),
    "not_found": ("페이지를 찾을 수 없습니다.", "There is no such page."),
    "internal": (
        "일시적인 문제가 생겼습니다. 잠시 뒤 다시 해 주세요.",
        "Something went wrong on our side. Try again in a moment.",
    ),
    "to_start": ("첫 화면으로", "To the start page"),
    "lost": (
        "서버와 연결이 끊겼습니다. 다시 연결하고 있습니다.",
        "The connection to the server is lost. Trying again.",
    ),
    "footer": (
        "담다는 제시받은 정보를 이 화면의 목적에만 씁니다.",
        "Damda uses what was presented only for the purpose on this page.",
    ),
}

CHECKS: dict[str, tuple[str, str]] = {
    "response": ("응답 형식", "Answer"),
    "query": ("요청한 증명서", "Requested credential"),
    "format": ("제출 형식", "Form of the presentation"),
    "format.credential": ("증명서 형식", "Form of the credential"),
    "requirement": ("제출 조건", "Requirement"),
}
"""Of the checks that the service adds, and of two that it calls by the place where they stand."""

LANGUAGES: dict[Lang, str] = {"ko": "한국어", "en": "English"}


def text(key: str, lang: Lang, **values: object) -> str:
    """One sentence of the pages."""
    return TEXTS[key][_index(lang)].format(**values)


def check_name(check_id: str, lang: Lang, *, of_credential: bool = False) -> str:
    """What a check is called; an id that is not listed stands for itself."""
    own = CHECKS.get(f"{check_id}.credential") if of_credential else None
    if names := own or CHECKS.get(check_id):
        return names[_index(lang)]
    en, ko = CHECK_NAMES.get(check_id, (check_id, check_id))
    return en if lang == "en" else ko


def choose(asked: str | None, accept_language: str) -> Lang:
    """The page's language: ``?lang=`` first, then Accept-Language (RFC 9110, 12.5.4), then Korean."""
    if asked in ("ko", "en"):
        return "en" if asked == "en" else "ko"
    for tag in _by_weight(accept_language[:200].split(",")):
        primary = tag.partition("-")[0]
        if primary in ("ko", "en"):
            return "en" if primary == "en" else "ko"
    return "ko"


def _by_weight(ranges: Iterable[str]) -> list[str]:
    weighted = []
    for part in ranges:
        tag, _, weight = part.strip().partition(";q=")
        try:
            q = float(weight) if weight else 1.0
        except ValueError:
            q = 0.0
        if q > 0:
            weighted.append((q, tag.strip().lower()))
    return [tag for _, tag in sorted(weighted, key=lambda pair: -pair[0])]


def _index(lang: Lang) -> int:
    return 1 if lang == "en" else 0

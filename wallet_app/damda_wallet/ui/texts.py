"""The wallet's own words, Korean and English. What parties say comes in views as `Label`s."""

from __future__ import annotations

from ..views import Label


def _say(ko: str, en: str) -> Label:
    return Label(en=en, ko=ko)


TEXTS = {
    "app.name": _say("담다", "Damda"),
    "nav.wallet": _say("지갑", "Wallet"),
    "nav.scan": _say("스캔", "Scan"),
    "nav.activity": _say("활동", "Activity"),
    "start.welcome": _say("담다에 오신 것을 환영합니다", "Welcome to Damda"),
    "start.what": _say(
        "배지와 증명서를 이 기기에만 암호화해 보관하고,\n내가 동의한 것만 보여 줍니다.",
        "Your badges and certificates are kept encrypted on this device only, "
        "and nothing is shown without your consent.",
    ),
    "start.choose": _say("사용할 PIN 6자리를 정해 주세요", "Choose a six-digit PIN"),
    "start.repeat": _say("한 번 더 입력해 주세요", "Enter it once more"),
    "start.differs": _say(
        "두 번호가 다릅니다. 처음부터 다시 정해 주세요.", "The PINs differ. Please choose again."
    ),
    "start.unlock": _say("PIN을 입력해 주세요", "Enter your PIN"),
    "start.opening": _say("여는 중…", "Opening…"),
    "home.title": _say("내 지갑", "My wallet"),
    "home.count": _say("증명서 {count}개", "{count} credentials"),
    "home.count.one": _say("증명서 1개", "1 credential"),
    "home.empty": _say("아직 담긴 증명서가 없습니다", "Nothing here yet"),
    "home.empty.hint": _say(
        "발급기관의 QR을 스캔하면 배지를 담을 수 있습니다.",
        "Scan an issuer's QR code to take your first badge.",
    ),
    "home.empty.scan": _say("QR 스캔하기", "Scan a QR code"),
    "home.unchecked": _say(
        "상태를 확인하지 못한 증명서가 있습니다",
        "The status of some credentials could not be checked",
    ),
    "home.revoked": _say("폐지된 증명서가 있습니다", "Some credentials have been revoked"),
    "status.unverified": _say("확인되지 않음", "Not verified"),
    "status.valid": _say("유효", "Valid"),
    "status.revoked": _say("폐지됨", "Revoked"),
    "status.suspended": _say("정지됨", "Suspended"),
    "status.none": _say("유효", "Valid"),
    "status.unchecked": _say("확인 전", "Unchecked"),
    "status.failed": _say("확인 불가", "Not checked"),
    "status.expired": _say("만료됨", "Expired"),
    "card.badge": _say("Open Badge 3.0", "Open Badge 3.0"),
    "card.other": _say("디지털 증명서", "Digital credential"),
    "card.until": _say("만료 {date}", "Until {date}"),
    "card.forever": _say("만료 없음", "No expiry"),
    "card.received": _say("받은 날 {date}", "Received {date}"),
    "detail.title": _say("증명서 상세", "Credential"),
    "detail.issuer": _say("발급 기관", "Issuer"),
    "detail.from": _say("발급일", "Issued"),
    "detail.until": _say("유효기간", "Valid until"),
    "detail.status": _say("상태", "Status"),
    "detail.ledger": _say("원장 기록", "Ledger record"),
    "detail.form": _say("보여 주는 방식", "How it is shown"),
    "form.ldp_vc": _say("전체를 한 번에", "As a whole"),
    "form.dc+sd-jwt": _say("항목을 골라서", "Entry by entry"),
    "detail.shown": _say("담긴 내용", "Contents"),
    "detail.checked": _say("{state} · {time} 확인", "{state} · checked {time}"),
    "detail.origin": _say("가져온 곳", "Where it is from"),
    "detail.imported": _say(
        "파일로 가져온 배지입니다. 보고 내보낼 수 있지만 제시할 수는 없습니다.",
        "It came as a file: it can be looked at and exported, not presented.",
    ),
    "detail.export": _say("배지 그림으로 내보내기", "Export as a badge picture"),
    "detail.exported": _say("저장했습니다: {path}", "Saved: {path}"),
    "detail.remove": _say("삭제", "Remove"),
    "detail.remove.ask": _say(
        "이 기기에서 삭제할까요? 발급기관이 다시 발급해야 되돌릴 수 있습니다.",
        "Remove it from this device? Only the issuer can bring it back.",
    ),
    "anchor.anchored": _say("원장에 기록됨 (블록 {block})", "Anchored (block {block})"),
    "anchor.included": _say("기록 증명 보관 중", "Inclusion proof kept"),
    "anchor.pending": _say("원장 기록 대기 중", "Waiting to be anchored"),
    "anchor.none": _say("아직 확인하지 않음", "Not checked yet"),
    "scan.title": _say("스캔", "Scan"),
    "scan.hint": _say(
        "QR 이미지나 배지 파일을 이 창에 끌어다 놓거나 아래에서 골라 주세요.",
        "Drop an image with a QR code or a badge file onto this window, or choose one below.",
    ),
    "scan.camera": _say("카메라로 QR을 비춰 주세요.", "Point the camera at a QR code."),
    "scan.image": _say("파일에서 읽기", "Read a file"),
    "scan.paste": _say("붙여넣기", "Paste"),
    "scan.reading": _say("읽는 중…", "Reading…"),
    "scan.nothing": _say(
        "클립보드에 링크가 없습니다. 링크를 복사한 뒤 다시 눌러 주세요.",
        "There is no link in the clipboard. Copy one and press again.",
    ),
    "scan.choose": _say("QR 이미지 또는 배지 선택", "Choose a QR image or a badge"),
    "offer.question": _say("아래 증명서를 받을까요?", "Take this credential?"),
    "offer.contents": _say("담기는 내용", "What it holds"),
    "offer.code": _say("기관이 알려 준 확인 코드", "Code from the issuer"),
    "offer.accept": _say("받기", "Accept"),
    "offer.decline": _say("취소", "Cancel"),
    "offer.taking": _say("받는 중…", "Receiving…"),
    "claims.technical": _say("기술 항목 {count}개 더 보기", "Show {count} more technical entries"),
    "consent.question": _say("아래 정보를 공유할까요?", "Share this information?"),
    "consent.whole": _say(
        "이 증명서는 나눌 수 없어 전체가 전달됩니다.",
        "This credential cannot be split: all of it is handed over.",
    ),
    "consent.part": _say(
        "요청한 항목과 발급 정보만 전달됩니다.",
        "Only what is asked for and the issuing data are handed over.",
    ),
    "consent.withheld": _say(
        "공유하지 않는 항목 {count}개: {names}", "Not shared, {count} entries: {names}"
    ),
    "consent.asked": _say("요청됨", "asked for"),
    "consent.unmet": _say("보여 줄 증명서가 없습니다", "You have nothing that answers"),
    "consent.to": _say("받는 곳 {host}", "Goes to {host}"),
    "consent.agree": _say("동의하고 제시", "Agree and present"),
    "consent.decline": _say("거부", "Decline"),
    "consent.sending": _say("제시하는 중…", "Presenting…"),
    "consent.another": _say("다른 증명서 선택", "Choose another"),
    "result.received": _say("지갑에 담았습니다", "It is in your wallet"),
    "result.here": _say("이미 지갑에 있습니다", "It was here already"),
    "result.presented": _say("제시를 마쳤습니다", "Presented"),
    "result.presented.note": _say(
        "검증 결과는 상대방 화면에서 확인할 수 있습니다.", "The verifier's screen shows the result."
    ),
    "result.refused": _say("검증자가 받아들이지 않았습니다", "The verifier refused it"),
    "result.declined": _say("제시하지 않았습니다", "Nothing was presented"),
    "result.declined.note": _say("아무 정보도 전달되지 않았습니다.", "Nothing was handed over."),
    "result.failed": _say("완료하지 못했습니다", "It did not work"),
    "result.done": _say("확인", "Done"),
    "activity.title": _say("활동", "Activity"),
    "activity.empty": _say("아직 활동이 없습니다", "Nothing yet"),
    "activity.received": _say("발급받음", "Received"),
    "activity.imported": _say("파일에서 가져옴", "Imported"),
    "activity.exported": _say("파일로 내보냄", "Exported"),
    "activity.presented": _say("제시함", "Presented"),
    "activity.declined": _say("거부함", "Declined"),
    "activity.refused": _say("받아들여지지 않음", "Refused by the verifier"),
    "activity.failed": _say("보냈으나 응답 없음", "Sent, no answer"),
    "activity.removed": _say("삭제함", "Removed"),
    "verifier.domain": _say("{domain} 에서 확인된 요청", "Request proven by {domain}"),
}

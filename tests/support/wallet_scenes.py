"""What the pictures of the wallet show: cards, an offer and a request as the engine words them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from damda.openid.offer import TxCodePrompt
from damda_wallet.file_views import Exported
from damda_wallet.import_report import ImportReport
from damda_wallet.views import (
    Activity,
    AnchorReport,
    Candidate,
    Card,
    CardDetail,
    IssuerView,
    Label,
    OfferedCredential,
    OfferView,
    QueryView,
    Refreshed,
    RequestView,
    ShownClaim,
    Standing,
    StatusReport,
    VerifierView,
)

NOW = datetime(2026, 11, 24, 0, 15, tzinfo=UTC)
KEIS = Label("Korea Employment Information Service", "한국고용정보원")
BADGE = Label("Vocational training badge", "직업훈련 디지털배지")
COURSE = "클라우드 네이티브 백엔드 개발자 양성"
TYPES = ("VerifiableCredential", "OpenBadgeCredential")
ANCHORED = AnchorReport("anchored", NOW, 1_204)

CARDS = [
    Card(
        id="1",
        name=BADGE,
        issuer_name=KEIS,
        issuer_did="did:webvh:QmX:keis.example",
        art_url=None,
        background_color="#134BA8",
        text_color="#FFFFFF",
        received_at=NOW,
        valid_from=NOW - timedelta(days=2),
        valid_until=None,
        status=StatusReport("valid", NOW),
        anchor=ANCHORED,
        types=TYPES,
        achievement=COURSE,
    )
]
CARDS += [
    replace(
        CARDS[0],
        id="2",
        background_color="#17654A",
        achievement="데이터 분석 실무",
        status=StatusReport("revoked", NOW),
    ),
    replace(
        CARDS[0],
        id="3",
        name=Label("Welding Engineer certificate", "용접기사 국가기술자격증"),
        issuer_name=Label("HRD Korea", "한국산업인력공단"),
        background_color="#4A3580",
        types=("VerifiableCredential",),
        achievement="",
        valid_until=NOW + timedelta(days=1200),
        status=StatusReport(
            "valid",
            NOW - timedelta(days=9),
            NOW,
            Label(
                "The issuer's status list can't be reached.",
                "발급기관의 상태 목록에 연결할 수 없습니다.",
            ),
        ),
        anchor=AnchorReport("pending"),
    ),
]

FOREIGN = replace(
    CARDS[0],
    id="9",
    name=Label("Teamwork Badge", "Teamwork Badge"),
    issuer_name=Label("Example University", "Example University"),
    issuer_did="https://university.example/issuer",
    background_color=None,
    text_color=None,
    achievement="Teamwork",
    status=StatusReport("none"),
    anchor=AnchorReport("none"),
    imported=ImportReport(
        verified=False,
        standing=Standing(
            "unchecked",
            Label(
                "The issuer's identifier could not be checked.",
                "발급기관의 식별자를 확인할 수 없습니다.",
            ),
        ),
        doubts=(
            Label(
                "The issuer's key could not be looked up.", "발급기관의 키를 확인할 수 없습니다."
            ),
        ),
    ),
)
"""A badge that came as a file."""

_ROWS = (
    ("훈련과정명", "Course title", COURSE, True),
    ("수료상태", "Result status", "Completed", True),
    ("훈련기관명", "Institution", "한빛직업전문학교", False),
    ("훈련 시작일", "Start date", "2026-03-02", False),
    ("훈련 종료일", "End date", "2026-08-28", False),
    ("총 훈련시간", "Total hours", "960", False),
    ("출석률", "Attendance %", "94", False),
    ("NCS 세분류코드", "NCS code", "20010202", False),
)
CLAIMS = tuple(
    ShownClaim(("credentialSubject", en), Label(en, ko), value) for ko, en, value, _ in _ROWS
) + tuple(
    ShownClaim(("achievement", name), Label(name, name), value, named=False)
    for name, value in (("achievement.inLanguage", "ko"), ("issuer.url", "https://www.keis.or.kr"))
)
ASKED = {("credentialSubject", en) for _, en, _, asked in _ROWS if asked}
SHARED = tuple(replace(claim, asked=claim.path in ASKED) for claim in CLAIMS)

OFFER = OfferView(
    issuer=IssuerView(
        id="https://issuer.example/keis",
        name=KEIS,
        logo_url=None,
        did=CARDS[0].issuer_did,
        standing=Standing(
            "accredited",
            Label(
                "The ledger accredits this issuer for this credential.",
                "원장에 이 증명서의 발급기관으로 인가되어 있습니다.",
            ),
        ),
    ),
    credentials=(
        OfferedCredential(
            "badge", BADGE, TYPES, tuple(c.label for c in CLAIMS if c.named), None, None, None
        ),
    ),
    tx_code=TxCodePrompt("numeric", 6, "문자로 받은 숫자 6자리"),
    offer=None,  # nothing is taken here
    metadata=None,
)
REQUEST = RequestView(
    verifier=VerifierView(
        client_id="decentralized_identifier:did:webvh:QmY:jobs.damda.example",
        did="did:webvh:QmY:jobs.damda.example",
        domain="jobs.damda.example",
        name=Label("Hanbit Software Careers", "한빛소프트 채용"),
        logo_url=None,
    ),
    purpose=Label(
        "To check that an applicant has completed vocational training.",
        "지원자의 직업훈련 수료 여부를 확인합니다.",
    ),
    queries=(
        QueryView(
            "badge",
            True,
            False,
            (Candidate(CARDS[0], True, SHARED), Candidate(CARDS[1], True, SHARED)),
            None,
        ),
    ),
    arrival="qr",
    response_host="jobs.damda.example",
    answerable=True,
    default_choice={"badge": ("1",)},
    slots=(("badge",),),
    request=None,
)
PART = replace(
    CARDS[0], id="4", achievement="데이터 분석 실무", types=("https://keis.example/types/badge",)
)
SHOWN_PART = (
    *(replace(c, asked=True) for c in CLAIMS if c.label.en in ("Course title", "NCS code")),
    ShownClaim(("iss",), Label("Issuer's identifier", "발급기관 식별자"), CARDS[0].issuer_did),
    ShownClaim(("nbf",), Label("Valid from", "유효 시작"), "2026-11-22 09:15"),
)
WITHHELD = tuple(
    claim.label
    for claim in CLAIMS
    if claim.named and claim.label.en not in ("Course title", "NCS code")
)
IN_PART = replace(
    REQUEST,
    queries=(
        QueryView("part", True, False, (Candidate(PART, False, SHOWN_PART, WITHHELD),), None),
    ),
    default_choice={"part": ("4",)},
    slots=(("part",),),
)
MIXED = replace(
    REQUEST,
    queries=(IN_PART.queries[0], *REQUEST.queries),
    default_choice={"part": ("4",), "badge": ("1",)},
    slots=(("part",), ("badge",)),
)
UNMET = replace(
    REQUEST,
    queries=(
        QueryView(
            "badge",
            True,
            False,
            (),
            Label(
                "No card here is of the kind that is asked for.",
                "요청한 종류의 증명서가 지갑에 없습니다.",
            ),
        ),
    ),
    answerable=False,
    default_choice={},
)
REFUSAL = Label("The badge has been revoked by its issuer.", "발급기관이 폐지한 배지입니다.")
ACTIVITY = [
    Activity(NOW, "presented", REQUEST.verifier.name, "x", (BADGE,)),
    Activity(NOW - timedelta(hours=3), "received", KEIS, "x", (BADGE,)),
    Activity(NOW - timedelta(days=1), "declined", Label("Jeju Bookshop", "제주책방"), "x", ()),
]


@dataclass
class SampleWallet:
    """Answers the screens' questions; it has no vault and sends nothing."""

    held: tuple[Card, ...] = tuple(CARDS)

    def cards(self, **_: Any) -> list[Card]:
        return list(self.held)

    def card(self, card_id: str) -> CardDetail:
        card = next(card for card in (*self.held, FOREIGN) if card.id == card_id)
        return CardDetail(card, CLAIMS, TYPES, "urn:uuid:1", "ldp_vc", "did:key:z6Mk", "{}")

    def export(self, _card_id: str, **_: Any) -> Exported:
        return Exported("클라우드-네이티브-백엔드.png", "image/png", b"")

    def refresh(self) -> Refreshed:
        return Refreshed(NOW, ())

    def activity(self, **_: Any) -> list[Activity]:
        return ACTIVITY if self.held else []

    def close(self) -> None:
        pass

"""The story: KEIS issues a training badge, a citizen takes and shows it, and it is revoked."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from .partial import PartialShowing
from .parties import Citizen, Employer, Operator, save_data_uri
from .progress import DidNotHold, Step, expect
from .services import run_damda
from .settings import Settings

INSTITUTION = "keis"
BADGE = "TrainingBadge"
BADGE_QUERY = "training_badge"
OTHER_COURSE = {
    "trprId": "AIG20260000498765",
    "trprName": "데이터 분석 실무",
    "totalHours": 320,
    "ncsUnits": ["2001020211_16v4", "2001020212_16v4"],
}
TX_CODE = {"input_mode": "numeric", "length": 6, "description": "문자로 받은 6자리 코드"}


class Story:
    """Its steps in order; each gives a word of evidence, or raises DidNotHold.

    What a step finds out for those after it is kept here: the institution, the offer, the card in
    the wallet, the first request.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._operator = Operator(settings)
        self._citizen = Citizen(settings)
        self._employer = Employer(settings)
        self._institution: Any = None
        self._offer: Any = None
        self._card: Any = None
        self._request = ""
        self._partial = PartialShowing(
            self._operator,
            self._citizen,
            self._employer,
            whole_card=lambda: str(self._card["id"]),
            offer=lambda: {"credential_type": BADGE, "claims": training_claims() | OTHER_COURSE},
            picture=self._picture,
        )

    def steps(self) -> list[Step]:
        return [
            Step(
                "한국고용정보원(KEIS)이 발급기관이 됩니다",
                "KEIS becomes an institution of the agent, with a did:webvh of its own",
                self.open_institution,
            ),
            Step(
                "원장에서 KEIS의 직업훈련 배지 발급을 인가합니다",
                "KEIS is accredited for training badges on the ledger",
                self.accredit,
            ),
            Step(
                "출석률 79%인 훈련은 거절됩니다",
                "Claims that break a rule are refused",
                self.refuse_claims,
            ),
            Step(
                "KEIS가 배지를 제안합니다: QR과 확인 코드",
                "KEIS offers a badge: a QR code and a transaction code",
                self.offer_badge,
            ),
            Step(
                "시민이 QR을 스캔해 제안을 봅니다",
                "A citizen scans the QR code and sees the offer",
                self.read_offer,
            ),
            Step("시민이 배지를 받습니다", "The citizen takes the badge", self.accept_offer),
            Step(
                "배지가 원장에 기록되고 지갑이 증명을 보관합니다",
                "The badge is anchored; the wallet keeps the proof",
                self.see_anchored,
            ),
            Step(
                "구인 기업의 검증 페이지가 배지를 요청합니다",
                "The employer's page asks for it",
                self.ask,
            ),
            Step("시민이 동의하고 제시합니다", "The citizen consents and presents", self.present),
            Step("검증 완료", "The employer's page says: verified", self.see_verified),
            *self._partial.steps(),
            Step("KEIS가 배지를 폐지합니다", "KEIS revokes the badge", self.revoke),
            Step(
                "같은 제시를 다시 확인하면 거절됩니다",
                "The same presentation is refused, with the reason",
                self.recheck,
            ),
            Step(
                "새로 제시해도 거절됩니다",
                "A new presentation is refused as well",
                self.present_again,
            ),
            Step("지갑도 폐지를 알립니다", "The wallet says so too", self.see_revoked_card),
        ]

    # -- the institution --------------------------------------------------------------------

    def open_institution(self) -> str:
        self._institution = self._operator.post("/damda/institutions", {"slug": INSTITUTION}).body
        self._operator.become(self._institution["token"])
        return str(self._institution["did"])

    def accredit(self) -> str:
        did, account = self._institution["did"], self._institution["ledger_account"]
        place = self._settings.ledger_options
        run_damda("ledger", "register", *place, "--did", did, "--controller", account)
        types = self._operator.get("/damda/credential-types")["credential_types"]
        (badge,) = (each for each in types if each["id"] == BADGE)
        names = [form["accredited_as"] for form in badge["forms"]]
        for name in names:
            run_damda("ledger", "accredit", *place, "--did", did, "--type", name)
        return f"IssuerRegistry: {', '.join(names)}"

    def refuse_claims(self) -> str:
        claims = training_claims() | {"attendanceRate": 79}
        body = {"credential_type": BADGE, "claims": claims}
        problem = self._operator.post("/damda/offers", body, expect=422).body["problems"][0]
        expect(problem["field"] == "attendanceRate", str(problem))
        return f"422 · {problem['ko']}"

    def offer_badge(self) -> str:
        body = {"credential_type": BADGE, "claims": training_claims(), "tx_code": TX_CODE}
        self._offer = self._operator.post("/damda/offers", body).body
        save_data_uri(self._offer["qr_png"], self._picture("offer"))
        return f"{self._offer['offer_uri'][:60]}…"

    def revoke(self) -> str:
        offer = self._operator.get(f"/damda/offers/{self._offer['offer_id']}")
        path = f"/damda/credentials/{offer['credential']}/revoke"
        revoked = self._operator.post(path, {"reason": "훈련 기록 정정"}).body
        expect(revoked["state"] == "revoked", str(revoked))
        return str(revoked["credential_id"])

    # -- the citizen ------------------------------------------------------------------------

    def read_offer(self) -> str:
        self._citizen.init()
        view = self._citizen.run("read", str(self._picture("offer")))["offer"]
        standing = view["issuer"]["standing"]
        expect(view["tx_code"] is not None, "the offer asks for no transaction code")
        expect(standing["outcome"] == "accredited", str(standing))
        return f"{view['issuer']['name']['ko']} · {standing['sentence']['ko']}"

    def accept_offer(self) -> str:
        with self._settings.private_file("tx-code", self._offer["tx_code"]) as code:
            picture = str(self._picture("offer"))
            taken = self._citizen.run("accept", picture, "--tx-code-file", str(code), "--yes")
        self._card = taken["cards"][0]
        return str(self._card["name"]["ko"])

    def see_anchored(self) -> str:
        anchor = wait_for(self._anchored, "the badge is not anchored")
        return f"블록 / block {anchor['block_number']}"

    def present(self) -> str:
        view = self._citizen.run("read", str(self._picture("request")))["request"]
        result = self._present(expect_code=0)
        expect(result["accepted"], str(result))
        (query,) = (each for each in view["queries"] if each["id"] == BADGE_QUERY)
        shared = [c for c in query["candidates"][0]["shared"] if c["asked"]]
        names = ", ".join(claim["label"]["ko"] for claim in shared[:3])
        return f"{view['verifier']['name']['ko']} ← {names} …"

    def see_revoked_card(self) -> str:
        outcome = self._refreshed_card()["status"]["outcome"]
        expect(outcome == "revoked", outcome)
        return "폐지됨 / revoked"

    def _anchored(self) -> Any:
        anchor = self._refreshed_card()["anchor"]
        return anchor if anchor["outcome"] == "anchored" else None

    def _refreshed_card(self) -> Any:
        cards = [seen["after"] for seen in self._citizen.run("refresh")["cards"]]
        return next(card for card in cards if card["id"] == self._card["id"])

    def _present(self, *, expect_code: int) -> Any:
        """Shows this story's card, where cards of earlier runs would answer too."""
        choice = f"{BADGE_QUERY}={self._card['id']}"
        picture = str(self._picture("request"))
        return self._citizen.run(
            "present", picture, "--yes", "--choose", choice, expect=expect_code
        )

    # -- the employer -----------------------------------------------------------------------

    def ask(self) -> str:
        self._request = self._employer.ask(self._picture("request"))
        return self._picture("request").name

    def see_verified(self) -> str:
        result = self._employer.result(self._request)
        expect(result["state"] == "verified", str(result.get("verdict", result["state"])))
        checks = result["verdict"]["checks"]
        passed = sum(check["outcome"] == "passed" for check in checks)
        return f"검증 완료: {passed}/{len(checks)}"

    def recheck(self) -> str:
        return self._refusal(lambda: self._employer.recheck(self._request))

    def present_again(self) -> str:
        request = self._employer.ask(self._picture("request"))
        self._present(expect_code=1)
        return self._refusal(lambda: self._employer.result(request))

    def _refusal(self, ask: Callable[[], Any]) -> str:
        """Waits as long as a verifier may keep a status list, not longer."""

        def refused() -> Any:
            result = ask()
            return result if result["state"] == "refused" else None

        checks = wait_for(refused, "it is still accepted")["verdict"]["checks"]
        reasons = [c for c in checks if c["fatal"] and c["outcome"] in ("failed", "unknown")]
        expect([c["code"] for c in reasons] == ["revoked"], str(reasons))
        return str(reasons[0]["ko"])

    def _picture(self, name: str) -> Path:
        folder = self._settings.data / "qr"
        folder.mkdir(exist_ok=True)
        return folder / f"{name}.png"


def training_claims() -> dict[str, Any]:
    """A course that ended a month ago, so that the story stays true on any day."""
    end = datetime.now(UTC).date() - timedelta(days=30)
    return {
        "trprId": "AIG20260000412345",
        "trprDegr": 1,
        "trprName": "클라우드 기반 응용SW 개발자 양성과정",
        "instCode": "500020058123",
        "instName": "담다직업전문학교",
        "instBusinessNo": "123-45-67891",
        "trainStart": (end - timedelta(days=180)).isoformat(),
        "trainEnd": end.isoformat(),
        "totalHours": 960,
        "attendanceRate": 96,
        "ncsCode": "20010202",
        "ncsUnits": ["2001020211_16v4"],
        "ncsLevel": 5,
        "resultStatus": "Completed",
    }


def wait_for[T](look: Callable[[], T | None], what: str, *, timeout: float = 20) -> T:
    """The first answer of ``look`` that is not None. Raises DidNotHold with ``what``."""
    deadline = time.monotonic() + timeout
    while (found := look()) is None:
        if time.monotonic() > deadline:
            raise DidNotHold(
                f"{what} after {timeout:.0f} s", ko=f"시간 안에 끝나지 않았습니다: {what}"
            )
        time.sleep(0.3)
    return found

"""The story: KEIS issues a training badge, a citizen takes and shows it, and it is revoked."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from .parties import Citizen, Employer, Operator, save_data_uri
from .progress import DidNotHold, Progress, expect
from .services import run_damda
from .settings import Settings

INSTITUTION = "keis"
BADGE = "TrainingBadge"


@dataclass(slots=True)
class Story:
    """Plays the steps in order; each raises DidNotHold when it ends otherwise than told."""

    settings: Settings
    progress: Progress

    def play(self) -> None:
        step = self.progress.run
        operator, citizen, employer = (
            Operator(self.settings),
            Citizen(self.settings),
            Employer(self.settings),
        )
        pictures = self.settings.data / "qr"
        pictures.mkdir(exist_ok=True)
        offer_qr, request_qr = pictures / "offer.png", pictures / "request.png"

        step(
            "한국고용정보원(KEIS)이 발급기관으로 등록합니다",
            "KEIS becomes an institution of the agent, with its own did:webvh",
            lambda: self._institution(operator),
        )
        step(
            "원장 운영자가 KEIS의 직업훈련 배지 발급을 인가합니다",
            "Governance accredits KEIS for training badges on the ledger",
            lambda: self._accredit(operator),
        )
        step(
            "출석률 79%인 훈련은 거절됩니다",
            "Claims that break a rule are refused",
            lambda: self._refused_claims(operator),
        )
        offer = step(
            "KEIS가 배지를 제안합니다: QR과 확인 코드",
            "KEIS offers a badge: a QR code and a transaction code",
            lambda: self._offer(operator, offer_qr),
        )
        step(
            "시민이 QR을 스캔하고 제안을 봅니다",
            "A citizen scans the QR code and sees the offer",
            lambda: self._read_offer(citizen, offer_qr),
        )
        card = step(
            "시민이 배지를 받습니다",
            "The citizen takes the badge",
            lambda: self._accept(citizen, offer_qr, offer),
        )
        step(
            "배지가 원장에 기록되고 지갑이 증명을 보관합니다",
            "The badge is anchored; the wallet keeps the proof",
            lambda: self._anchored(citizen, card),
        )
        first = step(
            "구인 기업의 검증 페이지가 배지를 요청합니다",
            "The employer's page asks for it",
            lambda: self._ask(employer, request_qr),
        )
        step(
            "시민이 동의하고 제시합니다",
            "The citizen consents and presents",
            lambda: self._present(citizen, request_qr),
        )
        step(
            "검증 완료",
            "The employer's page shows: verified",
            lambda: self._verified(employer, first),
        )
        step("KEIS가 배지를 폐지합니다", "KEIS revokes the badge", lambda: self._revoke(operator))
        step(
            "같은 제시를 다시 확인하면 거절됩니다: 폐지됨",
            "The same presentation is refused: revoked",
            lambda: self._refused(employer, lambda: employer.recheck(first)),
        )
        step(
            "새로 제시해도 거절됩니다",
            "A new presentation is refused as well",
            lambda: self._present_again(citizen, employer, request_qr),
        )
        step(
            "지갑도 폐지를 알립니다",
            "The wallet says so too",
            lambda: self._wallet_knows(citizen, card),
        )

    # -- the institution --------------------------------------------------------------------

    def _institution(self, operator: Operator) -> tuple[Any, str]:
        made = operator.post("/damda/institutions", {"institution": INSTITUTION}).body
        operator.become(made["token"])
        self._made = made
        return made, made["did"]

    def _accredit(self, operator: Operator) -> tuple[None, str]:
        made = self._made
        deployment = (
            "--rpc",
            self.settings.ledger_url,
            "--deployment",
            str(self.settings.deployment),
        )
        run_damda(
            "ledger",
            "register",
            *deployment,
            "--did",
            made["did"],
            "--controller",
            made["ledger_account"],
        )
        run_damda("ledger", "accredit", *deployment, "--did", made["did"], "--type", BADGE)
        return None, f"IssuerRegistry: {BADGE}"

    def _refused_claims(self, operator: Operator) -> tuple[None, str]:
        claims = training_claims() | {"attendanceRate": 79}
        answer = operator.post(
            "/damda/offers", {"credential_type": BADGE, "claims": claims}, expect=422
        )
        expect(answer.status == 422, f"HTTP {answer.status}")
        problem = answer.body["problems"][0]
        expect(problem["field"] == "attendanceRate", str(problem))
        return None, f"422 · {problem['ko']}"

    def _offer(self, operator: Operator, picture: Any) -> tuple[Any, str]:
        body = {"credential_type": BADGE, "claims": training_claims(), "tx_code": True}
        offer = operator.post("/damda/offers", body).body
        save_data_uri(offer["qr_png"], picture)
        return offer, f"{picture.name}, {offer['offer_uri'][:48]}…"

    def _revoke(self, operator: Operator) -> tuple[None, str]:
        newest = operator.get("/damda/credentials")["credentials"][0]
        operator.post(
            f"/damda/credentials/{newest['credential_id']}/revoke", {"reason": "훈련 기록 정정"}
        )
        return None, str(newest["credential_id"])

    # -- the citizen ------------------------------------------------------------------------

    def _read_offer(self, citizen: Citizen, picture: Any) -> tuple[None, str]:
        citizen.init()
        view = citizen.run("read", str(picture))
        expect(view["tx_code"] is not None, "the offer asks for no transaction code")
        expect(view["issuer"]["standing"]["outcome"] == "accredited", str(view["issuer"]))
        return (
            None,
            f"{view['issuer']['name']['ko']} · {view['issuer']['standing']['sentence']['ko']}",
        )

    def _accept(self, citizen: Citizen, picture: Any, offer: Any) -> tuple[Any, str]:
        code = self.settings.data / "secrets" / "tx-code"
        code.touch(mode=0o600)
        code.write_text(offer["tx_code"])
        received = citizen.run("accept", str(picture), "--tx-code-file", str(code), "--yes")
        code.unlink()
        card = received["cards"][0]
        return card, card["name"]["ko"]

    def _anchored(self, citizen: Citizen, card: Any) -> tuple[None, str]:
        def anchored() -> Any:
            citizen.run("refresh")
            anchor = self._card(citizen, card)["anchor"]
            return anchor if anchor["outcome"] == "anchored" else None

        anchor = wait_for(anchored, "the badge is not anchored")
        return None, f"블록 / block {anchor['block_number']}"

    def _present(self, citizen: Citizen, picture: Any) -> tuple[None, str]:
        view = citizen.run("read", str(picture))
        result = citizen.run("present", str(picture), "--yes")
        expect(result["accepted"], str(result))
        shared = view["queries"][0]["candidates"][0]["shared"]
        return None, f"{view['verifier']['name']['ko']} ← {len(shared)}개 항목 / claims"

    def _wallet_knows(self, citizen: Citizen, card: Any) -> tuple[None, str]:
        citizen.run("refresh")
        outcome = self._card(citizen, card)["status"]["outcome"]
        expect(outcome == "revoked", outcome)
        return None, "폐지됨 / revoked"

    def _card(self, citizen: Citizen, card: Any) -> Any:
        return citizen.run("show", card["id"])["card"]

    # -- the employer -----------------------------------------------------------------------

    def _ask(self, employer: Employer, picture: Any) -> tuple[str, str]:
        request_id = employer.ask(picture)
        return request_id, picture.name

    def _verified(self, employer: Employer, request_id: str) -> tuple[None, str]:
        result = employer.result(request_id)
        expect(result["state"] == "verified", str(result.get("verdict", result["state"])))
        checks = result["verdict"]["checks"]
        passed = sum(check["outcome"] == "passed" for check in checks)
        return None, f"검증 완료: {passed}/{len(checks)}"

    def _refused(self, employer: Employer, ask: Callable[[], Any]) -> tuple[None, str]:
        def refused() -> Any:
            result = ask()
            return result if result["state"] == "refused" else None

        result = wait_for(refused, "the presentation is still accepted")
        reasons = [
            c for c in result["verdict"]["checks"] if c["fatal"] and c["outcome"] == "failed"
        ]
        expect([c["code"] for c in reasons] == ["revoked"], str(reasons))
        return None, reasons[0]["ko"]

    def _present_again(
        self, citizen: Citizen, employer: Employer, picture: Any
    ) -> tuple[None, str]:
        request_id = employer.ask(picture)
        citizen.run("present", str(picture), "--yes", expect=1)
        return self._refused(employer, lambda: employer.result(request_id))


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

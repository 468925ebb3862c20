"""The part of the story about SD-JWT VCs: a badge of which only what is asked for is shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from .parties import Citizen, Employer, Operator, save_data_uri
from .progress import Step, expect

QUERY = "training_badge_sd_jwt"
SHOWN = ("훈련과정명", "NCS 코드")


class PartialShowing:
    """``whole_card`` gives the id of the badge that is shown as a whole, ``offer`` the body of an
    offer of the same type, ``picture`` a place for a QR code."""

    def __init__(
        self,
        operator: Operator,
        citizen: Citizen,
        verifier: Employer,
        *,
        whole_card: Callable[[], str],
        offer: Callable[[], dict[str, Any]],
        picture: Callable[[str], Path],
    ) -> None:
        self._operator, self._citizen, self._verifier = operator, citizen, verifier
        self._whole_card, self._offer, self._picture = whole_card, offer, picture
        self._card = ""

    def steps(self) -> list[Step]:
        return [
            Step(
                "KEIS가 배지를 선택 공개 형식(SD-JWT)으로도 발급합니다",
                "KEIS issues a badge as an SD-JWT VC too, each claim to be shown or not",
                self.take,
            ),
            Step(
                "시민이 두 항목만 보여 주고, 기업은 그것만 봅니다",
                "The citizen shows two claims of it; the employer sees these and no others",
                self.show_two_claims,
            ),
            Step(
                "한 번의 요청에 두 형식의 증명서를 함께 제시합니다",
                "One request, one credential of each form, one verdict",
                self.show_both_forms,
            ),
        ]

    def take(self) -> str:
        offered = self._operator.post("/damda/offers", self._offer() | {"format": "dc+sd-jwt"}).body
        picture = self._picture("offer-sd-jwt")
        save_data_uri(offered["qr_png"], picture)
        (card,) = self._citizen.run("accept", str(picture), "--yes")["cards"]
        self._card = str(card["id"])
        detail = self._citizen.run("show", self._card)
        expect(detail["format"] == "dc+sd-jwt", str(detail["format"]))
        return f"{card['achievement']} · {len(detail['claims'])} 항목 / claims"

    def show_two_claims(self) -> str:
        view, result = self._shown("employer", f"{QUERY}={self._card}")
        (query,) = (each for each in view["queries"] if each["id"] == QUERY)
        (candidate,) = (c for c in query["candidates"] if c["card"]["id"] == self._card)
        (presented,) = result["presented"]
        names = tuple(claim["label"]["ko"] for claim in presented["claims"])
        expect(names == SHOWN, str(presented))
        return f"{_saw(presented)} · 숨김 {len(candidate['withheld'])}개 / hidden"

    def show_both_forms(self) -> str:
        choices = (f"training_badge={self._whole_card()}", f"course_level={self._card}")
        _, result = self._shown("academy", *choices)
        formats = [presented["format"] for presented in result["presented"]]
        expect(formats == ["ldp_vc", "dc+sd-jwt"], str(formats))
        return " + ".join(map(_saw, result["presented"]))

    def _shown(self, party: str, *choices: str) -> tuple[Any, Any]:
        """What the wallet showed for consent, and the result, which must be that it is verified."""
        picture = self._picture(f"request-{party}")
        request = self._verifier.ask(picture, party)
        view = self._citizen.run("read", str(picture))["request"]
        named = [part for choice in choices for part in ("--choose", choice)]
        sent = self._citizen.run("present", str(picture), "--yes", *named)
        expect(sent["accepted"], str(sent))
        result = self._verifier.result(request)
        expect(result["state"] == "verified", str(result.get("verdict", result["state"])))
        return view, result


def _saw(presented: Any) -> str:
    """What the verifier saw of one credential."""
    return ", ".join(f"{c['label']['ko']} {c['value']['ko']}" for c in presented["claims"])

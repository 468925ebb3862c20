"""The pages: templates, language, and what each state shows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import jinja2
from damda.errors import DamdaError
from starlette.requests import Request
from starlette.responses import HTMLResponse

from ..relying_party import RelyingParty
from . import qr
from .exchange import CONCLUDED, FINAL, PENDING, Exchange, State
from .texts import LANGUAGES, Lang, choose, text
from .verifier import Verifier
from .view import shown_checks, shown_credentials, shown_reasons, shown_time

_TEMPLATES = Path(__file__).parent / "templates"
_STEPS: dict[State, int] = {"created": 1, "opened": 2, "checking": 3, "answered": 3}
_HEADINGS: dict[State, str] = {
    "created": "scan_title",
    "verified": "verified",
    "refused": "refused",
}


class Pages:
    """Renders every page of one service."""

    __slots__ = ("_templates", "_verifier")

    def __init__(self, verifier: Verifier) -> None:
        self._verifier = verifier
        self._templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(_TEMPLATES),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=jinja2.StrictUndefined,
        )

    def start(self, request: Request) -> HTMLResponse:
        return self._page("start.html", request, parties=list(self._verifier.parties.values()))

    def error(
        self, request: Request, error: DamdaError, *, status: int, headers: Mapping[str, str]
    ) -> HTMLResponse:
        lang = language(request)
        parts = request.url.path.split("/")
        known = len(parts) > 2 and parts[1] == "verify" and parts[2] in self._verifier.parties
        response = self._page(
            "error.html",
            request,
            sentence=error.ko if lang == "ko" else error.en,
            code=error.code,
            again=f"/verify/{parts[2]}" if known else None,
        )
        response.status_code = status
        response.headers.update(headers)
        return response

    def exchange(self, request: Request, exchange: Exchange) -> HTMLResponse:
        lang = language(request)
        now = self._verifier.clock()
        state = exchange.seen_state(now)
        party = self._verifier.party(exchange.relying_party)
        return self._page(
            "verify.html",
            request,
            party=party,
            exchange=exchange,
            state=state,
            step=_STEPS.get(state, 0),
            final=state in FINAL,
            heading=text(_HEADINGS.get(state, f"{state}_title"), lang),
            expires_ms=int(exchange.expires_at.timestamp() * 1000),
            expires_at=shown_time(exchange.expires_at, lang),
            **self._addresses(exchange, state, lang),
            **_result(party, exchange, state, lang),
        )

    def _addresses(self, exchange: Exchange, state: State, lang: Lang) -> dict[str, Any]:
        if state not in PENDING:
            return {"qr": "", "same_device_uri": None}
        scanned = self._verifier.authorization_uri(exchange, exchange.cross_device)
        same = exchange.same_device
        return {
            "qr": qr.svg(scanned, title=text("qr_title", lang)),
            "same_device_uri": self._verifier.authorization_uri(exchange, same) if same else None,
        }

    def _page(self, template: str, request: Request, **values: Any) -> HTMLResponse:
        lang = language(request)

        def t(key: str, **names: object) -> str:
            return text(key, lang, **names)

        def here(other: str) -> str:
            query = {**dict(request.query_params), "lang": other}
            return f"{request.url.path}?{urlencode(query)}"

        html = self._templates.get_template(template).render(
            lang=lang, t=t, here=here, languages=LANGUAGES, **values
        )
        return HTMLResponse(html, headers={"content-language": lang, "vary": "accept-language"})


def language(request: Request) -> Lang:
    """The language of the answer."""
    return choose(request.query_params.get("lang"), request.headers.get("accept-language", ""))


def _result(party: RelyingParty, exchange: Exchange, state: State, lang: Lang) -> dict[str, Any]:
    if state not in CONCLUDED or exchange.checked_at is None or exchange.answered_at is None:
        return {"checked_at": None, "answered_at": None}
    reasons = shown_reasons(party, exchange, lang)
    return {
        "reasons": reasons,
        # A rule of the relying party that is not met says nothing against the credential.
        "genuine": all(reason.id == "requirement" for reason in reasons),
        "credentials": shown_credentials(party, exchange, lang),
        "checks": shown_checks(party, exchange, lang),
        "checked_at": shown_time(exchange.checked_at, lang),
        "answered_at": shown_time(exchange.answered_at, lang),
    }

"""The commands of ``damda wallet``, one function each: a session in, an exit code out."""

# ruff: noqa: T201 - it prints: it is the terminal's side.
from __future__ import annotations

import argparse
import getpass
import json
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from damda.errors import DamdaError
from damda.protocols import Json

from . import qr
from .badge_commands import export, import_badge
from .config import Settings, check_settings
from .engine import Wallet
from .errors import Refused, SetupFaulty
from .home import WalletHome
from .terminal import (
    activity_line,
    card_line,
    detail_lines,
    offer_lines,
    received_lines,
    refreshed_lines,
    request_lines,
    result_lines,
    say,
)
from .view_json import to_json
from .views import Arrival, Choice, Language, OfferView, RequestView

PIN_VARIABLE = "DAMDA_WALLET_PIN"
MAX_SECRET = 1024


class Session:
    """One run: its arguments, its language, and the wallet once the PIN is known."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.arguments = arguments
        self.language: Language = arguments.lang
        self.home = WalletHome(arguments.home)
        self._wallet: Wallet | None = None

    @property
    def wallet(self) -> Wallet:
        if self._wallet is None:
            # Raises where there is no vault, or while it is locked, before a PIN is asked for.
            self.home.check_openable()
            self._wallet = self.home.open(self.pin())
        return self._wallet

    def pin(self) -> str:
        """From the file, the environment or the terminal. Raises SetupFaulty."""
        return self.secret(self.arguments.pin_file, "PIN", variable=PIN_VARIABLE)

    def secret(self, path: Path | None, prompt: str, *, variable: str | None = None) -> str:
        if path is not None:
            return _secret_file(path)
        if variable is not None and os.environ.get(variable):
            return os.environ[variable]
        if not sys.stdin.isatty():
            raise SetupFaulty(
                f"{prompt}: give a file, or run this in a terminal.",
                ko=f"{prompt}: 파일로 주거나 터미널에서 실행하세요.",
            )
        return getpass.getpass(f"{prompt}: ", stream=sys.stderr)

    def emit(self, value: Any, lines: Iterable[str]) -> None:
        """The JSON of ``value`` or the lines, as was asked."""
        if self.arguments.json:
            print(json.dumps(to_json(value), ensure_ascii=False, indent=1))
        else:
            for line in lines:
                print(line)

    def emit_error(self, error: DamdaError, as_json: Json) -> None:
        if self.arguments.json:
            print(json.dumps(as_json, ensure_ascii=False, indent=1))
        else:
            words = error.ko if self.language == "ko" else error.en
            print(f"damda wallet: {words} [{error.code}]", file=sys.stderr)

    def agrees(self, lines: Iterable[str], question_en: str, question_ko: str) -> bool:
        """Shows what is at stake and asks. Raises SetupFaulty without a terminal or ``--yes``."""
        if self.arguments.yes:
            return True
        for line in lines:
            print(line, file=sys.stderr)
        if not sys.stdin.isatty():
            raise SetupFaulty(
                "Your consent is needed: run this in a terminal, or add --yes.",
                ko="동의가 필요합니다. 터미널에서 실행하거나 --yes를 붙이세요.",
                code="consent_needed",
            )
        question = question_ko if self.language == "ko" else question_en
        print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
        return sys.stdin.readline().strip().lower() in ("y", "yes", "예", "네")

    def card_id(self) -> str:
        """The one card whose id begins as was given; else what was given."""
        wanted: str = self.arguments.id
        found = [card.id for card in self.wallet.cards() if wanted and card.id.startswith(wanted)]
        return found[0] if len(found) == 1 else wanted

    def close(self) -> None:
        if self._wallet is not None:
            self._wallet.close()


def init(session: Session) -> int:
    given = session.arguments
    settings = check_settings(
        Settings(given.ledger_rpc, given.ledger_deployment, frozenset(given.plain_http_host))
    )
    pin = session.pin()
    session.home.make_vault(pin)
    session.home.set_up(settings)
    path = session.home.folder
    session.emit({"home": str(path)}, [f"지갑을 만들었습니다. / The wallet is made: {path}"])
    return 0


def change_pin(session: Session) -> int:
    old = session.pin()
    new = session.secret(session.arguments.new_pin_file, "새 PIN / new PIN")
    session.home.change_pin(old, new)
    session.emit({"changed": True}, ["PIN을 바꾸었습니다. / The PIN is changed."])
    return 0


def scan(session: Session) -> int:
    text = qr.decode(session.arguments.image)
    session.emit({"text": text}, [text])
    return 0


def read(session: Session) -> int:
    view = _view(session)
    if isinstance(view, OfferView):
        session.emit({"kind": "offer", "offer": view}, offer_lines(view, session.language))
    else:
        session.emit({"kind": "request", "request": view}, request_lines(view, session.language))
    return 0


def accept(session: Session) -> int:
    view = _view(session)
    if not isinstance(view, OfferView):
        raise _wrong_kind("This is a request, not an offer.", "발급 제안이 아니라 제출 요청입니다.")
    lines = offer_lines(view, session.language)
    if not session.agrees(lines, "Take it?", "받으시겠습니까?"):
        return 1
    tx_code = None
    if view.tx_code is not None:
        prompt = view.tx_code.description or "거래 코드 / transaction code"
        tx_code = session.secret(session.arguments.tx_code_file, prompt)
    received = session.wallet.accept(view, tx_code)
    session.emit(received, received_lines(received, session.language))
    return 0


def present(session: Session) -> int:
    view = _request(session)
    choice = _choice(session, view)
    lines = request_lines(view, session.language)
    if not session.agrees(lines, "Share all of this?", "위 내용을 공유하시겠습니까?"):
        return _declined(session, view)
    result = session.wallet.present(view, choice)
    session.emit(result, result_lines(result, session.language))
    return 0 if result.accepted else 1


def decline(session: Session) -> int:
    _declined(session, _request(session))
    return 0


def list_cards(session: Session) -> int:
    cards = session.wallet.cards()
    lines = [card_line(card, session.language) for card in cards]
    session.emit({"cards": cards}, lines or [say(session.language, "none")])
    return 0


def show(session: Session) -> int:
    detail = session.wallet.card(session.card_id())
    session.emit(detail, detail_lines(detail, session.language))
    return 0


def refresh(session: Session) -> int:
    refreshed = session.wallet.refresh()
    session.emit(refreshed, refreshed_lines(refreshed, session.language))
    return 0


def log(session: Session) -> int:
    lines = session.wallet.activity()
    texts = [activity_line(line, session.language) for line in lines]
    session.emit({"activity": lines}, texts or [say(session.language, "nothing")])
    return 0


COMMANDS: dict[str, Callable[[Session], int]] = {
    "init": init,
    "change-pin": change_pin,
    "scan": scan,
    "read": read,
    "accept": accept,
    "present": present,
    "decline": decline,
    "list": list_cards,
    "show": show,
    "import": import_badge,
    "export": export,
    "refresh": refresh,
    "log": log,
}


def _view(session: Session) -> OfferView | RequestView:
    source: str = session.arguments.source
    if source == "-":
        source = sys.stdin.readline()
    elif _is_file(source):
        source = qr.decode(Path(source))
    arrival: Arrival = "link" if session.arguments.link else "qr"
    return session.wallet.read(source, arrival=arrival)


def _request(session: Session) -> RequestView:
    view = _view(session)
    if not isinstance(view, RequestView):
        raise _wrong_kind("This is an offer, not a request.", "제출 요청이 아니라 발급 제안입니다.")
    return view


def _choice(session: Session, view: RequestView) -> Choice:
    """The default, with the cards that were named in place of those they are alternatives to."""
    named: dict[str, tuple[str, ...]] = {}
    for pair in session.arguments.choose:
        query_id, _, card_id = pair.partition("=")
        named[query_id] = (*named.get(query_id, ()), card_id)
    return view.choice(named)


def _declined(session: Session, view: RequestView) -> int:
    result = session.wallet.decline(view)
    session.emit(result, [say(session.language, "declined")])
    return 1


def _is_file(source: str) -> bool:
    try:
        return Path(source).is_file()
    except (OSError, ValueError):
        # Longer than a path may be, or with a null character: a text then.
        return False


def _secret_file(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeError):
        raise SetupFaulty(f"{path} can't be read.", ko=f"{path} 파일을 읽을 수 없습니다.") from None
    # An editor's last line break is not part of the secret; nothing else is taken away.
    return text.removesuffix("\n").removesuffix("\r")[:MAX_SECRET]


def _wrong_kind(en: str, ko: str) -> Refused:
    return Refused(en, ko=ko, code="wrong_kind")

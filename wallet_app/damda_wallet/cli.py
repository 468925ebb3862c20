"""``damda wallet``: the wallet on the command line.

Exit codes: 0 done, 1 refused (by the wallet, the issuer, the verifier or the holder), 2 usage or
set-up (a wrong PIN too). With ``--json`` one JSON object goes to standard output, and questions
to standard error.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from damda.errors import DamdaError

from .commands import COMMANDS, Session
from .errors import SetupFaulty, VaultDamaged, VaultLocked, VaultMissing
from .exporting import EXPORT_FORMS
from .view_json import error_to_json

SET_UP = (SetupFaulty, VaultDamaged, VaultLocked, VaultMissing)
DEFAULT_HOME = "~/.damda-wallet"


def main(argv: list[str]) -> int:
    """Run one command of the wallet. Never raises for bad input."""
    try:
        arguments = _parser().parse_args(argv)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 2
    session = Session(arguments)
    try:
        return COMMANDS[arguments.command](session)
    except DamdaError as error:
        session.emit_error(error, error_to_json(error))
        return 2 if isinstance(error, SET_UP) else 1
    except (EOFError, KeyboardInterrupt):
        print("damda wallet: stopped / 중단했습니다.", file=sys.stderr)
        return 130
    finally:
        session.close()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="damda wallet",
        description="The wallet on the command line. / 명령줄 지갑.",
        epilog="The PIN comes from --pin-file, from DAMDA_WALLET_PIN, or is asked for; never from "
        "an argument. / PIN은 --pin-file, DAMDA_WALLET_PIN 또는 입력으로만 받습니다.",
    )
    common = _common_options()
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, en: str, ko: str) -> argparse.ArgumentParser:
        text = f"{en} / {ko}"
        return commands.add_parser(name, parents=[common], help=text, description=text)

    init = add("init", "make a wallet", "지갑 만들기")
    init.add_argument("--ledger-rpc", metavar="URL", help="ledger's JSON-RPC / 원장 RPC 주소")
    init.add_argument("--ledger-deployment", type=Path, metavar="FILE", help="배포 파일")
    init.add_argument(
        "--plain-http-host",
        action="append",
        default=[],
        metavar="HOST",
        help="loopback host that may speak http / http를 허용할 이 컴퓨터의 주소",
    )
    pin = add("change-pin", "choose another PIN", "PIN 바꾸기")
    pin.add_argument("--new-pin-file", type=Path, metavar="FILE", help="새 PIN 파일")
    scan = add("scan", "show what a QR picture says", "사진 속 QR코드 내용 보기")
    scan.add_argument("image", type=Path)
    read = add("read", "show an offer or a request", "발급 제안이나 요청 보기")
    _source(read)
    accept = add("accept", "take what is offered", "발급 제안 받기")
    _source(accept)
    accept.add_argument("--tx-code-file", type=Path, metavar="FILE", help="거래 코드 파일")
    accept.add_argument("--yes", action="store_true", help="don't ask / 묻지 않고 받기")
    present = add("present", "show cards to a verifier", "검증기관에 카드 제시하기")
    _source(present)
    present.add_argument("--yes", action="store_true", help="don't ask / 묻지 않고 제시")
    present.add_argument(
        "--choose",
        action="append",
        default=[],
        metavar="QUERY=CARD",
        help="which card for which query / 항목별로 보여 줄 카드",
    )
    _source(add("decline", "tell a verifier no", "요청 거부하기"))
    add("list", "list the cards", "카드 목록")
    show = add("show", "show one card", "카드 자세히 보기")
    show.add_argument("id", help="id of the card, or its beginning / 카드 번호(앞부분도 됨)")
    taken = add("import", "take in a badge file", "배지 파일 가져오기")
    taken.add_argument(
        "source",
        metavar="FILE|URL",
        help="JSON, PNG or SVG, an https address, or - / JSON·PNG·SVG 파일, https 주소, 또는 -",
    )
    given = add("export", "save a card as a badge file", "카드를 배지 파일로 내보내기")
    given.add_argument("id", help="id of the card, or its beginning / 카드 번호(앞부분도 됨)")
    given.add_argument("--format", choices=EXPORT_FORMS, default="png", help="파일 형식")
    given.add_argument(
        "--folder", type=Path, default=Path(), metavar="FOLDER", help="where to / 저장할 폴더"
    )
    add("refresh", "look up status and anchors again", "상태와 원장 기록 다시 확인")
    add("log", "what was received and shown", "활동 기록")
    return parser


def _common_options() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--home",
        type=Path,
        default=Path(os.environ.get("DAMDA_WALLET_HOME", DEFAULT_HOME)).expanduser(),
        help=f"the wallet's folder / 지갑 폴더 (default: $DAMDA_WALLET_HOME, {DEFAULT_HOME})",
    )
    common.add_argument("--pin-file", type=Path, metavar="FILE", help="PIN 파일")
    common.add_argument("--json", action="store_true", help="print JSON / JSON으로 출력")
    common.add_argument("--lang", choices=("ko", "en"), default="ko", help="language / 언어")
    return common


def _source(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "source",
        metavar="TEXT|IMAGE",
        help="the link, a picture with its QR code, or - for standard input / 링크, QR 사진, "
        "또는 -(표준 입력)",
    )
    parser.add_argument(
        "--link",
        action="store_true",
        help="it was opened as a link on this device / 이 기기에서 링크로 연 경우",
    )

"""``damda ledger``: deploy the contracts, register and accredit issuers, make keys.

Exit codes: 0 done or so already, 1 refused by the contract, 2 usage or set-up (no ledger, another
chain, a missing file or key).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from damda.errors import DamdaError, LedgerRejected

from .cli_commands import COMMANDS, RPC_WAIT_SECONDS

DEFAULT_RPC = "http://127.0.0.1:8545"


def main(argv: list[str]) -> int:
    """Run one command. Never raises for bad input."""
    try:
        given = _parser().parse_args(argv)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 2
    try:
        lines = COMMANDS[given.command](given)
    except DamdaError as error:
        print(f"damda ledger: {error.en} / {error.ko} [{error.code}]", file=sys.stderr)
        return 1 if isinstance(error, LedgerRejected) else 2
    except KeyboardInterrupt:
        return 130
    print("\n".join(lines))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="damda ledger",
        description="Deploy the contracts, register and accredit issuers. / 계약 배포와 발급기관 등록.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(
        name: str, en: str, ko: str, *parents: argparse.ArgumentParser
    ) -> argparse.ArgumentParser:
        text = f"{en} / {ko}"
        return commands.add_parser(name, parents=[*parents], help=text, description=text)

    place, key, issuer = _place_options(), _key_options(), _issuer_options()
    _deploy_options(add("deploy", "put the contracts on the chain", "계약 배포", place, key))
    register = add("register", "make an issuer known", "발급기관 등록", place, key, issuer)
    register.add_argument(
        "--controller", required=True, metavar="0x..", help="its ledger account / 원장 계정 주소"
    )
    accredit = add("accredit", "allow a credential type", "증명서 종류 인가", place, key, issuer)
    _type_option(accredit)
    accredit.add_argument(
        "--from", dest="start", metavar="TIME", help="default: now / 기본값: 지금"
    )
    accredit.add_argument("--until", metavar="TIME", help="default: open end / 기본값: 기한 없음")
    withdraw = add("withdraw", "end an accreditation", "인가 철회", place, key, issuer)
    _type_option(withdraw)
    withdraw.add_argument("--as-of", metavar="TIME", help="default: now / 기본값: 지금")
    add("suspend", "suspend an issuer", "발급기관 정지", place, key, issuer)
    add("reinstate", "lift a suspension", "정지 해제", place, key, issuer)
    add("remove", "remove an issuer for good", "발급기관 영구 삭제", place, key, issuer)
    _fund_options(add("fund", "give money (development only)", "잔액 채우기 (개발용)", place))
    _key_command(add("key", "keys in keystore files", "키 저장소"))
    _show_options(add("show", "the deployment and an issuer's record", "배포와 등록 내용", place))
    return parser


def _place_options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument(
        "--rpc", default=DEFAULT_RPC, metavar="URL", help="JSON-RPC address / 원장 RPC 주소"
    )
    options.add_argument(
        "--deployment",
        type=Path,
        default=Path(".damda/ledger/deployment.json"),
        metavar="FILE",
        help="deployment file / 배포 파일",
    )
    return options


def _key_options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument(
        "--key-file",
        type=Path,
        metavar="FILE",
        help="governing keystore; a development chain needs none / 관리 키 저장소 (개발용은 생략)",
    )
    options.add_argument(
        "--password-file", type=Path, metavar="FILE", help="its password / 키 저장소 비밀번호"
    )
    return options


def _issuer_options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument("--did", required=True, help="the issuer / 발급기관 DID")
    return options


def _type_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--type", required=True, help="credential type / 증명서 종류")


def _deploy_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--governance",
        metavar="0x..",
        help="who governs; default: the deployer / 관리 계정, 기본값은 배포자",
    )
    parser.add_argument(
        "--wait",
        type=float,
        default=RPC_WAIT_SECONDS,
        metavar="SECONDS",
        help="how long to wait for the ledger / 원장을 기다리는 시간",
    )


def _fund_options(parser: argparse.ArgumentParser) -> None:
    account = parser.add_mutually_exclusive_group(required=True)
    account.add_argument("--address", metavar="0x..", help="the account / 계정 주소")
    account.add_argument(
        "--key-file", type=Path, metavar="FILE", help="or its keystore / 또는 키 저장소"
    )


def _key_command(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=["new"], help="new: make one / 새로 만들기")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="keystore / 키 저장소"
    )
    parser.add_argument(
        "--password-file",
        type=Path,
        required=True,
        metavar="FILE",
        help="first line is the password / 첫 줄이 비밀번호",
    )


def _show_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--did", help="an issuer / 발급기관 DID")
    parser.add_argument(
        "--type", action="append", default=[], help="credential type, repeatable / 증명서 종류"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

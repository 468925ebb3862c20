"""The command line of `damda did`."""

from __future__ import annotations

import argparse
from pathlib import Path

_KINDS = ("Ed25519", "P-256", "P-384")


def parser() -> argparse.ArgumentParser:
    whole = argparse.ArgumentParser(
        prog="damda did",
        description="Make, change and end a DID, resolve one, read its log. "
        "/ DID를 만들고 바꾸고 끝내며, 찾아보고 이력을 읽습니다.",
        epilog="Exit codes: 0 done, 1 refused or not found, 2 usage, files or network. "
        "/ 종료 코드: 0 완료, 1 거절되었거나 없음, 2 사용법·파일·네트워크 문제",
    )
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(
        name: str, en: str, ko: str, *parents: argparse.ArgumentParser
    ) -> argparse.ArgumentParser:
        text = f"{en} / {ko}"
        return commands.add_parser(name, parents=[*parents, _output()], help=text, description=text)

    keys, changes, web = _keys(), _changes(), _web()
    _create(add("create", "make a DID", "DID 만들기", keys, changes))
    _update(add("update", "make the next version", "다음 판 만들기", keys, changes))
    end = add("deactivate", "end a DID for good", "DID 사용 끝내기", keys)
    end.add_argument("--yes", action="store_true", help="yes, for good / 되돌릴 수 없음을 확인함")
    add("witness", "approve the newest version as a witness", "증인으로서 승인하기", keys)
    resolve = add("resolve", "find a DID's document", "DID 문서 찾기", web)
    resolve.add_argument("did", help="DID or DID URL")
    resolve.add_argument(
        "--at", metavar="TIME", help="as it was at 2026-11-25T09:00:00Z / 이 시각의 문서"
    )
    resolve.add_argument("--version", metavar="N|ID", help="version number or versionId / 판 번호")
    log = add("log", "every version and what it changed", "판마다 바뀐 내용", web)
    log.add_argument("source", help="did.jsonl, its folder, or a DID / 이력 파일, 폴더, DID")
    return whole


def _create(create: argparse.ArgumentParser) -> None:
    create.add_argument(
        "place", nargs="?", help="where it will lie: example.go.kr/issuers/rice / DID를 둘 주소"
    )
    create.add_argument("--method", choices=("webvh", "key", "jwk"), default="webvh")
    create.add_argument(
        "--portable", action="store_true", help="it may move later / 나중에 옮길 수 있음"
    )


def _update(update: argparse.ArgumentParser) -> None:
    add = update.add_argument
    add("--rotate", action="store_true", help="a new update key / 갱신 키 바꾸기")
    add("--add-key", action="append", metavar="NAME", help="a new key / 새 키")
    add("--remove-key", action="append", metavar="NAME", help="take a key out / 키 없애기")
    add("--move-to", metavar="PLACE", help="its new address, if portable / 옮길 주소")
    add("--not-portable", action="store_true", help="never to move again / 더는 옮기지 않음")
    add("--no-pre-rotation", action="store_true", help="end pre-rotation / 갱신 키 예고 끝내기")
    add("--no-witness", action="store_true", help="end witnessing / 증인 없애기")
    add("--no-watchers", action="store_true", help="name no watchers / 감시자 없애기")


def _changes() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(add_help=False)
    add = options.add_argument
    add("--kind", choices=_KINDS, default="Ed25519", help="kind of new keys / 새 키의 종류")
    add("--pre-rotation", action="store_true", help="announce the next key / 다음 갱신 키 예고")
    add("--also-known-as", action="append", metavar="URI", help="other names / 다른 이름")
    add("--witness", action="append", metavar="did:key:..", help="a witness / 증인")
    add("--threshold", type=int, default=1, help="approvals needed / 필요한 승인 수(기본 1)")
    add("--watcher", action="append", metavar="URL", help="a watcher / 감시자")
    add("--ttl", type=int, metavar="SECONDS", help="how long to keep it / 보관 시간(초)")
    add("--did-web", action="store_true", help="write did.json beside / did:web 문서도 함께")
    return options


def _keys() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(add_help=False)
    add = options.add_argument
    add(
        "--folder",
        type=Path,
        metavar="DIR",
        help="where did.jsonl is, default: here / did.jsonl이 있는 폴더(기본: 여기)",
    )
    add(
        "--keys",
        type=Path,
        required=True,
        metavar="FILE",
        help="private keys, made if not there (mode 600) / 개인 키 파일(없으면 만듦)",
    )
    add(
        "--password-file",
        type=Path,
        metavar="FILE",
        help="seals the keys; first line / 개인 키를 잠글 비밀번호",
    )
    return options


def _web() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(add_help=False)
    add = options.add_argument
    add(
        "--log",
        metavar="FILE",
        help="did.jsonl or did.json instead of fetching / 가져오지 않을 파일",
    )
    add("--witness-file", type=Path, metavar="FILE", help="did-witness.json / 증인 승인 파일")
    add("--watcher", metavar="URL", help="ask this watcher / 이 감시자에게서 가져오기")
    add("--offline", action="store_true", help="never use the network / 네트워크를 쓰지 않음")
    add(
        "--plain-http-host",
        action="append",
        default=[],
        metavar="HOST",
        help="loopback host that may speak http / http를 허용할 이 컴퓨터의 주소",
    )
    return options


def _output() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument("--json", action="store_true", help="print JSON / JSON으로 출력")
    options.add_argument("--lang", choices=("ko", "en"), help="language / 언어(기본: 로캘)")
    return options

"""`damda verify FILE`: the verdict on a credential or presentation that lies in a file."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from damda.errors import DamdaError, MalformedInput
from damda.times import parse_time
from damda.verdict import Verdict

from .input_file import read_input
from .terminal import Paint, coloured, json_text, language, tell_error, visible, write_lines

MAX_BYTES = 4_194_304
"""Of a picture with a badge in it; JSON has its own bound, a quarter of this."""
_STANDARD_INPUT = {"ko": "표준 입력", "en": "standard input"}


def main(argv: list[str]) -> int:
    """Print the verdict. Exit codes: 0 verified, 1 refused, 2 usage or unreadable file."""
    arguments = _parser().parse_args(argv)
    lang = language(arguments.lang, os.environ)
    try:
        verdict = _verdict(arguments)
    except DamdaError as error:
        tell_error("damda verify", error, lang)
        return 2
    if arguments.json:
        write_lines([json_text(verdict.to_json())])
    else:
        # Late, as what only printing needs.
        from .verdict_lines import verdict_lines

        paint = Paint(coloured(sys.stdout, os.environ))
        source = _STANDARD_INPUT[lang] if arguments.file == "-" else visible(arguments.file, 200)
        write_lines(verdict_lines(verdict, source=source, lang=lang, paint=paint))
    return 0 if verdict.verified else 1


def _verdict(arguments: argparse.Namespace) -> Verdict:
    """Raises DamdaError for what can't be read; what can be read gets a verdict."""
    from .input_document import document_of
    from .judging import Question, judge
    from .picture_file import document_bytes

    _check_pairs(arguments)
    data = document_bytes(read_input(arguments.file, limit=MAX_BYTES))
    return judge(
        document_of(data),
        Question(
            now=parse_time(arguments.at) if arguments.at else datetime.now(UTC),
            policy_file=arguments.policy,
            nonce=arguments.nonce,
            audience=arguments.audience,
            did_logs=tuple(arguments.did_log),
            status_lists=tuple(arguments.status_list),
            type_metadata=tuple(arguments.type_metadata),
            anchor_proofs=arguments.anchor_proof,
            offline=arguments.offline,
            plain_http_hosts=frozenset(arguments.plain_http_host),
            ledger_rpc=arguments.ledger_rpc,
            ledger_deployment=arguments.ledger_deployment,
        ),
    )


def _check_pairs(arguments: argparse.Namespace) -> None:
    if (arguments.ledger_rpc is None) != (arguments.ledger_deployment is None):
        raise MalformedInput(
            "--ledger-rpc and --ledger-deployment go together.",
            ko="--ledger-rpc와 --ledger-deployment는 함께 써야 합니다.",
            code="usage",
        )
    if arguments.offline and arguments.ledger_rpc is not None:
        raise MalformedInput(
            "--offline asks no ledger: leave out --ledger-rpc.",
            ko="--offline은 원장을 조회하지 않습니다. --ledger-rpc를 빼 주세요.",
            code="usage",
        )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="damda verify",
        description="Verify a credential or presentation. / 증명서나 제출 문서를 확인합니다.",
        epilog="Exit codes: 0 verified, 1 refused, 2 usage or unreadable file. "
        "/ 종료 코드: 0 확인됨, 1 확인되지 않음, 2 사용법이나 파일 오류",
    )
    add = parser.add_argument
    add(
        "file",
        help="JSON or baked PNG/SVG, - for standard input / JSON이나 배지 그림, -는 표준 입력",
    )
    add("--json", action="store_true", help="print the verdict as JSON / 판정을 JSON으로 출력")
    add("--lang", choices=("ko", "en"), help="language, else the locale's / 언어(기본: 로캘)")
    add("--policy", type=Path, help="policy file, TOML or JSON / 정책 파일")
    add("--nonce", help="expected challenge or nonce / 제출 문서의 challenge 또는 nonce")
    add("--audience", help="expected domain or aud / 제출 문서의 domain 또는 aud")
    add("--at", metavar="TIME", help="verify as of 2026-11-25T09:00:00Z / 이 시각을 기준으로 확인")
    add("--offline", action="store_true", help="never use the network / 네트워크를 쓰지 않음")
    add(
        "--did-log",
        action="append",
        default=[],
        metavar="[URL=]FILE",
        help="did:webvh log instead of fetching it / 가져오지 않고 쓸 DID 이력",
    )
    add(
        "--status-list",
        action="append",
        default=[],
        metavar="[URL=]FILE",
        help="status list instead of fetching it / 가져오지 않고 쓸 상태 목록",
    )
    add(
        "--type-metadata",
        action="append",
        default=[],
        metavar="[VCT=]FILE",
        help="type metadata of an SD-JWT VC instead of fetching it / 가져오지 않고 쓸 종류 정보",
    )
    add(
        "--plain-http-host",
        action="append",
        default=[],
        metavar="HOST",
        help="loopback host that may speak http / http를 허용할 이 컴퓨터의 주소",
    )
    add("--anchor-proof", metavar="FILE", help="inclusion proof of the ledger / 원장 포함 증명")
    add("--ledger-rpc", metavar="URL", help="JSON-RPC of a ledger node / 원장 노드의 주소")
    add("--ledger-deployment", type=Path, metavar="FILE", help="deployment file / 원장 배포 파일")
    return parser

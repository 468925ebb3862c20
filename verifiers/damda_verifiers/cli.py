"""`damda verifier`: reads the arguments, takes the port, then builds and serves the service."""

from __future__ import annotations

import argparse
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from damda.errors import DamdaError


def main(argv: list[str]) -> int:
    """Serve until a signal. Exit codes: 0 stopped, 2 usage or set-up (a taken port among them)."""
    arguments = _parser().parse_args(argv)
    try:
        with _bound(arguments.host, arguments.port) as listener:
            # Late: help and a taken port are told at once, the libraries take seconds to load.
            from .serving import Start, serve

            serve(
                Start(
                    public_url=arguments.public_url,
                    ledger_rpc=arguments.ledger_rpc,
                    ledger_deployment=arguments.ledger_deployment,
                    data=arguments.data,
                    relying_parties=arguments.relying_parties,
                    inline_contexts=arguments.inline_contexts,
                    agent_url=arguments.agent_url,
                ),
                listener,
            )
    except DamdaError as error:
        print(f"damda verifier: {error.en}", file=sys.stderr)
        print(f"                {error.ko} [{error.code}]", file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="damda verifier",
        description="Run the verifier service. / 검증 서비스를 실행합니다.",
    )
    add = parser.add_argument
    add("--host", default="127.0.0.1", help="address to listen on / 들을 주소 (%(default)s)")
    add("--port", type=int, default=8140, help="port to listen on / 포트 (%(default)s)")
    add(
        "--public-url",
        required=True,
        help="how wallets and browsers reach it, https://NAME / 지갑과 브라우저가 쓰는 주소",
    )
    add("--ledger-rpc", required=True, help="JSON-RPC of a ledger node / 원장 노드의 JSON-RPC 주소")
    add("--ledger-deployment", required=True, type=Path, help="deployment file / 원장 배포 파일")
    add("--data", required=True, type=Path, help="folder for key and results / 키와 결과를 둘 폴더")
    add("--relying-parties", type=Path, help="folder of relying parties / 검증 기관 폴더")
    add(
        "--agent-url",
        default="https://damda.example",
        help="public address of the institutions' agent, which names the types of SD-JWT VCs "
        "/ 발급기관 에이전트의 공개 주소 (%(default)s)",
    )
    add(
        "--inline-contexts",
        action="store_true",
        help="let the VC-API take credentials that define terms themselves; slow "
        "/ 용어를 직접 정의한 증명서도 VC-API로 검증합니다(느림)",
    )
    return parser


@contextmanager
def _bound(host: str, port: int) -> Iterator[socket.socket]:
    """A socket on the port, not yet listening: nobody connects before the service is ready.

    Raises DamdaError ("port_taken").
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except (OSError, OverflowError) as error:
            raise DamdaError(
                f"{host}:{port} can't be listened on; the port may be taken. Use --port.",
                ko=f"{host}:{port} 에서 시작할 수 없습니다. 이미 쓰는 포트라면 --port 로 바꿔 주세요.",
                code="port_taken",
            ) from error
        yield listener

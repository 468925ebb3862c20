"""``make vc-api``: take the port, say in one line of JSON who issues, serve until Ctrl-C."""

from __future__ import annotations

import argparse
import json
import os
import socket
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from damda.errors import DamdaError

PORT = 40443
HOST = "127.0.0.1"


def main(argv: list[str], environment: Mapping[str, str] = os.environ) -> int:
    """Exit codes: 0 ended by Ctrl-C, 2 usage or a taken port. Only the line goes to stdout."""
    try:
        port = _port(_parser().parse_args(argv).port, environment)
        with _bound(port) as listener:
            # Late: a taken port is told at once, the libraries take a second to load.
            from .serving import serve

            serve(listener, announce=_announce)
    except DamdaError as error:
        print(f"vc-api: {error.en}", file=sys.stderr)
        print(f"        {error.ko} [{error.code}]", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("vc-api: ended / 종료했습니다", file=sys.stderr)
    return 0


def _announce(line: Mapping[str, object]) -> None:
    print(json.dumps(line), flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="make vc-api",
        description="Serve the VC-API over HTTPS on loopback, for conformance test suites. / "
        "적합성 시험용 VC-API를 로컬에서 실행합니다.",
    )
    parser.add_argument(
        "--port", help=f"port to listen on, 0 for a free one / 포트 (VC_API_PORT, {PORT})"
    )
    return parser


def _port(given: str | None, environment: Mapping[str, str]) -> int:
    text = given if given is not None else environment.get("VC_API_PORT") or str(PORT)
    if not (text.isascii() and text.isdigit() and len(text) < 6 and int(text) < 65_536):
        raise DamdaError(
            f"{text[:40]} is no port; choose 1 to 65535 by --port or VC_API_PORT.",
            ko="올바른 포트가 아닙니다. --port 또는 VC_API_PORT로 1~65535를 정해 주세요.",
            code="bad_port",
        )
    return int(text)


@contextmanager
def _bound(port: int) -> Iterator[socket.socket]:
    """A socket on the port, not yet listening. Raises DamdaError ("port_taken")."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
            listener.listen()
        except OSError as error:
            raise DamdaError(
                f"{HOST}:{port} can't be listened on; the port may be taken. End the other "
                "program, or choose another port: VC_API_PORT=40444 make vc-api.",
                ko=f"{HOST}:{port} 포트를 열 수 없습니다. 그 포트를 쓰는 프로그램을 끝내거나 다른 "
                "포트로 실행해 주세요: VC_API_PORT=40444 make vc-api",
                code="port_taken",
            ) from error
        yield listener

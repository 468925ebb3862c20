"""`damda demo`, and `make demo`: starts everything on loopback, plays the story, stays up."""

from __future__ import annotations

import argparse
import signal
import sys
import time
from pathlib import Path
from types import FrameType

from damda.errors import DamdaError

from . import services
from .processes import Supervisor, require_free_ports
from .progress import Progress, Step
from .settings import Settings, open_data
from .start_page import StartPage
from .story import Story


def main(argv: list[str]) -> int:
    """Exit codes: 0 every step held, 1 one did not, 2 it could not be started."""
    arguments = _parser().parse_args(argv)
    settings = Settings(arguments.port_base, arguments.data.resolve())
    # SIGINT too: a shell that starts us in the background has it ignored, and we would inherit that.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)
    try:
        open_data(settings)
        require_free_ports(settings.ports)
        with Supervisor(settings.logs) as supervisor:
            return _run(settings, supervisor, once=arguments.once)
    except DamdaError as error:
        print(f"demo: {error.en}\n      {error.ko} [{error.code}]", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _run(settings: Settings, supervisor: Supervisor, *, once: bool) -> int:
    progress = Progress()
    try:
        progress.play(_start(settings, supervisor))
        # After the processes: their start forks, which goes with no other thread.
        with StartPage(settings):
            progress.play(Story(settings).steps())
            if not once:
                _stay(settings)
    except DamdaError as error:
        progress.failed(error)
        print(f"     logs / 로그: {settings.logs}")
        print(progress.summary())
        return 1
    print(progress.summary())
    return 0


def _start(settings: Settings, supervisor: Supervisor) -> list[Step]:
    def ledger() -> str:
        process = supervisor.start(services.ledger(settings))
        process.wait_ready(services.ledger_answers(settings.ledger_url), timeout=30)
        return settings.ledger_url

    def contracts() -> str:
        services.prepare_ledger(settings)
        return settings.deployment.name

    def applications() -> str:
        # Both at once: ACA-Py takes the longest.
        agent = supervisor.start(services.agent(settings))
        verifier = supervisor.start(services.verifier(settings))
        agent.wait_ready(services.answers(f"{settings.url('issuer')}/health"), timeout=60)
        verifier.wait_ready(services.answers(f"{settings.url('verifier')}/health"), timeout=30)
        return f"{settings.url('issuer')}, {settings.url('verifier')}"

    return [
        Step("원장을 시작합니다", "The ledger starts", ledger),
        Step("계약을 배포합니다", "The contracts are deployed", contracts),
        Step(
            "발급 에이전트와 검증 서비스를 시작합니다",
            "The agent (ACA-Py) and the verifier start",
            applications,
        ),
    ]


def _stay(settings: Settings) -> None:
    print(
        f"\n  시작 페이지 / start page   {settings.url('start page')}\n"
        f"  검증 페이지 / verifier     {settings.url('verifier')}/verify/employer\n"
        f"  관리 API / admin API       {settings.admin_url}/api/doc   X-API-KEY {settings.secret('admin-key')}\n"
        f"  지갑 / wallet              make wallet   PIN {settings.secret('pin')}\n"
        "\n  끝내려면 Ctrl-C / press Ctrl-C to end\n",
        flush=True,
    )
    try:
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        print()


def _leave(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="damda demo",
        description="Start everything on this machine and play the story. / "
        "이 컴퓨터에서 모두 시작하고 이야기를 재생합니다.",
    )
    parser.add_argument("--once", action="store_true", help="exit after the story / 끝나면 종료")
    parser.add_argument(
        "--port-base",
        type=int,
        default=8100,
        help="first of the ports (%(default)s) / 포트 시작 번호",
    )
    parser.add_argument(
        "--data", type=Path, default=Path(".damda"), help="data folder (%(default)s) / 데이터 폴더"
    )
    return parser

"""The `damda` command: a literal table of subcommands, each loaded when it is called.

The table holds names, not imports: core knows no application, and a machine that has only the
wallet installed runs only the wallet's subcommands.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .errors import DamdaError


@dataclass(frozen=True, slots=True)
class Subcommand:
    """Where a subcommand is (`module:function(argv) -> exit code`) and which extra brings it."""

    target: str
    extra: str
    en: str
    ko: str


SUBCOMMANDS = {
    "demo": Subcommand(
        "damda_demo.cli:main", "dev", "start everything and play the story", "전체 시연 실행"
    ),
    "verify": Subcommand(
        "damda_verifiers.commands.verify:main",
        "verifier",
        "verify a credential or presentation",
        "증명서와 제출 문서 확인",
    ),
    "inspect": Subcommand(
        "damda_verifiers.commands.inspect:main",
        "verifier",
        "show what is inside a credential, token or DID document",
        "증명서, 토큰, DID 문서의 내용 보기",
    ),
    "did": Subcommand(
        "damda_verifiers.commands.did.cli:main",
        "verifier",
        "make, change, resolve DIDs and read their logs",
        "DID 만들기, 바꾸기, 찾기, 이력 보기",
    ),
    "wallet": Subcommand(
        "damda_wallet.cli:main", "wallet", "the wallet on the command line", "명령줄 지갑"
    ),
    "ledger": Subcommand(
        "damda_ledger.cli:main",
        "ledger",
        "deploy contracts, register and accredit issuers",
        "원장 배포와 발급기관 등록",
    ),
    "verifier": Subcommand(
        "damda_verifiers.cli:main", "verifier", "run the verifier service", "검증 서비스 실행"
    ),
}


def main(
    argv: list[str] | None = None, *, subcommands: Mapping[str, Subcommand] = SUBCOMMANDS
) -> int:
    """Run one subcommand. Exit codes: 0 done, 1 refused, 2 usage or set-up."""
    arguments = sys.argv[1:] if argv is None else argv
    if not arguments or arguments[0] in ("-h", "--help"):
        print(_help(subcommands))
        return 0 if arguments else 2
    subcommand = subcommands.get(arguments[0])
    if subcommand is None:
        print(_help(subcommands), file=sys.stderr)
        print(f"\ndamda: no subcommand '{arguments[0]}' / 없는 명령입니다.", file=sys.stderr)
        return 2
    try:
        return _load(subcommand)(arguments[1:])
    except DamdaError as error:
        print(f"damda: {error.en}\n       {error.ko} [{error.code}]", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _load(subcommand: Subcommand) -> Callable[[list[str]], int]:
    module_name, _, function = subcommand.target.partition(":")
    try:
        module = importlib.import_module(module_name)
    except ModuleNotFoundError as missing:
        raise DamdaError(
            f"'{missing.name}' is not installed: pip install 'damda[{subcommand.extra}]'",
            ko=f"'{missing.name}' 패키지가 없습니다. damda[{subcommand.extra}] 를 설치해 주세요.",
            code="not_installed",
        ) from missing
    loaded: Callable[[list[str]], int] = getattr(module, function)
    return loaded


def _help(subcommands: Mapping[str, Subcommand]) -> str:
    lines = [
        "usage: damda SUBCOMMAND [--help]",
        "",
        "담다 — verifiable credentials / 디지털 증명서",
    ]
    lines += ["", "subcommands / 명령:"]
    lines += [f"  {name:10} {each.en} / {each.ko}" for name, each in subcommands.items()]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())

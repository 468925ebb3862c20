"""The wallet's window: ``python main.py [--home DIR] [--lang ko|en] [LINK]``.

Exit codes: 0 closed, 2 there is no display, or the settings can't be used.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from damda.errors import DamdaError
from damda_wallet.cli import DEFAULT_HOME
from damda_wallet.config import FILE_NAME
from damda_wallet.home import WalletHome
from damda_wallet.views import Label, Language

CHECKOUT = Path(__file__).resolve().parent.parent
PHONE = (412, 800)
"""The window on a desktop, in dp: a phone's width, and a height that laptops have."""

NO_DISPLAY = (
    "The wallet can't open a window: there is no display, or its drivers (libGL, libEGL) are "
    "missing. Run it in a desktop session; on Debian and Ubuntu install "
    "libgl1 libgl1-mesa-dri libegl1 libgles2. Without a display use `damda wallet`.",
    "지갑 창을 열 수 없습니다. 화면이 없거나 그래픽 드라이버(libGL, libEGL)가 없습니다. 데스크톱에서 "
    "실행하고, 드라이버가 없으면 libgl1 libgl1-mesa-dri libegl1 libgles2를 설치해 주세요. "
    "화면이 없으면 `damda wallet`을 쓰세요.",
)


def main(argv: list[str], environ: Mapping[str, str]) -> int:
    """Open the window, and stay until it is closed."""
    given = _parser().parse_args(argv)
    home = WalletHome(given.home or wallet_folder(environ, CHECKOUT))
    try:
        home.settings()
        home.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except DamdaError as error:
        return _stopped(error.en, error.ko)
    except OSError as error:
        return _stopped(
            f"{home.folder} can't be used: {error.strerror}",
            f"{home.folder} 폴더를 쓸 수 없습니다: {error.strerror}",
        )
    if not can_draw(environ):
        return _stopped(*NO_DISPLAY)
    _prepare_kivy(home.folder, environ, verbose=given.verbose)
    return _run(home, given.lang, given.link)


def _run(home: WalletHome, language: Language, link: str | None) -> int:
    from kivy.core.window import Window

    if Window is None:
        return _stopped(*NO_DISPLAY)
    from damda_wallet.app import WalletApp

    notice = missing_settings(home.folder)
    if notice is not None:
        _say(notice.en, notice.ko)
    WalletApp(home, language=language, link=link, notice=notice).run()
    return 0


def wallet_folder(environ: Mapping[str, str], checkout: Path) -> Path:
    """Which wallet is opened when none is named.

    A phone has one place; on a desktop the running demo's wallet comes before that of
    ``damda wallet``.
    """
    if "ANDROID_PRIVATE" in environ:
        return Path(environ["ANDROID_PRIVATE"]) / "wallet"
    if "DAMDA_WALLET_HOME" in environ:
        return Path(environ["DAMDA_WALLET_HOME"]).expanduser()
    demo = checkout / ".damda" / "wallet"
    return demo if demo.is_dir() else Path(DEFAULT_HOME).expanduser()


def missing_settings(folder: Path) -> Label | None:
    """What to say when ``folder`` has no settings: there is then no ledger to ask."""
    if (folder / FILE_NAME).exists():
        return None
    return Label(
        en="No ledger is set up here, so issuers can't be checked. "
        "For the demo run `make demo` first, then `make wallet`.",
        ko="연결된 원장이 없어 발급기관을 확인할 수 없습니다. "
        "데모라면 `make demo`를 먼저 실행한 뒤 `make wallet`을 실행해 주세요.",
    )


def can_draw(environ: Mapping[str, str]) -> bool:
    """Whether a window can be seen. On Linux without a display SDL would draw to nowhere."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER", "ANDROID_PRIVATE")
    return sys.platform != "linux" or any(environ.get(name) for name in names)


def _prepare_kivy(folder: Path, environ: Mapping[str, str], *, verbose: bool) -> None:
    # Kivy reads all this when it is first imported.
    os.environ["KIVY_NO_ARGS"] = "1"
    os.environ["KIVY_NO_FILELOG"] = "1"
    if not verbose:
        os.environ["KIVY_NO_CONSOLELOG"] = "1"
    # Only SDL: Kivy's other window provider ends the process when there is no X server.
    os.environ["KIVY_WINDOW"] = "sdl2"
    if environ.get("DISPLAY"):
        os.environ.setdefault("SDL_VIDEODRIVER", "x11")
    kivy_home = folder / "kivy"
    kivy_home.mkdir(mode=0o700, exist_ok=True)
    os.environ["KIVY_HOME"] = str(kivy_home)
    from kivy.config import Config

    Config.set("kivy", "exit_on_escape", "0")
    # A right click would draw the red dot of Kivy's multitouch simulation.
    Config.set("input", "mouse", "mouse,disable_multitouch")
    for name, dp in zip(("width", "height"), PHONE, strict=True):
        Config.set("graphics", name, str(dp))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="make wallet", description="The wallet's window. / 지갑 창을 엽니다."
    )
    parser.add_argument(
        "link", nargs="?", help="an offer or request to read after unlocking / 열자마자 읽을 링크"
    )
    parser.add_argument("--home", type=Path, metavar="DIR", help="the wallet's folder / 지갑 폴더")
    parser.add_argument("--lang", choices=("ko", "en"), default="ko", help="language / 언어")
    parser.add_argument("--verbose", action="store_true", help="show Kivy's log / Kivy 로그 보기")
    return parser


def _stopped(en: str, ko: str) -> int:
    _say(en, ko)
    return 2


def _say(en: str, ko: str) -> None:
    # Kivy puts its log in the place of sys.stderr.
    print(f"damda wallet: {ko}\ndamda wallet: {en}", file=sys.__stderr__)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))

"""``damda did``: make, change and end a DID, resolve one, read its log.

Exit codes: 0 done, 1 refused (the DID or its log does not hold, is not there, or may not be changed
so), 2 usage, unreadable files, or a network that does not answer.
"""

from __future__ import annotations

import argparse
import os
import secrets
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from damda.errors import DamdaError, DidUnresolvable, FetchFailed
from damda.protocols import Json

from ..terminal import Paint, coloured, json_text, language, tell_error, write_lines
from .options import parser

_CONTROLLING = ("create", "update", "deactivate", "witness")
_GONE = (404, 410)


def main(argv: list[str]) -> int:
    """Run one command. Never raises for bad input."""
    given = parser().parse_args(argv)
    lang = language(given.lang, os.environ)
    try:
        return _RUN[given.command](given)
    except DamdaError as error:
        tell_error(f"damda did {given.command}", error, lang)
        return _exit_code(error)


def _exit_code(error: DamdaError) -> int:
    gone = isinstance(error, FetchFailed) and error.status in _GONE
    return 1 if gone or isinstance(error, DidUnresolvable) else 2


def _control(given: argparse.Namespace) -> int:
    from . import controlling
    from .keystore import Keystore
    from .log_folder import LogFolder

    password = _password(given.password_file)
    keys = Keystore.open(given.keys, password, entropy=secrets.token_bytes)
    folder = LogFolder(Path("." if given.folder is None else given.folder))
    control = controlling.Control(folder, keys, _now())
    done: Json = getattr(controlling, given.command)(given, control)
    _say(given, done, lambda printer: printer.written(done, str(given.keys)))
    return 0


def _resolve(given: argparse.Namespace) -> int:
    from . import reading

    found, error = reading.resolve(given, _now())
    if isinstance(found, bytes):
        sys.stdout.buffer.write(found)
        sys.stdout.buffer.flush()
        return 0
    if "content" in found:
        write_lines([json_text(found if given.json else found["content"])])
        return 0
    if error is None or given.json or found["didDocumentMetadata"]:
        _say(given, found, lambda printer: printer.resolved(found))
    if error is not None:
        tell_error("damda did resolve", error, language(given.lang, os.environ))
        return _exit_code(error)
    return 0


def _log(given: argparse.Namespace) -> int:
    from . import reading

    found = reading.log(given, _now())
    _say(given, found, lambda printer: printer.log(found))
    return 0


def _say(given: argparse.Namespace, whole: Json, lines: Callable[[Any], Iterable[str]]) -> None:
    if given.json:
        write_lines([json_text(whole)])
        return
    from .lines import DidPrinter

    paint = Paint(coloured(sys.stdout, os.environ))
    write_lines(lines(DidPrinter(language(given.lang, os.environ), paint)))


def _password(file: Path | None) -> bytes | None:
    if file is None:
        return None
    from damda_ledger.signing import read_password

    return read_password(file)


def _now() -> datetime:
    return datetime.now(UTC)


_RUN: dict[str, Callable[[argparse.Namespace], int]] = {
    **dict.fromkeys(_CONTROLLING, _control),
    "resolve": _resolve,
    "log": _log,
}

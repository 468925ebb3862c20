"""The bytes of the file that a command is given, or of standard input; at most so many."""

from __future__ import annotations

import sys
from pathlib import Path

from damda.errors import DamdaError, LimitExceeded


def read_input(name: str, *, limit: int) -> bytes:
    """The bytes of the file ``name``, of standard input for ``-``; never empty.

    Raises DamdaError: "file_unreadable", "file_empty", "limit_exceeded".
    """
    shown = "standard input (-)" if name == "-" else name
    try:
        if name == "-":
            data = sys.stdin.buffer.read(limit + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(limit + 1)
    except (OSError, ValueError) as error:
        raise unreadable(shown, error) from error
    if len(data) > limit:
        raise LimitExceeded(
            f"{shown} is larger than {limit} bytes.", ko=f"{shown}: {limit}바이트보다 큽니다."
        )
    if not data.strip():
        raise DamdaError(f"{shown} is empty.", ko=f"{shown}: 내용이 없습니다.", code="file_empty")
    return data


_WHY = {
    FileNotFoundError: ("there is no such file", "파일이 없습니다. 이름을 확인해 주세요"),
    IsADirectoryError: ("it is a folder", "파일이 아니라 폴더입니다"),
    PermissionError: (
        "you are not allowed to read it",
        "읽을 권한이 없습니다. 파일의 권한을 확인해 주세요",
    ),
}


def unreadable(name: str, error: Exception) -> DamdaError:
    """The error for a file that can't be opened or read."""
    en, ko = _WHY.get(type(error), ("it can't be opened", "파일을 열 수 없습니다"))
    return DamdaError(f"{name} can't be read: {en}.", ko=f"{name}: {ko}.", code="file_unreadable")

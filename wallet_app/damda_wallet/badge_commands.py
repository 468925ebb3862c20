"""``damda wallet import`` and ``export``: badges as files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from damda.baking import MAX_IMAGE_BYTES
from damda.errors import LimitExceeded

from .errors import SetupFaulty
from .exporting import save
from .terminal import import_lines, received_lines, say
from .views import Received

if TYPE_CHECKING:
    from .commands import Session


def import_badge(session: Session) -> int:
    source: str = session.arguments.source
    is_url = source.startswith("https://")
    found = session.wallet.import_badge(source if is_url else _badge_file(source))
    taken = (found.card,)
    received = Received(taken, ()) if found.is_new else Received((), taken)
    lines = [*received_lines(received, session.language)]
    session.emit(found, [*lines, *import_lines(found.card, session.language)])
    return 0


def export(session: Session) -> int:
    given = session.arguments
    file = session.wallet.export(session.card_id(), given.format, language=session.language)
    path = save(file, given.folder)
    said = {"path": str(path), "media_type": file.media_type, "bytes": len(file.data)}
    session.emit(said, [say(session.language, "exported", path=path)])
    return 0


def _badge_file(source: str) -> bytes:
    """The file ``source``, or standard input for ``-``. Raises SetupFaulty, LimitExceeded."""
    try:
        if source == "-":
            data = sys.stdin.buffer.read(MAX_IMAGE_BYTES + 1)
        else:
            with Path(source).open("rb") as file:
                data = file.read(MAX_IMAGE_BYTES + 1)
    except (OSError, ValueError):
        raise SetupFaulty(
            f"{source} can't be read.", ko=f"{source} 파일을 읽을 수 없습니다."
        ) from None
    if len(data) > MAX_IMAGE_BYTES:
        raise LimitExceeded(
            f"The file is larger than {MAX_IMAGE_BYTES} bytes.",
            ko=f"파일이 {MAX_IMAGE_BYTES}바이트보다 큽니다.",
        )
    return data

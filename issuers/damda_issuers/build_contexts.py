"""Writes the newest JSON-LD context of every institution and its pin in issuer.toml.

``python -m damda_issuers.build_contexts``. A context that has been used in issued credentials must
not change: for new terms add ``[[contexts]]`` with the next version first.
"""

from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path

from damda.errors import DamdaError

from .catalog import institution_folders
from .context_document import context_bytes
from .institution import load_institution


def build_contexts(folder: Path | None = None) -> list[Path]:
    """Write what is out of date; the files that were written. Raises DefinitionMalformed."""
    written = []
    for path in institution_folders(folder):
        institution = load_institution(path, check_contexts=False)
        data = context_bytes(institution.slug, institution.types.values())
        version = next(iter(institution.types.values())).context_url.rsplit("/v", 1)[1]
        target = path / "contexts" / f"v{version}.jsonld"
        target.parent.mkdir(exist_ok=True)
        if not target.is_file() or target.read_bytes() != data:
            target.write_bytes(data)
            written.append(target)
        if _pin(path / "issuer.toml", version, hashlib.sha256(data).hexdigest()):
            written.append(path / "issuer.toml")
    return written


def _pin(path: Path, version: str, digest: str) -> bool:
    """Set the ``sha256`` that follows ``version = N``; whether that changed the file."""
    text = path.read_text("utf-8")
    pattern = rf'(version\s*=\s*{version}\s*\nsha256\s*=\s*")[0-9a-f]*"'
    pinned = re.sub(pattern, rf'\g<1>{digest}"', text, count=1)
    if pinned == text:
        return False
    path.write_text(pinned, "utf-8")
    return True


def main() -> int:
    try:
        for path in build_contexts():
            print(path)  # noqa: T201
    except DamdaError as error:
        print(error.en, file=sys.stderr)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

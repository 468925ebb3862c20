"""Writes the newest JSON-LD context of every institution, compiles all, and pins them in issuer.toml.

``python -m damda_issuers.build_contexts`` (`make contexts`). A context that has been used in issued credentials must
not change: for new terms add ``[[contexts]]`` with the next version first.
"""

from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path

from damda.errors import DamdaError
from damda_schemas.compiling import compile_context
from damda_schemas.context_loading import context_loader

from .catalog import institution_folders
from .context_document import context_bytes
from .institution import context_url, load_institution


def build_contexts(folder: Path | None = None) -> list[Path]:
    """Write what is out of date; the files that were written.

    Raises DefinitionMalformed, and MalformedInput for a context that can't be compiled.
    """
    written: list[Path] = []
    for path in institution_folders(folder):
        institution = load_institution(path, check_contexts=False)
        newest = next(iter(institution.types.values())).context_url
        data = context_bytes(institution.slug, institution.types.values())
        file = path / "contexts" / f"v{newest.rsplit('/v', 1)[1]}.jsonld"
        written += _write(file, data)
        for context in sorted((path / "contexts").glob("v*.jsonld")):
            written += _pin_context(path, context)
    return written


def _pin_context(path: Path, context: Path) -> list[Path]:
    """Compile one committed context and pin both in the institution's issuer.toml."""
    version, data = int(context.stem.removeprefix("v")), context.read_bytes()
    compiled = compile_context(context_url(path.name, version), data, context_loader())
    written = _write(context.with_suffix(".compiled.json"), compiled)
    return written + _pin(path / "issuer.toml", version, data, compiled)


def _write(path: Path, data: bytes) -> list[Path]:
    if path.is_file() and path.read_bytes() == data:
        return []
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return [path]


def _pin(path: Path, version: int, data: bytes, compiled: bytes) -> list[Path]:
    """Set the two digests that follow ``version = N``."""
    text = path.read_text("utf-8")
    pattern = rf"(version\s*=\s*{version}\s*\n)sha256\s*=.*\ncompiled_sha256\s*=.*"
    digests = (
        f'sha256 = "{hashlib.sha256(data).hexdigest()}"\n'
        f'compiled_sha256 = "{hashlib.sha256(compiled).hexdigest()}"'
    )
    return _write(path, re.sub(pattern, rf"\g<1>{digests}", text, count=1).encode("utf-8"))


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

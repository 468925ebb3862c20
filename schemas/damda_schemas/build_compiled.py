"""Compiles the bundled contexts: ``python -m damda_schemas.build_compiled`` (`make contexts`).

Writes ``compiled/<file>`` for each row of `context_table` and the pins in ``compiled_table.py``.
"""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path

from damda.errors import DamdaError

from .compiling import compile_context
from .context_loading import bundled_bytes, context_loader
from .context_table import CONTEXTS

_HEAD = '''"""The compiled contexts: URL, file in `compiled/`, SHA-256. Written by `build_compiled`."""

from __future__ import annotations

COMPILED: dict[str, tuple[str, str]] = {
'''


def compiled_files() -> dict[str, bytes]:
    """File name to compiled context, for each bundled context. Raises MalformedInput."""
    loader = context_loader()
    return {
        name: compile_context(url, bundled_bytes(url), loader)
        for url, (name, _) in CONTEXTS.items()
    }


def table(files: dict[str, bytes]) -> str:
    """The text of ``compiled_table.py``."""
    rows = [
        f'    "{url}": (\n        "{name}",\n        "{sha256(files[name]).hexdigest()}",\n    ),\n'
        for url, (name, _) in CONTEXTS.items()
    ]
    return _HEAD + "".join(rows) + "}\n"


def build(folder: Path) -> list[Path]:
    """Write what is out of date under the package's ``folder``; the files that were written."""
    files = compiled_files()
    wanted = {folder / "compiled" / name: data for name, data in files.items()}
    wanted[folder / "compiled_table.py"] = table(files).encode()
    written = []
    for path, data in wanted.items():
        if not path.is_file() or path.read_bytes() != data:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
            written.append(path)
    return written


def main() -> int:
    try:
        for path in build(Path(__file__).parent):
            print(path)  # noqa: T201
    except DamdaError as error:
        print(error.en, file=sys.stderr)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

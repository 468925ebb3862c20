"""Where the reference shelf with the published test vectors is: `shared` beside the checkout."""

from pathlib import Path

import pytest

SHELF = Path(__file__).resolve().parents[2].parent / "shared"


def vectors(name: str) -> Path:
    """The folder `vectors/NAME` of the shelf; skips the module where the shelf is not there."""
    folder = SHELF / "vectors" / name
    if not folder.is_dir():
        pytest.skip(
            f"published vectors are not beside the checkout: shared/vectors/{name}",
            allow_module_level=True,
        )
    return folder

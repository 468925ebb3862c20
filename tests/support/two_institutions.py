"""A folder with KEIS and a second institution made of the same definitions."""

from __future__ import annotations

import shutil
from pathlib import Path

import damda_issuers
from damda_issuers.build_contexts import build_contexts


def two_institutions(folder: Path) -> Path:
    """``folder`` with the institutions ``keis`` and ``other``."""
    source = Path(damda_issuers.__file__).parent / "keis"
    for slug in ("keis", "other"):
        shutil.copytree(source, folder / slug, ignore=shutil.ignore_patterns("__pycache__"))
    definition = folder / "other" / "credentials" / "training_badge.toml"
    text = definition.read_text("utf-8")
    for old, new in (
        ("keis_training_badge", "other_training_badge"),
        ('schema = "training-badge"', 'schema = "other-badge"'),
    ):
        assert old in text
        text = text.replace(old, new)
    definition.write_text(text, "utf-8")
    build_contexts(folder)
    return folder

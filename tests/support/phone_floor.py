"""Tests as on the phone: `pytest -p support.phone_floor` refuses what is not there.

python-for-android builds no recipe for these packages, or no current one. `make phone` uses it in
a virtual environment of its own, where the packages that the phone has are as old as there.
"""

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

BLOCKED = frozenset({"aries_askar", "lxml", "pydantic_core", "pyld", "pyoxigraph", "web3"})


class PhoneFloor:
    """A finder, asked before all others, that refuses what the phone does not have."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name.partition(".")[0] in BLOCKED:
            raise ImportError(f"{name} is not there on the phone")
        return None


NOT_OF_CORE = frozenset(
    {
        "test_bbs_2023.py",  # py-arkworks-bls12381
        "test_command_line.py",  # the other packages' commands
        "test_conformance_page.py",  # PyLD and its kind, from here on
        "test_json_ld.py",
    }
)


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    return True if collection_path.name in NOT_OF_CORE else None


sys.meta_path.insert(0, PhoneFloor())

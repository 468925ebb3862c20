"""``python -m support.pairs FILE``: every pair of pointers for real; figures go into the page.

For each, a badge is signed, a part derived and its proof verified, and the statements of the part
are counted from its JSON. Raises AssertionError or DamdaError where one does not hold.
"""

from __future__ import annotations

import sys
from pathlib import Path

from damda.canonical.label_maps import hmac_labels

from ..conformance.page import filled
from ..disclosures import statement_count, unsecured
from ..selective import KEY_KINDS
from .disclosed_badge import DisclosedBadge


def every_pair(cryptosuite: str) -> tuple[int, int]:
    """How many pointers there were, and how many pairs held."""
    world, held = DisclosedBadge.under(cryptosuite), 0
    whole = world.suite.canonicalizer.labelled(world.badge, hmac_labels(b"k" * 32))
    for number, mandatory in enumerate(world.pointers, 1):
        base = world.secured(mandatory)
        world.suite.check(base, as_holder=True)
        for selective in world.pointers:
            shown = world.suite.derived(base, selective)
            world.suite.check(shown)
            revealed = whole.reveal([mandatory, selective])
            assert unsecured(shown) == revealed.document, (mandatory, selective)
            assert statement_count(unsecured(shown)) == len(revealed.indexes)
            held += 1
        print(f"\r{cryptosuite}: {number} of {len(world.pointers)}", end="", file=sys.stderr)
    print(file=sys.stderr)
    return len(world.pointers), held


def main(path: Path) -> int:
    lines = [
        "| cryptosuite | pointers | pairs derived and verified | refused |",
        "| --- | --- | --- | --- |",
    ]
    for cryptosuite in KEY_KINDS:
        count, held = every_pair(cryptosuite)
        lines.append(f"| {cryptosuite} | {count} | {held} | {count * count - held} |")
    path.write_text(filled(path.read_text(), "pairs", "\n".join(lines) + "\n"))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

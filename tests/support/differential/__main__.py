"""``python -m support.differential EXAMPLES FILE``: the long run; its figures go into the page."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from support.conformance.page import filled

from .opinions import Tally
from .properties import badges, small_contexts


def table(tallies: Mapping[str, Tally]) -> str:
    """What became of the documents of each kind, as Markdown."""
    rows = {
        "documents": [tally.total() for tally in tallies.values()],
        "accepted by all three, the same bytes": [tally.same for tally in tallies.values()],
        "refused by us and by strict PyLD": [t.refused_by_both for t in tallies.values()],
        "refused by us alone": [t.refused_by_us.total() for t in tallies.values()],
        "accepted by us and jsonld.js, PyLD ends in a KeyError": [
            tally.nothing_to_end for tally in tallies.values()
        ],
        "accepted by us, refused by another": [0] * len(tallies),
        "different bytes": [0] * len(tallies),
    }
    names = sorted({name for tally in tallies.values() for name in tally.refused_by_us})
    alone = {f"alone: {n}": [t.refused_by_us[n] for t in tallies.values()] for n in names}
    lines = [["", *tallies], ["---"] * (len(tallies) + 1)]
    lines += [[name, *map(str, numbers)] for name, numbers in {**rows, **alone}.items()]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def main(examples: int, path: Path) -> int:
    """Raises AssertionError, or what another opinion refuses with, where the rule is broken."""
    tallies = {
        "badges and presentations, edited": badges(examples),
        "documents over random contexts": small_contexts(examples),
    }
    path.write_text(filled(path.read_text(), "differential", table(tallies)))
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), Path(sys.argv[2])))

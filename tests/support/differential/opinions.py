"""Three opinions on one document: ours, PyLD made strict (`support.second_opinion`), PyLD as it is.

The rule: the same bytes from all three, or refused by us. Never accepted by us and refused by
another, whatever it refuses with: PyLD's own crashes count as refusals, but for one that is counted
by itself. It deletes what ``"@vocab": null`` or ``"@language": null`` ends without asking whether
it is there (KeyError); jsonld.js agrees with us on such documents.
"""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from damda.canonical.compiled import CompiledCanonicalizer
from damda.canonical.compiled_context import CompiledContext
from damda.errors import DamdaError, UnknownContext
from damda.protocols import ContextLoader
from pyld import jsonld

from support.conformance.features import feature
from support.second_opinion.strict_pyld import PyLdCanonicalizer

CONTROL = re.compile(rb"\\(?:[bf]|u[0-9A-F]{4})")
"""An escape in canonical N-Quads that PyLD does not write."""


def _has_null(value: Any) -> bool:
    """Strict PyLD refuses null anywhere; as part of a JSON literal (``@json``) it is signed."""
    if isinstance(value, dict):
        return any(_has_null(member) for member in value.values())
    return value is None or (isinstance(value, list) and any(map(_has_null, value)))


def _ended_nothing(error: BaseException | None) -> bool:
    """Whether it is PyLD's KeyError, or was made of it."""
    while error is not None and not isinstance(error, KeyError):
        error = error.__cause__
    return error is not None and error.args in (("@vocab",), ("@language",))


@dataclass(slots=True)
class Tally:
    """What became of the documents; ``refused_by_us`` counts by the name of the feature."""

    same: int = 0
    refused_by_both: int = 0
    refused_by_us: Counter[str] = field(default_factory=Counter)
    nothing_to_end: int = 0

    def total(self) -> int:
        judged = self.same + self.refused_by_both + self.refused_by_us.total()
        return judged + self.nothing_to_end


class Documents:
    """A `damda.protocols.ContextLoader` of given context documents, then of another loader's."""

    def __init__(self, documents: Mapping[str, Any], then: ContextLoader | None = None) -> None:
        self._documents = documents
        self._then = then

    def load(self, url: str) -> Any:
        if url in self._documents:
            return self._documents[url]
        if self._then is None:
            raise UnknownContext(f"There is no context {url}.", ko="없는 컨텍스트입니다.")
        return self._then.load(url)


class Opinions:
    """The three opinions over one set of contexts."""

    def __init__(self, contexts: Mapping[str, CompiledContext], loader: ContextLoader) -> None:
        self._ours = CompiledCanonicalizer(contexts)
        self._strict = PyLdCanonicalizer(loader)
        self._loader = loader

    def compare(self, document: Any, tally: Tally) -> None:
        """Judge ``document`` and count it. Raises AssertionError where the rule is broken."""
        before = copy.deepcopy(document)
        try:
            ours = self._ours.nquads(document)
        except DamdaError as error:
            self._count_refused(before, error, tally)
            return
        assert document == before, "our canonicalizer changed the document"
        try:
            strict = None if _has_null(before) else self._strict.nquads(before)
            plain = self.plain(before)
        except (DamdaError, KeyError) as error:
            if not _ended_nothing(error):
                raise
            tally.nothing_to_end += 1
            return
        assert strict in (None, ours), f"{ours.decode()}\nstrict PyLD:\n{(strict or b'').decode()}"
        # PyLD leaves most control characters in literals as they are, which moves its labels too.
        if not CONTROL.search(ours):
            assert ours.decode() == plain, f"{ours.decode()}\nPyLD:\n{plain}"
        tally.same += 1

    def plain(self, document: Any) -> str:
        """PyLD as it is: it drops what it does not know, and fails in its own ways."""

        def load(url: str, _options: Any) -> dict[str, Any]:
            found = copy.deepcopy(self._loader.load(url))
            return {"contextUrl": None, "documentUrl": url, "document": found}

        found: str = jsonld.normalize(
            copy.deepcopy(document),
            {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": load},
        )
        return found

    def _count_refused(self, document: Any, error: DamdaError, tally: Tally) -> None:
        try:
            self._strict.nquads(document)
        except DamdaError:
            tally.refused_by_both += 1
        else:
            tally.refused_by_us[feature(error)] += 1

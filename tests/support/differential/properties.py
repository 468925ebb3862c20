"""The rule of `opinions` as properties of generated documents, with a tally of what became of them."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count

from damda.canonical.compiled_context import read_compiled
from damda.errors import DamdaError
from damda_schemas import compiled_contexts, context_loader
from damda_schemas.compiling import compile_context
from hypothesis import HealthCheck, given, settings

from .badges import CREDENTIAL, PRESENTATION
from .documents import case
from .edits import edited
from .opinions import Documents, Opinions, Tally


def badges(examples: int) -> Tally:
    """Credentials and presentations over the bundled contexts, with up to three edits.

    Raises AssertionError, or whatever another opinion refuses with, for one that breaks the rule.
    """
    opinions, tally = Opinions(compiled_contexts(), context_loader()), Tally()

    def holds(document: object) -> None:
        opinions.compare(document, tally)

    _run(examples, given(edited(CREDENTIAL | PRESENTATION))(holds))
    return tally


def small_contexts(examples: int) -> Tally:
    """Documents over random contexts, ten to a set of contexts. Raises as `badges`."""
    tally = Tally()
    with _quiet():
        for seed in count():
            if tally.total() >= examples:
                return tally
            compare_case(seed, tally)
    return tally


def compare_case(seed: int, tally: Tally) -> None:
    """Judge the documents of one number, if its contexts can be compiled. Raises as `badges`."""
    made = case(seed)
    loader = Documents(made.contexts)
    try:
        compiled = {
            # Not sorted: the order of terms decides whether PyLD takes a scoped context.
            url: read_compiled(compile_context(url, json.dumps(document).encode(), loader))
            for url, document in made.contexts.items()
        }
    except DamdaError:
        return
    opinions = Opinions(compiled, loader)
    for document in made.documents:
        opinions.compare(document, tally)


def _run(examples: int, test: Callable[[], None]) -> None:
    few = settings(
        max_examples=examples,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    with _quiet():
        few(test)()


@contextmanager
def _quiet() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)  # PyLD's, about names like "@ignored"
        yield

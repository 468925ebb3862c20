"""What a reader of one kind of document is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from .description import Description
from .source import Source

type Inside = Callable[[Any], Description]
"""Describes a document inside another: parsed JSON, or the text of a token. Raises DamdaError."""


class Reader(Protocol):
    """A module that knows one kind of document."""

    def describe(self, source: Source, inside: Inside, /) -> Description | None:
        """The description, or None if the document is of another kind. Raises DamdaError."""
        ...

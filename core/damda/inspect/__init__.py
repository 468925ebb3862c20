"""What is inside a document, without judging it: `inspect` gives an `Inspection`."""

from .description import SECTIONS, Description, Inspection
from .readers import READERS, inspect, inspect_scanned
from .source import MAX_BYTES

__all__ = [
    "MAX_BYTES",
    "READERS",
    "SECTIONS",
    "Description",
    "Inspection",
    "inspect",
    "inspect_scanned",
]

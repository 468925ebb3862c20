"""Choosing a file with a QR code or a badge on the desktop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kivy.uix.modalview import ModalView

PATTERNS = ["*.png", "*.jpg", "*.jpeg", "*.gif", "*.webp", "*.bmp", "*.svg", "*.json"]
"""Pictures with a QR code, and badges as files."""


class ImageChooser(ModalView):
    """Lists such files below the home folder; ``chosen`` gets the path."""

    def __init__(self, *, chosen: Callable[[str], None]) -> None:
        super().__init__()
        self._chosen = chosen
        self.ids.files.path = str(Path.home())
        self.ids.files.filters = PATTERNS

    def choose(self, selection: list[str]) -> None:
        if selection:
            self.dismiss(animation=False)
            self._chosen(selection[0])

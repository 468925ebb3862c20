"""Choosing an image file on the desktop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kivy.uix.modalview import ModalView

IMAGE_PATTERNS = ["*.png", "*.jpg", "*.jpeg", "*.gif", "*.webp", "*.bmp"]


class ImageChooser(ModalView):
    """Lists image files below the home folder; ``chosen`` gets the path."""

    def __init__(self, *, chosen: Callable[[str], None]) -> None:
        super().__init__()
        self._chosen = chosen
        self.ids.files.path = str(Path.home())
        self.ids.files.filters = IMAGE_PATTERNS

    def choose(self, selection: list[str]) -> None:
        if selection:
            self.dismiss(animation=False)
            self._chosen(selection[0])

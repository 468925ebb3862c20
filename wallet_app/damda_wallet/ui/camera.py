"""The camera's picture on the scan screen, and its frames for the QR reader."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable

from kivy.clock import Clock
from kivy.uix.image import Image as Picture
from kivy.utils import platform
from PIL import Image

from ..qr import decode
from .tasks import Tasks

_MODES = {"rgb": "RGB", "bgr": "RGB", "rgba": "RGBA", "bgra": "RGBA", "luminance": "L"}
_EVERY = 0.3
"""Seconds between two frames that are looked at."""


def camera_available() -> bool:
    """Whether Kivy has a camera driver on this machine.

    On the desktop its drivers need one of these packages. Kivy is asked only if one is there: it
    would print a traceback for each that is missing.
    """
    if platform in ("linux", "win") and not any(map(importlib.util.find_spec, ("cv2", "gi"))):
        return False
    from kivy.uix import camera

    return camera.CoreCamera is not None


class ScanningCamera(Picture):
    """Shows the camera and calls ``found`` with the text of a QR code, once, then stops."""

    def __init__(self, tasks: Tasks, *, found: Callable[[str], None]) -> None:
        super().__init__(fit_mode="cover")
        from kivy.uix.camera import CoreCamera

        self._tasks, self._found = tasks, found
        self._frame: tuple[bytes, str, tuple[int, int]] | None = None
        self._driver = CoreCamera(index=0, stopped=True)
        self._driver.bind(on_texture=self._draw)
        self._keep_cpu_frames()
        self._ticking = None

    def start(self) -> None:
        self._driver.start()
        self._ticking = Clock.schedule_interval(lambda _dt: self._look(), _EVERY)

    def stop(self) -> None:
        self._driver.stop()
        if self._ticking is not None:
            self._ticking.cancel()
            self._ticking = None

    def _keep_cpu_frames(self) -> None:
        # Kivy's drivers drop the frame after its upload, and reading it back from the graphics
        # card is slow: keep it on its way there.
        driver = self._driver
        upload = driver._copy_to_gpu

        def keep_and_upload() -> None:
            if driver.texture is not None:
                self._frame = (bytes(driver._buffer), driver._format, driver.texture.size)
            upload()

        driver._copy_to_gpu = keep_and_upload

    def _draw(self, driver: object) -> None:
        self.texture = driver.texture
        self.canvas.ask_update()

    def _look(self) -> None:
        if self._frame is None or not self._tasks.idle:
            return
        pixels, layout, size = self._frame
        self._frame = None
        if layout in _MODES:
            picture = Image.frombytes(_MODES[layout], size, pixels)
            self._tasks.run(lambda: decode(picture), self._read, lambda _nothing_yet: None)

    def _read(self, text: str) -> None:
        if self._ticking is not None:
            self.stop()
            self._found(text)

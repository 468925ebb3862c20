"""The camera's picture on the scan screen, and its frames for the QR reader."""

from __future__ import annotations

from collections.abc import Callable

from kivy.clock import Clock
from kivy.uix.camera import Camera
from PIL import Image

from ..qr import decode
from .tasks import Tasks

_MODES = {"rgb": "RGB", "bgr": "RGB", "rgba": "RGBA", "bgra": "RGBA", "luminance": "L"}
_EVERY = 0.3
"""Seconds between two frames that are looked at."""


def camera_available() -> bool:
    """Whether Kivy found a camera driver on this machine."""
    from kivy.uix import camera

    return camera.CoreCamera is not None


class ScanningCamera(Camera):
    """Shows the camera and calls ``found`` with the text of a QR code, once, then stops."""

    def __init__(self, tasks: Tasks, *, found: Callable[[str], None]) -> None:
        super().__init__(play=False, fit_mode="cover")
        self._tasks, self._found = tasks, found
        self._frame: tuple[bytes, str, tuple[int, int]] | None = None
        self._keep_cpu_frames()
        self._ticking = None

    def start(self) -> None:
        self.play = True
        self._ticking = Clock.schedule_interval(lambda _dt: self._look(), _EVERY)

    def stop(self) -> None:
        self.play = False
        if self._ticking is not None:
            self._ticking.cancel()
            self._ticking = None

    def _keep_cpu_frames(self) -> None:
        # Kivy's drivers drop the frame after its upload, and reading it back from the graphics
        # card is slow: keep it on its way there.
        driver = self._camera
        upload = driver._copy_to_gpu  # noqa: SLF001

        def keep_and_upload() -> None:
            if driver.texture is not None:
                self._frame = (bytes(driver._buffer), driver._format, driver.texture.size)  # noqa: SLF001
            upload()

        driver._copy_to_gpu = keep_and_upload  # noqa: SLF001

    def _look(self) -> None:
        if self._frame is None or not self._tasks.idle:
            return
        pixels, layout, size = self._frame
        self._frame = None
        if layout in _MODES:
            picture = Image.frombytes(_MODES[layout], size, pixels)
            self._tasks.run(lambda: decode(picture), self._read, lambda _nothing_yet: None)

    def _read(self, text: str) -> None:
        if self.play:
            self.stop()
            self._found(text)

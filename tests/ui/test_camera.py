"""A code that a camera sees."""

from __future__ import annotations

import kivy.uix.camera
import pytest
from damda_wallet import qr
from kivy.clock import Clock
from kivy.core.camera import CameraBase
from kivy.graphics.texture import Texture
from PIL import Image
from support.wallet_vaults import PIN
from support.wallet_window import WalletWindow, qr_picture


class PaperCamera(CameraBase):
    """Films one sheet of paper; ``held`` is in front of the camera."""

    held: Image.Image
    running = False

    def start(self) -> None:
        super().start()
        PaperCamera.running = True
        self._ticks = Clock.schedule_interval(self._update, 0)

    def stop(self) -> None:
        super().stop()
        PaperCamera.running = False
        self._ticks.cancel()

    def _update(self, _dt: float) -> None:
        if self._texture is None:
            self._texture = Texture.create(self.held.size, colorfmt="rgb")
        self._buffer = self.held.tobytes()
        self._format = "rgb"
        self._copy_to_gpu()


@pytest.fixture
def filming(town, monkeypatch):
    monkeypatch.setattr(kivy.uix.camera, "CoreCamera", PaperCamera)
    PaperCamera.held = Image.new("RGB", (640, 480), "white")
    town.door.create(PIN).close()
    with WalletWindow(town.door, has_camera=lambda: True) as window:
        window.enter_pin(PIN)
        window.press("스캔")
        yield window


def wait_for(window: WalletWindow, screen: str) -> None:
    for _ in range(120):
        if window.screen == screen:
            return
        window.step()
        window.settle()
    raise AssertionError(window.screen)


def test_a_code_before_the_camera_is_read(filming, town):
    assert filming.shows("카메라로 QR을 비춰 주세요")
    window, link = filming, town.issuer.link()
    for _ in range(20):
        window.step()
    assert window.screen == "scan"
    code = Image.open(qr_picture(link, town.folder / "held.png")).resize((400, 400))
    assert qr.decode(code) == link
    paper = Image.new("RGB", (640, 480), "white")
    paper.paste(code.rotate(8, expand=True, fillcolor=255), (60, 10))
    PaperCamera.held = paper
    wait_for(window, "offer")
    assert not PaperCamera.running


def test_the_camera_is_off_when_the_screen_is_left(filming):
    assert PaperCamera.running
    filming.press("지갑")
    assert not PaperCamera.running

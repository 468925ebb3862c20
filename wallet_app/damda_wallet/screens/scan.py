"""Scan: a camera frame, a file or a pasted link becomes an offer, a request, or a badge kept."""

from __future__ import annotations

from pathlib import Path

from damda.baking import MAX_IMAGE_BYTES, extract, picture_kind
from damda.errors import DamdaError
from kivy.app import App
from kivy.core.clipboard import Clipboard
from kivy.properties import BooleanProperty, ObjectProperty
from kivy.uix.screenmanager import Screen

from ..engine import Wallet
from ..file_views import Imported
from ..qr import decode
from ..ui.camera import ScanningCamera
from ..ui.image_chooser import ImageChooser
from ..ui.texts import TEXTS
from ..views import Arrival, OfferView, RequestView


class ScanScreen(Screen):
    """``busy`` while something is read; ``problem`` says why there was nothing to read."""

    busy = BooleanProperty(False)
    filming = BooleanProperty(False)
    problem = ObjectProperty(None, allownone=True)

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self._camera: ScanningCamera | None = None

    def on_pre_enter(self, *_: object) -> None:
        self.problem, self.busy = None, False
        app = App.get_running_app()
        if app.has_camera():
            self._camera = ScanningCamera(
                app.tasks, found=lambda text: self.read_text(text, arrival="qr")
            )
            self.ids.finder.add_widget(self._camera, index=len(self.ids.finder.children))
            self._camera.start()
            self.filming = True

    def on_leave(self, *_: object) -> None:
        if self._camera is not None:
            self._camera.stop()
            self.ids.finder.remove_widget(self._camera)
            self._camera = None
            self.filming = False

    def read_image(self, path: str) -> None:
        """Take in the badge that a file holds; else find the QR code in it and read that."""
        self._ask(lambda wallet: _read_file(wallet, Path(path)))

    def read_text(self, text: str, *, arrival: Arrival) -> None:
        """Read a link or what a camera frame held."""
        self._ask(lambda wallet: wallet.read(text, arrival=arrival))

    def paste(self) -> None:
        text = (Clipboard.paste() or "").strip()
        if not text:
            self.problem = TEXTS["scan.nothing"]
            return
        self.read_text(text, arrival="link")

    def choose_image(self) -> None:
        ImageChooser(chosen=self.read_image).open()

    def _ask(self, work: object) -> None:
        app = App.get_running_app()
        self.busy, self.problem = True, None

        def done(view: OfferView | RequestView | Imported) -> None:
            self.busy = False
            if isinstance(view, Imported):
                app.root.get_screen("detail").card_id = view.card.id
                app.go("detail")
                return
            name = "offer" if isinstance(view, OfferView) else "consent"
            app.root.get_screen(name).view = view
            app.go(name)

        def failed(error: object) -> None:
            self.busy = False
            app.refuse(error)

        app.ask(work, done, failed)


def _read_file(wallet: Wallet, path: Path) -> OfferView | RequestView | Imported:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_IMAGE_BYTES + 1)
    except OSError:
        data = b""  # decode says that it can't be read
    if len(data) <= MAX_IMAGE_BYTES and _holds_badge(data):
        return wallet.import_badge(data)
    return wallet.read(decode(path), arrival="qr")


def _holds_badge(data: bytes) -> bool:
    if picture_kind(data) is None:
        return data.lstrip().startswith(b"{")
    try:
        extract(data)
    except DamdaError as error:
        return error.code != "not_baked"
    return True

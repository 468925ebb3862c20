"""The screens, by name. Each is a module with a KV file of the same name."""

from kivy.uix.screenmanager import Screen

from .activity import ActivityScreen
from .consent import ConsentScreen
from .detail import DetailScreen
from .home import HomeScreen
from .offer import OfferScreen
from .result import ResultScreen
from .scan import ScanScreen
from .start import StartScreen

SCREENS: dict[str, type[Screen]] = {
    "start": StartScreen,
    "home": HomeScreen,
    "scan": ScanScreen,
    "activity": ActivityScreen,
    "detail": DetailScreen,
    "offer": OfferScreen,
    "consent": ConsentScreen,
    "result": ResultScreen,
}

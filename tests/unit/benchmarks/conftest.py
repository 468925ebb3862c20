"""`make bench` runs from the folder benchmarks/, which is not installed."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3] / "benchmarks"))

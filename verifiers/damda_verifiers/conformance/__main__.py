"""``python -m damda_verifiers.conformance``."""

import sys

from .cli import main

sys.exit(main(sys.argv[1:]))

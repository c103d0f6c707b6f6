"""Tests."""

import os
import sys

# Processes may keep what they compiled: else each compiles the whole program, all the tests, and
# Hypothesis with its assertions rewritten, for which this has to come before it is imported.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

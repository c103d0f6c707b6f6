"""Tests of the packs: reading, checking, linting."""

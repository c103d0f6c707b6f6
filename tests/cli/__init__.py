"""The command line, as somebody at a prompt uses it."""

"""The command line: the same companion and gate as the app, without Textual, Rich or pydantic."""

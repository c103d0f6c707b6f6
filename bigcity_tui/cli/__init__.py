"""The command line: the same companion and the same gate as the app, in plain text or JSON.

`table` declares what commands there are; `parser` reads arguments by it; `commands` has their
functions, `session` what a running command has at hand; `output` alone writes to a stream. Nothing
here imports Textual, Rich or pydantic.
"""

"""The command line: the same companion and the same gate as the app, in plain text or JSON.

`table` declares what commands there are, `commands` has their functions. Nothing here imports
Textual, Rich or pydantic.
"""

"""The command line: the same companion and the same gate as the app, in plain text or JSON.

`commands` declares what there is; `parser` and `help` are made from that; `session` is what a
running command has at hand; `output` is the only place that writes to a stream. Nothing here
imports Textual, Rich or pydantic, and a module is imported only by what needs it: starting up is
most of what a command costs.
"""

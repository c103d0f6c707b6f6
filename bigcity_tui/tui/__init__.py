"""The terminal app: what a view looks like, and what keys and mouse do.

`app` is the Textual application and `main` the one screen that holds the view; `commands` are what
keys do, `dialogs` ask for something, `widgets` show the view, `styles` say how it looks. `barrier`
keeps keys in order; `driver`, `input`, `output` and `signals` are the terminal's. State goes down
as one immutable view; messages go up, in the past tense. Nothing here opens the record or sees a
whole pack.
"""

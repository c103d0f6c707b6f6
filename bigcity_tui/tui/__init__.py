"""The terminal app: what a view looks like, and what keys and mouse do.

`app` is the Textual application, `screens` hold the view and ask for things, `widgets` show it,
`commands` declares once what a viewer can do. State goes down as one immutable view; messages go
up, in the past tense. Nothing here reads files, opens the record or sees a whole pack.
"""

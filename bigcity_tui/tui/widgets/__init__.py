"""The panes of the app and its bars. They show a view and post messages; they change nothing.

`lines` draws lines and lists fast and is what `episodes`, `reader` and `cast` are made of; `bars`
has the lines above and below them. A widget keeps where one is in it, and asks nobody for content:
it has the view, which a screen has bound to it.
"""

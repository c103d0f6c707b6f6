"""The panes of the app and its bars. They show a view and post messages; they change nothing.

`lines` draws lines fast, `menu` those of which one is highlighted; `episodes`, `reader`, `cast` and
`hits` are made of them. `bars` has the lines above and below. A widget keeps where one is in it,
and asks nobody for content: it has the view, which a screen has bound to it.
"""

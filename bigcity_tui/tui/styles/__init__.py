"""What everything looks like.

`themes` has the colours, `roles` the styles of lines in the panes, `sheets` those of all else.
"""

"""The panes of the app and its bars: they show the view bound to them, and post messages."""

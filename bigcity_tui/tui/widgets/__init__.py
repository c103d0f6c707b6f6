"""The panes of the app. They show a view and post messages; they change nothing themselves."""

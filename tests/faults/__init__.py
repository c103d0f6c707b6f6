"""What goes wrong around the program: it is killed, refused, kept waiting, and has no room."""

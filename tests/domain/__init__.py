"""What the companion is about: laws that hold whatever the input."""

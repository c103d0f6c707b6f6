"""Files that are not ours, read strictly, and the user's own, written whole or not at all."""

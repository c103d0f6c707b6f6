"""What asks above the main screen: a dialog answers with a value, and changes nothing itself.

Many are imported where they open: together they take a fiftieth of the start.
"""

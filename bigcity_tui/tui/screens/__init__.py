"""The screens: one that shows the view, and the small ones that ask for something.

A dialogue answers with a value and changes nothing; the main screen acts on it.
"""

"""The small screens that ask for something, above the main screen.

A dialog answers with a value and changes nothing; the command that opened it acts on the answer.
Each is a `Dialog` (see `dialog`) but the palette, which is Textual's.
"""

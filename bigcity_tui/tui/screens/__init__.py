"""The screens: one that shows the view, and the small ones that ask for something.

`main` is what one sees all evening; what it can do lies, by subject, in the classes that it is made
of (`base`, `reading`, `marking`). A dialogue answers with a value and changes nothing; the main
screen acts on it. A new dialogue is imported where it is opened, so that no start waits for it.
"""

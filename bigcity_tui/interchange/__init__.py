"""The record in other formats: one module per format, and the registry in `formats`.

Nothing here reads or writes a record or a pack: texts and values go in and come out. What is
exported holds the viewer's own words and the numbers of episodes; only the diary in Markdown names
what is open.

To add a format, write a module with the functions that it can offer (`read`, `write`), and add a
line for it to `formats.FORMATS`. A table of a service is a line in `service_tables.DIALECTS`.
"""

"""The record in other formats: one module per format, and the registry in `formats`.

Nothing here reads or writes a record or a pack. To add a format, write a module with the functions
that it can offer (`read`, `write`), and add a line for it to `formats.FORMATS`; a table of a
service is a line in `service_tables.DIALECTS`.
"""

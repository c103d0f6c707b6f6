"""The record in other formats: one module per format, and the registry in `formats`.

Nothing here reads or writes a record or a pack. A new format is a module that reads or writes it,
and a line in `formats.FORMATS`; a table of a service is a line in `service_tables.DIALECTS`.
"""

"""What a developer runs to compare speed and size: `python -m tests.benchmarks --help`.

Machines are noisy, so nothing here is a timed test. Programs take turns within one run, and what
counts are ratios between them. The modules:

- `terminal` plays a terminal around a program and times what comes out of it;
- `programs` are the ones that are compared: the companion, another revision of it, and references;
- `figures` are what is measured of each, with the goals;
- `table` prints medians and ratios;
- `growth` makes up a large pack and a long record.
"""

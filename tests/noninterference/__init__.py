"""The proof of the gate: run everything twice, on packs that differ in what is locked alone.

Non-interference (Clarkson and Schneider, "Hyperproperties", 2010): two packs that agree on all
that a run has disclosed must give the same bytes. `twins` makes such packs, `maker` makes up their
parts, `stage` is a world that stands still, `command_lines` and `script` say what is tried,
`running` and `evening` what the command line and the app then show, and `campaign` compares.

Run it from a clone: `python -m tests.noninterference [--full] [PACK]`. The tests beside it plant
leaks, to show that each of them would be found.
"""

"""Run the proof on a pack: `python -m tests.noninterference [--full] [PACK]`; exit 1 for a leak."""

import argparse
import sys

from tests.noninterference.prove import prove, whole_pack


def main(arguments: list[str] | None = None) -> int:
    """Say what was compared, and the first difference if there is one."""
    parser = argparse.ArgumentParser(prog="python -m tests.noninterference", description=__doc__)
    parser.add_argument("pack", nargs="?", help="the pack's folder; if absent, the bundled pack")
    parser.add_argument("--full", action="store_true", help="play every moment: it takes long")
    asked = parser.parse_args(arguments)

    def tell(text: str) -> None:
        if sys.stderr.isatty():
            print(f"\r\x1b[2K{text[:70]}", end="", file=sys.stderr, flush=True)

    result = prove(whole_pack(asked.pack), full=asked.full, tell=tell)
    tell("")
    tally = result.tally
    print(
        f"{tally.states:,} states × {len(tally.surfaces):,} surfaces × {tally.twins:,} twins:"
        f" {tally.comparisons:,} comparisons of {tally.size:,} bytes in {result.seconds:.0f} s."
    )
    if result.difference is not None:
        print(f"The first difference, which may spoil: {result.difference}")
        return 1
    print("No twin could be told from the pack by anything that was shown.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

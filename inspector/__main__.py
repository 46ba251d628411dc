"""The command ``inspector``: opens the window, or does a verb without one."""

import sys
from collections.abc import Sequence

from inspector.command import VERBS, parse_verb, parse_window


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit status is 0, 1 (the model fails) or 2 (usage, no display).

    Only what the command needs is imported: ``--help`` neither Qt nor torch, a verb no window,
    the window no torch.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given and given[0] in VERBS:
        verb = parse_verb(given)
        from inspector.cli.verbs import run_verb

        return run_verb(verb)
    window = parse_window(given)
    from inspector.app.start import start

    return start(window.target, window.reset)


if __name__ == "__main__":
    sys.exit(main())

"""The start of an engine process: ``python -m inspector.engine [--zygote FD]``.

Before anything is imported that could print, standard output is taken for the replies and
standard input for the requests; what user code prints goes to standard error, and what it reads
is at its end.
"""

import os
import sys

if sys.platform == "win32":
    import msvcrt


def main() -> int:
    """Serve requests until the other side closes the connection."""
    if len(sys.argv) == 3 and sys.argv[1] == "--zygote":
        from inspector.engine.zygote import run_zygote

        return run_zygote(int(sys.argv[2]))
    requests, replies = os.dup(0), os.dup(1)
    if sys.platform == "win32":  # bytes, not lines of text
        msvcrt.setmode(requests, os.O_BINARY)
        msvcrt.setmode(replies, os.O_BINARY)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    from inspector.engine.server import serve

    return serve(requests, replies)


if __name__ == "__main__":
    sys.exit(main())

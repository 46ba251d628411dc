"""A long model in which no two modules are alike, so that it stays long however it is drawn."""


def column(length: int) -> str:
    """A Sequential of so many modules, each a little wider than the one before."""
    lines = ["input X 2x20", f"net Sequential X -> x{length}"]
    lines += [
        f"  {i} Linear({i}) {f'x{i}' if i else 'X'} -> x{i + 1} 2x{21 + i}" for i in range(length)
    ]
    return "\n".join([*lines, f"return x{length}"])

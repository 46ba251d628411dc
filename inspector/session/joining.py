"""Whether two tensors of known shapes can be joined, and along which dimension."""

from inspector.edits.wiring import How

Shape = tuple[int, ...]
_IMAGES = 4
"""Tensors of so many dimensions are joined along their channels, others along the last one."""


def dim_of_joint(one: Shape | None, other: Shape | None) -> int:
    """Along which dimension to concatenate: the only one in which they differ, or the usual."""
    if one is not None and other is not None and len(one) == len(other):
        differing = [dim for dim, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        if len(differing) == 1 and differing[0] > 0:
            return differing[0] if differing[0] < len(one) - 1 else -1
    known = other if other is not None else one
    return 1 if known is not None and len(known) == _IMAGES else -1


def why_apart(how: How, one: Shape | None, other: Shape | None) -> str:
    """Why two tensors cannot be joined in a way, as a sentence; empty if they can.

    What is not known is let through: the run will tell.
    """
    if one is None or other is None:
        return ""
    both = f"{list(one)} and {list(other)}"
    if how != "concatenate":
        pairs = zip(reversed(one), reversed(other), strict=False)
        fit = all(a == b or 1 in (a, b) for a, b in pairs)
        return "" if fit else f"{both} do not fit element by element."
    if len(one) != len(other) or not one:
        return f"{both} have no dimensions in common to be joined along."
    dim = dim_of_joint(one, other) % len(one)
    fit = all(a == b for n, (a, b) in enumerate(zip(one, other, strict=True)) if n != dim)
    return "" if fit else f"{both} differ in more than the dimension to join along."

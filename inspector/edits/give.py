"""Putting cargo at a spot."""

import re
from collections.abc import Sequence

from inspector.edits.cargo import (
    BranchSpot,
    Cargo,
    EndSpot,
    ItemSpot,
    LineSpot,
    RootSpot,
    Spot,
    StepSpot,
    attribute_for,
)
from inspector.edits.edit import EditError, located, step_at
from inspector.edits.flow import (
    put_after,
    put_at_end,
    put_at_region_end,
    put_before,
    put_statement,
)
from inspector.edits.habits import in_habit, place_for_class
from inspector.edits.imports import with_imports_for, with_missing_import
from inspector.edits.items import inserted
from inspector.edits.members import (
    forward_of,
    new_attribute,
    registered,
    with_made,
    with_member,
    with_methods,
)
from inspector.edits.uses import call_of
from inspector.edits.wires import Wiring, put_in_line
from inspector.outline.document import (
    imported_names,
    input_assignment,
    is_import,
    top_level_names,
)
from inspector.outline.emit import nodes_of
from inspector.outline.expressions import assign, call, statements, text_of
from inspector.outline.index import Index
from inspector.outline.nodes import (
    Argument,
    Assign,
    Call,
    Class,
    Code,
    Dict,
    Display,
    Evaluate,
    Expression,
    Function,
    Node,
    Outline,
    Region,
)
from inspector.source.span import Span

DEFAULT_INPUT = "torch.rand(2, 20)"


def given(outline: Outline, cargo: Cargo, spot: Spot) -> Outline:
    """The outline with the cargo at the spot, and with the imports and classes it needs.

    Raises EditError if such a thing cannot stand there.
    """
    placed = _placed(outline, cargo, spot)
    placed = with_definitions(placed, cargo.definitions)
    made = text_of(cargo.constructor) if cargo.constructor else ""
    needed = " ".join((made, cargo.template, cargo.statement, *cargo.definitions))
    if isinstance(spot, RootSpot):
        needed += " nn.Sequential torch.rand"
    for line in cargo.imports:
        placed = with_missing_import(placed, line)
    if isinstance(spot, BranchSpot):
        needed += " nn.Sequential"
    return with_imports_for(placed, needed)


def all_given(outline: Outline, cargoes: Sequence[Cargo], spot: Spot) -> Outline:
    """The outline with several things at the spot, in their order."""
    if isinstance(spot, RootSpot | BranchSpot | LineSpot) and len(cargoes) > 1:
        return given(outline, _chained(cargoes), spot)
    spots = [spot] * len(cargoes)
    if isinstance(spot, ItemSpot):
        spots = [ItemSpot(spot.container, spot.index + n) for n in range(len(cargoes))]
    elif isinstance(spot, StepSpot) and spot.after:
        cargoes = cargoes[::-1]  # each goes right behind the same step, so the last one goes first
    for cargo, place in zip(cargoes, spots, strict=True):
        outline = given(outline, cargo, place)
    return outline


def _chained(cargoes: Sequence[Cargo]) -> Cargo:
    """One Sequential of several modules."""
    return Cargo(
        "Sequential",
        call("nn.Sequential", *map(_as_link, cargoes)),
        imports=tuple(line for each in cargoes for line in each.imports),
        definitions=tuple(text for each in cargoes for text in each.definitions),
    )


def _placed(outline: Outline, cargo: Cargo, spot: Spot) -> Outline:
    match spot:
        case RootSpot():
            return _as_root(outline, cargo)
        case ItemSpot(container, at):
            return _as_item(outline, cargo, container, at)
        case BranchSpot(site, after):
            return _in_branch(outline, cargo, site, after)
        case StepSpot(site, after):
            index = Index(outline)
            node = step_at(index, site)
            owner = index.around(node, Class)
            if owner is None:
                raise EditError("Only the forward of a class in this file can take a step.")
            if cargo.is_value and not cargo.template:
                return _with_value(outline, owner.name, cargo)
            if cargo.statement:
                outline, text = _with_list(outline, owner.name, cargo)
                index = Index(outline)
                return put_statement(index, step_at(index, site), text, after)
            again = () if after else _uses_of_operand(node)
            if len(again) > 1:
                return _in_line(outline, cargo, again)
            near = _member_at(node)
            outline, template = _with_operation(outline, owner.name, cargo, near, after)
            index = Index(outline)
            put = put_after if after else put_before
            return put(index, step_at(index, site), template)
        case LineSpot(sites):
            return _in_line(outline, cargo, sites)
        case EndSpot(class_name, region):
            return _at_end(outline, cargo, class_name, region)


def _in_line(outline: Outline, cargo: Cargo, sites: tuple[Span, ...]) -> Outline:
    """Around the operands of a step; what is made for it stands next to the step's own member."""
    if cargo.statement or (cargo.is_value and not cargo.template):
        raise EditError(f"{cargo.label} cannot stand in a line; put it before or after a step.")
    index = Index(outline)
    owner = index.around(Wiring(index, sites[0]).forward, Class)
    if owner is None:
        raise EditError("Only the forward of a class in this file can take a step.")
    around = [each for each in index.all(Call) if _holds(each, sites[0])]
    near = _member_at(around[-1]) if around else None
    outline, template = _with_operation(outline, owner.name, cargo, near, after=False)
    return put_in_line(Index(outline), sites, template)


def _holds(node: Node, site: Span) -> bool:
    return node.span is not None and node.span.contains(site)


def _uses_of_operand(step: Node) -> tuple[Span, ...]:
    """Where a call takes the value that flows in, as attention takes one as query and key."""
    arguments = step.arguments if isinstance(step, Call) else ()
    values = [each.value for each in arguments if not each.star]
    return tuple(each.span for each in values if each.span is not None and each == values[0])


def _at_end(outline: Outline, cargo: Cargo, class_name: str, region: Span | None) -> Outline:
    outline = with_methods(outline, class_name)
    if cargo.is_value:
        return _with_value(outline, class_name, cargo)
    if cargo.statement:
        outline, text = _with_list(outline, class_name, cargo)
        index = Index(outline)
        if region is not None:
            last = located(index, region, Region).clauses[0].body[-1]
        else:
            last = forward_of(outline, class_name).body[-1]
        return put_statement(index, last, text, after=True)
    outline, template = _with_operation(outline, class_name, cargo, None, after=True)
    if region is not None:
        index = Index(outline)
        return put_at_region_end(index, located(index, region, Region), template)
    return put_at_end(Index(outline), forward_of(outline, class_name), template)


def _with_operation(
    outline: Outline, class_name: str, cargo: Cargo, near: str | None, after: bool
) -> tuple[Outline, str]:
    """The outline with the cargo's module as a member, if it is one, and how to call it."""
    if cargo.constructor is None:
        return outline, cargo.template
    wanted = cargo.attribute or attribute_for(cargo.label)
    attribute = new_attribute(with_methods(outline, class_name), class_name, wanted)
    outline = _with_kept(outline, class_name, attribute, cargo, near, after)
    template = cargo.template or call_of(outline, attribute, cargo.constructor)
    if cargo.template and cargo.attribute and attribute != cargo.attribute:
        template = re.sub(rf"\bself\.{cargo.attribute}\b", f"self.{attribute}", template)
    return outline, template


def _with_kept(
    outline: Outline, class_name: str, attribute: str, cargo: Cargo, near: str | None, after: bool
) -> Outline:
    """The outline with what the cargo makes as a member of a class."""
    assert cargo.constructor is not None
    if cargo.is_buffer:
        new = registered(attribute, cargo.constructor)
        return with_made(outline, class_name, new, near, after)
    return with_member(outline, class_name, attribute, cargo.constructor, near, after)


def _with_list(outline: Outline, class_name: str, cargo: Cargo) -> tuple[Outline, str]:
    """The outline with the list that a loop goes through, if the cargo brings one, and the loop."""
    if cargo.constructor is None:
        return outline, cargo.statement
    attribute = new_attribute(outline, class_name, cargo.attribute)
    outline = with_member(outline, class_name, attribute, cargo.constructor, None)
    return outline, cargo.statement.replace("{self}", f"self.{attribute}")


def _with_value(outline: Outline, class_name: str, cargo: Cargo) -> Outline:
    assert cargo.constructor is not None
    wanted = cargo.attribute or attribute_for(cargo.label)
    attribute = new_attribute(with_methods(outline, class_name), class_name, wanted)
    return _with_kept(outline, class_name, attribute, cargo, None, after=True)


def _in_branch(outline: Outline, cargo: Cargo, site: Span, after: bool) -> Outline:
    """A chain of the module that is there and of the new one, in the place of the former."""
    new = _as_link(cargo)
    index = Index(outline)
    there = located(index, site, Call)
    both = (there, new) if after else (new, there)
    return index.replace(there, call("nn.Sequential", *both))


def _as_item(outline: Outline, cargo: Cargo, site: Span, at: int) -> Outline:
    new = _as_link(cargo)
    index = Index(outline)
    node = index.at(site, Display) or index.at(site, Dict) or located(index, site, Call)
    _refuse_unwritten_names(index, node)
    key = cargo.attribute or attribute_for(cargo.label)
    return inserted(index, node, at, new, key)


def _refuse_unwritten_names(index: Index, node: Call | Display | Dict) -> None:
    """Refuse ``nn.Sequential(layers)`` where that is a dict that was filled before."""
    function = index.around(node, Function)
    match node:
        case Call(arguments=(Argument(Code() as only, None, ""),)) if function is not None:
            made = [each for each in nodes_of(function) if isinstance(each, Assign)]
            kept = [e.value for e in made if e.target.partition(":")[0].strip() == only.text]
            if any(isinstance(e, Call) and e.name.endswith("OrderedDict") for e in kept):
                raise EditError(f"{only.text} is filled before; edit it in the code.")


def _as_link(cargo: Cargo) -> Expression:
    """The module that a chain takes. Raises EditError for anything else."""
    if cargo.is_value:
        raise EditError(f"{cargo.label} is a value; it belongs into a class, not into a chain.")
    if cargo.statement and cargo.constructor is not None:
        raise EditError(f"{cargo.label} only keeps modules and cannot run; use a Sequential here.")
    if cargo.constructor is None:
        raise EditError(
            f"{cargo.label} is an operation; it belongs into the forward of a class. "
            "A chain takes modules only."
        )
    return cargo.constructor


def _as_root(outline: Outline, cargo: Cargo) -> Outline:
    if cargo.constructor is None or cargo.is_value:
        raise EditError(f"{cargo.label} is not a module. Begin with a module or a new class.")
    body = list(outline.body)
    if input_assignment(outline) is None:
        body.append(assign("X", DEFAULT_INPUT))
    at = next((i for i, n in enumerate(body) if isinstance(n, Assign) and n.target == "X"), 0)
    is_whole = cargo.label.endswith(("Sequential", "Residual", "Parallel"))
    root = cargo.constructor if is_whole else call("nn.Sequential", cargo.constructor)
    body.insert(at, assign("model", root))
    return Outline(tuple(body), span=outline.span)


def with_definitions(outline: Outline, definitions: tuple[str, ...]) -> Outline:
    """The outline with the classes and functions that it does not have yet."""
    for text in definitions:
        (node,) = statements(in_habit(outline, text))
        assert isinstance(node, Class | Function)
        if node.name not in top_level_names(outline):
            outline = with_class(outline, node)
    return outline


def with_class(outline: Outline, node: Class | Function) -> Outline:
    """The outline with a definition right before the first thing that speaks of it.

    What no definition uses goes before the first statement that is no import or definition, and
    behind the imports of what it inherits from in any case.
    """
    body = list(outline.body)
    at = place_for_class(body, node)
    if at is None:
        at = next((i for i, each in enumerate(body) if may_use_classes(each)), len(body))
    for name in re.findall(r"\w+", node.header):
        bound = (i for i, each in enumerate(body) if name in imported_names(Outline((each,))))
        at = max(at, next(bound, -1) + 1)
    body.insert(at, node)
    return Outline(tuple(body), span=outline.span)


def may_use_classes(node: Node) -> bool:
    """Whether a statement may run code of the file: all but imports, docstrings, definitions."""
    is_docstring = isinstance(node, Evaluate) and isinstance(node.value, Code)
    return not (is_import(node) or is_docstring or isinstance(node, Class | Function))


def _member_at(node: Node) -> str | None:
    """The member that a step calls, so that a new one is made next to it."""
    if isinstance(node, Call) and node.name.startswith("self."):
        return node.name.removeprefix("self.")
    return None

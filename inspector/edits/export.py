"""A document as a script that runs by itself: seeds, builds the model, runs X, prints shapes."""

import ast
import json

from inspector.edits.as_class import new_names, with_model_as_class
from inspector.edits.edit import EditError
from inspector.edits.give import may_use_classes
from inspector.edits.imports import with_import, with_imports_for, with_missing_import
from inspector.edits.inputs import SetInput, seed_of
from inspector.outline.classes import classes, inherited_method, parameters
from inspector.outline.document import imported_names, input_assignment, model_assignment
from inspector.outline.expressions import assign, statements, text_of
from inspector.outline.nodes import (
    Assign,
    Call,
    Clause,
    Code,
    Dict,
    Display,
    Expression,
    Outline,
    Region,
)
from inspector.outline.put import put
from inspector.outline.read import OutlineError, get


def exported(
    text: str,
    expression: str = "",
    input_code: str = "",
    seed: int = 0,
    outputs: int = 1,
    class_name: str = "",
) -> str:
    """The script for a text.

    `expression` stands for a model that no variable of the file holds, `input_code` for an ``X``
    that the file does not have; `outputs` tells how many tensors the model returns. With a
    `class_name` the Sequential that the model is becomes a class. What the file says already stays
    as it is. The numbers are those of a run with this seed. Raises EditError with a sentence if no
    such script can be made.
    """
    try:
        outline = get(text)
    except OutlineError as error:
        raise EditError(f"The text is not Python: {error}") from None
    relative = [name for name in imported_names(outline).values() if name.startswith(".")]
    if relative:
        raise EditError(
            f"The file imports from the package around it ({relative[0]}); "
            "a script by itself could not."
        )
    changed = _with_model(outline, expression)
    name = _model_name(changed, expression)
    if class_name:
        changed = with_model_as_class(changed, name, class_name)
    if input_assignment(changed) is None:
        if not input_code:
            raise EditError("The file has no X; give the shape of the input.")
        changed = SetInput(input_code).apply(changed)
    changed = _with_seed(changed, seed)
    changed = with_imports_for(_with_run(changed, name, outputs), _needed(class_name))
    try:
        return put(text, outline, changed)
    except OutlineError as error:
        raise EditError(str(error)) from None


def _with_model(outline: Outline, expression: str) -> Outline:
    if expression and not expression.isidentifier():
        body = list(outline.body)
        known = input_assignment(outline)
        body.insert(body.index(known) if known else len(body), assign("model", expression))
        return Outline(tuple(body), span=outline.span)
    if model_assignment(outline) is None and not expression:
        raise EditError("The file makes no model; name one, such as file.py:MLP().")
    return outline


def renamed(text: str, expression: str = "") -> tuple[tuple[str, str], ...]:
    """The names of the modules before and after, of a script with a class. Raises EditError."""
    outline = _with_model(get(text), expression)
    return new_names(outline, _model_name(outline, expression))


def _model_name(outline: Outline, expression: str) -> str:
    """The variable that holds the model."""
    if expression.isidentifier():
        return expression
    model = model_assignment(outline)
    return model.target if model is not None else "model"


def _needed(class_name: str) -> str:
    """Code whose usual imports the script needs."""
    return "torch.rand nn.Module" if class_name else "torch.rand"


def with_weights(script: str, file_name: str, tied: bool) -> str:
    """The script with lines that load its weights from a file beside it.

    Of `tied` weights the file holds one, so that it does not have all names. Raises EditError if
    this is no script of `exported`.
    """
    outline = get(script)
    match outline.body[-1:]:
        case (Region(clauses=(Clause(body=(Assign(value=Call() as run), *_)), *_)),):
            model = run.name
        case _:
            raise EditError("The script does not end with a run of its model.")
    load = f"load_file(Path(__file__).with_name({json.dumps(file_name, ensure_ascii=False)}))"
    strict = ", strict=False" if tied else ""
    lines = statements(f"{model}.load_state_dict({load}{strict})\n")
    changed = Outline((*outline.body[:-1], *lines, outline.body[-1]), span=outline.span)
    for line in ("from pathlib import Path", "from safetensors.torch import load_file"):
        changed = with_missing_import(changed, line)
    return put(script, outline, changed)


def _with_seed(outline: Outline, seed: int) -> Outline:
    """Seed before the first statement that could draw a number."""
    if seed_of(outline) is not None:
        return outline
    lines = [f"torch.manual_seed({seed})"]
    names = imported_names(outline)
    if names.get("random") == "random":
        lines.append(f"random.seed({seed})")
    lines += [
        f"{bound}.random.seed({seed})" for bound, meaning in names.items() if meaning == "numpy"
    ]
    outline = with_import(outline, "import torch") if names.get("torch") != "torch" else outline
    body = list(outline.body)
    at = next((i for i, node in enumerate(body) if may_use_classes(node)), len(body))
    body[at:at] = [each for line in lines for each in statements(line)]
    return Outline(tuple(body), span=outline.span)


def _with_run(outline: Outline, name: str, outputs: int) -> Outline:
    inputs = input_assignment(outline)
    given = "X" if inputs is None else f"{_stars(inputs.value, outline)}X"
    shown = 'print("output", tuple(output.shape))'
    if outputs != 1:
        shown = 'for tensor in output:\n        print("output", tuple(tensor.shape))'
    guard = f'if __name__ == "__main__":\n    output = {name}({given})\n    {shown}\n'
    return Outline((*outline.body, *statements(guard)), span=outline.span)


def _stars(value: Expression, outline: Outline) -> str:
    if isinstance(value, Display) and value.kind in ("tuple", "list"):
        return "*"
    if isinstance(value, Code):
        try:
            tree = ast.parse(value.text, mode="eval").body
        except SyntaxError:
            return ""
        return "*" if isinstance(tree, ast.Tuple) else ""
    return "**" if isinstance(value, Dict) and _gives_names(value, outline) else ""


def _gives_names(value: Dict, outline: Outline) -> bool:
    """Whether the keys are parameters of a forward, so that the dict is not itself the input."""
    keys = {text_of(entry.key).strip("\"'") for entry in value.entries if entry.key is not None}
    known = classes(outline)
    forwards = [inherited_method(each, "forward", known) for each in known.values()]
    taken = [parameters(forward) for forward in forwards if forward is not None]
    return not taken or any(
        keys <= {each.name for each in forward} or any(each.kind == "**" for each in forward)
        for forward in taken
    )

import ast
import dis
from contextlib import nullcontext
from pathlib import Path
from types import CodeType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.engine.script.marks import MARK, Marks, compile_marked

TEXT = '''
def f(things):
    """Doc."""
    n = 0
    for a in things:
        for b in things:
            n += a * b
    while n > 5: n -= 5
    return n
'''


def test_a_mark_stands_at_the_start_of_every_loop_in_a_function() -> None:
    heard = 0

    def hear() -> None:
        nonlocal heard
        heard += 1

    names: dict[str, object] = {MARK: hear}
    exec(compile_marked(TEXT, "f.py"), names)
    result = names["f"]([1, 2])  # type: ignore[operator]
    assert (result, heard) == (4, 2 + 2 * 2 + 1)
    assert names["f"].__doc__ == "Doc."  # type: ignore[attr-defined]


IN_ALL_KINDS_OF_STATEMENTS = """
def f():
    with nullcontext():
        for _ in "a": pass
    try:
        for _ in "b": pass
        raise ValueError
    except ValueError:
        for _ in "c": pass
    else:
        for _ in "no": pass
    finally:
        for _ in "d": pass
    match 1:
        case 1:
            for _ in "e": pass
    for _ in "f":
        if True:
            while True: break
    else:
        class Inside:
            for _ in "g": pass
            def method(self):
                for _ in "h": pass
    Inside().method()
    async def later():
        for _ in "no": pass
"""


def test_loops_are_found_in_statements_of_every_kind() -> None:
    heard: list[int] = []
    names: dict[str, object] = {MARK: lambda: heard.append(1), "nullcontext": nullcontext}
    exec(compile_marked(IN_ALL_KINDS_OF_STATEMENTS, "f.py"), names)
    names["f"]()  # type: ignore[operator]
    assert len(heard) == len("abcdefgh") + len(["while"])


def test_marks_reach_the_recorder_only_while_it_listens() -> None:
    marks, heard = Marks(), []
    marks()
    with marks.heard_by(lambda: heard.append(1)):
        marks()
    marks()
    assert heard == [1]


RUNNING = ("CALL", "CALL_FUNCTION_EX", "BINARY_OP", "BINARY_SUBSCR", "COMPARE_OP", "STORE_SUBSCR")
"""Instructions in which a function of torch can run."""


def places(code: CodeType) -> set[object]:
    """Where the instructions stand in which something can run."""
    pending, found = [code], set()
    while pending:
        one = pending.pop()
        pending += [const for const in one.co_consts if isinstance(const, CodeType)]
        found |= {i.positions for i in dis.get_instructions(one) if i.opname in RUNNING}
    return found


@pytest.mark.parametrize("path", sorted(Path(ast.__file__).parent.glob("t*.py"))[:15])
def test_no_expression_moves(path: Path) -> None:
    text = path.read_text()
    assert places(compile(text, "f.py", "exec")) <= places(compile_marked(text, "f.py"))


@given(st.text(max_size=30))
def test_any_text_compiles_or_is_refused_as_python_would(text: str) -> None:
    try:
        compile(text, "f.py", "exec")
    except (SyntaxError, ValueError):
        with pytest.raises((SyntaxError, ValueError)):
            compile_marked(text, "f.py")
    else:
        compile_marked(text, "f.py")

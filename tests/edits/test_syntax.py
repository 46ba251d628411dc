"""The syntax tree of a long text, which is parsed piece by piece."""

import ast

import pytest

from inspector.edits.syntax import tree_of

PART = """\
@decorated
@again(
    1
)
class Block{n}(nn.Module):
    def forward(self, X):
        return X + {n}


async def run{n}():
    pass


"""
LONG = "import torch\n" + "".join(PART.format(n=n) for n in range(300)) + "model = Block7()\n"


def dumped(tree: ast.AST) -> str:
    return ast.dump(tree, include_attributes=True)


@pytest.mark.parametrize(
    "text",
    [
        LONG,
        LONG.replace("@again(\n    1\n)", "@again"),
        LONG.replace("return X + 200", 'return """\nclass Quoted:\n"""'),
        LONG.replace("return X + 3", "return X + 33"),
        LONG.replace("X + 250\n", "X + 250\r"),
        "",
    ],
    ids=[
        "long",
        "two decorators",
        "a class in quotes",
        "changed",
        "a lone carriage return",
        "empty",
    ],
)
def test_the_tree_of_a_text_in_pieces_is_that_of_the_whole(text: str) -> None:
    assert dumped(tree_of(text, "Block7()")) == dumped(ast.parse(f"{text}\nBlock7()\n"))


def test_of_what_is_no_python_there_is_no_tree() -> None:
    assert tree_of(LONG + "y = = 1").body == []
    assert tree_of("model = \0").body == []

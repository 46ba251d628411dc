from inspector.graph.hierarchy import hierarchy
from inspector.outline.put import put
from inspector.outline.read import get
from inspector.panels.argument_names import name_fields, renamed_key

TEXT = """\
from torch import nn


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(2, 3)

    def forward(self, X):
        return self.first(X)


net = nn.Sequential(Block(), nn.ReLU(), nn.ModuleDict({"left": nn.Tanh()}))
"""
OUTLINE = get(TEXT)
ROWS = hierarchy(OUTLINE, None, "file.py")


def names_of(key: str) -> dict[str, str]:
    return {each.label: each.value for each in name_fields(OUTLINE, ROWS.by_key[key])}


def renamed(key: str, label: str, name: str) -> str:
    """The lines that differ after a name was changed."""
    fields = {each.label: each for each in name_fields(OUTLINE, ROWS.by_key[key])}
    after = put(TEXT, OUTLINE, fields[label].edit(name).apply(OUTLINE))
    before = TEXT.split("\n")
    return "\n".join(line.strip() for line in after.split("\n") if line not in before)


def test_each_row_has_the_names_that_are_its_own() -> None:
    assert names_of("") == {"name": "net", "type": "nn.Sequential"}
    assert names_of("/0") == {"class": "Block"}
    assert names_of("/0/first") == {"name": "first", "type": "nn.Linear"}
    assert names_of("/1") == {"type": "nn.ReLU"}, "children of a chain are numbered"
    assert names_of("/2/left") == {"name": "left", "type": "nn.Tanh"}


def test_a_name_is_changed_where_it_stands() -> None:
    assert renamed("", "name", "model").startswith("model = nn.Sequential(")
    assert renamed("/0/first", "name", "hidden") == (
        "self.hidden = nn.Linear(2, 3)\nreturn self.hidden(X)"
    )
    assert '{"right": nn.Tanh()}' in renamed("/2/left", "name", "right")


def test_a_model_that_the_user_wrote_as_an_expression_has_no_variable() -> None:
    fields = name_fields(OUTLINE, ROWS.by_key[""], expression="Block()")
    assert [each.label for each in fields] == ["type"]


def test_types_to_choose_from_are_written_as_the_file_writes_them() -> None:
    (type_field,) = name_fields(OUTLINE, ROWS.by_key["/1"])
    assert {"Block", "nn.Linear", "nn.LazyConv2d"} <= set(type_field.choices)


def test_the_row_is_found_again_under_its_new_name() -> None:
    assert renamed_key(ROWS.by_key["/0/first"], "hidden ") == "/0/hidden"

"""Edits of code as it stands in projects: the difference is what a reviewer would have written."""

import pytest

from inspector.edits.arguments import ChangeType, SetArgument
from inspector.edits.bypass import Bypass
from inspector.edits.cargo import Cargo, EndSpot, ItemSpot, StepSpot, module
from inspector.edits.compose import Duplicate, Insert, Remove
from inspector.edits.containers import RESIDUAL
from inspector.edits.edit import Edit
from inspector.edits.extract import ExtractClass
from inspector.edits.names import RenameClass, RenameMember
from inspector.edits.parametrize import MakeParameter
from inspector.edits.wrap import Wrap
from tests.edits.editing import after, at, changed_lines
from tests.edits.reviewed import COLUMNS, FILLED, NESTED, QUOTED, TYPED

CHAIN = at(FILLED, FILLED[FILLED.index("nn.Sequential(") : FILLED.index("\n\n\nhead")])

DROPOUT = module("Dropout", "nn.Dropout(0.1)")


def difference(text: str, edit: Edit) -> list[str]:
    return changed_lines(text, after(text, edit))


def pieces(text: str) -> tuple[str, ...]:
    """The lines of a difference as they are written down here."""
    return tuple(text.strip("\n").split("\n"))


CASES: dict[str, tuple[str, Edit, str]] = {
    "an argument of one module": (
        COLUMNS,
        SetArgument(at(COLUMNS, "nn.GELU()"), "approximate", '"tanh"'),
        """
-        self.gelu    = nn.GELU()
+        self.gelu    = nn.GELU(approximate="tanh")
""",
    ),
    "another activation": (
        COLUMNS,
        ChangeType(at(COLUMNS, "nn.GELU()"), "nn.ReLU"),
        """
-        self.gelu    = nn.GELU()
+        self.gelu    = nn.ReLU()
""",
    ),
    "a shorter name keeps the column of the equal signs": (
        COLUMNS,
        RenameMember(at(COLUMNS, "nn.GELU()"), "act"),
        """
-        self.gelu    = nn.GELU()
+        self.act     = nn.GELU()
-        x = self.gelu(x)  # exact
+        x = self.act(x)  # exact
""",
    ),
    "the longest name of a column gets shorter": (
        COLUMNS,
        RenameMember(at(COLUMNS, "nn.Dropout(config.dropout)"), "drop"),
        """
-        self.dropout = nn.Dropout(config.dropout)
+        self.drop    = nn.Dropout(config.dropout)
-        x = self.dropout(x)
+        x = self.drop(x)
""",
    ),
    "a name too long for the column": (
        COLUMNS,
        RenameMember(at(COLUMNS, "nn.GELU()"), "activation"),
        """
-        self.gelu    = nn.GELU()
+        self.activation = nn.GELU()
-        x = self.gelu(x)  # exact
+        x = self.activation(x)  # exact
""",
    ),
    "a new member in the column": (
        COLUMNS,
        Duplicate(at(COLUMNS, "nn.GELU()"), "gelu"),
        """
+        self.gelu2   = nn.GELU()
+        x = self.gelu2(x)
""",
    ),
    "a long line in a file of long lines": (
        COLUMNS,
        Wrap(
            at(COLUMNS, "nn.Linear(config.n_embd, 4 * config.n_embd, bias=config.bias)"),
            "Sequential",
        ),
        """
-        self.c_fc    = nn.Linear(config.n_embd, 4 * config.n_embd, bias=config.bias)
+        self.c_fc    = nn.Sequential(nn.Linear(config.n_embd, 4 * config.n_embd, bias=config.bias))
""",
    ),
    "a module before the initialization of all": (
        COLUMNS,
        Insert(DROPOUT, EndSpot("GPT")),
        """
+        self.dropout = nn.Dropout(0.1)
+        y = self.dropout(y)
""",
    ),
    "a class right before its user, as far from it as the others": (
        COLUMNS,
        Wrap(at(COLUMNS, "nn.GELU()"), "Residual"),
        '''
+class Residual(nn.Sequential):
+    """A chain of modules whose output is added to its input."""
+
+    def forward(self, x):
+        return x + super().forward(x)
+
-        self.gelu    = nn.GELU()
+        self.gelu    = Residual(nn.GELU())
''',
    ),
    "a variable of its own that only led to the next statement": (
        COLUMNS,
        Remove(at(COLUMNS, "self.mlp(x)"), "mlp"),
        """
-        y = self.mlp(x)
-        y = self.lm_head(y)
+        y = self.lm_head(x)
""",
    ),
    "an import in the form that the file has": (
        COLUMNS,
        Insert(
            Cargo("relu", template="F.relu({x})"), StepSpot(at(COLUMNS, "self.c_proj(x)"), True)
        ),
        """
+import torch.nn.functional as F
+        x = F.relu(x)
""",
    ),
    "a module switched off": (
        COLUMNS,
        Bypass(at(COLUMNS, "nn.Dropout(config.dropout)"), "dropout"),
        """
-        self.dropout = nn.Dropout(config.dropout)
+        self.dropout = nn.Identity(nn.Dropout(config.dropout))
""",
    ),
    "a class renamed": (
        COLUMNS,
        RenameClass("MLP", "FeedForward"),
        """
-class MLP(nn.Module):
+class FeedForward(nn.Module):
-        self.mlp = MLP(config)
+        self.mlp = FeedForward(config)
""",
    ),
    "a kernel": (
        TYPED,
        SetArgument(
            at(
                TYPED,
                "nn.Conv2d(3, width, kernel_size=7, stride=2, padding=3, bias=False, groups=1)",
            ),
            "kernel_size",
            "3",
        ),
        """
-        self.conv1 = nn.Conv2d(3, width, kernel_size=7, stride=2, padding=3, bias=False, groups=1)
+        self.conv1 = nn.Conv2d(3, width, kernel_size=3, stride=2, padding=3, bias=False, groups=1)
""",
    ),
    "a module before a step is made before it as well": (
        TYPED,
        Insert(DROPOUT, StepSpot(at(TYPED, "self.fc(x)"), False)),
        """
+        self.dropout = nn.Dropout(0.1)
+        x = self.dropout(x)
""",
    ),
    "a module that a helper of the forward calls": (
        TYPED,
        Remove(at(TYPED, "nn.MaxPool2d(kernel_size=3, stride=2, padding=1)"), "maxpool"),
        """
-        self.maxpool = nn.MaxPool2d(kernel_size=3, stride=2, padding=1)
-        x = self.maxpool(x)
""",
    ),
    "an import among those of packages": (
        TYPED,
        Insert(Cargo("relu", template="F.relu({x})"), StepSpot(at(TYPED, "self.fc(x)"), True)),
        """
+from torch.nn import functional as F
+        x = F.relu(x)
""",
    ),
    "a constructor with one parameter a line, and types": (
        TYPED,
        MakeParameter(
            at(TYPED, "nn.MaxPool2d(kernel_size=3, stride=2, padding=1)"), "stride", "pool_stride"
        ),
        """
+        pool_stride: int = 2,
-        self.maxpool = nn.MaxPool2d(kernel_size=3, stride=2, padding=1)
+        self.maxpool = nn.MaxPool2d(kernel_size=3, stride=pool_stride, padding=1)
""",
    ),
    "a class extracted from a typed one": (
        TYPED,
        ExtractClass(at(TYPED, "nn.Linear(width, num_classes)"), "Head"),
        """
+
+
+class Head(nn.Linear):
+    def __init__(self, width: int, num_classes: int) -> None:
+        super().__init__(width, num_classes)
-        self.fc = nn.Linear(width, num_classes)
+        self.fc = Head(width, num_classes)
""",
    ),
    "a named item of a chain": (
        QUOTED,
        Insert(
            module("BatchNorm2d", "nn.BatchNorm2d(8)"),
            ItemSpot(
                at(
                    QUOTED,
                    "[\n            ('conv0', nn.Conv2d(3, 8, 3)),  # stem\n"
                    "            ('relu0', nn.ReLU(inplace=True)),\n        ]",
                ),
                1,
            ),
        ),
        """
+            ('batch_norm', nn.BatchNorm2d(8)),
""",
    ),
    "an entry of a dict": (
        QUOTED,
        Insert(
            DROPOUT, ItemSpot(at(QUOTED, "{\n            'small': nn.Linear(8, 2),\n        }"), 1)
        ),
        """
+            'dropout': nn.Dropout(0.1),
""",
    ),
    "a function around a part of a line that still fits": (
        NESTED,
        Insert(Cargo("relu", template="F.relu({x})"), StepSpot(at(NESTED, "self.norm1(x)"), True)),
        """
-        x = x + self.drop(self.attn(self.norm1(x), self.norm1(x), attn_mask=mask))
+        x = x + self.drop(self.attn(F.relu(self.norm1(x)), self.norm1(x), attn_mask=mask))
""",
    ),
    "another class that takes the same by place": (
        NESTED,
        ChangeType(at(NESTED, "nn.Dropout(drop)"), "nn.AlphaDropout"),
        """
-        self.drop = nn.Dropout(drop)
+        self.drop = nn.AlphaDropout(drop)
""",
    ),
    "one of several results that has a name": (
        NESTED,
        Remove(at(NESTED, "self.attn(x)"), "attn"),
        """
-        y, _ = self.attn(x)
+        y = x
""",
    ),
    "the first of several results": (
        NESTED,
        Remove(at(NESTED, "self.mlp(y)"), "mlp"),
        """
-        return self.mlp(y)[0]
+        return y
""",
    ),
    "a class that documentation speaks of above": (
        NESTED,
        ExtractClass(at(NESTED, "nn.Dropout(drop)"), "Head"),
        """
+class Head(nn.Dropout):
+    def __init__(self, drop: float):
+        super().__init__(drop)
+
+
-        self.drop = nn.Dropout(drop)
+        self.drop = Head(drop)
""",
    ),
    "between items that share a line": (
        FILLED,
        Insert(DROPOUT, ItemSpot(CHAIN, 1)),
        """
-        nn.Conv2d(3, width, 3, padding=1), nn.BatchNorm2d(width), nn.ReLU(True),
+        nn.Conv2d(3, width, 3, padding=1), nn.Dropout(0.1), nn.BatchNorm2d(width), nn.ReLU(True),
""",
    ),
    "behind items that share a line": (
        FILLED,
        Insert(DROPOUT, ItemSpot(CHAIN, 8)),
        """
-        nn.AdaptiveAvgPool2d(1), nn.Flatten()
+        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Dropout(0.1)
""",
    ),
    "the last of a line": (
        FILLED,
        Remove(at(FILLED, "nn.ReLU(inplace=True)"), "relu"),
        """
-        nn.Conv2d(width, 32, 3, padding=1), nn.BatchNorm2d(32), nn.ReLU(inplace=True),
+        nn.Conv2d(width, 32, 3, padding=1), nn.BatchNorm2d(32),
""",
    ),
    "the last of all, where no comma ends them": (
        FILLED,
        Remove(at(FILLED, "nn.Flatten()"), "flatten"),
        """
-        nn.AdaptiveAvgPool2d(1), nn.Flatten()
+        nn.AdaptiveAvgPool2d(1)
""",
    ),
    "an argument on a line that others share": (
        FILLED,
        SetArgument(at(FILLED, "nn.Conv2d(3, width, 3, padding=1)"), "bias", "False"),
        """
-        nn.Conv2d(3, width, 3, padding=1), nn.BatchNorm2d(width), nn.ReLU(True),
+        nn.Conv2d(3, width, 3, padding=1, bias=False), nn.BatchNorm2d(width), nn.ReLU(True),
""",
    ),
    "one more where no comma ends the last": (
        FILLED,
        Insert(
            DROPOUT,
            ItemSpot(at(FILLED, "nn.Sequential(\n    nn.Linear(32, 32),\n    nn.Tanh()\n)"), 2),
        ),
        """
-    nn.Tanh()
+    nn.Tanh(),
+    nn.Dropout(0.1)
""",
    ),
    "a module beside one that is made under a condition": (
        QUOTED,
        Insert(DROPOUT, StepSpot(at(QUOTED, "self.extra(self.features(x).mean((2, 3)))"), True)),
        """
+        self.dropout = nn.Dropout(0.1)
-        return self.extra(self.features(x).mean((2, 3)))
+        return self.dropout(self.extra(self.features(x).mean((2, 3))))
""",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_only_what_a_reviewer_would_change_is_changed(name: str) -> None:
    text, edit, expected = CASES[name]
    assert tuple(difference(text, edit)) == pieces(expected)


def test_an_import_keeps_its_distance_to_other_groups() -> None:
    edit = Insert(Cargo("relu", template="F.relu({x})"), StepSpot(at(TYPED, "self.fc(x)"), True))
    new = "from torch import nn, Tensor\nfrom torch.nn import functional as F\n\nfrom ._utils"
    assert new in after(TYPED, edit)


def test_a_class_stands_behind_what_the_file_exports() -> None:
    cargo = module("Residual", "Residual(nn.ReLU())", RESIDUAL)
    text = after(TYPED, Insert(cargo, EndSpot("Net")))
    assert '"net"]\n\n\nclass Residual(nn.Sequential):\n' in text
    assert "        return x + super().forward(x)\n\n\nclass Net(nn.Module):\n" in text

"""A U-Net from an empty file, by dragging and wiring alone."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from inspector.app.refactoring_commands import RefactoringCommands
from inspector.edits.export import exported
from inspector.edits.inputs import SetInput
from inspector.edits.names import RenameClass, RenameMember
from inspector.report.place import Place
from inspector.session.refactoring import Refactoring
from tests.app.conftest import Hand
from tests.app.test_wiring_commands import Drawing, forward
from tests.edits.editing import class_of


def rename(hand: Hand, path: str, name: str) -> None:
    site = hand.row(path).site
    assert site is not None
    assert hand.session.apply(RenameMember(site, name))
    hand.run()


def refactoring(hand: Hand, path: str) -> Refactoring:
    """What rewrites a module, once that is selected."""
    hand.session.select(Place(path))
    commands = hand.contents.findChild(RefactoringCommands)
    assert isinstance(commands, RefactoringCommands)
    return Refactoring(hand.session, hand.contents.drops)


def compose_double_conv(hand: Hand) -> None:
    """Two convolutions become a class, which takes how many channels they have."""
    hand.drag_to_tree("Sequential", "0", kind="container")
    for query in ("LazyConv2d", "ReLU", "LazyConv2d", "ReLU"):
        hand.drag_to_tree(query, "0.sequential", kind="module")
    rename(hand, "0.sequential", "down")
    refactoring(hand, "0.down").extract("DoubleConv")
    hand.run()
    for path in ("0.down.0", "0.down.2"):
        refactoring(hand, path).make_parameter("out_channels", "channels")
        hand.run()


def test_a_unet_is_dragged_and_wired_together_and_its_script_runs(hand: Hand) -> None:
    hand.session.apply(SetInput("torch.rand(1, 3, 16, 16)"))
    hand.run()
    hand.drag_to_tree("New class", "")
    hand.session.apply(RenameClass("Block", "UNet"))
    hand.run()
    compose_double_conv(hand)
    chain = ("MaxPool2d", "DoubleConv", "MaxPool2d", "DoubleConv", "Upsample", "DoubleConv")
    for query in (*chain, "Upsample", "DoubleConv", "LazyConv2d"):
        hand.drag_to_tree(query, "0", kind="own" if query == "DoubleConv" else "module")
    names = ("down2", "bottom", "merge", "merge2")
    for number, name in enumerate(names):
        rename(hand, f"0.double_conv{number + 1 if number else ''}", name)
    rename(hand, "0.conv", "head")
    hand.set_argument("0.bottom", "channels", "64")
    hand.session.select(Place(""))
    hand.contents.actions["unwrap"].trigger()
    hand.run()

    drawing = Drawing(hand)
    QTest.keyClick(drawing.canvas, Qt.Key.Key_1)
    for source, target in (("/down2", "/merge"), ("/down", "/merge2")):
        drawing.canvas.look_at(drawing.scene.area.center(), 0.6)
        drawing.draw(drawing.handle(source), drawing.socket(target))
        drawing.choose("Concatenate with X")

    assert hand.session.state.problems == ()
    assert (
        class_of(hand.text, "DoubleConv")
        == """\
class DoubleConv(nn.Sequential):
    def __init__(self, channels=32):
        super().__init__(
            nn.LazyConv2d(channels, kernel_size=3, padding=1),
            nn.ReLU(),
            nn.LazyConv2d(channels, kernel_size=3, padding=1),
            nn.ReLU(),
        )
"""
    )
    assert forward(hand.text) == [
        "down = self.down(X)",
        "X = self.pool(down)",
        "down2 = self.down2(X)",
        "X = self.pool2(down2)",
        "X = self.bottom(X)",
        "X = self.upsample(X)",
        "X = self.merge(torch.cat((X, down2), dim=1))",
        "X = self.upsample2(X)",
        "X = self.merge2(torch.cat((X, down), dim=1))",
        "X = self.head(X)",
        "return X",
    ]
    # By hand: 64 + 32 channels flow into merge, 32 + 32 into merge2; 3 × 3 weights and a bias.
    convolution = {(i, o): 9 * i * o + o for i, o in ((3, 32), (32, 32), (96, 32), (64, 32))}
    assert hand.row("down").parameters == convolution[3, 32] + convolution[32, 32]
    assert hand.row("merge").parameters == convolution[96, 32] + convolution[32, 32]
    assert hand.row("merge2").parameters == convolution[64, 32] + convolution[32, 32]
    assert hand.row("").output == "1 × 32 × 16 × 16"
    exec(compile(exported(hand.text), "script.py", "exec"), {"__name__": "__main__"})

"""The dialog in which the text of a snippet is edited."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from inspector.edits.snippet import flaw_of
from inspector.look.theme import Theme
from inspector.panels.code_font import code_font
from inspector.panels.code_highlighter import CodeHighlighter
from inspector.panels.inspector_style import label

_WIDTH, _HEIGHT = 640, 480
_FINE = "Python that makes a module or does a step, with the classes and imports that it needs."


class SnippetEditor(QDialog):
    """Says below the text why it could not be used; it may be saved all the same."""

    def __init__(self, parent: QWidget, name: str, text: str, theme: Theme) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Edit {name}")
        self.resize(_WIDTH, _HEIGHT)
        self.editor = QPlainTextEdit(text, self)
        self.editor.setFont(code_font())
        self.editor.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.editor.setTabChangesFocus(True)
        self.editor.setAccessibleName("Text of the snippet")
        self._highlighter = CodeHighlighter(self.editor.document(), theme)
        self.about = label("", "muted", wrap=True)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(self.editor)
        layout.addWidget(self.about)
        layout.addWidget(buttons)
        self.editor.textChanged.connect(self._tell)
        self._tell()

    @property
    def text(self) -> str:
        """The text as it is now, with a line end at its end."""
        return self.editor.toPlainText().rstrip("\n") + "\n"

    def _tell(self) -> None:
        self.about.setText(flaw_of(self.text) or _FINE)

"""The dialog in which a class of the file is given its arguments before it is inserted."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from inspector.edits.edit import EditError, parsed
from inspector.outline.classes import Parameter
from inspector.panels.code_font import code_font
from inspector.panels.inspector_style import label


class NewModule(QDialog):
    """One field for each parameter; `values` are what those without a default begin with."""

    def __init__(
        self,
        parent: QWidget,
        name: str,
        taken: Sequence[Parameter],
        values: Mapping[str, str],
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Insert {name}")
        self._name = name
        self._taken = [each for each in taken if not each.kind]
        self.fields = {each.name: QLineEdit(values.get(each.name, "")) for each in self._taken}
        self.about = label("", "muted", wrap=True)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._accept = self._buttons.addButton("Insert", QDialogButtonBox.ButtonRole.AcceptRole)
        self._accept.setDefault(True)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._lay_out()
        self._tell()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        for each in self._taken:
            field = self.fields[each.name]
            field.setFont(code_font())
            field.setMinimumWidth(220)
            field.setPlaceholderText(each.default or "")
            field.setToolTip(each.annotation)
            field.setAccessibleName(each.name)
            field.textChanged.connect(self._tell)
            form.addRow(label(each.name), field)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(16)
        layout.addLayout(form)
        layout.addWidget(self.about)
        layout.addWidget(self._buttons)

    @property
    def constructor(self) -> str:
        """The call with what was given; by name behind the first that was left out."""
        written: list[str] = []
        by_name = False
        for each in self._taken:
            value = self.fields[each.name].text().strip()
            by_name = by_name or each.by_keyword or not value
            if value:
                written.append(f"{each.name}={value}" if by_name else value)
        return f"{self._name}({', '.join(written)})"

    def _tell(self) -> None:
        """Show what will be inserted, or what is still wrong."""
        flaw = self._flaw()
        self.about.setText(flaw or self.constructor)
        self._accept.setEnabled(not flaw)

    def _flaw(self) -> str:
        for each in self._taken:
            value = self.fields[each.name].text().strip()
            if not value and each.required:
                return f"{each.name} is needed: it has no default."
            try:
                parsed(value or "None")
            except EditError as error:
                return f"{each.name}: {error}"
        try:
            parsed(self.constructor)
        except EditError as error:
            return str(error)
        return ""

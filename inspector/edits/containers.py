"""The containers of the palette that torch lacks, as readable classes for the user's file."""

RESIDUAL = '''\
class Residual(nn.Sequential):
    """A chain of modules whose output is added to its input."""

    def forward(self, X):
        return X + super().forward(X)
'''

PARALLEL = '''\
class Parallel(nn.ModuleList):
    """Gives its input to every module and joins what they return."""

    def __init__(self, *modules, dim=-1):
        super().__init__(modules)
        self.dim = dim

    def forward(self, X):
        outputs = [module(X) for module in self]
        return torch.cat(outputs, dim=self.dim) if outputs else X
'''

NEW_CLASS = """\
class {name}(nn.Module):
    def __init__(self):
        super().__init__()

    def forward(self, X):
        return X
"""

REPEAT_COUNT = 3

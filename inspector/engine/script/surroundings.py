"""What user code may change of the process, put back after each run."""

import os
import random
import sys
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import torch
from torch._jit_internal import _overloaded_method_class_fileno, _overloaded_methods

from inspector.engine.script.package import package_of

_NO_FILE = "model.py"
"""What a text that was never saved finds as the name of the program."""

_LAZY_NOTICE = "Lazy modules are a new feature"


@contextmanager
def surroundings(file: str) -> Iterator[None]:
    """Run with the file's folder as the first place of imports, and restore the process after.

    After the folder comes the root of the package around the file; "" is a text without a file.

    The command line is that of the file alone, without arguments. It is restored after the run,
    and so are the working directory, the import path, the environment, warning filters, and
    torch's defaults (grad mode, dtype, device, threads). Modules imported from there are
    forgotten, so that the next run sees them as they are then.
    """
    old_path, old_environment, old_modules = sys.path[:], dict(os.environ), set(sys.modules)
    with ExitStack() as restored:
        restored.callback(_go_to, _working_directory())
        places = _import_places(file)
        restored.callback(_forget_overloads, set(_overloaded_methods))
        restored.callback(_forget_modules, file, old_modules)
        restored.callback(_set_environment, old_environment)
        restored.callback(sys.path.__setitem__, slice(None), old_path)
        restored.callback(sys.argv.__setitem__, slice(None), sys.argv[:])
        restored.enter_context(_torch_defaults())
        restored.enter_context(warnings.catch_warnings())
        warnings.simplefilter("default")
        warnings.filterwarnings("ignore", _LAZY_NOTICE)
        sys.path[:0] = places
        sys.argv[:] = [file or _NO_FILE]
        yield


def seed_everything(seed: int) -> None:
    """Seed torch, `random`, and numpy if it is loaded."""
    torch.manual_seed(seed)
    random.seed(seed)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(seed % (1 << 32))


@contextmanager
def _torch_defaults() -> Iterator[None]:
    dtype, grad = torch.get_default_dtype(), torch.is_grad_enabled()
    device, threads = torch.get_default_device(), torch.get_num_threads()
    deterministic = torch.are_deterministic_algorithms_enabled()
    try:
        yield
    finally:
        torch.set_default_dtype(dtype)
        torch.set_grad_enabled(grad)
        if torch.get_default_device() != device:
            torch.set_default_device(device)
        if torch.get_num_threads() != threads:
            torch.set_num_threads(threads)
        if torch.are_deterministic_algorithms_enabled() != deterministic:  # setting it is slow
            torch.use_deterministic_algorithms(deterministic)


def _working_directory() -> str | None:
    try:
        return os.getcwd()
    except OSError:  # it was deleted
        return None


def _go_to(folder: str | None) -> None:
    if folder is not None and _working_directory() != folder:
        os.chdir(folder)


def _set_environment(before: dict[str, str]) -> None:
    if dict(os.environ) != before:
        os.environ.clear()
        os.environ.update(before)


def _import_places(file: str) -> list[str]:
    if not file:
        return []
    folder, root = str(Path(file).resolve().parent), package_of(file).root
    return [folder] if folder == root else [folder, root]


def _forget_modules(file: str, before: set[str]) -> None:
    """Forget what was imported from around the file; installed packages stay, but not its own."""
    if not file:
        return
    root, package = package_of(file)
    inside, own = Path(root), package.partition(".")[0]
    for name in set(sys.modules) - before:
        at = getattr(sys.modules[name], "__file__", None)
        if (
            at
            and inside in Path(at).resolve().parents
            and ("site-packages" not in at or name.partition(".")[0] == own)
        ):
            del sys.modules[name]


def _forget_overloads(before: set[str]) -> None:
    """Forget the overloads that TorchScript keeps by name of what is not imported any more.

    It refuses them in a class of the same name that stands at another line of the next text.
    """
    for name in set(_overloaded_methods) - before:
        made = [each for overloads in _overloaded_methods[name].values() for each in overloads]
        if all(each.__module__ not in sys.modules for each in made):
            for class_name in _overloaded_methods.pop(name):
                _overloaded_method_class_fileno.pop((name, class_name), None)

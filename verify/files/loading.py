"""Claim files read statement by statement, so that one bad line costs one claim."""

from __future__ import annotations
import __future__

import ast
import gc
import importlib
import importlib.util
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

from verify.claim import Claim, Family, Unchecked
from verify.files.blame import explain, line_of, targets
from verify.files.patience import limited
from verify.files.problems import Problem

Subject = Claim | Family | Unchecked
SUBJECTS = (Claim, Family, Unchecked)
_SELDOM = (100_000, 50, 100)  # what is read stays: looking for garbage takes a tenth
_ENGINE = Path(__file__).resolve().parent.parent


@dataclass
class Page:
    """What came of one claim file: its claims by variable, and its problems."""

    file: Path
    module: ModuleType
    bound: dict[str, tuple[Subject, int]] = field(default_factory=dict)
    failed: dict[str, int] = field(default_factory=dict)  # names, and the lines that failed
    problems: list[Problem] = field(default_factory=list)

    def complain(self, line: int, name: str, message: str) -> None:
        """Add a problem."""
        self.problems.append(Problem(str(self.file), line, name, message))


@contextmanager
def loading(roots: Iterable[Path], search: Iterable[Path] = ()) -> Iterator[Loader]:
    """Give a loader for the claim files under `roots`; put `sys` back as it was afterwards,
    and the working folder.

    The folders of `search` come first on Python's path, so that files import their neighbors.
    What they leave in `sys.modules` is taken out again: two folders may each hold a
    `claims.py`.
    """
    loader = Loader([root.resolve() for root in roots])
    path, before, here = list(sys.path), dict(sys.modules), os.getcwd()
    for name, module in before.items():
        if name != "__main__" and loader.owns(_place(module)):
            del sys.modules[name]
    sys.path[:0] = [str(folder.resolve()) for folder in search]
    sys.meta_path.insert(0, loader)
    importlib.invalidate_caches()
    often = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        with _unended():
            yield loader
    finally:
        os.chdir(here)
        gc.set_threshold(*often)
        sys.meta_path.remove(loader)
        sys.path[:] = path
        for name, module in list(sys.modules.items()):
            if name not in before and loader.owns(_place(module)):
                del sys.modules[name]
        sys.modules.update(before)


@contextmanager
def _unended() -> Iterator[None]:
    """Let `os._exit` raise: a file that used it would end the run with its own exit status."""
    usual, here = os._exit, os.getpid()

    def refuse(status: int) -> NoReturn:
        if os.getpid() != here:  # a process that the file forked ends as it should
            usual(status)
        raise RuntimeError(f"os._exit({status}) would end the program. Leave it out.")

    os._exit = refuse
    try:
        yield
    finally:
        os._exit = usual


def _place(module: ModuleType) -> Path | None:
    """Return the file of a module, or the folder of a package that has no file."""
    file = getattr(module, "__file__", None)
    if not file:
        file = next(iter(getattr(module, "__path__", [])), None)
    return Path(file) if isinstance(file, str) else None


class Loader:
    """An importer that runs the claim files under its roots statement by statement."""

    def __init__(self, roots: list[Path]) -> None:
        self.roots = roots
        self.pages: dict[Path, Page] = {}
        self.owners: dict[int, tuple[Page, str]] = {}  # id of a subject, and where it is bound

    def owns(self, place: Path | None) -> bool:
        """Tell whether a file is a claim file of this loader, and not an installed package."""
        if place is None or "site-packages" in place.parts:
            return False
        place = place.resolve()
        if place.is_relative_to(_ENGINE):
            return False
        return any(place.is_relative_to(root) for root in self.roots)

    def read(self, file: Path, name: str) -> Page:
        """Return what came of a claim file, run once under the module name `name`."""
        file = file.resolve()
        if file not in self.pages:
            self._import(file, name)
        return self.pages[file]

    def _import(self, file: Path, name: str) -> None:
        spec = None
        if all(part.isidentifier() for part in name.split(".")) and name not in sys.modules:
            spec = self._spec(name)
        if spec is None or Path(spec.origin or "") != file:
            # Another module has this name: run the file under one that nobody imports.
            alias = f"claim file {file}"
            spec = importlib.util.spec_from_file_location(alias, file, loader=self)  # type: ignore[arg-type]
        assert spec is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        self.exec_module(module)

    def _spec(self, name: str) -> ModuleSpec | None:
        try:
            return importlib.util.find_spec(name)
        except (ImportError, ValueError):  # the parent is another package of that name
            return None

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return the spec of a claim file, `None` for every other module."""
        spec = PathFinder.find_spec(name, path, target)
        if spec is None or not (spec.origin or "").endswith(".py"):
            return None
        if not self.owns(Path(spec.origin or "")):
            return None
        spec.origin = str(Path(spec.origin or "").resolve())
        spec.loader = self  # type: ignore[assignment]
        return spec

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Return the module of a file that ran already: one file, one set of claims."""
        page = self.pages.get(Path(spec.origin or ""))
        return page.module if page else None

    def exec_module(self, module: ModuleType) -> None:
        """Run a claim file; what fails becomes a problem of its page."""
        file = Path(getattr(module.__spec__, "origin", "") or "")
        if file not in self.pages:
            page = self.pages[file] = Page(file, module)
            _run(page, self)


def _run(page: Page, loader: Loader) -> None:
    try:
        tree = ast.parse(page.file.read_bytes(), str(page.file))
    except SyntaxError as error:
        page.complain(error.lineno or 1, "", _syntax(error))
        return
    except (OSError, ValueError) as error:
        page.complain(1, "", f"the file cannot be read: {error}.")
        return
    page.module.__doc__ = ast.get_docstring(tree)
    flags = 0
    for statement in tree.body:
        if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
            for alias in statement.names:
                flags |= getattr(__future__, alias.name).compiler_flag
        if isinstance(statement, ast.Import | ast.ImportFrom) and _imported(page, statement):
            continue
        for single in _one_by_one([statement]):
            _step(page, loader, single, flags)


def _imported(page: Page, statement: ast.stmt) -> bool:
    """Try an import of several new names at once; one by one a bad name costs only itself."""
    names = targets(statement)  # without a star
    if len(names) < 2 or any(
        name in page.module.__dict__ or name in page.failed for name in names
    ):
        return False
    code = compile(ast.Module([statement], []), str(page.file), "exec", dont_inherit=True)
    try:
        with limited():
            exec(code, page.module.__dict__)
    except KeyboardInterrupt:
        raise
    except BaseException:  # a file may skip itself by one that is no Exception
        for name in names:
            page.module.__dict__.pop(name, None)
        return False
    return True


def _syntax(error: SyntaxError) -> str:
    text = (error.text or "").rstrip()
    indent = len(text) - len(text.lstrip())
    caret = " " * max((error.offset or 1) - 1 - indent, 0) + "^"
    where = f"\n    {text.lstrip()}\n    {caret}" if text else ""
    return f"Python cannot read this file: {error.msg}.{where}"


def _one_by_one(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield the statements, an import of several names as several imports."""
    for statement in body:
        if isinstance(statement, ast.ImportFrom | ast.Import):
            for alias in statement.names:
                fields = {k: v for k, v in ast.iter_fields(statement) if k != "names"}
                single = type(statement)(names=[alias], **fields)
                yield ast.copy_location(single, statement)
        else:
            yield statement


def _step(page: Page, loader: Loader, statement: ast.stmt, flags: int) -> None:
    names = _Names(page, loader, statement)
    tree = ast.Module(body=[statement], type_ignores=[])
    try:
        code = compile(tree, str(page.file), "exec", flags, dont_inherit=True)
        with limited():
            exec(code, page.module.__dict__, names)  # type: ignore[arg-type]
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        bound = targets(statement)
        line = line_of(error, page.file) or statement.lineno
        message = explain(error, statement, page.module, page.failed, _failures(loader))
        page.complain(line, bound[0] if bound else "", message)
        for name in bound:
            page.failed[name] = line
            # A stale value must not stand in for the one that failed.
            page.module.__dict__.pop(name, None)


def _failures(loader: Loader) -> Mapping[str, Mapping[str, int]]:
    return {page.module.__name__: page.failed for page in loader.pages.values()}


class _Names:
    """The names of a claim file while one statement runs; it sees every claim that is bound."""

    def __init__(self, page: Page, loader: Loader, statement: ast.stmt) -> None:
        self.page = page
        self.loader = loader
        self.line = statement.lineno
        self.end = statement.end_lineno or statement.lineno
        self.importing = isinstance(statement, ast.Import | ast.ImportFrom)

    def __getitem__(self, name: str) -> Any:
        return self.page.module.__dict__[name]

    def __delitem__(self, name: str) -> None:
        del self.page.module.__dict__[name]
        subject, _ = self.page.bound.pop(name, (None, 0))
        self.loader.owners.pop(id(subject), None)

    def __setitem__(self, name: str, value: Any) -> None:
        self.page.module.__dict__[name] = value
        self.page.failed.pop(name, None)
        if name in self.page.bound and self.page.bound[name][0] is not value:
            first = self.page.bound[name][1]
            self.page.complain(
                self.line,
                name,
                f"`{name}` names a claim at line {first} already. Give each its own name.",
            )
        elif isinstance(value, SUBJECTS):
            self._own(name, value)
        elif not self.importing and self._loose(value):
            self.page.complain(
                self.line,
                name,
                f"`{name}` holds claims that have no name of their own and would not be "
                "found. Bind each claim to a variable, or write a Family.",
            )

    def _own(self, name: str, subject: Subject) -> None:
        if self.importing or id(subject) in self.loader.owners:
            return
        file, line = subject.origin
        # A claim made by a helper stands where it gets its name, not inside the helper.
        here = file == str(self.page.file) and self.line <= line <= self.end
        self.page.bound[name] = (subject, line if here else self.line)
        self.loader.owners[id(subject)] = (self.page, name)

    def _loose(self, value: Any) -> bool:
        if isinstance(value, dict):
            value = list(value.values())
        if not isinstance(value, list | tuple | set | frozenset):
            return False
        return any(
            isinstance(item, SUBJECTS) and id(item) not in self.loader.owners for item in value
        )

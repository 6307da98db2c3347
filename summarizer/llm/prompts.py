"""Prompt templates: one file a template, read from the package or from a directory of the user's.

A template is ``NAME.md``: front matter, then chat messages, each under a line that says who speaks::

    ---
    name: read
    version: 3
    description: Lists the claims of one window.
    needs: sentences, publisher
    ---
    ## system
    You list claims.
    ## user
    {{ sentences }}

The body is Jinja2, sandboxed. It is divided into messages before anything is substituted, and each message is
rendered by itself: no text of a document can open a message or be taken for a template.
"""

from __future__ import annotations

import functools
import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from summarizer.errors import PromptError
from summarizer.schema import PromptUse

if TYPE_CHECKING:
    from jinja2 import Template as JinjaTemplate

Role = Literal["system", "user", "assistant"]

_HEADING = re.compile(r"^## (system|user|assistant)[ \t]*$", re.MULTILINE)
_FRONT_MATTER = re.compile(
    r"\A---[ \t]*\n(?P<fields>.*?)^---[ \t]*\n(?P<body>.*)\Z", re.MULTILINE | re.DOTALL
)
_FIELDS: tuple[str, ...] = ("name", "version", "description", "needs")


@dataclass(frozen=True, slots=True)
class Message:
    """One chat message."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """A rendered template: the messages for one request, and which template they come from."""

    name: str
    version: int
    messages: tuple[Message, ...]

    def answered(self, answer: str, complaint: str) -> Prompt:
        """The same with a model's answer and what is wrong with it behind, to be asked once more."""
        again = (Message("assistant", answer), Message("user", complaint))
        return replace(self, messages=self.messages + again)


@dataclass(frozen=True)
class _Template:
    path: Path
    source: str
    sha256: str
    name: str
    version: int
    description: str
    needs: tuple[str, ...]
    messages: tuple[tuple[Role, int, JinjaTemplate], ...]
    """Role, line of the file where its text starts, text."""


class PromptSet:
    """The templates of the package, with a user's own in their place, one by one.

    Args:
        directory: a directory with templates that replace those of the same name.

    Raises:
        PromptError: the directory is not there, or holds a template that nothing asks for.
    """

    def __init__(self, directory: Path | None = None) -> None:
        self._paths = {path.stem: path for path in _shipped().glob("*.md")}
        if directory is not None:
            self._paths |= _replacements(directory, self._paths)
        self._templates: dict[str, _Template] = {}
        self._used: dict[str, PromptUse] = {}

    def names(self) -> list[str]:
        """All template names, sorted."""
        return sorted(self._paths)

    def source(self, name: str) -> str:
        """The text of a template's file.

        Raises:
            PromptError: unknown name, or a malformed file.
        """
        return self._template(name).source

    def path(self, name: str) -> Path:
        """Where a template's file is.

        Raises:
            PromptError: unknown name.
        """
        if name not in self._paths:
            raise PromptError(
                f"There is no prompt named {name!r}.", hint=f"Known: {', '.join(self.names())}."
            )
        return self._paths[name]

    def version(self, name: str) -> int:
        """The version in a template's front matter.

        Raises:
            PromptError: unknown name, or a malformed file.
        """
        return self._template(name).version

    def description(self, name: str) -> str:
        """The description in a template's front matter.

        Raises:
            PromptError: unknown name, or a malformed file.
        """
        return self._template(name).description

    def needs(self, name: str) -> tuple[str, ...]:
        """The variables a template must be given.

        Raises:
            PromptError: unknown name, or a malformed file.
        """
        return self._template(name).needs

    def render(self, name: str, /, **variables: Any) -> Prompt:
        """Substitute the variables and remember that the template was used.

        Raises:
            PromptError: unknown name, malformed file, a missing variable, or an error while rendering.
        """
        template = self._template(name)
        if missing := [needed for needed in template.needs if needed not in variables]:
            raise PromptError(
                f"{template.path}:{_line_of(template.source, 'needs')}: the prompt needs "
                f"{', '.join(missing)}, which is not given.",
                hint=f"Given are: {', '.join(sorted(variables)) or 'no variables'}.",
            )
        messages = tuple(
            Message(role, _render(template, line, text, variables)) for role, line, text in template.messages
        )
        self._used[name] = PromptUse(name=name, version=template.version, sha256=template.sha256)
        return Prompt(name, template.version, messages)

    def used(self) -> tuple[PromptUse, ...]:
        """The templates rendered so far, by name."""
        return tuple(self._used[name] for name in sorted(self._used))

    def _template(self, name: str) -> _Template:
        if name not in self._templates:
            self._templates[name] = _load(self.path(name))
        return self._templates[name]


def _shipped() -> Path:
    """The package's templates: inside it where installed from a wheel, beside it in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "prompts"
    return inside if inside.is_dir() else package.parent / "prompts"


def _replacements(directory: Path, known: dict[str, Path]) -> dict[str, Path]:
    if not directory.is_dir():
        raise PromptError(f"{directory} is not a directory.", hint="Give a directory with templates NAME.md.")
    found = {path.stem: path for path in sorted(directory.glob("*.md")) if path.stem != "README"}
    if unknown := sorted(set(found) - set(known)):
        raise PromptError(
            f"{found[unknown[0]]}: nothing asks for a prompt named {unknown[0]!r}.",
            hint=f"Name it after the one it replaces: {', '.join(sorted(known))}.",
        )
    return found


def _load(path: Path) -> _Template:
    try:
        raw = path.read_bytes()
        source = raw.decode("utf-8").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise PromptError(
            f"{path}: cannot be read ({type(error).__name__}).", hint="Save it as UTF-8."
        ) from None
    parts = _FRONT_MATTER.match(source)
    if parts is None:
        raise PromptError(f"{path}:1: no front matter.", hint="Start the file with '---', fields, '---'.")
    fields = _fields(path, parts["fields"])
    return _Template(
        path=path,
        source=source,
        sha256=hashlib.sha256(raw).hexdigest(),
        name=fields["name"],
        version=int(fields["version"]),
        description=fields["description"],
        needs=tuple(word for word in re.split(r"[\s,\[\]]+", fields["needs"]) if word),
        messages=_messages(path, parts["body"], first_line=source.count("\n", 0, parts.start("body")) + 1),
    )


def _fields(path: Path, text: str) -> dict[str, str]:
    """The front matter's fields, each on a line ``name: value``."""
    fields = dict.fromkeys(_FIELDS, "")
    lines = dict.fromkeys(_FIELDS, 1)
    for number, line in enumerate(text.splitlines(), start=2):
        field, colon, value = line.partition(":")
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not colon or field.strip() not in fields:
            raise PromptError(
                f"{path}:{number}: not a field of a prompt.", hint=f"Fields are {', '.join(_FIELDS)}."
            )
        fields[field.strip()] = value.strip()
        lines[field.strip()] = number
    if fields["name"] != path.stem:
        raise PromptError(
            f"{path}:{lines['name']}: the name is not the file's.", hint=f"Write 'name: {path.stem}'."
        )
    if not fields["version"].isdecimal():
        raise PromptError(
            f"{path}:{lines['version']}: version is not a whole number.", hint="Write 'version: 1'."
        )
    return fields


def _messages(path: Path, body: str, *, first_line: int) -> tuple[tuple[Role, int, JinjaTemplate], ...]:
    """Divide the body at its headings and compile each message."""
    from jinja2 import TemplateSyntaxError

    headings = list(_HEADING.finditer(body))
    if not headings or body[: headings[0].start()].strip():
        raise PromptError(
            f"{path}:{first_line}: text that belongs to no message.",
            hint="Put a line '## system', '## user' or '## assistant' above it.",
        )
    messages: list[tuple[Role, int, JinjaTemplate]] = []
    for heading, following in zip(headings, [*headings[1:], None], strict=True):
        text = body[heading.end() : following.start() if following else len(body)]
        role: Any = heading[1]
        start = heading.end() + len(text) - len(text.lstrip("\n"))
        line = first_line + body.count("\n", 0, start)
        try:
            messages.append((role, line, _environment().from_string(text.strip("\n"))))
        except TemplateSyntaxError as error:
            raise PromptError(
                f"{path}:{line + error.lineno - 1}: {error.message}", hint="Correct the template there."
            ) from None
    return tuple(messages)


def _render(template: _Template, line: int, text: JinjaTemplate, variables: dict[str, Any]) -> str:
    """Render one message. The error says where, but not what was substituted."""
    from jinja2 import TemplateError, UndefinedError

    problem = ""
    try:
        return text.render(variables)
    except UndefinedError as error:
        line += _line_in_template(error) - 1
        name = re.fullmatch(r"'(\w+)' is undefined", error.message or "")
        problem = f"uses {name[1]}, which is not given" if name else "uses what is not there"
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as error:
        line += _line_in_template(error) - 1
        problem = f"cannot be rendered ({type(error).__name__})"
    raise PromptError(
        f"{template.path}:{line}: the prompt {problem}.",
        hint="Correct the template, or test the variable with 'is defined' first.",
    )


def _line_in_template(error: BaseException) -> int:
    """The line of the message where rendering failed: Jinja rewrites tracebacks to template lines."""
    trace, line = error.__traceback__, 1
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _line_of(source: str, field: str) -> int:
    """Line of a front matter field."""
    return next((n for n, line in enumerate(source.splitlines(), 1) if line.startswith(f"{field}:")), 1)


@functools.cache
def _environment() -> Any:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True
    )


def prompt_set(prompts: str | Path | None) -> PromptSet:
    """The templates of the package, those of a directory in their place.

    Raises:
        PromptError: a template of the directory is malformed: said at once, not when its stage has its turn.
    """
    if prompts is None:
        return PromptSet()
    given = PromptSet(Path(prompts))
    for name in given.names():
        given.version(name)
    return given

"""A cassette while it is in use: what it answers, what it records, and who sees it."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, get_args

from summarizer.cassettes import provenance, storage
from summarizer.cassettes.entry import Entry
from summarizer.cassettes.errors import CassetteDamaged, CassetteError, CassetteMiss, NotOnTape
from summarizer.cassettes.matching import DEFAULT_NORMALISERS, Matcher, Request
from summarizer.cassettes.recording import Recording

if TYPE_CHECKING:
    import httpx
    import httpx2

Mode = Literal["none", "once", "new_episodes", "all", "rewrite"]

_current: ContextVar[Cassette | None] = ContextVar("cassette", default=None)
_notes: ContextVar[Mapping[str, str]] = ContextVar("cassette_notes", default={})  # noqa: B039 - never changed
_open: set[Cassette] = set()


def current_tape() -> Cassette | None:
    """The cassette that is open in this context, None where none is open in the whole process.

    Raises:
        NotOnTape: one is open, but this thread or task was not started under it.
    """
    tape = _current.get()
    if tape is not None and tape in _open:
        return tape
    if _open:
        raise NotOnTape(
            "A cassette is open, but this thread does not see it, so its requests would go out.",
            hint="Run the thread's work with contextvars.copy_context().run.",
        )
    return None


class Cassette:
    """Answers requests from a file, and records into it; open inside ``with``.

    Leaving the block writes what was recorded, unless an exception leaves it too. It never raises for what
    was not replayed: ``unplayed`` tells.

    Args:
        path: the JSON file.
        mode: ``none`` replays only; ``once`` records while there is no file, else replays only;
            ``new_episodes`` replays and records what is new; ``all`` asks for everything anew and keeps what
            was not asked for; ``rewrite`` keeps nothing.
        normalisers: names of what is taken out before comparing; those of the file where not given.
        timing: replay answers and chunks as slowly as they came.

    Attributes:
        path: the file.
        mode: as given.
        misses: the requests that were not on the tape.

    Raises:
        CassetteError: the mode or a normaliser is unknown; when opened: the file cannot be used.
    """

    def __init__(
        self,
        path: str | Path,
        mode: Mode = "none",
        *,
        normalisers: Iterable[str] | None = None,
        timing: bool = False,
    ) -> None:
        if mode not in get_args(Mode):
            raise CassetteError(f"There is no mode {mode!r}.", hint=f"Known: {', '.join(get_args(Mode))}.")
        self.path = Path(path)
        self.mode: Mode = mode
        self.timing = timing
        self.misses: list[CassetteMiss] = []
        self.record_hint = f'Record it: Cassette("{path}", mode="new_episodes").'
        self._wanted_normalisers = normalisers
        self._matcher = Matcher(normalisers or DEFAULT_NORMALISERS)
        self._entries: list[Entry] = []
        self._waiting: dict[str, deque[Entry]] = {}
        self._recorded: list[tuple[int, Entry]] = []
        self._started = 0
        self._found_file = False
        self._lock = threading.Lock()
        self._previous: Cassette | None = None

    def __enter__(self) -> Self:
        if self in _open:
            raise CassetteError(f"{self.path} is open already.", hint="Open each cassette once.")
        self._load()
        self._previous = _current.get()
        _current.set(self)
        _open.add(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
        if error is None:
            self.save()

    def close(self) -> None:
        """Answer nothing from now on. What was recorded is not written yet."""
        _open.discard(self)
        _current.set(self._previous)

    @property
    def recording(self) -> bool:
        """Whether requests may go out."""
        return self.mode in {"new_episodes", "all", "rewrite"} or (
            self.mode == "once" and not self._found_file
        )

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What the file held when it was opened, in its order."""
        return tuple(self._entries)

    @property
    def unplayed(self) -> tuple[Entry, ...]:
        """The entries of the file that no request has asked for so far."""
        return tuple(entry for entry in self._entries if not entry.played)

    @property
    def recorded(self) -> tuple[Entry, ...]:
        """What was recorded since the tape was opened, by when the requests began."""
        with self._lock:
            return tuple(entry for _, entry in sorted(self._recorded, key=lambda item: item[0]))

    @contextmanager
    def annotate(
        self, *, prompt: str | None = None, response_model: str | None = None, **more: str
    ) -> Generator[None]:
        """Say what the requests sent inside this block belong to. Blocks nest; tasks do not mix.

        Args:
            prompt: ``name@version`` of the template.
            response_model: ``module:qualname`` of the pydantic model that the answer is to fill.
            more: further facts, kept as they are.
        """
        given = {"prompt": prompt, "response_model": response_model, **more}
        token = _notes.set(
            {**_notes.get(), **{name: text for name, text in given.items() if text is not None}}
        )
        try:
            yield
        finally:
            _notes.reset(token)

    def take(self, request: Request) -> Entry | None:
        """The recorded answer to a request; None where the request is to go out.

        Raises:
            CassetteMiss: there is none, and the tape does not record.
            NotOnTape: the tape is closed.
        """
        if self not in _open:
            raise NotOnTape(f"{self.path} is closed, so nothing answers.", hint="Ask inside its with block.")
        if self.mode not in {"all", "rewrite"}:
            key = self._matcher.key(request)
            with self._lock:
                waiting = self._waiting.get(key)
                if waiting:
                    entry = waiting.popleft()
                    entry.played = True
                    return entry
        if self.recording:
            return None
        miss = self._miss(request)
        self.misses.append(miss)
        raise miss

    def record(self, request: Request) -> Recording:
        """Begin to note a request that goes out."""
        with self._lock:
            self._started += 1
            return Recording(request, _notes.get(), self._keep, self._started)

    def save(self) -> None:
        """Write what was recorded. Without recordings the file is left alone.

        Raises:
            CassetteError: it cannot be written; what stood there still does.
        """
        recorded = self.recorded
        if not recorded:
            return
        for entry in recorded:
            entry.stored["recorded"].update(provenance.describe(entry.stored))
        kept = [] if self.mode == "rewrite" else self._entries
        if self.mode == "all":
            asked = {entry.key for entry in recorded}
            kept = [entry for entry in kept if entry.key not in asked]
        entries = [entry.stored for entry in (*kept, *recorded)]
        storage.write(self.path, storage.dump(self._matcher.names, entries))
        with self._lock:
            self._recorded.clear()

    def client(self, transport: httpx2.BaseTransport | None = None, **options: Any) -> httpx2.Client:
        """A client of httpx2 on this tape. ``transport`` really sends, and only where a request goes out."""
        from summarizer.cassettes.shells import sync_client

        return sync_client("httpx2", self, transport, options)

    def async_client(
        self, transport: httpx2.AsyncBaseTransport | None = None, **options: Any
    ) -> httpx2.AsyncClient:
        """The asynchronous ``client``."""
        from summarizer.cassettes.shells import async_client

        return async_client("httpx2", self, transport, options)

    def httpx_client(self, transport: httpx.BaseTransport | None = None, **options: Any) -> httpx.Client:
        """A client of httpx on this tape."""
        from summarizer.cassettes.shells import sync_client

        return sync_client("httpx", self, transport, options)

    def async_httpx_client(
        self, transport: httpx.AsyncBaseTransport | None = None, **options: Any
    ) -> httpx.AsyncClient:
        """The asynchronous ``httpx_client``."""
        from summarizer.cassettes.shells import async_client

        return async_client("httpx", self, transport, options)

    def _load(self) -> None:
        try:
            contents = storage.load(self.path)
        except FileNotFoundError:
            return
        except CassetteDamaged:
            if self.mode != "rewrite":
                raise
            return
        self._found_file = True
        if self._wanted_normalisers is None and contents.normalisers:
            self._matcher = Matcher(contents.normalisers)
        for stored in contents.entries:
            request = stored["request"]
            key = self._matcher.stored_key(request["method"], request["path"], request)
            entry = Entry(stored, key)
            self._entries.append(entry)
            self._waiting.setdefault(key, deque()).append(entry)

    def _keep(self, recording: Recording, stored: dict[str, Any]) -> None:
        entry = Entry(stored, self._matcher.key(recording.request))
        with self._lock:
            self._recorded.append((recording.order, entry))

    def _miss(self, request: Request) -> CassetteMiss:
        return CassetteMiss(
            f"{self.path} has no answer to this request: {request.method} {request.path}.",
            hint=self.record_hint,
        )

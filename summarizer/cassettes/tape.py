"""A cassette while it is in use: what it answers, what it records, and who sees it."""

from __future__ import annotations

import threading
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, get_args

from summarizer.cassettes import storage
from summarizer.cassettes.entry import Entry
from summarizer.cassettes.errors import CassetteDamaged, CassetteError, CassetteMiss, MustNotGoOut, NotOnTape
from summarizer.cassettes.matching import DEFAULT_NORMALISERS, Matcher, Request
from summarizer.cassettes.misses import explain_miss, shown
from summarizer.cassettes.recording import Recording, complete
from summarizer.cassettes.scanning import refuse_secrets

if TYPE_CHECKING:
    import httpx
    import httpx2

Mode = Literal["none", "once", "new_episodes", "all", "rewrite"]

_current: ContextVar[Cassette | None] = ContextVar("cassette", default=None)
_notes: ContextVar[Mapping[str, str]] = ContextVar("cassette_notes", default={})  # noqa: B039 - never changed
_open: set[Cassette] = set()

opened: set[Path] = set()
"""Every file that this process has opened as a cassette."""


def current_tape() -> Cassette | None:
    """The cassette that is open in this context, None where none is open in the whole process.

    Raises:
        NotOnTape: one is open, but this thread or task was not started under it.
    """
    tape = _current.get()
    if tape is not None and tape in _open:
        return tape
    if not _open:
        return None
    error = NotOnTape(
        "A cassette is open, but this thread does not see it, so its requests would go out.",
        hint="Run the thread's work with contextvars.copy_context().run.",
    )
    for other in tuple(_open):
        other.misses.append(error)
    raise error


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
        not_secret: texts that look like keys and are none.
        since: seconds since the epoch. Where the file was written after that, other tapes of the same run record
            into it, and this one adds to it; for cassettes that tests share.

    Attributes:
        path: the file.
        mode: as given.
        misses: what was stopped: requests that are not on the tape, and threads that do not see it.
        record_hint: what a miss says of how to record.
        outgrown: places of replayed entries, from 1, and the prompt they are sent by now, where that is another.

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
        not_secret: Iterable[str] = (),
        since: float | None = None,
    ) -> None:
        if mode not in get_args(Mode):
            raise CassetteError(f"There is no mode {mode!r}.", hint=f"Known: {', '.join(get_args(Mode))}.")
        self.path = Path(path).absolute()
        self.mode: Mode = mode
        self.timing = timing
        self.misses: list[MustNotGoOut] = []
        self.outgrown: list[tuple[int, str]] = []
        self.record_hint = f'Record it: Cassette("{path}", mode="new_episodes").'
        self._wanted_normalisers = normalisers
        self._not_secret = tuple(not_secret)
        self._since = since
        self._matcher = Matcher(normalisers or DEFAULT_NORMALISERS)
        self._entries: list[Entry] = []
        self._waiting: dict[str, deque[Entry]] = {}
        self._recorded: list[tuple[int, Entry]] = []
        self._out: set[Recording] = set()
        self._started = 0
        self._found_file = False
        self._held = False
        self._closers: list[Callable[[], object]] = []
        self._lock = threading.Lock()
        self._previous: Cassette | None = None

    def __enter__(self) -> Self:
        if self in _open:
            raise CassetteError(f"{self.path} is open already.", hint="Open each cassette once.")
        self._load()
        opened.add(self.path.resolve())
        self._previous = _current.get()
        _current.set(self)
        _open.add(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
        if error is None and not self._held:
            self.save()

    def hold(self) -> None:
        """Do not write when the block is left; ``save`` may still be called, then or later."""
        self._held = True

    def close(self) -> None:
        """Answer nothing from now on. What was recorded is not written yet."""
        _open.discard(self)
        _current.set(self._previous)
        for recording in tuple(self._out):
            recording.stop()
        while self._closers:
            self._closers.pop()()

    def on_close(self, close: Callable[[], object]) -> None:
        """Have something called when the tape is closed."""
        self._closers.append(close)

    @property
    def recording(self) -> bool:
        """Whether requests may go out."""
        return self.mode in {"new_episodes", "all", "rewrite"} or (
            self.mode == "once" and not self._found_file
        )

    def would_record(self) -> bool:
        """Whether requests may go out once the tape is opened."""
        return self.mode in {"new_episodes", "all", "rewrite"} or (
            self.mode == "once" and not self.path.exists()
        )

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What the file held when it was opened, in its order."""
        return tuple(self._entries)

    @property
    def unplayed(self) -> tuple[Entry, ...]:
        """The entries of the file that no request has asked for so far; none where the file is written anew."""
        if self.mode == "rewrite":
            return ()
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
                    now = _notes.get().get("prompt")
                    if now != entry.prompt and now and entry.prompt:
                        self.outgrown.append((self._entries.index(entry) + 1, now))
                    return entry
        if self.recording:
            return None
        raise self.missed(explain_miss(self.path, self._matcher.key(request), self._entries))

    def record(self, request: Request) -> Recording:
        """Begin to note a request that goes out."""
        with self._lock:
            self._started += 1
            recording = Recording(request, _notes.get(), self._keep, self._started)
            self._out.add(recording)
        return recording

    def missed(self, message: str) -> CassetteMiss:
        """Note a request that the tape has no answer to, and give the exception to raise."""
        miss = CassetteMiss(message, hint=self.record_hint)
        with self._lock:
            self.misses.append(miss)
        return miss

    def save(self) -> None:
        """Write what was recorded. Without recordings the file is left alone.

        Raises:
            CassetteError: it cannot be written, or would hold a secret; what stood there still does.
        """
        recorded = self.recorded
        if not recorded:
            return
        with storage.no_collection():
            for entry in recorded:
                complete(entry.stored)
            refuse_secrets((entry.stored for entry in recorded), shown(self.path), allowed=self._not_secret)
            with storage.locked(self.path):
                entries = self._merged(recorded)
                text = storage.dump(self._matcher.names, (entry.stored for entry in entries))
                storage.write(self.path, text)
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
        contents = self._read()
        if contents is None:
            return
        self._found_file = not self._written_since()
        if self._wanted_normalisers is None and contents.normalisers:
            self._matcher = Matcher(contents.normalisers)
        self._entries = self._keyed(contents)
        self._waiting = {}
        for entry in self._entries:
            self._waiting.setdefault(entry.key, deque()).append(entry)

    def _read(self) -> storage.Contents | None:
        try:
            return storage.load(self.path)
        except FileNotFoundError:
            return None
        except CassetteDamaged:
            if self.mode != "rewrite":
                raise
            return None

    def _keyed(self, contents: storage.Contents) -> list[Entry]:
        key = self._matcher.stored_key
        requests = ((stored, stored["request"]) for stored in contents.entries)
        return [Entry(stored, key(asked["method"], asked["path"], asked)) for stored, asked in requests]

    def _written_since(self) -> bool:
        return self._since is not None and self.path.exists() and self.path.stat().st_mtime >= self._since

    def _merged(self, recorded: tuple[Entry, ...]) -> list[Entry]:
        """What the file is to hold: what it holds by now, and of each request as many answers as one tape used."""
        contents = self._read()
        before = self._keyed(contents) if contents else []
        kept = before
        if not self._written_since():
            asked = {entry.key for entry in recorded}
            if self.mode == "rewrite":
                kept = []
            elif self.mode == "all":
                kept = [entry for entry in before if entry.key not in asked]
        held = Counter(entry.key for entry in kept)
        used = Counter(entry.key for entry in self._entries if entry.played)
        added: list[Entry] = []
        for entry in recorded:
            used[entry.key] += 1
            if used[entry.key] > held[entry.key]:
                added.append(entry)
        # A recording made again stays where it was: a review shows what changed, not what moved.
        place = {entry.key: number for number, entry in enumerate(before)}
        return sorted([*kept, *added], key=lambda entry: place.get(entry.key, len(place)))

    def _keep(self, recording: Recording, stored: dict[str, Any]) -> None:
        request = stored["request"]
        entry = Entry(stored, self._matcher.stored_key(request["method"], request["path"], request))
        with self._lock:
            self._out.discard(recording)
            self._recorded.append((recording.order, entry))

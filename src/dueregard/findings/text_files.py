"""What kind of file a person really gave us, whatever its name says.

Without this file a table saved by an old spreadsheet program would turn B’way into BÂ’way, and a
picture renamed to .csv would end in an error that nobody can read.
"""

import codecs
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dueregard.answers import DueRegardError

Progress = Callable[[int, int, str], None]

_CHUNK = 1 << 20
_BINARY = (
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a compressed file (GZIP)"),
    (b"{\\rtf", "a word-processor document (RTF)"),
)
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What a first reading of a file told: its fingerprint and what it is.

    `kind` is 'text', 'workbook', 'sqlite', 'parquet' or 'duckdb'; `encoding` is Python's name, for
    text alone; `regular` says that the text is UTF-8 without blank lines, so that rows can be
    counted as lines. `sha256` waits for a fingerprint that is still being taken.
    """

    sha256: Callable[[], str]
    kind: str
    encoding: str = ""
    regular: bool = False


def look(path: Path, *, progress: Progress | None = None) -> Looked:
    """Read a file once from end to end: its SHA-256, its kind and, for text, its encoding.

    Of a file that an engine reads by itself only the beginning is looked at here; its SHA-256 is
    taken meanwhile. Raises a sentence where it cannot be read, is empty, or is not a table.
    """
    total = _size(path)
    with path.open("rb") as file:
        kind = _kind(path=path, start=file.read(4096))
    if kind in ("parquet", "duckdb"):
        return Looked(sha256=_taken_meanwhile(path), kind=kind)
    digest = hashlib.sha256()
    utf8: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder("utf-8")()
    nul = blank_line = False
    done = 0
    start = tail = b""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            start = start or chunk[:4096]
            digest.update(chunk)
            nul = nul or b"\x00" in chunk
            joined = tail + chunk
            blank_line = blank_line or b"\n\n" in joined or b"\n\r" in joined
            tail = chunk[-1:]
            utf8 = _still_utf8(utf8, chunk)
            done += len(chunk)
            if progress:
                progress(done, total, "Reading the file")
    if kind != "text":
        return Looked(sha256=digest.hexdigest, kind=kind)
    encoding = _encoding(path=path, start=start, nul=nul, utf8=utf8 is not None)
    regular = encoding == "utf-8" and not blank_line and not start.startswith((b"\n", b"\r"))
    return Looked(sha256=digest.hexdigest, kind=kind, encoding=encoding, regular=regular)


def _taken_meanwhile(path: Path) -> Callable[[], str]:
    """The SHA-256 of a large file, taken in a thread while the file is counted."""
    from threading import Thread

    found: list[str] = []

    def take() -> None:
        with path.open("rb") as file:
            found.append(hashlib.file_digest(file, "sha256").hexdigest())

    thread = Thread(target=take, daemon=True)
    thread.start()

    def wait() -> str:
        thread.join()
        if not found:
            raise DueRegardError(f"{path} could not be read to its end. Check the disk it is on.")
        return found[0]

    return wait


def delimiter_of(line: str) -> str:
    """The character that separates cells, judged from the heading line alone.

    >>> delimiter_of('date;"place, town";alerts')
    ';'
    """
    outside = "".join(line.split('"')[::2])
    return max(",;\t|", key=outside.count)


def encoding_in_words(encoding: str) -> str:
    """An encoding as people know it.

    >>> encoding_in_words("cp1252")
    'Windows-1252'
    """
    names = {"cp1252": "Windows-1252", "utf-8": "UTF-8", "utf-8-sig": "UTF-8"}
    return names.get(encoding, "UTF-16")


def _size(path: Path) -> int:
    try:
        if path.is_dir():
            raise DueRegardError(f"{path} is a folder. Name the file inside it that is meant.")
        size = path.stat().st_size
        with path.open("rb"):
            pass
    except FileNotFoundError:
        raise DueRegardError(f"There is no file {path}. Check the name and the folder.") from None
    except OSError as error:
        raise DueRegardError(
            f"{path} cannot be opened: {error.strerror}. Check that you may read it."
        ) from None
    if not size:
        raise DueRegardError(f"{path} is empty. Export the table again, with its headings.")
    return size


def _still_utf8(
    decoder: codecs.IncrementalDecoder | None, chunk: bytes
) -> codecs.IncrementalDecoder | None:
    if decoder:
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError:
            return None
    return decoder


def _kind(*, path: Path, start: bytes) -> str:
    for signature, words in _BINARY:
        if start.startswith(signature):
            raise DueRegardError(
                f"{path} is {words}, not a table. "
                "Give a CSV, XLSX, ODS or Parquet file with one row of headings."
            )
    if start.startswith(b"PAR1"):
        return "parquet"
    if start[8:12] == b"DUCK":
        return "duckdb"
    if start.startswith(b"SQLite format 3"):
        return "sqlite"
    return "workbook" if start.startswith(_WORKBOOKS) else "text"


def _encoding(*, path: Path, start: bytes, nul: bool, utf8: bool) -> str:
    for mark, name in _BOMS:
        if start.startswith(mark):
            return name
    if nul and (wide := _utf16(start)):
        return wide
    if not nul and utf8:
        return "utf-8"
    odd = sum(byte < 32 and byte not in b"\t\n\r\f\x1a" for byte in start)
    undefined = sum(start.count(byte) for byte in b"\x81\x8d\x8f\x90\x9d")
    if nul or odd or undefined:
        raise DueRegardError(
            f"{path} is not text, so it cannot be read as a table. Open it in the program that "
            "made it and export it as CSV (UTF-8) or XLSX."
        )
    return "cp1252"


def _utf16(start: bytes) -> str:
    even, odd = start[::2].count(0), start[1::2].count(0)
    half = len(start) // 2 or 1
    if odd > 0.6 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.1 * half:
        return "utf-16-be"
    return ""

"""Make a folder of timeline files that try to hang, flood or fool whoever reads them.

    python tests/hostile.py FOLDER

Each file is a few bytes to a few megabytes, made by a rule and the same each time. What is asked of cttui is that every
command ends over every one of them, soon and in little memory, with a sentence or a result.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from pathlib import Path

HEAD = """\
[timeline]
id = "hostile"
title = "Hostile"
period = "2024"

[[province]]
code = "XX-AA"
name = "Alpha"
short = "AA"
tile = [0, 0]

[[source]]
id = "s1"
type = "webpage"
title = "Page"
standpoint = "press"
"""

EVENT = """
[[event]]
id = "{id}"
date = "2024-01-01"
kind = "attack"
title = "{title}"
provinces = ["XX-AA"]
sources = ["s1"]
"""


def event(name: str = "e", title: str = "Event", more: str = "") -> str:
    """One event, with what shall stand in it besides."""
    return EVENT.format(id=name, title=title) + more + "\n"


def noise(size: int, seed: int = 1) -> bytes:
    """Random bytes, the same for a seed."""
    return random.Random(seed).randbytes(size)  # noqa: S311 - no secret


def flood(count: int, line: str) -> str:
    """A line many times, its number in the place of ``#``."""
    return "\n".join(line.replace("#", str(number)) for number in range(count)) + "\n"


MAKERS: dict[str, Callable[[], str | bytes]] = {
    "empty": lambda: b"",
    "one-byte": lambda: b"[",
    "nothing-but-newlines": lambda: "\n" * 2_000_000,
    "nothing-but-spaces": lambda: " " * 2_000_000,
    "nothing-but-quotes": lambda: '"' * 1_000_000,
    "nothing-but-brackets": lambda: "[" * 1_000_000,
    "nuls": lambda: b"\0" * 1_000_000,
    "random-bytes": lambda: noise(500_000),
    "random-after-head": lambda: HEAD.encode() + noise(500_000, 2),
    "random-lines": lambda: HEAD.encode() + b"\n".join(noise(20, seed) for seed in range(10_000)),
    "random-signs": lambda: "".join(random.Random(3).choices('[]{}=,."\'#\\ \n\tab1', k=300_000)),  # noqa: S311 - no secret
    "utf-16": lambda: (HEAD + event()).encode("utf-16"),
    "utf-16-without-mark": lambda: (HEAD + event()).encode("utf-16-le"),
    "utf-32": lambda: (HEAD + event()).encode("utf-32"),
    "latin-1": lambda: (HEAD + event(title="Bahía")).encode("latin-1"),
    "surrogates": lambda: HEAD.encode() + event(title="@").encode().replace(b"@", b"\xed\xa0\x80"),
    "overlong": lambda: HEAD.encode() + event(title="@").encode().replace(b"@", b"\xc0\xaf"),
    "escaped-surrogate": lambda: HEAD + event(title="\\ud800"),
    "carriage-returns": lambda: (HEAD + event()).replace("\n", "\r"),
    "deep-arrays": lambda: HEAD + event(more="x = " + "[" * 100_000),
    "deep-arrays-closed": lambda: HEAD + event(more="tags = " + "[" * 390 + "]" * 390),
    "deep-inline-tables": lambda: HEAD + event(more="place = " + "{ a = " * 100_000),
    "deep-inline-tables-closed": lambda: HEAD + event(more="place = " + "{ a = " * 390 + "1" + " }" * 390),
    "deep-key": lambda: HEAD + event(more="a." * 100_000 + "a = 1"),
    "deep-keys": lambda: HEAD + flood(2_000, "a." * 900 + "b# = 1"),
    "deep-headings": lambda: HEAD + flood(2_000, "[" + "a." * 900 + "b#]"),
    "deep-quoted-keys": lambda: HEAD + flood(500, '"a" . ' * 900 + "b# = 1"),
    "huge-key": lambda: HEAD + event(more="a" * 2_000_000 + " = 1"),
    "huge-number": lambda: HEAD + event(more="x = " + "9" * 1_000_000),
    "huge-string": lambda: HEAD + event(title="a" * 5_000_000),
    "huge-line-of-rubbish": lambda: HEAD + event(more="a b " * 1_000_000),
    "huge-unclosed-string": lambda: HEAD + event(more='summary = "' + "a" * 2_000_000),
    "huge-unclosed-text": lambda: HEAD + event(more='summary = """' + "a\n" * 1_000_000),
    "huge-summary": lambda: HEAD + event(more='summary = """' + "word " * 19_999 + '"""'),
    "huge-comment": lambda: HEAD + "#" * 5_000_000 + "\n" + event(),
    "long-word": lambda: HEAD + event(more='summary = "' + "a" * 99_999 + '"'),
    "long-word-of-dots": lambda: HEAD + event(more='summary = "' + "a." * 49_999 + '"'),
    "long-word-of-hyphens": lambda: HEAD + event(more='summary = "' + "a" + "-" * 99_000 + '"'),
    "long-address": lambda: HEAD.replace("[[province]]", '[[source]]\nid = "s2"\ntype = "webpage"\nstandpoint = "press"\nurl = "http://'
                                         + "a" * 99_000 + ' "\n[[province]]', 1),
    "long-id": lambda: HEAD + event("a" * 99_000),
    "blank-lines-in-a-broken-table": lambda: '[timeline]\nid = ' + "\n" * 200_000,
    "blanks-in-a-broken-table": lambda: '[timeline]\nid = ' + (" " * 200 + "\n") * 5_000,
    "unfinished-lines": lambda: HEAD + flood(20_000, "a# ="),
    "unfinished-tables": lambda: HEAD + flood(20_000, "[[event]]\nid ="),
    "tiny-tables": lambda: HEAD + "[[event]]\n" * 300_000,
    "tiny-unknown-tables": lambda: HEAD + flood(100_000, "[t#]"),
    "tiny-keys": lambda: HEAD + "[x]\n" + flood(300_000, "k# = 1"),
    "tiny-items": lambda: HEAD + event(more="tags = [" + "1," * 1_000_000 + "]"),
    "tiny-items-of-text": lambda: HEAD + event(more="tags = [" + '"a",' * 400_000 + "]"),
    "tiny-inline-tables": lambda: HEAD + event(more="claims = [" + "{}," * 200_000 + "]"),
    "unknown-references": lambda: HEAD + event(more="related = [" + ",".join(f'"r{n}"' for n in range(50_000)) + "]"),
    "many-ids-many-wrong": lambda: HEAD + "".join(event(f"e{n}", more=f'related = ["f{n}"]') for n in range(5_000)),
    "many-events": lambda: HEAD + "".join(event(f"e{n}") for n in range(5_000)),
    "same-id": lambda: HEAD + event() * 5_000,
    "names-that-begin-alike": lambda: HEAD + "".join(f'[[term]]\nname = "{"a " * n}b{n}"\n' for n in range(1, 300))
                              + event(more='summary = "' + "a " * 40_000 + '"'),
    "combining-flood": lambda: HEAD + event(title="e" + "\u0301" * 50_000),
    "unseen-flood": lambda: HEAD + event(title="a" + "\u200b" * 50_000),
    "nothing-to-see": lambda: HEAD + event(title="\u200b\u2060\u0301"),
    "right-to-left": lambda: HEAD + event(title="\\u202eabc"),
    "escape-sequences": lambda: HEAD + event(title="\\u001b[2J\\u0007"),
    "emoji": lambda: HEAD + event(title="\U0001f469\u200d" * 20_000),
    "view-of-many-clauses": lambda: HEAD + '[[view]]\nname = "v"\nquery = "' + "-killed:9 " * 9_000 + '"\n',
    "view-of-brackets": lambda: HEAD + '[[view]]\nname = "v"\nquery = "' + "(" * 3_900 + '"\n',
    "view-of-not": lambda: HEAD + '[[view]]\nname = "v"\nquery = "' + "NOT " * 900 + '"\n',
    "view-of-or": lambda: HEAD + '[[view]]\nname = "v"\nquery = "' + "a OR " * 700 + '"\n',
    "headings-with-blanks": lambda: HEAD + ("[[event" + " " * 5_000 + "\n") * 200,
    "quotes-in-headings": lambda: HEAD + ('[["' + "a" * 5_000 + "\n") * 200,
    "dots-in-text": lambda: HEAD + event(more='summary = "' + ". " * 49_000 + '"'),
}  # fmt: skip
"""What makes each file, by the file's name."""


def make(folder: Path) -> list[Path]:
    """Write all files into a folder, which is made where there is none; their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    for name, maker in MAKERS.items():
        content = maker()
        path = folder / f"{name}.toml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
        found.append(path)
    return found


if __name__ == "__main__":
    for made in make(Path(sys.argv[1])):
        sys.stdout.write(f"{made.stat().st_size:>9,} {made}\n")

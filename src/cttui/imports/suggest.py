"""A first mapping for a file that no format knows, from the names of its columns and what stands in them.

What it prints can be imported by as it is. Each guess says why it was made, so that a person can see which to change.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from cttui.imports import cells as read
from cttui.imports import dateforms
from cttui.imports.by_mapping import plain
from cttui.imports.mapping import COLUMN_KEYS
from cttui.imports.reading import open_rows
from cttui.imports.rows import Rows, never
from cttui.lazy import dataclass
from cttui.text import line, shorten, words

SAMPLE = 2000
"""Rows by which values are judged."""
FEW = 40
"""The most different values of a column that is a facet."""
LONG = 60
"""The mean length from which on a text is a summary, in characters."""

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)")

_NAMES: dict[str, str] = {
    "id": "id|event id|incident no|event no|no|nr|number|incident id|eventid"
    "|event id cnty|ref|reference|record id|uid|uuid|guid|feature id|objectid|fid|gid",
    "end": "end date|date end|end|enddate|finish|until|date to|ended",
    "date": "event date|date|incident date|datetime|date start|start date|startdate|start|begin|when|date time|eventdate"
    "|day date|date of event|date of incident|dateoccurred|occurred|timestamp|time|dtg|fecha|data|datum",
    "year": "year|iyear|event year|ano|annee",
    "month": "month|imonth|event month|mes|mois",
    "day": "day|iday|event day|dia|jour",
    "lat": "feature latitude|latitude|lat|y|lat dd|y coord|ycoord|point y|gps latitude|latitud",
    "lon": "feature longitude|longitude|lon|long|lng|x|lon dd|x coord|xcoord|point x|gps longitude|longitud",
    "country": "country|country txt|pais|pays|country name|nation|adm 0|admin 0|admin0|adm0",
    "region": "region|world region|region txt|continent",
    "province": "admin 1|admin1|adm 1|adm1|province|state|governorate|provstate|oblast|admin 1 name|department|first level"
    "|departamento|provincia|estado|departement|region admin",
    "district": "admin 2|admin2|adm 2|adm2|district|county|municipality|admin 2 name|rayon|municipio|distrito|cercle|commune",
    "place": "location|place|city|town|village|site|location name|place name|where coordinates|settlement|locality|address"
    "|lugar|lieu|ciudad|ville",
    "title": "title|headline|event title|event name|name|label|subject|event",
    "summary": "summary|description|notes|note|details|narrative|text|comment|comments|event description|message|content"
    "|what|what happened|descripcion|resumen|hechos|detalles|resume|descricao",
    "actors": "actor 1|actor 2|actor|actors|side a|side b|perpetrator|perpetrators|group|gname|attacker|party|parties|assailant"
    "|organisation|organization|group name|armed group|actor 1 name|grupo|responsable|autor|groupe|auteur",
    "tags": "tags|tag|keywords|labels|hashtags",
    "category": "event type|type|category|sub event type|disorder type|class|incident type|attack type|attacktype 1 txt"
    "|type of event|type of incident|incident category|event category|type of attack|nature of incident|kind|timestamp desc"
    "|subtype|type of violence|tipo|tipo de evento|tipo de incidente|type d evenement",
    "conflict": "conflict|conflict name",
    "dyad": "dyad|dyad name",
    "target": "target|target type|targtype 1 txt|victim|victims",
    "weapon": "weapon|weapon type|weapons|weaptype 1 txt|means|means of attack|arma|arme",
    "publisher": "source|publisher|source name|newspaper|outlet|source office|media|sources|reported by|fuente|fuentes",
    "source title": "source title|source headline|source article|article|citation|scite 1",
    "url": "url|link|source url|href|web|website|source link|web address",
    "source date": "source date|published|publication date|date published|report date|date reported",
}
_FIGURES: dict[str, str] = {
    "killed": "killed|deaths|fatalities|dead|nkill|number killed|total killed|total deaths|fatality|deaths total|died|best"
    "|total fatalities|casualties killed|deaths best|kia|muertos|muertes|fallecidos|victimas fatales|morts|tues|mortos",
    "injured": "injured|wounded|injuries|nwound|number injured|total injured|number wounded|total wounded|wia"
    "|heridos|blesses|feridos",
    "abducted": "abducted|kidnapped|abductions|hostages|nhostkid|number kidnapped|total kidnapped|secuestrados|enleves",
    "arrested": "arrested|arrests|detained|detenidos|arretes",
    "displaced": "displaced|displacements|idps",
}
_BOUNDS = {
    "low": "low|deaths low|low estimate|min|minimum|killed low|fatalities low|deaths min",
    "high": "high|deaths high|high estimate|max|maximum|killed high|fatalities high|deaths max",
}
_KINDS = (
    ("protest", "protest demonstration rally march sit vigil"),
    ("riot", "riot mob looting"),
    ("strike", "airstrike drone air"),
    ("battle", "battle clash clashes battles firefight fighting combat engagement"),
    ("operation", "operation raid offensive sweep"),
    ("attack", "attack bomb bombing explosion explosions violence assault shooting ied suicide ambush kidnapping murder"),
    ("attack", "killing abduction assassination arson shelling mortar rocket grenade hostage terror"),
    ("surrender", "surrender defection"),
    ("election", "election vote poll"),
    ("diplomacy", "agreement talks diplomacy ceasefire treaty summit"),
    ("court", "court trial verdict arrest arrests sentence"),
    ("policy", "policy law decree"),
    ("statement", "statement declaration announcement"),
)  # fmt: skip


@dataclass(slots=True)
class _Column:
    """A column of the sample."""

    name: str
    called: str
    """Its name as words, to be looked up."""
    values: list[str]
    """What stands in it, without empty cells."""
    rows: int

    def share(self, right: Callable[[str], object]) -> float:
        """How many of its values are right."""
        return sum(1 for value in self.values if right(value)) / len(self.values) if self.values else 0.0

    @property
    def mean(self) -> float:
        """The mean length of its values."""
        return sum(map(len, self.values)) / len(self.values) if self.values else 0.0


def suggested(path: Path, *, stop: Callable[[], bool] = never) -> str:
    """A mapping for a file, as TOML.

    Raises:
        DatasetError: The file cannot be read.
        StoppedError: ``stop`` says so.
    """
    rows = open_rows(path, stop=stop)
    names: tuple[str, ...] = ()
    with rows:
        if not rows.first:
            return _mapping(_sample(rows), path, ())
        names = tuple(f"column {n}" for n in range(1, len(rows.header.columns) + 1))
    with open_rows(path, stop=stop, columns=names) as rows:
        return _mapping(_sample(rows), path, names)


def _sample(rows: Rows) -> list[_Column]:
    """The columns of a file with the values of its first rows."""
    found: list[list[str]] = []
    for batch in rows:
        found += batch.rows
        if len(found) >= SAMPLE:
            del found[SAMPLE:]
            break
    columns = zip(*found, strict=True) if found else (() for _ in rows.header.columns)
    return [
        _Column(name, _called(name), [cell for cell in read.present(cells) if cell.strip()], len(found))
        for name, cells in zip(rows.header.columns, columns, strict=True)
    ]


def _called(name: str) -> str:
    """A name of a column as words: ``event date`` for ``event_date`` and ``EventDate``, ``actor 1`` for ``actor1``."""
    return " ".join(words(_CAMEL.sub(" ", name).replace("_", " ")))


def _mapping(columns: list[_Column], path: Path, names: Sequence[str]) -> str:
    """The text of a mapping."""
    guess = _Guess(columns)
    title = line(" ".join(path.stem.split())).strip()[:200].strip() or "Dataset"
    told = [
        f"# A first mapping for {shorten(path.name)}, from the names of its columns and its first {_rows(columns)}.",
        "# Check what it says, change what is wrong, and import with: cttui import --mapping THIS FILE",
        "",
        "[dataset]",
        "# what the dataset is called, and who says its figures",
        f"title = {_quoted(title)}",
        f"publisher = {_quoted(title)}",
        'standpoint = "unknown"',
    ]
    if names:
        told += ["# the file has no header: its first row looks like data", f"columns = {_list(names)}"]
    if guess.decimal != ".":
        told += ["# coordinates have decimal commas", f"decimal = {_quoted(guess.decimal)}"]
    event, date, kind, place = list(guess.event()), list(guess.date()), list(guess.kind()), list(guess.place())
    # a facet may be any column of few values, so that all others come first
    figures, source = list(guess.figures()), list(guess.source())
    for part in (event, date, kind, place, list(guess.facets()), figures, source):
        told += ["", *part] if part else ()
    if rest := [column.name for column in columns if column.name not in guess.used]:
        told += ["", f"# not used, and kept in every row: {shorten(', '.join(rest), 300)}"]
    return "\n".join(told) + "\n"


def _rows(columns: Sequence[_Column]) -> str:
    count = columns[0].rows if columns else 0
    return f"{count:,} rows" if count != 1 else "row"


def _quoted(text: str) -> str:
    """A text as a string of TOML, which escapes as JSON does, and DEL besides."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _list(names: Sequence[str]) -> str:
    return f"[{', '.join(map(_quoted, names))}]" if len(names) != 1 else _quoted(names[0])


def _is_number(value: str) -> bool:
    return read.number(value) is not None


class _Guess:
    """What the columns of a sample may be; each is used once."""

    def __init__(self, columns: Sequence[_Column]) -> None:
        self.columns = columns
        self.used: set[str] = set()
        degrees = {*_NAMES["lat"].split("|"), *_NAMES["lon"].split("|")}
        places = [value for column in columns if column.called in degrees for value in column.values]
        commas = sum(1 for value in places if "," in value and "." not in value)
        self.decimal = "," if commas > len(places) / 2 else "."

    def number(self, value: str) -> float | None:
        """The number in a cell, as its file writes decimals."""
        return read.number(plain(value, self.decimal))

    def is_figure(self, value: str) -> bool:
        """Whether a cell is how many, or says by a number that nobody knows."""
        found = self.number(value)
        return found is not None and (found >= 0 or found in {-9, -99})

    def within(self, limit: float) -> Callable[[str], bool]:
        """What tells whether a cell is degrees."""

        def right(value: str) -> bool:
            found = self.number(value)
            return found is not None and -limit <= found <= limit

        return right

    # -- finding ---------------------------------------------------------------------------------------------------------

    def named(self, spellings: str, right: Callable[[_Column], bool] = lambda _: True) -> _Column | None:
        """The first unused column with one of some names, likeliest first, whose values are right."""
        return next(iter(self.all_named(spellings, right)), None)

    def all_named(self, spellings: str, right: Callable[[_Column], bool] = lambda _: True) -> list[_Column]:
        """All of them."""
        found = []
        for spelling in spellings.split("|"):
            for column in self.columns:
                if column.called == spelling and column.name not in self.used and column not in found and right(column):
                    found.append(column)
        return found

    def take(self, column: _Column) -> str:
        """A column's name as TOML, used from now on."""
        self.used.add(column.name)
        return _quoted(column.name)

    # -- tables ----------------------------------------------------------------------------------------------------------

    def event(self) -> Iterator[str]:
        """The table ``[event]``."""
        yield "[event]"
        ident = self.named(_NAMES["id"], lambda column: len(set(column.values)) == len(column.values) == column.rows > 0)
        if ident:
            yield "# by its name; no two rows have the same"
            yield f"id = {self.take(ident)}"
        titles = self.named(_NAMES["title"], lambda column: 0 < column.mean <= 200 and not column.share(_is_number) > 0.5)
        long = self.named(_NAMES["summary"], lambda column: column.mean > 0 and column.share(_is_number) < 0.5)
        why = "by its name"
        if long is None:
            free = [column for column in self.columns if column.name not in self.used and column is not titles]
            long = max(
                (column for column in free if column.mean >= LONG and column.share(_is_number) < 0.5),
                key=lambda column: column.mean,
                default=None,
            )
            why = "the longest text"
        if titles:
            yield "# by its name"
            yield f"title = {self.take(titles)}"
        else:
            parts = [
                found
                for role in ("category", "place", "province")
                if (found := self.named(_NAMES[role], lambda column: column.share(_is_number) < 0.5)) and found is not long
            ]
            if parts := parts[:2]:
                yield "# no column is a title; this one is made of two" if len(parts) > 1 else "# no column is a title"
                yield f"title = {_list([part.name for part in parts])}"
            elif long:
                yield "# no column is a title; this is its longest text"
                yield f"title = {_quoted(long.name)}"
        if long:
            yield f"# {why}"
            yield f"summary = {self.take(long)}"

    def date(self) -> Iterator[str]:
        """The table ``[date]``."""
        end = self.named(_NAMES["end"], lambda column: bool(_form_of(column)))
        if end:
            self.used.add(end.name)
        found = self.named(_NAMES["date"], lambda column: bool(_form_of(column)))
        year = self.named(_NAMES["year"], lambda column: column.share(read.year) > 0.9)
        why = "by its name and its values"
        if found is None and year is None:
            free = (column for column in self.columns if column.name not in self.used)
            found = next((column for column in free if _form_of(column) and column.share(_is_number) < 0.5), None)
            why = "by its values"
        if end and not found:
            found, end = end, None
        if found and (dated := _form_of(found)):
            form, note = dated
            yield "[date]"
            yield f"# {why}, e.g. {shorten(found.values[0])}{note}"
            yield f"column = {self.take(found)}"
            if form != dateforms.AUTO:
                yield f"form = {_quoted(form)}"
            if end and (ended := _form_of(end)) and ended[0] == form:
                yield f"end = {self.take(end)}"
            elif end:
                self.used.discard(end.name)
        elif year:
            yield "[date]"
            yield "# by their names"
            yield f"year = {self.take(year)}"
            for part in ("month", "day"):
                if column := self.named(_NAMES[part]):
                    yield f"{part} = {self.take(column)}"
                else:
                    break

    def kind(self) -> Iterator[str]:
        """The table ``[kind]``: from the values of the category."""
        column = self.named(_NAMES["category"], lambda column: 0 < len(set(column.values)) <= FEW)
        if column is None:
            return
        kinds = {value: kind for value in Counter(column.values) if (kind := _kind_of(value))}
        if not kinds:
            return
        yield "[kind]"
        yield "# values with a word that tells the kind; the others are of the default kind"
        yield f"column = {_quoted(column.name)}"
        yield 'default = "other"'
        yield "[kind.values]"
        for value, kind in kinds.items():
            yield f"{_quoted(value)} = {_quoted(kind)}"

    def place(self) -> Iterator[str]:
        """The table ``[place]``."""
        lat = self.named(_NAMES["lat"], lambda column: column.share(self.within(90)) > 0.95)
        lon = self.named(_NAMES["lon"], lambda column: column.share(self.within(180)) > 0.95)
        told = [
            f"{'name' if role == 'place' else role} = {self.take(column)}"
            for role in ("country", "region", "province", "district", "place")
            if (column := self.named(_NAMES[role], lambda column: bool(column.values)))
        ]
        if lat and lon:
            told += ["# numbers of degrees", f"lat = {self.take(lat)}", f"lon = {self.take(lon)}"]
        if told:
            yield from ("[place]", "# by their names", *told)

    def facets(self) -> Iterator[str]:
        """The table ``[facets]``."""
        told: list[str] = []
        parted = False
        for key in COLUMN_KEYS["facets"]:
            if found := self.all_named(_NAMES[key], lambda column: column.mean > 0 and column.mean < LONG)[:4]:
                told.append(f"{key} = {_list([column.name for column in found])}")
                self.used |= {column.name for column in found}
                parted = parted or any(";" in value for column in found for value in column.values)
        free = (column for column in self.columns if column.name not in self.used and column.share(_is_number) < 0.5)
        few = [column for column in free if 2 <= len(set(column.values)) <= min(FEW, len(column.values) // 4)]
        if few and not any(one.startswith("tags =") for one in told):
            told += ["# few different values", f"tags = {_list([column.name for column in few[:4]])}"]
            self.used |= {column.name for column in few[:4]}
        if told:
            yield "[facets]"
            yield from told
            yield "# what separates several values in one cell" + ("" if parted else "; none was seen")
            yield f"separator = {_quoted(';' if parted else '')}"

    def figures(self) -> Iterator[str]:
        """The tables ``[[figure]]``."""
        ends = {key: self.named(names, lambda column: column.share(self.is_figure) > 0.9) for key, names in _BOUNDS.items()}
        low, high = ends["low"], ends["high"]
        told = False
        for measure, names in _FIGURES.items():
            column = self.named(names, lambda column: column.share(self.is_figure) > 0.9)
            if column is None:
                continue
            if told:
                yield ""
            told = True
            yield "[[figure]]"
            yield "# by its name; its values are numbers"
            yield f'measure = "{measure}"'
            unknown = sorted({value for value in map(self.number, column.values) if value is not None and value < 0})
            if measure == "killed" and low and high:
                yield f"low = {self.take(low)}"
                yield f"best = {self.take(column)}"
                yield f"high = {self.take(high)}"
            else:
                yield f"value = {self.take(column)}"
            if unknown:
                yield "# numbers that mean unknown"
                yield f"unknown = [{', '.join(str(int(value)) for value in unknown)}]"

    def source(self) -> Iterator[str]:
        """The table ``[[source]]``."""
        url = self.named(_NAMES["url"], lambda column: column.share(lambda value: value.startswith("http")) > 0.5)
        title = self.named(_NAMES["source title"], lambda column: column.mean > 0)
        publisher = self.named(_NAMES["publisher"], lambda column: 0 < column.mean <= 200)
        date = self.named(_NAMES["source date"], lambda column: bool(_form_of(column)))
        if not (url or title or publisher):
            return
        yield "[[source]]"
        yield "# by their names"
        for key, column in (("title", title), ("publisher", publisher), ("url", url)):
            if column:
                yield f"{key} = {self.take(column)}"
        if date and (dated := _form_of(date)):
            form = dated[0]
            yield f"date = {self.take(date)}"
            if form != dateforms.AUTO:
                yield f"form = {_quoted(form)}"


def _kind_of(value: str) -> str:
    """The kind that a word of a value tells; empty for none."""
    found = set(words(value))
    stems = found | {word.removesuffix("s") for word in found}
    return next((kind for kind, known in _KINDS if stems & set(known.split())), "")


def _form_of(column: _Column) -> tuple[str, str] | None:
    """The form of a column's dates and what to say of it; ``None`` if they are no dates."""
    if not column.values:
        return None
    if column.share(_is_number) > 0.9:
        numbers = sorted(number for value in column.values if (number := read.number(value)) is not None)
        if form := dateforms.counted(numbers[len(numbers) // 2]):
            return form, ""
    share, form = max(
        ((column.share(dateforms.FORMS[form]), form) for form in (dateforms.AUTO, "day-month-year", "month-day-year")),
        key=lambda found: found[0],
    )
    if share < 0.9:
        return None
    both = form == "day-month-year" and column.share(dateforms.FORMS["month-day-year"]) == share
    note = "; no value tells the day from the month: it may be month-day-year" if both else ""
    return form, note

"""A small timeline with the shape of a dataset: many provinces without tiles, a source an event, and each event a row."""

from __future__ import annotations

from dataclasses import replace

from cttui.model.records import Claim, CodedCell, CodedEvent, Meta, Place, Province, Source, Timeline

PROVINCES = ("Aleppo", "Homs", "Idlib", "Hama", "Deraa", "Raqqa", "Tartus", "Latakia", "Hasakah")


def crowded(count: int = 45) -> Timeline:
    """``count`` events: the first province has the most, the last the fewest, and every fifth event a range of figures."""
    provinces = tuple(Province(code=f"SY-{name.upper()}", name=f"{name} Governorate", short=name[:6]) for name in PROVINCES)
    sources = tuple(
        Source(id=f"s{n // 2}", type="report", title=f"Report {n // 2}", publisher=f"Paper {n % 4}", standpoint="press")
        for n in range(0, count, 2)
    )
    return Timeline(
        meta=Meta(id="crowded", title="A dataset", period="2016/2018"),
        provinces=provinces,
        sources=sources,
        events=tuple(_event(n, provinces[_triangle(n) % len(provinces)]) for n in range(count)),
    )


def _triangle(n: int) -> int:
    """0 for the first nine numbers, 1 for the next eight, and so on."""
    row = 0
    while n >= len(PROVINCES) - row and row < len(PROVINCES):
        n -= len(PROVINCES) - row
        row += 1
    return row


def _event(n: int, province: Province) -> CodedEvent:
    source = f"s{n // 2}"
    claim = Claim(measure="killed", who="all", by="The dataset", source=source, value=n)
    if n and n % 5 == 0:
        claim = replace(claim, value=None, min=n, max=2 * n, best=n + 1)
    return CodedEvent(
        id=f"row-{n:03}",
        date=f"2017-{1 + n % 12:02}-{1 + n % 28:02}",
        kind="attack",
        title=f"Clash {n}",
        provinces=(province.code,),
        place=Place(name=f"Town {n % 7}", lat=33.0 + n % 7 / 2, lon=36.0 + n % 7, precision="town"),
        actors=(f"Party {n % 17}",),
        sources=(source,),
        claims=(claim,),
        coded=(("country", "Syria"),),
        cells=(
            CodedCell("id", str(n)),
            CodedCell("where_prec", "2", "near a named place"),
            CodedCell("source_article", "A headline that is longer than any pane of these tests is wide, and goes on " * 2),
            *(CodedCell(f"column_{k}", f"value {k}") for k in range(20)),
        ),
        columns=49,
    )

"""A made-up export in the shape of UCDP GED, of any number of rows, the same for the same seed.

    python benchmarks/ged_rows.py 386000 -o ged.csv [--seed 1]

The columns are those of release 25.1. What decides how fast a dataset is read is kept near to real ones: rows of some 650
bytes, long-tailed names, three headlines in four met once, one row in four not ASCII, a line end inside a field now and then,
rows by country and not by date, and deaths of the parties that add up to the best number. No row of a real dataset is in it.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import TextIO

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec",
    "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa",
    "gwnob",
)  # fmt: skip
BEGIN = date(1989, 1, 1)
DAYS = (date(2024, 12, 31) - BEGIN).days
SOUNDS = (
    "ba", "be", "bi", "bo", "da", "de", "di", "do", "ga", "ha", "ja", "ka", "ke", "ki", "ko", "la", "le", "li", "lo", "ma",
    "me", "mi", "mo", "na", "ne", "ni", "no", "pa", "ra", "re", "ri", "ro", "sa", "sha", "ta", "te", "ti", "to", "va", "wa",
    "ya", "za",
)  # fmt: skip
"""Names are put together from these."""
NEWS = (
    "killed", "wounded", "attack", "clashes", "soldiers", "police", "rebels", "army", "government", "civilians", "village",
    "near", "north", "south", "troops", "bomb", "fire", "convoy", "checkpoint", "gunmen", "reported", "according",
    "officials", "ambush", "patrol", "shelling", "fighters", "the", "in", "of", "at", "by", "and", "after", "on", "from",
)  # fmt: skip
ACCENTS = str.maketrans("aeo", "áéö")


def tail(count: int, steepness: float = 1.0) -> list[float]:
    """Cumulated weights of a long tail: the first of some things is met most."""
    return list(accumulate(1 / (rank + 3) ** steepness for rank in range(count)))


@dataclass(frozen=True, slots=True)
class Spot:
    """A place."""

    name: str
    district: str
    unit: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Fight:
    """Two parties, and how they fight."""

    number: int
    violence: int
    conflict: str
    side_a: str
    side_b: str


@dataclass(frozen=True, slots=True)
class Country:
    """A country with its places and its fights, the most frequent first."""

    number: int
    name: str
    region: str
    spots: Sequence[Spot]
    fights: Sequence[Fight]


class World:
    """All names, made from a seed."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311 - made-up rows, no secret
        made = dict.fromkeys(NEWS)
        while len(made) < 100_000:
            word = "".join(self.dice.choices(SOUNDS, k=self.dice.randint(2, 4)))
            made[word.translate(ACCENTS) if self.dice.random() < 0.008 else word] = None
        self.words = list(made)
        self.weights = tail(len(self.words), 1.1)
        self.papers = [self.name() for _ in range(800)]
        self.paper_weights = tail(len(self.papers))
        self.countries = [self._country(number) for number in range(110)]

    def name(self) -> str:
        """A name of a party, a paper or a place."""
        return self.dice.choice(self.words).capitalize()

    def headline(self) -> str:
        """Words of which most are frequent and some are met once."""
        length = 5 + min(int(self.dice.expovariate(0.2)), 300)
        return " ".join(self.dice.choices(self.words, cum_weights=self.weights, k=length)).capitalize()

    def _country(self, number: int) -> Country:
        dice, name = self.dice, self.name()
        south, west = dice.uniform(-30, 50), dice.uniform(-90, 110)
        spots = []
        for _ in range(dice.randint(5, 20)):
            unit = f"{self.name()} province"
            for _ in range(dice.randint(10, 40)):
                lat, lon = round(south + dice.uniform(0, 8), 6), round(west + dice.uniform(0, 8), 6)
                spots.append(Spot(f"{self.name()} village", f"{self.name()} district", unit, lat, lon))
        dice.shuffle(spots)
        fights = [self._fight(number * 100 + n, name) for n in range(max(2, 60 // (number + 1) + dice.randint(1, 12)))]
        return Country(number, name, ("Africa", "Asia", "Europe", "Americas", "Middle East")[number % 5], spots, fights)

    def _fight(self, number: int, country: str) -> Fight:
        violence = self.dice.choices((1, 2, 3), (5, 2, 3))[0]
        side_a = self.name() if violence == 2 else f"Government of {country}"
        side_b = "Civilians" if violence == 3 else self.name()
        return Fight(number, violence, f"{country}: Government" if violence == 1 else f"{side_a} - {side_b}", side_a, side_b)


def rows(count: int, seed: int = 1) -> Iterator[list[str]]:
    """The rows, as the cells of each.

    Args:
        count: How many.
        seed: The same seed gives the same rows.
    """
    world = World(seed)
    dice = random.Random(seed + 1)  # noqa: S311 - the same
    shares = tail(len(world.countries))
    done = 0
    for country, share in zip(world.countries, shares, strict=True):
        until = round(count * share / shares[-1])
        here = until - done
        spots = dice.choices(country.spots, cum_weights=tail(len(country.spots)), k=here)
        fights = sorted(dice.choices(country.fights, cum_weights=tail(len(country.fights)), k=here), key=lambda one: one.number)
        told = ""
        for number, spot, fight in zip(range(done, until), spots, fights, strict=True):
            if not told or dice.random() < 0.75:
                told = world.headline()
            yield _row(number, country, spot, fight, told, dice, world)
        done = until


def _row(number: int, country: Country, spot: Spot, fight: Fight, told: str, dice: random.Random, world: World) -> list[str]:
    start = BEGIN + timedelta(int(DAYS * dice.random() ** 0.6))
    precision = 1 if dice.random() < 0.9 else dice.randint(2, 5)
    end = start + timedelta((0, 0, 3, 6, 29, 364)[precision])
    issued = start + timedelta(1)
    offices = dice.choices(world.papers, cum_weights=world.paper_weights, k=1 if dice.random() < 0.8 else dice.randint(2, 5))
    heads = [told, *(world.headline() for _ in offices[1:])]
    if dice.random() < 1 / 2000:
        heads[0] = heads[0].replace(" ", "\n", 1)
    if dice.random() < 0.05:
        heads[0] = f"‘{heads[0]}’"
    article = ";".join(f'"{office},{issued},{head}"' for office, head in zip(offices, heads, strict=True))
    best = min(int(0.8 * (1 - dice.random()) ** -0.9), 30_000)
    side_a = dice.randint(0, best)
    side_b = dice.randint(0, best - side_a)
    civilians = dice.randint(0, best - side_a - side_b)
    low = best if dice.random() < 0.7 else dice.randint(0, best)
    high = best if dice.random() < 0.6 else best + dice.randint(0, best + 1)
    ids = [str(fight.number + base) for base in (300, 11_300, 4_300, 6_300)]
    return [
        str(100_000 + number), f"C{country.number}-{start.year}-{fight.violence}-{number}", str(start.year), "1", "Clear",
        str(fight.violence), ids[0], ids[0], fight.conflict, ids[1], ids[1], f"{fight.side_a} - {fight.side_b}", ids[2], ids[2],
        fight.side_a, ids[3], ids[3], fight.side_b, str(len(offices)), article, ";".join(offices), str(issued), ";".join(heads),
        offices[0], str(dice.choices(range(1, 8), (54, 20, 12, 8, 2, 3, 1))[0]), spot.name, f"{spot.name}, {spot.district}",
        spot.unit if dice.random() < 0.97 else "", spot.district if dice.random() < 0.9 else "", str(spot.lat), str(spot.lon),
        f"POINT ({spot.lon} {spot.lat})", str(int((spot.lat + 90) * 2) * 720 + int((spot.lon + 180) * 2)), country.name,
        str(country.number), country.region, "1", str(precision), f"{start} 00:00:00.000", f"{end} 00:00:00.000", str(side_a),
        str(side_b), str(civilians), str(best - side_a - side_b - civilians), str(best), str(high), str(low),
        str(country.number) if fight.violence != 2 else "", "",
    ]  # fmt: skip


def write(count: int, seed: int, out: TextIO) -> None:
    """Write the rows below their header, as CSV."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows(count, seed))


def main() -> None:
    """Write as many rows as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("rows", type=int, help="how many rows")
    parser.add_argument("-o", "--output", type=Path, help="the file to write (default: standard output)")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other rows")
    options = parser.parse_args()
    if options.output is None:
        write(options.rows, options.seed, sys.stdout)
        return
    with options.output.open("w", encoding="utf-8", newline="") as out:
        write(options.rows, options.seed, out)


if __name__ == "__main__":
    main()

"""What commands print of datasets: rows that say little, and names that come twice."""

from __future__ import annotations

from pathlib import Path

from cli.helpers import Run


def test_an_event_without_words_or_a_place_is_shown_without_gaps(run: Run, tmp_path: Path) -> None:
    """Of a row that says neither where nor what, no line ends in a separator, and no two lines in a row are empty."""
    (tmp_path / "a.csv").write_text("event_id_cnty,event_date,event_type\nARC1,2031-05-02,Battles\n", encoding="utf-8")
    assert run("import", tmp_path / "a.csv", "-o", tmp_path / "a.cttui")[0] == 0
    code, printed, _ = run("show", "acled-ARC1", "--timeline", tmp_path / "a.cttui")
    assert code == 0
    assert printed.splitlines()[:5] == ["Battles", "2 May 2031 · battle", "acled-ARC1", "", "Sources  1"]


def test_provinces_of_one_name_are_all_named(run: Run, tmp_path: Path) -> None:
    """A name that two provinces have is not taken for one of them, and whoever types it is not led to the wrong country."""
    header = "event_id_cnty,event_date,event_type,country,admin1"
    lines = (f"ARC{n},2031-05-02,Battles,{country},Northland" for n, country in enumerate(("Arcadia", "Ruritania")))
    (tmp_path / "a.csv").write_text("\n".join([header, *lines]), encoding="utf-8")
    assert run("import", tmp_path / "a.csv", "-o", tmp_path / "a.cttui")[0] == 0
    code, printed, told = run("list", tmp_path / "a.cttui", "--filter", "province:northland")
    assert (code, printed) == (2, "")
    assert told == 'cttui: several provinces are called \'northland\': "Northland (Arcadia)", "Northland (Ruritania)"\n'
    code, printed, _ = run("list", tmp_path / "a.cttui", "--filter", 'province:"Northland (Ruritania)"')
    assert (code, printed.count("\n")) == (0, 1)

"""Encodings that nothing declares: few letters that are not ASCII, other scripts, UTF-16 without a mark."""

from __future__ import annotations

import pytest

from cttui.copies.characters import decoded
from cttui.copies.extract import HTML, MARKDOWN, PLAIN, NoTextError, decode, media_type_of, text_of
from cttui.copies.sandbox import read_apart

WESTERN = (
    "The council paid €500",
    "5\xa0000 men came",
    "5½ tons at 30°C",
    "It cost £40, and he said so. " + "Again and again he said so. " * 400,
    "“5 killed” – the police said — 3 of them",
    "A polícia de São Paulo disse que três homens foram mortos na operação de sábado, às 5 horas.",
    "L’armée a été attaquée à Paris; c’était l’élève, où il a dû œuvrer.",
    "Två män dödades på lördagen när de åkte från Malmö",
)
"""Texts in Windows-1252 with few letters that are not ASCII, which a detector takes for anything."""

OTHERS = (
    ("cp1250", "Pět mužů bylo zabito při útoku na město, řekla policie v úterý večer."),
    ("cp1250", "Öt férfit megöltek a szombati támadásban, közölte a rendőrség; őrizetbe vették."),
    ("cp1254", "Polis, cumartesi günü düzenlenen saldırıda beş kişinin öldüğünü açıkladı."),
    ("cp1251", "Пять человек погибли при нападении"),
    ("cp1256", "الجيش قتل خمسة من المسلحين في العملية"),
    ("shift_jis", "日本の警察は五人が死亡したと発表した"),
)
"""Texts in other encodings, which must not be taken for Western ones."""


@pytest.mark.parametrize("text", WESTERN, ids=range(len(WESTERN)))
def test_a_text_with_few_foreign_letters_is_western(text: str) -> None:
    """Quotes, dashes, money, fractions and accents among ASCII are those of Windows-1252, however few or far on."""
    assert decode(text.encode("cp1252")) == text


@pytest.mark.parametrize(("codec", "text"), OTHERS)
def test_other_letters_are_those_of_their_encoding(codec: str, text: str) -> None:
    """What Windows-1252 would not say is left to what a detector makes of it."""
    assert decode(text.encode(codec)) == text


def test_damaged_utf_8_is_told_as_a_guess() -> None:
    """A text in UTF-8 of which signs are cut is not taken for a Western one with signs that its bytes are one by one."""
    assert decoded("It cost £5 ".encode() + b"\xe2\x80").guessed


def test_a_guessed_encoding_is_told() -> None:
    """The note of a copy names an encoding that nothing says; there is none where the bytes say it well enough."""
    arabic = "الجيش قتل خمسة من المسلحين في العملية".encode("cp1256")
    for media_type in (PLAIN, MARKDOWN, HTML):
        assert read_apart(arabic, media_type).note.startswith("the encoding is guessed: Windows-1256; if letters are wrong")
        assert read_apart(arabic, media_type, "windows-1256").note == ""
        assert read_apart("The council paid €500".encode("cp1252"), media_type).note == ""
        assert read_apart("The council paid €500".encode(), media_type).note == ""


def test_utf_16_without_a_mark_is_one_text_in_every_kind() -> None:
    """Markdown, plain text and a page are the same words, whichever byte comes first; a file of zeros is still none."""
    for codec in ("utf-16-le", "utf-16-be"):
        content = "The dam “Dasu”, پل".encode(codec)
        assert media_type_of("a.txt", content) == PLAIN
        assert {text_of(content, kind) for kind in (PLAIN, MARKDOWN, HTML)} == {"The dam “Dasu”, پل"}
    with pytest.raises(NoTextError, match="another kind"):
        media_type_of("a.txt", b"\x01\x00\x02\x00a\x00")

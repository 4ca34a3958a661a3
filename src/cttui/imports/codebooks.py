"""What the codes of datasets mean, in the words of their codebooks; a function of the cell for each column of codes.

Sources: Stina Högbladh, "UCDP GED Codebook" (versions 19.1 to 25.1); Kristian Skrede Gleditsch and Michael D. Ward, "A revised
list of independent states since the Congress of Vienna" (1999), for numbers of states; "ACLED Codebook" (2023 and 2024); "GTD
Codebook: Methodology, Inclusion Criteria, and Variables" (August 2021); "The GDELT Event Database Data Format Codebook"
(version 2.0) and the codebook of CAMEO for its root codes. A code that a codebook does not list means nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from cttui.imports.cells import code, number

Meaning = Callable[[str], str]


def coded(words: Mapping[str, str]) -> Meaning:
    """What a code of a list means; whole numbers as a spreadsheet writes them are the same codes."""
    return lambda cell: words.get(code(cell), "")


def of(meaning: str) -> Meaning:
    """What every number of a column means."""
    return lambda cell: meaning if number(cell) is not None else ""


# -- UCDP GED --------------------------------------------------------------------------------------------------------

GED_VIOLENCE = {"1": "state-based conflict", "2": "non-state conflict", "3": "one-sided violence"}
GED_DATES = {
    "1": "exact date of the event is known",
    "2": "the date is known only within a range of 2 to 6 days",
    "3": "only the week of the event is known",
    "4": "the date is known only within a range of 8 to 30 days, or only the month",
    "5": "the date is known only within a range of more than a month and at most a year",
}
GED_PLACES = {
    "1": "exact location of the event known and coded",
    "2": "within about 25 km of a known point, which is coded",
    "3": "only the second-order administrative division is known; the point stands for it",
    "4": "only the first-order administrative division is known; the point stands for it",
    "5": "a linear feature or an area without defined borders; the point stands for it",
    "6": "only the country is known",
    "7": "in international waters or airspace",
}
_STATES = (
    "2 United States;20 Canada;31 Bahamas;40 Cuba;41 Haiti;42 Dominican Republic;51 Jamaica;52 Trinidad and Tobago;53 Barbados;"
    "70 Mexico;80 Belize;90 Guatemala;91 Honduras;92 El Salvador;93 Nicaragua;94 Costa Rica;95 Panama;100 Colombia;"
    "101 Venezuela;110 Guyana;115 Suriname;130 Ecuador;135 Peru;140 Brazil;145 Bolivia;150 Paraguay;155 Chile;160 Argentina;"
    "165 Uruguay;200 United Kingdom;205 Ireland;210 Netherlands;211 Belgium;212 Luxembourg;220 France;225 Switzerland;"
    "230 Spain;235 Portugal;260 Germany;265 German Democratic Republic;290 Poland;305 Austria;310 Hungary;315 Czechoslovakia;"
    "316 Czechia;317 Slovakia;325 Italy;338 Malta;339 Albania;340 Serbia;341 Montenegro;343 North Macedonia;344 Croatia;"
    "345 Yugoslavia;346 Bosnia-Herzegovina;347 Kosovo;349 Slovenia;350 Greece;352 Cyprus;355 Bulgaria;359 Moldova;360 Romania;"
    "365 Russia;366 Estonia;367 Latvia;368 Lithuania;369 Ukraine;370 Belarus;371 Armenia;372 Georgia;373 Azerbaijan;"
    "375 Finland;380 Sweden;385 Norway;390 Denmark;395 Iceland;402 Cape Verde;404 Guinea-Bissau;411 Equatorial Guinea;"
    "420 Gambia;432 Mali;433 Senegal;434 Benin;435 Mauritania;436 Niger;437 Ivory Coast;438 Guinea;439 Burkina Faso;"
    "450 Liberia;451 Sierra Leone;452 Ghana;461 Togo;471 Cameroon;475 Nigeria;481 Gabon;482 Central African Republic;483 Chad;"
    "484 Congo;490 DR Congo;500 Uganda;501 Kenya;510 Tanzania;516 Burundi;517 Rwanda;520 Somalia;522 Djibouti;530 Ethiopia;"
    "531 Eritrea;540 Angola;541 Mozambique;551 Zambia;552 Zimbabwe;553 Malawi;560 South Africa;565 Namibia;570 Lesotho;"
    "571 Botswana;572 Eswatini;580 Madagascar;581 Comoros;590 Mauritius;600 Morocco;615 Algeria;616 Tunisia;620 Libya;"
    "625 Sudan;626 South Sudan;630 Iran;640 Turkey;645 Iraq;651 Egypt;652 Syria;660 Lebanon;663 Jordan;666 Israel;"
    "670 Saudi Arabia;678 Yemen;680 South Yemen;690 Kuwait;692 Bahrain;694 Qatar;696 United Arab Emirates;698 Oman;"
    "700 Afghanistan;701 Turkmenistan;702 Tajikistan;703 Kyrgyzstan;704 Uzbekistan;705 Kazakhstan;710 China;712 Mongolia;"
    "713 Taiwan;731 North Korea;732 South Korea;740 Japan;750 India;760 Bhutan;770 Pakistan;771 Bangladesh;775 Myanmar;"
    "780 Sri Lanka;781 Maldives;790 Nepal;800 Thailand;811 Cambodia;812 Laos;816 Vietnam;820 Malaysia;830 Singapore;"
    "835 Brunei;840 Philippines;850 Indonesia;860 East Timor;900 Australia;910 Papua New Guinea;920 New Zealand;"
    "940 Solomon Islands;950 Fiji"
)
STATES = {state.split(" ", 1)[0]: state.split(" ", 1)[1] for state in _STATES.split(";")}
"""The states of Gleditsch and Ward by number, without those that no dataset of conflicts names."""


def states(cell: str) -> str:
    """The states of one number or several, ``652, 666``; empty if one is unknown."""
    found = [STATES.get(code(part), "") for part in cell[:200].replace(";", ",").split(",")]
    return ", ".join(found) if all(found) else ""


GED: dict[str, Meaning] = {
    "type_of_violence": coded(GED_VIOLENCE),
    "date_prec": coded(GED_DATES),
    "where_prec": coded(GED_PLACES),
    "event_clarity": coded(
        {
            "1": "reported clearly enough to tell this event from others",
            "2": "the sources report several events together, and they cannot be separated",
        }
    ),
    "active_year": coded(
        {
            "1": "in a year in which these parties reach 25 deaths",
            "0": "in a year in which these parties do not reach 25 deaths",
        }
    ),
    "number_of_sources": coded({"-1": "not recorded, as for most events coded before 2013"}),
    "deaths_a": of("deaths of side A, best estimate"),
    "deaths_b": of("deaths of side B, best estimate"),
    "deaths_civilians": of("deaths of civilians, best estimate"),
    "deaths_unknown": of("deaths of people whose side is unknown, best estimate"),
    "gwnoa": states,
    "gwnob": states,
    "country_id": states,
}
"""By column of UCDP GED."""

# -- ACLED -----------------------------------------------------------------------------------------------------------

ACTORS = {
    "1": "state forces", "2": "rebel group", "3": "political militia", "4": "identity militia", "5": "rioters",
    "6": "protesters", "7": "civilians", "8": "external or other forces",
}  # fmt: skip
"""ACLED's types of actors by number, as exports up to 2024 have them; later ones write words."""


def interaction(cell: str) -> str:
    """Two types of actors in one number, ``13``; a 0 stands for none."""
    typed = code(cell)
    if len(typed) != 2:
        return ""
    first, second = ACTORS.get(typed[0], ""), ACTORS.get(typed[1], "")
    return f"{first} and {second}" if first and second else f"{first} alone" if first and typed[1] == "0" else ""


def stamped(cell: str) -> str:
    """The day of a time in seconds since 1970."""
    seconds = number(cell)
    if not isinstance(seconds, int) or not 0 <= seconds < 253402300800:
        return ""
    return f"row last changed on {(date(1970, 1, 1) + timedelta(seconds // 86400)).isoformat()}"


ACLED: dict[str, Meaning] = {
    "time_precision": coded(
        {
            "1": "the source gives the day",
            "2": "the source gives a week or a similar period; the date is its middle",
            "3": "the source gives a month or a similar period; the date is its middle",
        }
    ),
    "geo_precision": coded(
        {
            "1": "the source names a town, and its coordinates are known",
            "2": "the source names a part of a region; a town stands for it",
            "3": "the source names a larger region; a natural place or the provincial capital stands for it",
        }
    ),
    "inter1": coded(ACTORS),
    "inter2": coded({**ACTORS, "0": "no second actor"}),
    "interaction": interaction,
    "fatalities": coded(
        {
            "0": "no deaths reported, or no number known",
            "10": "may stand for tens, in the source's words",
            "12": "may stand for dozens, in the source's words",
            "100": "may stand for hundreds, in the source's words",
        }
    ),
    "timestamp": stamped,
}
"""By column of ACLED."""

# -- GTD -------------------------------------------------------------------------------------------------------------

GTD_PLACES = {
    "1": "in a city, village or town, and the coordinates are its",
    "2": "in a city, village or town; the coordinates are the centre of the smallest administrative region known",
    "3": "not in a city, village or town; the coordinates are the centre of the smallest administrative region known",
    "4": "the coordinates are the centre of the first-order administrative region",
    "5": "no first-order administrative region known, and no coordinates",
}
_UNKNOWN = {"-9": "unknown", "-99": "unknown"}


def _either(yes: str, no: str) -> Meaning:
    return coded({"1": yes, "0": no, **_UNKNOWN})


def _count(of_what: str) -> Meaning:
    """What a number counts; -9 and -99 are unknown."""

    def means(cell: str) -> str:
        return _UNKNOWN.get(code(cell), "") or (of_what if number(cell) is not None else "")

    return means


GTD: dict[str, Meaning] = {
    "imonth": coded({"0": "unknown"}),
    "iday": coded({"0": "unknown"}),
    "extended": _either("lasted more than 24 hours", "lasted less than 24 hours"),
    "specificity": coded(GTD_PLACES),
    "vicinity": _either("in the immediate vicinity of the city", "in the city itself"),
    "crit1": _either("aimed at a political, economic, religious or social goal", "no such goal"),
    "crit2": _either("meant to coerce, intimidate or publicise to a larger audience", "no such intent"),
    "crit3": _either("outside international humanitarian law", "within international humanitarian law"),
    "doubtterr": _either("there is doubt that it was terrorism", "there is essentially no doubt that it was terrorism"),
    "multiple": _either("part of several attacks connected with each other", "not part of several attacks"),
    "success": _either("the attack succeeded", "the attack failed"),
    "suicide": _either("a suicide attack", "not a suicide attack"),
    **dict.fromkeys(
        ("guncertain1", "guncertain2", "guncertain3"), _either("the group is suspected", "the group is not in doubt")
    ),
    "individual": _either("by people not known to belong to a group", "by people of a group, or unknown"),
    "nperps": _count("perpetrators"),
    "nperpcap": _count("perpetrators taken into custody"),
    **dict.fromkeys(("claimed", "claim2", "claim3"), _either("the group claimed responsibility", "the group did not claim it")),
    "compclaim": _either("several groups claimed it separately", "no competing claims"),
    "nkill": _count("dead, victims and attackers"),
    "nkillus": _count("dead from the United States"),
    "nkillter": _count("dead perpetrators"),
    "nwound": _count("injured, victims and attackers"),
    "nwoundus": _count("injured from the United States"),
    "nwoundte": _count("injured perpetrators"),
    "property": _either("property was damaged", "no property was damaged"),
    "propvalue": _count("US dollars, at the time"),
    "ishostkid": _either("hostages were taken", "no hostages were taken"),
    "nhostkid": _count("hostages"),
    "nhostkidus": _count("hostages from the United States"),
    "nhours": _count("hours, if less than a day"),
    "ndays": _count("days"),
    "ransom": _either("a ransom was demanded", "no ransom was demanded"),
    "ransomamt": _count("US dollars demanded"),
    "ransomamtus": _count("US dollars demanded from sources in the United States"),
    "ransompaid": _count("US dollars paid"),
    "ransompaidus": _count("US dollars paid by sources in the United States"),
    "nreleased": _count("hostages who survived"),
    "int_log": _either("the group crossed a border to attack", "the group attacked in its own country"),
    "int_ideo": _either(
        "the group attacked a target of another nationality", "the group attacked a target of its own nationality"
    ),
    "int_misc": _either("the target is of another nationality than the place", "the target is of the place's nationality"),
    "int_any": _either("international in any of these ways", "domestic in all of these ways"),
}
"""By column of GTD, in lower case; a column beside one of words (``_txt``) speaks for itself."""

# -- GDELT -----------------------------------------------------------------------------------------------------------

CAMEO_ROOTS = {
    "1": "make a public statement", "2": "appeal", "3": "express intent to cooperate", "4": "consult",
    "5": "engage in diplomatic cooperation", "6": "engage in material cooperation", "7": "provide aid", "8": "yield",
    "9": "investigate", "10": "demand", "11": "disapprove", "12": "reject", "13": "threaten", "14": "protest",
    "15": "exhibit force posture", "16": "reduce relations", "17": "coerce", "18": "assault", "19": "fight",
    "20": "use unconventional mass violence",
}  # fmt: skip
"""By root code of CAMEO, without its zero."""
GDELT_QUADS = {
    "1": "verbal cooperation", "2": "material cooperation", "3": "verbal conflict", "4": "material conflict",
}  # fmt: skip
GDELT_PLACES = {
    "1": "only the country is known; the point stands for it",
    "2": "a state of the United States; the point stands for it",
    "3": "a city or landmark in the United States",
    "4": "a city or landmark outside the United States",
    "5": "a first-order administrative division outside the United States; the point stands for it",
}


def _form_of(cell: str) -> str:
    """The root of a code of CAMEO, with which it begins: ``190`` and ``1951`` are ways to fight.

    A spreadsheet drops the zero before a code: ``42`` is ``042``.
    """
    typed = cell.strip().zfill(3)
    root = (CAMEO_ROOTS.get(code(typed[:2])) or CAMEO_ROOTS.get(typed[0])) if typed.isdecimal() else None
    return f"a form of: {root}" if root else ""


GDELT: Mapping[str, Meaning] = {
    "isrootevent": _either("in the lead of the article", "further down in the article"),
    "eventcode": _form_of,
    "eventbasecode": _form_of,
    "eventrootcode": coded(CAMEO_ROOTS),
    "quadclass": coded(GDELT_QUADS),
    "goldsteinscale": of("from -10, conflict, to 10, cooperation"),
    "nummentions": of("mentions in the first articles"),
    "numsources": of("sources with mentions"),
    "numarticles": of("articles with mentions"),
    "avgtone": of("from -100, negative, to 100, positive"),
    **dict.fromkeys(("actor1geo_type", "actor2geo_type", "actiongeo_type"), coded(GDELT_PLACES)),
}
"""By column of GDELT, in lower case."""

"""Ways in which people lay a timeline's text out."""

from __future__ import annotations

from hypothesis import strategies as st

LAYOUTS = (
    '[[event]]\nid = "a"\n{}title = "A"\nclaims = [\n  { measure = "killed", who = "all", value = 1 },\n]\n',
    '[[event]]\nid = "a"\n{}title = "A"\nclaims = [{ measure = "killed", who = "all", value = 1 }] # told [twice]\n',
    '[[event]]\nid = "a"\n{}title = "A"\nclaims = [{ measure = "killed" }, ]\n',
    '[[event]]\nid = "a"\n{}title = "A"\nclaims = []\nsources = ["s1"]\n',
    '[[event]]\nid = "a"\n{}title = "A"\n',
    '[[event]]\nid = "a"\n{}title = "A"\nclaims = [\n\t{ measure = "killed" } # no comma\n]\n',
    '[[event]]\nid = "a"\n{}title = "A"\nclaims = [\n\t{ measure = "killed" }, # a comma\n\t# the end\n]\n',
    '[[event]]\nid = "a"\n{}title = "A"\nclaims = [\n  { measure = "killed" }, { measure = "injured" }\n]\n',
    '[[event]]\nid = "a"\n{}title = "A"\n\n  [[event.claims]]\n  measure = "killed"\n  who = "all" # all\n',
    '[[event]]\nid = "a"\n{}title = "A"\n[event.place]\nname = "X"\n[[event.claims]]\nmeasure = "killed"\n',
    '[[event]]\nid = "a"\n{}title = "A"\n[event.place]\nname = "X"\n',
    '[[ event ]]\n  id="a"\n{}  title="""A\n[[event]]\nid = "not one"\n"""\n  claims=[ {measure="killed"},\n  ]\n',
    "[[event]]\n'id' = 'a'\n{}\"title\" = 'A'\nplace.name = \"X\"\nclaims = [\n  [\n  ]\n,]\n",
)
"""Ways to lay an event out, with room for more pairs."""
AROUND = ("", "# a remark\n\n", '[timeline]\nid = "t"\n\n', '[[event]]\nid = "before" # [[event]]\nclaims = [ ]\n\n\n')
BEHIND = (
    "",
    '\n[[event]]\nid = "b"\nclaims = [\n]\n',
    "\n# -- June 2024 ---\n\n[[thread]]\nid = 'a'\n",
    "\n[other]\nx = [\n[1],\n]\n",
)


@st.composite
def laid_out(draw: st.DrawFn) -> str:
    """A text with an event ``a``."""
    more = draw(st.sampled_from(("", "# x = 5\n", 'kind = "attack"   # "why"\n', 'tags = [ "x",\n  "y" ]\n', "\n")))
    text = draw(st.sampled_from(AROUND)) + draw(st.sampled_from(LAYOUTS)).replace("{}", more) + draw(st.sampled_from(BEHIND))
    text = text if draw(st.booleans()) else text.rstrip("\n")
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text

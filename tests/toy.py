"""A whole toolkit in eleven short files, about gardens: the engine knows nothing of mentoring."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from schemekit.document.blocks import Document
from schemekit.interview.interview import Interview, Profile
from schemekit.making import make_documents
from schemekit.toolkit.loading import load
from schemekit.toolkit.toolkit import Toolkit

TOY: Final[Mapping[str, str]] = {
    "toolkit.toml": """
[toolkit]
id = "garden"
title = "Garden toolkit"
version = "1"
organisation = "{{ name }}"
scheme = "Open gardens of {{ name }}"
footer = "Open gardens"

[words]
"garden" = "word_garden"
""",
    "questions/1-garden.toml": """
[section]
id = "about_the_garden"
title = "About the garden"

[[question]]
id = "name"
kind = "text"
ask = "Whose garden is it?"
short = "Name"
noun = "a name"
why = "It stands on the gate."

[[question]]
id = "tools"
kind = "choices"
ask = "Which tools are there?"
short = "Tools"
noun = "the tools"
why = "Each tool has its own advice."
evidence = ["rain_is_likely"]
required = false
options = [
  { id = "rake", label = "A rake", in_text = "a rake" },
  { id = "spade", label = "A spade", in_text = "a spade" },
  { id = "nothing", label = "Nothing yet", in_text = "no tool yet", exclusive = true },
]

[[question]]
id = "spades"
kind = "number"
ask = "How many spades are there?"
short = "Spades"
noun = "the number of spades"
why = "Each needs a hook."
when = "'spade' in tools"
default = 2

[[question]]
id = "word_garden"
kind = "text"
ask = "What do you call a garden?"
short = "Word for garden"
noun = "your word for garden"
why = "Every page uses it."
depth = "full"
default = "garden"
""",
    "facts.toml": """
[[fact]]
id = "hooks"
short = "Hooks"
unit = "hooks"
value = "spades + 1"
about = "One more than there are spades."
""",
    "checks.toml": """
[[check]]
id = "many_spades"
level = "warning"
when = "spades > 50"
questions = ["spades"]
message = "{{ spades }} spades are many."
remedy = "Count again."
""",
    "references.toml": """
[[reference]]
id = "rain_2024"
code = "R1"
authors = "Rain A, Cloud B"
year = 2024
title = "Rain"
""",
    "evidence/weather.toml": """
[source]
id = "almanac"
title = "The almanac"

[[evidence]]
id = "rain_is_likely"
code = "E1"
section = "2"
claim = "It rains on most days."
strength = "cited"
references = ["rain_2024"]
""",
    "recommendations/tools.toml": """
[[recommendation]]
id = "clean_the_spade"
topic = "care"
title = "Clean the spade"
when = "'spade' in tools"
advice = "Clean it after each use. {{ cite(\\"rain_is_likely\\") }}"
evidence = ["rain_is_likely"]
owner = "everybody"
effort = "5 minutes"
""",
    "registers/jobs.toml": """
[register]
id = "jobs"
title = "Jobs"
columns = { job = "text", who = "text" }

[[row]]
id = "job_dig"
job = "Dig"
who = "{{ name }}"
when = "'spade' in tools"
""",
    "clauses/gate.md": "Shut the gate.\n",
    "documents/01-guide.md": """+++
id = "guide"
number = 1
file = "guide"
title = "Guide to the garden of {{ name }}"
audience = "visitors"
purpose = "How to visit."
otherwise = "the guide"
+++
# Guide to the garden of {{ name }}

We have {{ tools }}.

{% include "clauses/gate.md" %}

{% for a in advice("care") %}

**{{ a.title }}.** {{ a.advice }} {{ a.why }}

{% endfor %}

| Job | Who |
| --- | --- |
{% for j in register("jobs") %}
| {{ j.job }} | {{ j.who }} |
{% endfor %}

{{ references() }}
""",
    "read-me-first.md": """+++
id = "first_page"
number = 0
file = "read-me-first"
title = "Read me first"
audience = "the gardener"
purpose = "What there is."
otherwise = "the first page"
+++
# Read me first

{% for d in register("pack_documents") %}
- {{ d.title }}
{% endfor %}
""",
}


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """These files below `folder`."""
    for relative, text in files.items():
        path = folder / relative
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def loaded(toy: Path, overlay: Path, files: Mapping[str, str]) -> Toolkit:
    """The toy with one more folder of these files on top."""
    return load([toy, write(overlay, files)])


def profile(toolkit: Toolkit, **answers: Any) -> Profile:
    interview = Interview(toolkit.questionnaire, depth="full")
    for name, raw in {"name": "Ann", "tools": ["rake", "spade"], **answers}.items():
        interview = interview.answered(name, raw)
    return interview.profile


def pack(toolkit: Toolkit, **answers: Any) -> dict[str, Document]:
    """The documents of Ann’s pack, by id."""
    return {each.id: each for each in make_documents(toolkit, profile(toolkit, **answers))}

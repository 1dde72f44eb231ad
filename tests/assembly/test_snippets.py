"""Hard cases of the authors' language, under every combination of answers.

Each is filled, and each is rendered by Jinja and then parsed: the two must be the same.
"""

# ruff: noqa: E501 - a snippet reads best in one piece

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from jinja2.sandbox import SandboxedEnvironment

from schemekit.assembly.fill import Saying, fill
from schemekit.document.blocks import See
from schemekit.document.markdown import read_markdown
from schemekit.toolkit.documents import parse_clauses, parse_document
from schemekit.toolkit.phrases import said_plainly
from schemekit.toolkit.tables import SourceFile

ROWS = (
    {"name": "Ann", "text": "First.\n\n- one\n- two", "line": "A *short* line"},
    {"name": "Bob", "text": "Second.", "line": "Another"},
)
FRONT = """\
+++
id = "snippet"
number = 1
file = "snippet"
title = "Snippet"
audience = "you"
purpose = "To see."
otherwise = "it"
+++
# Snippet

"""
SNIPPETS = {
    "words": "a {% if p %}b{% endif %} c {{ name }}",
    "words in words": "a {% if p %}b {% if q %}c{% else %}d{% endif %}{% endif %}.",
    "a chain of words": "{% if p and q %}both{% elif p %}one{% elif q %}two{% else %}none{% endif %}",
    "words over two lines": "a {% if p %}b\nc{% endif %} d",
    "a paragraph": "{% if p %}\n\nA\n\n{% endif %}\n\nB",
    "a paragraph without blank lines": "{% if p %}\nA\n{% else %}\nB\n{% endif %}\n\nC",
    "a chain of paragraphs": "{% if p %}\nA\n{% elif q %}\nB\n\nBB\n{% else %}\nC\n{% endif %}",
    "two branches in a row": "{% if p %}\nA\n{% endif %}\n{% if q %}\nB\n{% endif %}",
    "branches in branches": "{% if p %}\n{% if q %}\nA\n{% else %}\nB\n{% endif %}\n{% endif %}",
    "a heading": "{% if p %}\n\n## A\n\ntext\n\n{% endif %}\n\n## B",
    "words in a heading": "## A {% if p %}b{% endif %}\n\ntext",
    "an empty heading": "## {% if p %}b{% endif %}\n\ntext",
    "strong words": "**a {% if p %}b{% endif %} c** d",
    "words around strong words": "a {% if p %}**b**{% else %}*c*{% endif %} d",
    "items": "- a\n{% if p %}\n- b\n{% endif %}\n- c",
    "items of two branches": "- a\n{% if p %}\n- b\n{% else %}\n- c\n- d\n{% endif %}",
    "the first item": "{% if p %}\n- a\n{% endif %}\n- b",
    "all items": "Text:\n\n{% if p %}\n- a\n{% endif %}\n{% if q %}\n- b\n{% endif %}\n\nEnd",
    "items with blank lines between": "- a\n\n{% if p %}\n- b\n{% endif %}\n\n- c",
    "lists that meet": "- a\n\n{% if p %}\n\n- b\n\n{% endif %}\n\ntext",
    "numbered items": "1. a\n{% if p %}\n2. b\n{% endif %}\n3. c",
    "numbered items first": "{% if p %}\n1. a\n{% endif %}\n1. b",
    "items in items": "- a\n  {% if p %}\n  - b\n  {% endif %}\n  - c\n- d",
    "a paragraph in an item": "- a\n\n  {% if p %}\n\n  b\n\n  {% endif %}\n\n- c",
    "words in an item": "- a{% if p %}, b{% endif %}\n- {% if q %}c{% endif %}",
    "boxes to tick": "- [ ] a\n{% if p %}\n- [ ] {{ name }}\n{% endif %}",
    "rows": "| a | b |\n|---|---|\n{% if p %}\n| 1 | 2 |\n{% endif %}\n| 3 | 4 |",
    "rows of two branches": "| a |\n|---|\n{% if p %}\n| 1 |\n{% else %}\n| 2 |\n| 3 |\n{% endif %}",
    "no rows": "| a | b |\n|---|---|\n{% if p %}\n| 1 | 2 |\n{% endif %}\n\ntext",
    "a whole table": "{% if p %}\n\n| a |\n|---|\n| 1 |\n\n{% endif %}\n\ntext",
    "a whole table without blank lines": "{% if p %}\n| a |\n|---|\n| 1 |\n{% endif %}\n\ntext",
    "words in a cell": "| a | b |\n|---|---|\n| {% if p %}1{% else %}2{% endif %} | {{ name }} |",
    "words in a header": "| a {% if p %}b{% endif %} | c |\n|---|---|\n| 1 | 2 |",
    "rows in a loop": '| a | b |\n|---|---|\n{% for r in register("r") %}\n'
    "| {{ r.name }} | {{ r.line }} |\n{% endfor %}\n| x | y |",
    "rows in a branch in a loop": '| a |\n|---|\n{% for r in register("r") %}\n{% if p %}\n'
    "| {{ r.name }} |\n{% endif %}\n{% endfor %}\n| x |",
    "items in a loop": '- a\n{% for r in register("r") %}\n- {{ r.name }}: {{ r.line }}\n{% endfor %}',
    "items with blocks in a loop": '{% for r in register("r") %}\n- {{ r.name }}\n\n  more\n{% endfor %}',
    "blocks in a loop": '{% for r in register("r") %}\n\n## {{ r.name }}\n\n{{ r.text }}\n\n{% endfor %}',
    "a loop in a branch": '{% if p %}\n\n{% for r in register("r") %}\n\n{{ r.line }}\n\n{% endfor %}\n\n{% endif %}',
    "a loop of words": 'a {% for r in register("r") %}{{ r.name }}{% if p %}!{% endif %} {% endfor %}b',
    "a condition on a row": '{% for r in register("r") %}\n{% if r.name == name %}\n- {{ r.line }}\n{% endif %}\n{% endfor %}',
    "an empty loop": '{% for r in register("none") %}\n- {{ r.name }}\n{% endfor %}\n\ntext',
    "a box": "::: note\na\n\n{% if p %}\nb\n{% endif %}\n:::",
    "a box in a branch": "{% if p %}\n\n::: important\n{{ name }}\n:::\n\n{% endif %}\n\ntext",
    "an empty box": "::: note\n{% if p %}\nb\n{% endif %}\n:::\n\ntext",
    "a quotation": "::: quote\n{% if p %}a{% else %}b{% endif %}\n:::",
    "a wide page": "::: landscape\n\n{% if p %}\n| a |\n|---|\n| 1 |\n{% endif %}\n\ntext\n\n:::",
    "who signs": "::: signatures {{ name }}, {% if p %}a{% else %}b{% endif %}\n:::",
    "a page break": "a\n\n{% if p %}\n\n---\n\n{% endif %}\n\nb",
    "a remark": "a {# not printed #}b\n{# nor\nthis #}\nc\n\n{# nor this #}\nd",
    "a choice of words": "a {{ name if p else 'b' }} c",
    "a link": "see [a {{ name }}](https://example.org) b",
    "a line break": "a\\\n{% if p %}b\\\n{% endif %}c",
    "a clause": 'a\n\n{% include "clauses/one.md" %}\n\nb',
    "a clause in a branch": '{% if p %}\n\n{% include "clauses/one.md" %}\n\n{% endif %}\n\nb',
    "lists at the end": "{% if p %}\n\n{{ contents() }}\n\n{% endif %}\n\n{{ references() }}",
    "leaves": 'a {{ cite("e") }} b {{ see("d") }} {% if p %}{{ see("x") }}{% endif %}. {{ cite("f") }}',
}
CLAUSE = "one {{ name }}\n\n{% if q %}\n- two\n{% endif %}\n- three"


def rendered(source: str, scope: dict[str, Any], prepare: Callable[[str], str]) -> str:
    environment = SandboxedEnvironment(finalize=said_plainly)
    registers = {"r": ROWS, "none": ()}
    functions = {
        "register": lambda name: registers[name],
        "cite": lambda name: f"⟦cite:{name}⟧",
        "see": lambda name: f"⟦see:{name}⟧" if name == "d" else f"the {name}",
        "contents": lambda: "⟦contents⟧",
        "references": lambda: "⟦references⟧",
    }
    source = source.replace('{% include "clauses/one.md" %}', CLAUSE)
    return environment.from_string(prepare(source)).render({**scope, **functions})


@pytest.mark.parametrize("name", SNIPPETS)
def test_a_snippet_comes_out_as_jinja_and_then_markdown_would_give_it(
    name: str,
    saying: Callable[..., Saying],
    prepare: Callable[[str], str],
    level: Callable[[Any], Any],
) -> None:
    clauses = parse_clauses({"clauses/one.md": SourceFile("one.md", CLAUSE)}, {})
    template = parse_document(SourceFile("snippet.md", FRONT + SNIPPETS[name]), {}, clauses)
    for p, q in product((True, False), repeat=2):
        scope = {"p": p, "q": q, "name": "Ann"}
        said = saying(scope, {"r": ROWS, "none": ()}, {}, {"d": See("d", "D", "01-d")})
        filled = fill(template.content[1:], said)

        assert level(filled) == level(
            read_markdown(rendered(SNIPPETS[name], scope, prepare)).blocks
        )

"""PDFs of some documents of packs: laying out every document of every pack would take too long."""

import os
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from schemekit.cli.options import Wishes
from schemekit.cli.scheme import open_scheme
from schemekit.making import make_documents, make_examples, make_files
from schemekit.pack.writing import FOLDER
from schemekit.theming import load_theme
from schemekit.toolkit.loading import load

WEB = "web"


def papers(pages: Iterable[Path]) -> list[Path]:
    """The PDF of the document of each page, beside it; as many packs at a time as processors."""
    wanted: dict[Path, set[str]] = defaultdict(set)
    for page in pages:
        pack = next(each for each in page.parents if each.name == FOLDER)
        if page.parent != pack:  # the page that stands first is no document
            wanted[pack.parent].add(page.relative_to(pack / WEB).with_suffix("").as_posix())
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        made = pool.map(_of_a_pack, wanted, wanted.values())
        return [each for every in made for each in every]


def _of_a_pack(scheme: Path, wanted: set[str]) -> list[Path]:
    opened = open_scheme(scheme, Wishes(), must_exist=True)
    toolkit, profile = load(opened.toolkit_folders), opened.interview.profile
    documents = make_documents(toolkit, profile)
    whole = (*documents, *make_examples(toolkit, profile, documents))
    chosen = [each for each in whole if each.file in wanted]

    assert {each.file for each in chosen} == wanted
    written: list[Path] = []
    for made in make_files(chosen, load_theme(opened.toolkit_folders), ["pdf"]):
        file = scheme / FOLDER / made.file
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(made.content)
        written.append(file)
    return written

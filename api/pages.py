"""Pages for a browser without scripts: the start page with a form a question, and an answer as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import urlencode

from api.service import CODE_VERSION, Service
from api.tables import picture
from api.wording import asked, reason, references
from graph.store import GraphReader
from queries.answering import Answer
from queries.definitions import CannedQuery, Param
from queries.groups import GROUPS
from schema.errors import ExomechError, StoreError

PAGE_WIDTH = 150
"""Width, in characters, for which the columns of a page's table are chosen."""

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem;
  color: #1b1b1b; background: #fff; }
h1 { margin-bottom: 0; } h2 { margin-top: 2.2rem; border-bottom: 1px solid #ccc; }
form { border-left: 4px solid #0072B2; padding: .3rem 0 .3rem 1rem; margin: 1rem 0; }
form p { margin: .1rem 0 .4rem; color: #444; }
fieldset { border: 0; padding: 0; margin: 0; display: flex; flex-wrap: wrap; gap: .8rem; align-items: end; }
label { display: flex; flex-direction: column; font-size: .85rem; }
input, select, button { font: inherit; padding: .25rem .4rem; }
button { background: #0072B2; color: #fff; border: 0; border-radius: 3px; padding: .35rem .9rem; cursor: pointer; }
table { border-collapse: collapse; margin: 1rem 0; }
th, td { text-align: left; vertical-align: top; padding: .3rem .7rem; }
th { border-bottom: 2px solid #1b1b1b; } td { border-bottom: 1px solid #ddd; } .error { border-left: 4px solid #D55E00;
  padding: .2rem 1rem; }
"""


def page(title: str, body: str, at: str) -> str:
    """A whole page; ``title`` is text, ``body`` is HTML, ``at`` the escaped path of the API behind a proxy."""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="icon" href="{at}/assets/favicon.png"><style>{_STYLE}</style></head><body>{body}'
        f"<hr><p>ExoMech {escape(CODE_VERSION)}; code Apache-2.0, curation CC BY 4.0.</p></body></html>"
    )


def landing(service: Service, root: str) -> str:
    """The start page; ``root`` is the path under which a proxy serves the API."""
    at = escape(root, quote=True)
    parts = []
    for group, title in GROUPS.items():
        parts.append(f"<h2>{escape(title)}</h2>")
        parts += [_form(query, at, {}) for query in service.catalogue.queries if query.group == group]
    links = [
        f'<a href="{at}/docs">API</a>',
        f'<a href="{at}/v1/queries">catalogue</a>',
        f'<a href="{at}/v1/meta">versions</a>',
    ]
    browser = service.settings.browser_url
    if browser.startswith(("http://", "https://")):
        links.append(f'<a href="{escape(browser, quote=True)}">Neo4j Browser</a>')
    body = (
        "<h1>ExoMech</h1>"
        "<p>How mesenchymal stromal cells and their vesicles act: curated claims, each with its evidence.</p>"
        f"<p>{_state(service)}</p><p>{' · '.join(links)}</p>"
        f'<form action="{at}/v1/search"><p>Find a thing by any of its names</p><fieldset>'
        '<label>name or id<input name="q" value="NF-κB" required></label><button>Search</button></fieldset></form>'
        f"{''.join(parts)}"
    )
    return page("ExoMech", body, at)


def answer_page(
    reader: GraphReader,
    query: CannedQuery,
    raw: Mapping[str, Sequence[str]],
    found: Answer,
    root: str,
    browser: str = "",
) -> str:
    """An answer as a table, with its references, its warnings, and the same answer in other forms.

    ``browser`` is the answer's address in Neo4j Browser, or empty.
    """
    at = escape(root, quote=True)
    meta = found.meta
    parts = [f'<p><a href="{at}/">ExoMech</a></p><h1>{escape(asked(query, meta))}</h1>', _form(query, at, raw)]
    if found.rows:
        made = picture(query, found.rows, width=PAGE_WIDTH)
        head = "".join(f"<th>{escape(h)}</th>" for h in made.headers)
        rows = "".join("<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in made.cells)
        parts.append(f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")
        parts.append("<ol>" + "".join(f"<li>{escape(r)}</li>" for r in references(reader, made.studies)) + "</ol>")
    else:
        parts.append(f"<p><strong>{escape(reason(meta))}</strong></p>")
        if meta.nearest:
            changed = {**raw, **{k: _texts(v) for k, v in meta.nearest.params.items()}}
            link = _address(at, "ask", query, changed)
            parts.append(f'<p><a href="{link}">The nearest answer has {meta.nearest.rows} rows.</a></p>')
    parts += [f"<p>{escape(w.message)}.</p>" for w in meta.warnings]
    forms = ", ".join(
        f'<a href="{_address(at, "v1/queries", query, {**raw, "format": [f]})}">{f}</a>' for f in ("json", "csv", "tsv")
    )
    total = f"more than {meta.total}" if meta.truncated else str(meta.total)
    following = ""
    if meta.next_cursor:
        link = _address(at, "ask", query, {**raw, "cursor": [str(meta.next_cursor)]})
        following = f' <a href="{link}">Next rows</a>.'
    build = escape(str(meta.build))
    parts.append(
        f"<p>{meta.returned} of {total} rows.{following} All columns: {forms}. Build <code>{build}</code>.</p>"
    )
    if browser:
        parts.append(f'<p><a href="{escape(browser, quote=True)}">Draw this answer in Neo4j Browser</a></p>')
    return page(query.title, "".join(parts), at)


def error_page(query: CannedQuery | None, raw: Mapping[str, Sequence[str]], error: ExomechError, root: str) -> str:
    """What was wrong, above the form to mend it in."""
    at = escape(root, quote=True)
    told = "".join(f"<p>{escape(text)}</p>" for text in (error.message, error.hint) if text)
    form = _form(query, at, raw) if query is not None else ""
    return page("ExoMech", f'<p><a href="{at}/">ExoMech</a></p><div class="error">{told}</div>{form}', at)


def _texts(value: object) -> list[str]:
    if value is None:
        return []
    if isinstance(value, bool):
        return [str(value).lower()]
    return [str(v) for v in value] if isinstance(value, (list, tuple)) else [str(value)]


def _address(at: str, where: str, query: CannedQuery, raw: Mapping[str, Sequence[str]]) -> str:
    pairs = [(name, value) for name, values in raw.items() for value in values]
    return f"{at}/{where}/{escape(query.name)}?{escape(urlencode(pairs), quote=True)}"


def _state(service: Service) -> str:
    try:
        manifest = service.store.info().manifest
    except StoreError as error:
        return f"<strong>{escape(error.message)}</strong> {escape(error.hint)}"
    kinds = (("Study", "studies"), ("Claim", "claims"), ("Evidence", "pieces of evidence"))
    told = ", ".join(f"{manifest.counts.get(label, 0)} {word}" for label, word in kinds)
    return f"{told}; data {escape(manifest.data_version)}, build <code>{escape(manifest.build)}</code>"


def _form(query: CannedQuery, at: str, raw: Mapping[str, Sequence[str]]) -> str:
    own = {p.name for p in query.params}
    fields = "".join(_field(p, raw) for p in query.params)
    # Filters that came with the address stay in force when the form is sent again; a page of the old answer does not.
    kept = "".join(
        f'<input type="hidden" name="{escape(name, quote=True)}" value="{escape(value, quote=True)}">'
        for name, values in raw.items()
        for value in values
        if name not in own and name != "cursor"
    )
    return (
        f'<form action="{at}/ask/{escape(query.name)}"><strong>{escape(query.title)}</strong>'
        f"<p>{escape(query.question)}</p><fieldset>{fields}{kept}<button>Ask</button></fieldset></form>"
    )


def _field(param: Param, raw: Mapping[str, Sequence[str]]) -> str:
    example = param.example[0] if isinstance(param.example, list) and param.example else param.example
    shown = escape(next(iter(_texts(example)), ""), quote=True)
    name, told = escape(param.name), escape(param.help, quote=True)
    given = list(raw.get(param.name, ()))
    if not given and param.required and not raw:
        given = _texts(example)[:1]
    needed = " required" if param.required else ""
    inputs = "".join(
        f'<input name="{name}" value="{escape(value, quote=True)}" placeholder="{shown}"{needed}>'
        for value in given or [""]
    )
    return f'<label title="{told}">{name}{inputs}</label>'

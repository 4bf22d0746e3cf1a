"""Stage: progress -> a page that opens in any browser and prints on A4. What staff typed is escaped."""

from __future__ import annotations

import jinja2

from toolkit.messages import say, sentence
from toolkit.model.finding import Finding
from toolkit.model.form import Severity
from toolkit.model.progress import Progress, Status, UnitProgress

_PAGE = """<!doctype html>
<html lang="{{ lang }}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ title }}</title>
<style>
body { font: 15px/1.5 "Segoe UI", Roboto, "Liberation Sans", sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #1d2733 }
h1 { font-size: 1.3rem } h2 { font-size: 1.05rem; margin-top: 2rem }
.counts { display: flex; flex-wrap: wrap; gap: .75rem; padding: 0; list-style: none }
.counts li { border: 1px solid #cfd8e3; border-radius: .4rem; padding: .4rem .9rem }
.counts b { display: block; font-size: 1.4rem }
table { border-collapse: collapse; width: 100% } th, td { border-bottom: 1px solid #dde4ec; padding: .3rem .5rem; text-align: left; vertical-align: top }
td.n, th.n { text-align: right } .missing { color: #9c2b10 } .returned { color: #8a5a00 } .accepted { color: #1c6b3a }
@media print { body { margin: 0; max-width: none } }
</style>
<h1>{{ title }}</h1>
<ul class="counts">{% for label, count in counts %}<li><b>{{ count }}</b>{{ label }}</li>{% endfor %}</ul>
<h2>{{ words.units }}</h2>
<table><thead><tr><th>{{ words.code }}</th><th>{{ words.name }}</th><th>{{ words.status }}</th><th class="n">{{ words.resubmissions }}</th>
<th class="n">{{ words.errors }}</th><th class="n">{{ words.warnings }}</th></tr></thead><tbody>
{% for each in units %}<tr><td>{{ each.unit.code }}</td><td>{{ each.unit.name }}</td><td class="{{ each.status.value }}">{{ status(each) }}</td>
<td class="n">{{ each.resubmissions or "" }}</td><td class="n">{{ each.errors or "" }}</td><td class="n">{{ each.warnings or "" }}</td></tr>
{% endfor %}</tbody></table>
{% if findings %}<h2>{{ words.findings }}</h2>
<table><tbody>{% for place, text in findings %}<tr><td>{{ place }}</td><td>{{ text }}</td></tr>
{% endfor %}</tbody></table>{% endif %}
</html>
"""
_WORDS = ("units", "code", "name", "status", "resubmissions", "errors", "warnings", "findings")


def progress_page(progress: Progress, findings: tuple[Finding, ...], title: str, lang: str) -> str:
    """The page as HTML, with the errors and warnings that are still open (notes are left to the workbook)."""
    page = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined).from_string(_PAGE)
    return page.render(
        lang=lang,
        title=title,
        counts=counts(progress, lang),
        units=progress.units,
        words={word: say(f"progress-{word}", lang) for word in _WORDS},
        status=lambda each: status_label(each, lang),
        findings=[(str(each.place), _text(each, lang)) for each in findings if each.severity is not Severity.NOTE],
    )


def counts(progress: Progress, lang: str) -> list[tuple[str, int]]:
    """The counts that say how a round stands, each with its label, in the order in which they are shown."""
    shown = (
        ("expected", progress.expected),
        ("accepted", progress.count(Status.ACCEPTED)),
        ("returned", progress.count(Status.RETURNED)),
        ("missing", progress.count(Status.MISSING)),
        ("late", progress.late),
        ("exempt", progress.count(Status.EXEMPT)),
    )
    return [(say(f"progress-count-{name}", lang), count) for name, count in shown]


def status_label(each: UnitProgress, lang: str) -> str:
    """How a unit stands, in words."""
    label = say(f"status-{each.status.value}", lang)
    return f"{label}, {say('status-late', lang)}" if each.late else label


def _text(each: Finding, lang: str) -> str:
    return sentence(each.code, dict(each.values), lang)

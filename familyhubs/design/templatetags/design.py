"""`{% load design %}`: the components. docs/design-system.md lists them with examples."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, cast

from django import forms, template
from django.core.paginator import Page
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils import formats, timezone
from django.utils.safestring import SafeString, mark_safe

from familyhubs.design.chart import Chart
from familyhubs.design.fields import BoundField
from familyhubs.design.forms import error_entries, html_id
from familyhubs.design.pages import page_links
from familyhubs.design.parts import ChangeEntry, NavigationItem, Row, TaskItem, TimelineItem

register = template.Library()
Shown = dict[str, Any]


# --- Forms ----------------------------------------------------------------------------------
@register.inclusion_tag("design/error_summary.html")
def error_summary(form: forms.BaseForm) -> Shown:
    """Every error of the form, each a link to its input. Nothing when there is none."""
    return {"entries": error_entries(form)}


@register.inclusion_tag("design/whole_form.html", takes_context=True)
def govuk_form(
    context: Context,
    form: forms.BaseForm,
    *,
    submit: str = "Save",
    cancel: str = "",
    action: str = "",
    method: str = "post",
    heading: bool = False,
    style: str = "",
    summary: bool = True,
    dense: bool = True,
) -> Shown:
    """The form: error summary, fields, token and buttons.

    `heading` makes the first field's label the page's h1; `style` is "secondary" or "warning";
    `dense` is for workers, and a question to the public is not.
    """
    if heading:
        first = cast(BoundField, form.visible_fields()[0])
        first.is_heading = True
    unfinished = getattr(form, "unfinished", None)
    if unfinished is not None:
        unfinished.shown = True
    return {
        "form": form,
        "unfinished": unfinished,
        "written_by": context.get("written_by", ""),
        "form_id": html_id(form),
        "entries": error_entries(form) if summary else [],
        "submit": submit,
        "cancel": cancel,
        "action": action,
        "method": method,
        "style": style,
        "dense": dense and not heading,
        "csrf_token": context.get("csrf_token", ""),
    }


@register.inclusion_tag("design/button.html")
def button(text: str, *, url: str = "", style: str = "", name: str = "", value: str = "") -> Shown:
    """A submit button, or with `url` a link that looks like one."""
    return {"text": text, "url": url, "style": style, "name": name, "value": value}


@register.inclusion_tag("design/post_button.html", takes_context=True)
def post_button(context: Context, text: str, url: str, *, style: str = "secondary") -> Shown:
    """A form of one button, for an action that asks nothing."""
    token = context.get("csrf_token", "")
    return {"text": text, "action": url, "style": style, "csrf_token": token}


# --- Finding one's way ----------------------------------------------------------------------
@register.inclusion_tag("design/back_link.html")
def back_link(url: str, text: str = "Back") -> Shown:
    return {"url": url, "text": text}


@register.inclusion_tag("design/breadcrumbs.html")
def breadcrumbs(items: Sequence[NavigationItem]) -> Shown:
    return {"items": items}


@register.inclusion_tag("design/sub_navigation.html")
def sub_navigation(items: Sequence[NavigationItem], label: str = "In this record") -> Shown:
    return {"items": items, "label": label}


@register.inclusion_tag("design/identity_bar.html")
def identity_bar(
    title: str,
    *,
    facts: Sequence[Row] = (),
    url: str = "",
    status: str = "",
    colour: str = "",
    warning: str = "",
) -> Shown:
    """Whose record this is, full width. `warning` stands out: how to contact them safely."""
    return {
        "title": title,
        "facts": facts,
        "url": url,
        "status": status,
        "colour": colour,
        "warning": warning,
    }


@register.inclusion_tag("design/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any], parameter: str = "page") -> Shown:
    """Links to the other pages; the rest of the address (the filters) stays."""
    return {"links": page_links(page, context["request"].GET, parameter), "page": page}


# --- Saying something -----------------------------------------------------------------------
@register.inclusion_tag("design/tag.html")
def tag(text: str, colour: str = "") -> Shown:
    """A status, always in words."""
    return {"text": text, "colour": colour}


@register.inclusion_tag("design/badge.html")
def badge(text: str, colour: str = "") -> Shown:
    """A small mark beside a name."""
    return {"text": text, "colour": colour}


@register.inclusion_tag("design/warning.html")
def warning(text: str) -> Shown:
    return {"text": text}


@register.inclusion_tag("design/panel.html")
def panel(title: str, text: str = "", level: int = 1) -> Shown:
    """Done: the title says what, the text what to keep (a reference)."""
    return {"title": title, "text": text, "level": level}


@register.inclusion_tag("design/empty.html")
def empty(title: str, text: str = "", *, action: str = "", url: str = "") -> Shown:
    """Nothing here yet, and what to do about it."""
    return {"title": title, "text": text, "action": action, "url": url}


# --- Showing what is known ------------------------------------------------------------------
@register.inclusion_tag("design/summary_list.html")
def summary_list(rows: Sequence[Row]) -> Shown:
    """Labels and values made in a view. `{% summary %}` is the same, written in a template."""
    return {"rows": rows}


@register.inclusion_tag("design/timeline.html")
def timeline(items: Sequence[TimelineItem], level: int = 2) -> Shown:
    """What happened, newest first. `level` is that of the titles."""
    return {"items": items, "level": level}


@register.inclusion_tag("design/change_list.html")
def change_list(entries: Sequence[ChangeEntry]) -> Shown:
    """The history of a record: who, when, why, and each field before and after."""
    return {"entries": entries}


@register.inclusion_tag("design/task_list.html")
def task_list(items: Sequence[TaskItem]) -> Shown:
    """What waits for this person, most urgent first."""
    return {"items": items}


@register.inclusion_tag("design/card.html")
def card(title: str, url: str, text: str = "", count: int | str | None = None) -> Shown:
    """A way in from a start page. Stand several in `<ul class="app-cards">`."""
    return {"title": title, "url": url, "text": text, "count": count}


@register.inclusion_tag("design/chart.html")
def chart(drawn: Chart) -> Shown:
    """A chart made by `familyhubs.design.chart.line_chart`, and its figures as a table."""
    return {"chart": drawn}


# --- Blocks ---------------------------------------------------------------------------------
def _block(name: str, **shown: Any) -> SafeString:
    return mark_safe(render_to_string(f"design/{name}.html", shown))  # noqa: S308


@register.simple_block_tag
def summary(content: str) -> SafeString:
    """A summary list; inside it `{% row "Label" %}value{% endrow %}`."""
    return _block("summary", content=content)


@register.simple_block_tag
def row(
    content: str, label: str, *, action: str = "", url: str = "", hidden: str = ""
) -> SafeString:
    return _block("row", row=Row(label, content, action, url, hidden))


@register.simple_block_tag
def table(content: str, caption: str, *, hide_caption: bool = False) -> SafeString:
    """A table: plain `<thead>` and `<tbody>` inside; `class="number"` on cells of figures."""
    return _block("table", content=content, caption=caption, hide_caption=hide_caption)


@register.simple_block_tag
def inset(content: str) -> SafeString:
    return _block("inset", content=content)


@register.simple_block_tag
def details(content: str, summary: str) -> SafeString:
    """Something most people need not read."""
    return _block("details", content=content, summary=summary)


# --- Dates ----------------------------------------------------------------------------------
@register.filter
def day(value: date | datetime | None) -> str:
    """3 March 2026"""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return formats.date_format(value, "j F Y") if value else ""


@register.filter
def moment(value: date | datetime | None) -> str:
    """3 March 2026 at 2:15pm; for a date without a time, only the day."""
    if not isinstance(value, datetime):
        return day(value)
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    clock = f"{local.hour % 12 or 12}:{local:%M}{'am' if local.hour < 12 else 'pm'}"
    return f"{day(local)} at {clock}"

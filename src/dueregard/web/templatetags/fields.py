"""Without this a form would not tell a person, beside the field, what is asked and what is wrong.

Django gives a field; this says how the design system shows it, and lists a form's problems.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()

MOST_RADIOS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """One field as shown. `kind` is 'group' (several inputs), 'tick' (one box) or 'single'."""

    kind: str
    html: SafeString
    hint: str
    described_by: str
    optional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A line of the error summary; `href` goes to the field, and is empty when there is none."""

    text: str
    href: str


@register.simple_tag
def control(field: BoundField) -> Control:
    """The field as the design system shows it, with its hint and errors tied to it."""
    radios = _as_radios(field)
    kind = "group" if radios or field.use_fieldset else "single"
    if isinstance(field.field.widget, forms.CheckboxInput):
        kind = "tick"
    hint = _hint(field)
    described_by = _described_by(field, hint=hint)
    attrs: dict[str, str | bool] = {}
    if described_by and kind != "group":
        attrs["aria-describedby"] = described_by
    return Control(
        kind=kind,
        html=field.as_widget(widget=radios, attrs=attrs),
        hint=hint,
        described_by=described_by,
        optional=not field.field.required and not getattr(field.form, "all_optional", False),
    )


@register.simple_tag
def problems(
    form: forms.BaseForm | None, more: Iterable[dict[str, str]] | None = None
) -> list[Problem]:
    """All that is wrong with a form, in the order of its fields; then the page's own problems."""
    found = []
    if isinstance(form, forms.BaseForm) and form.is_bound:
        found += [Problem(text=str(text), href="") for text in form.non_field_errors()]
        for field in form:
            href = "" if field.is_hidden else f"#{first_id(field)}"
            found += [Problem(text=str(text), href=href) for text in field.errors]
    found += [Problem(text=each["text"], href=each.get("href", "")) for each in more or ()]
    return found


@register.filter
def first_id(field: BoundField) -> str:
    """The id of the first thing in the field that can take the focus."""
    if _as_radios(field):
        return f"{field.auto_id}_0"
    return str(field.field.widget.id_for_label(field.auto_id)) or f"{field.auto_id}_0"


def _hint(field: BoundField) -> str:
    if field.help_text:
        return str(field.help_text)
    if isinstance(field.field.widget, forms.DateInput):
        return _("For example, 27/3/2026")
    return ""


def _described_by(field: BoundField, *, hint: str) -> str:
    own = field.field.widget.attrs.get("aria-describedby")
    if own:
        return str(own)
    ids = [f"{field.auto_id}_helptext"] if hint else []
    if field.errors:
        ids.append(f"{field.auto_id}_error")
    return " ".join(ids)


def _as_radios(field: BoundField) -> forms.RadioSelect | None:
    """A short list of choices is easier seen than opened; a blank choice keeps it a list."""
    widget = field.field.widget
    if type(widget) is not forms.Select:
        return None
    choices = list(islice(widget.choices, MOST_RADIOS + 2))
    if field.field.required:
        choices = [(value, label) for value, label in choices if value not in (None, "")]
    grouped = any(isinstance(label, list | tuple) for _value, label in choices)
    blank = any(value in (None, "") for value, _label in choices)
    if grouped or blank or not 1 <= len(choices) <= MOST_RADIOS:
        return None
    return forms.RadioSelect(attrs=widget.attrs, choices=choices)

"""A form says beside each field what is asked and what is wrong, to the eye and to a reader."""

from html.parser import HTMLParser

import pytest
from django import forms
from django.template.loader import render_to_string

VOID = {"input", "br", "img", "meta", "link", "hr"}


class Element:
    def __init__(self, tag, attrs, parent):
        self.tag, self.attrs, self.parent = tag, dict(attrs), parent
        self.children, self.said = [], []

    def all(self, tag=None):
        for child in self.children:
            if tag in (None, child.tag):
                yield child
            yield from child.all(tag)

    @property
    def words(self):
        return " ".join(
            " ".join(each if isinstance(each, str) else each.words for each in self.said).split()
        )

    def by_id(self, wanted):
        (found,) = [each for each in self.all() if each.attrs.get("id") == wanted]
        return found

    def has(self, name):
        return name in self.attrs.get("class", "").split()


class Reader(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.root = self.now = Element("root", [], None)
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        made = Element(tag, attrs, self.now)
        self.now.children.append(made)
        self.now.said.append(made)
        if tag not in VOID:
            self.now = made

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.now.tag == tag, f"</{tag}> closes <{self.now.tag}>"
            self.now = self.now.parent

    def handle_data(self, data):
        self.now.said.append(data)


def read(html):
    reader = Reader(html)
    assert reader.now is reader.root, "an element was not closed"
    return reader.root


LENSES = [(str(each), f"Lens {each}") for each in range(9)]


class UseForm(forms.Form):
    name = forms.CharField(
        label="Name", help_text="What the force calls it.",
        error_messages={"required": "Give the use a name."},
    )
    purpose = forms.CharField(
        label="What is it for?", widget=forms.Textarea, max_length=20,
        error_messages={"required": "Say what it is for."},
    )
    since = forms.DateField(
        label="In use since", error_messages={"required": "Give the day it came into use."}
    )
    faces = forms.IntegerField(
        label="Faces seen", error_messages={"required": "Give the number of faces."}
    )
    lens = forms.ChoiceField(
        label="Lens", choices=LENSES, error_messages={"required": "Choose a lens."}
    )
    paper = forms.FileField(label="Paper", error_messages={"required": "Choose a file."})
    secret = forms.CharField(
        label="Password", widget=forms.PasswordInput,
        error_messages={"required": "Give your password."},
    )
    status = forms.ChoiceField(
        label="Where is it now?", help_text="Today.", choices=[("idea", "Idea"), ("live", "Live")],
        error_messages={"required": "Choose where it is now."},
    )
    groups = forms.MultipleChoiceField(
        label="Who is affected?", choices=[("c", "Children"), ("v", "Victims")],
        widget=forms.CheckboxSelectMultiple, error_messages={"required": "Choose a group."},
    )
    agreed = forms.BooleanField(
        label="I have read it", help_text="All of it.",
        error_messages={"required": "Read it first."},
    )
    note = forms.CharField(label="Note", required=False)
    mark = forms.CharField(widget=forms.HiddenInput, error_messages={"required": "No mark."})

    def clean(self):
        raise forms.ValidationError("The dates do not fit together.")


SINGLE = ["name", "purpose", "since", "faces", "lens", "paper", "secret"]
GROUPED = ["status", "groups"]


def shown(form, **more):
    context = {"form": form, "csrf_token": "from-here", **more}
    return read(render_to_string("parts/form.html", context))


@pytest.mark.parametrize("name", SINGLE)
def test_a_field_is_named_by_its_label(name):
    page = shown(UseForm())

    (label,) = [each for each in page.all("label") if each.attrs["for"] == f"id_{name}"]

    assert label.words == UseForm.base_fields[name].label
    assert page.by_id(f"id_{name}").attrs["name"] == name


@pytest.mark.parametrize("name", SINGLE)
def test_a_wrong_field_says_why_next_to_itself_and_points_to_the_words(name):
    page = shown(UseForm({}))
    field = page.by_id(f"id_{name}")

    pointed_to = field.attrs["aria-describedby"].split()

    assert f"id_{name}_error" in pointed_to
    assert field.attrs["aria-invalid"] == "true"
    assert any(each.endswith("--error") for each in field.attrs["class"].split())
    wanted = UseForm.base_fields[name].error_messages["required"]
    assert page.by_id(f"id_{name}_error").words == f"Error: {wanted}"
    for each in pointed_to:
        page.by_id(each)


def test_a_hint_is_said_before_the_error():
    page = shown(UseForm({}))

    assert page.by_id("id_name").attrs["aria-describedby"] == "id_name_helptext id_name_error"
    assert page.by_id("id_name_helptext").words == "What the force calls it."


@pytest.mark.parametrize("name", GROUPED)
def test_a_group_has_its_question_as_a_legend_and_its_error_on_the_fieldset(name):
    page = shown(UseForm({}))
    (group,) = [
        each for each in page.all("fieldset")
        if f"id_{name}_error" in each.attrs.get("aria-describedby", "")
    ]

    (legend,) = group.all("legend")
    boxes = [each for each in group.all("input") if each.attrs["name"] == name]

    assert legend.words == UseForm.base_fields[name].label
    assert len(boxes) == 2
    assert not any("aria-describedby" in each.attrs for each in boxes)
    for box in boxes:
        assert [each for each in group.all("label") if each.attrs["for"] == box.attrs["id"]]
    for each in group.attrs["aria-describedby"].split():
        page.by_id(each)


def test_a_tick_box_stands_before_its_label_and_keeps_its_hint_and_error():
    page = shown(UseForm({}))
    box = page.by_id("id_agreed")

    assert box.has("govuk-checkboxes__input")
    assert box.attrs["aria-describedby"] == "id_agreed_helptext id_agreed_error"
    assert page.by_id("id_agreed_error").words == "Error: Read it first."


def test_the_summary_names_every_problem_once_and_each_link_reaches_its_field():
    page = shown(UseForm({}))
    (summary,) = [each for each in page.all("div") if each.has("govuk-error-summary")]

    links = {each.attrs["href"]: each.words for each in summary.all("a")}
    lines = [each.words for each in summary.all("li")]

    assert lines[0] == "The dates do not fit together."
    assert len(lines) == len(set(lines)) == 12
    assert links["#id_status_0"] == "Choose where it is now."
    assert links["#id_groups_0"] == "Choose a group."
    for href in links:
        assert page.by_id(href.removeprefix("#")).tag in {"input", "textarea", "select"}


def test_a_problem_with_a_hidden_field_is_said_without_a_link():
    page = shown(UseForm({}))

    (line,) = [each for each in page.all("li") if each.words == "No mark."]

    assert list(line.all("a")) == []


def test_a_fresh_form_shows_no_problem():
    page = shown(UseForm())

    assert not [each for each in page.all() if "error" in each.attrs.get("class", "")]
    assert not [each for each in page.all() if "aria-invalid" in each.attrs]


def test_a_short_list_is_shown_as_radios_and_a_long_one_as_a_list():
    page = shown(UseForm())

    assert page.by_id("id_status_0").attrs["type"] == "radio"
    assert page.by_id("id_lens").tag == "select"


def test_radios_keep_what_was_chosen():
    page = shown(UseForm({"status": "live"}))

    assert "checked" in page.by_id("id_status_1").attrs
    assert "checked" not in page.by_id("id_status_0").attrs


def test_a_choice_that_may_stay_blank_remains_a_list():
    class Optional(forms.Form):
        level = forms.ChoiceField(choices=[("", "Not said"), ("a", "A")], required=False)

    page = shown(Optional())

    assert page.by_id("id_level").tag == "select"
    assert [each.words for each in page.all("option")] == ["Not said", "A"]


def test_the_blank_choice_of_a_required_list_is_not_offered_as_an_answer():
    class Required(forms.Form):
        level = forms.ChoiceField(choices=[("", "Choose"), ("a", "A"), ("b", "B")])

    page = shown(Required())

    values = [each.attrs["value"] for each in page.all("input") if each.attrs["name"] == "level"]
    assert values == ["a", "b"]


def test_a_date_is_one_box_with_an_example_that_the_form_takes():
    page = shown(UseForm())
    field = page.by_id("id_since")

    assert field.attrs["type"] == "text"
    hint = page.by_id(field.attrs["aria-describedby"])
    example = hint.words.removeprefix("For example, ")
    assert UseForm({"since": example}).fields["since"].clean(example).isoformat() == "2026-03-27"


def test_a_number_is_typed_and_never_spun_by_a_mouse_wheel():
    field = shown(UseForm()).by_id("id_faces")

    assert (field.attrs["type"], field.attrs["inputmode"]) == ("text", "numeric")


def test_a_long_answer_is_never_cut_short_in_silence():
    page = shown(UseForm({"purpose": "longer than twenty characters"}))

    field = page.by_id("id_purpose")

    assert "maxlength" not in field.attrs
    assert "at most 20" in page.by_id("id_purpose_error").words


def test_only_what_may_be_left_out_is_marked_optional():
    page = shown(UseForm())

    marked = [each.words for each in page.all("label") if "optional" in each.words]

    assert marked == ["Note (optional)"]


def test_what_a_person_typed_is_escaped():
    page = shown(UseForm({"name": '"><script>x</script>', "purpose": "</textarea><script>"}))

    assert list(page.all("script")) == []
    assert page.by_id("id_name").attrs["value"] == '"><script>x</script>'


def test_a_form_carries_its_marks_and_asks_for_files_in_the_right_way():
    page = shown(UseForm(), once="only-once", submit="Record it")
    (form,) = page.all("form")

    hidden = {
        each.attrs["name"]: each.attrs.get("value")
        for each in page.all("input") if each.attrs["type"] == "hidden"
    }

    assert hidden["once"] == "only-once"
    assert hidden["csrfmiddlewaretoken"] == "from-here"
    assert "mark" in hidden
    assert form.attrs["enctype"] == "multipart/form-data"
    assert "novalidate" in form.attrs
    assert [each.words for each in page.all("button")] == ["Record it"]

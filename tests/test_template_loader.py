"""What readers of a template need to see its shape costs one byte a line, and nothing of what is shown."""

from pathlib import Path

import pytest
from django.template import Context, Engine, Template, TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template

from portal.serving.template_loader import without_indentation


@pytest.fixture
def render(tmp_path):
    """render(source, name="page.html", **context) as the site would render a template of ours."""

    def rendered(source, name="page.html", **context):
        (tmp_path / name.partition("#")[0]).write_text(source)
        loaders = [("portal.serving.template_loader.Loader", [tmp_path])]
        return Engine(loaders=loaders, debug=True).get_template(name).render(Context(context))

    return rendered


def test_a_line_costs_one_byte(render):
    source = '<ul>\n  {% for n in "ab" %}\n    <li\n        class="deep">{{ n }}</li>\n\n\t{% endfor %}\n</ul>\n'
    assert render(source) == '<ul>\n\n<li\nclass="deep">a</li>\n\n\n<li\nclass="deep">b</li>\n\n\n</ul>\n'


def test_a_space_between_words_stays_one(render):
    assert render("<p>\n  <a>raz</a> <a>dwa</a>\n  trzy</p>") == "<p>\n<a>raz</a> <a>dwa</a>\ntrzy</p>"


@pytest.mark.parametrize("tag", ["pre", "textarea", "PRE"])
def test_what_is_shown_as_it_stands_keeps_its_spaces(render, tag):
    shown = f'<{tag} id="x">\n  raz\n    dwa</{tag}>'
    assert render(f"<div>\n  {shown}\n  <p>trzy</p></div>") == f"<div>\n{shown}\n<p>trzy</p></div>"


def test_what_is_no_template_keeps_its_spaces(render):
    assert render("{% verbatim %}\n  {{ raz }}\n{% endverbatim %}\n  dwa") == "\n  {{ raz }}\n\ndwa"


@pytest.mark.parametrize("name", ["mail.txt", "sheet.typ", "feed.xml"])
def test_a_plain_text_keeps_its_spaces(render, name):
    assert render("raz\n  dwa", name) == "raz\n  dwa"


def test_a_partial_is_found_by_its_name(render):
    source = "{% partialdef card %}\n  <p>\n    raz</p>\n{% endpartialdef %}\n  {% partial card %}"
    assert render(source, "page.html#card") == "\n<p>\nraz</p>\n"
    assert render(source).count("<p>") == 1


def test_an_error_is_told_with_its_line(render):
    with pytest.raises(TemplateSyntaxError) as told:
        render("<div>\n  <p>\n\n    {% nonsense %}\n  </p>\n</div>")
    assert told.value.template_debug["line"] == 4


def test_the_site_reads_its_own_templates_so_and_those_of_others_as_they_are():
    ours = get_template("base.html").template
    written = Path(ours.origin.name).read_text()
    assert ours.source == without_indentation(written) != written
    others = get_template("wagtailadmin/base.html").template
    assert others.source == Path(others.origin.name).read_text()
    with pytest.raises(TemplateDoesNotExist):
        get_template("nie-ma.html")


def test_a_template_is_read_once():
    assert get_template("base.html").template is get_template("base.html").template


def test_what_is_seamless_is_written_on_several_lines_and_sent_on_one():
    source = """{% seamless %}
      <b>{{ n }}</b>
      {% for word in words %}
        <i>{{ word }}</i>
      {% empty %}
        nic
      {% endfor %}
      , i to
    {% endseamless %} wszystko"""
    shown = Template(source).render(Context({"n": 2, "words": ["raz\n dwa", "trzy"]}))
    assert shown == "<b>2</b><i>raz\n dwa</i><i>trzy</i>, i to wszystko"
    assert Template(source).render(Context({"n": 0})) == "<b>0</b>nic, i to wszystko"


def test_a_paragraph_of_a_plain_text_goes_out_on_one_line():
    source = (
        "Dzień dobry,\n\n{% paragraph %}\nraz\n{{ two }}{% if yes %} i\ntrzy{% endif %}.\n{% endparagraph %}\n\nkoniec"
    )
    shown = Template(source).render(Context({"two": "dwa\nd", "yes": True}))
    assert shown == "Dzień dobry,\n\nraz dwa\nd i trzy.\n\nkoniec"

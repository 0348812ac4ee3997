"""Whatever an author writes, what comes out is harmless under our policy, and readable."""

import time

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.bank.markdown import ATTRIBUTES, LANGUAGES, SCHEMES, TAGS, plain, render, render_inline
from assay.bank.view import LANGUAGES as BY_SUFFIX

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<b style='background:url(//evil.example)' onclick=x>b</b>",
    "<iframe src=//evil.example></iframe><base href=//evil.example>",
    "<!--><script>x</script>-->",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt&colon;alert(1))",
    "[a](\u0001javascript:alert(1))",
    "[a](data:text/html,<script>x</script>)",
    "[a](data:image/svg+xml,<svg/onload=x>)",
    "[a](vbscript:x)",
    "<javascript:alert(1)>",
    "[a](http://b.example \"t' onclick='x\")",
    "[a][b]\n\n[b]: javascript:alert(1)",
    "![a](http://evil.example/p.png)",
    '![a](//evil.example/p.png "x" onerror=x)',
    "[![a](http://evil.example/p.png)](http://b.example)",
    "```python onclick=x style=y\nprint('<script>')\n```",
    '~~~"><script>x</script>\nx\n~~~',
    "|a|b|\n|:-|-:|\n|<script>|1|",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "`<script>`",
    "\\<script>",
]


def check(html):
    """Nothing but our tags and attributes, no inline script or style, no address into our pages."""
    for tag in BeautifulSoup(html, "html.parser").find_all(True):
        assert tag.name in TAGS
        assert set(tag.attrs) <= ATTRIBUTES.get(tag.name, set()) | {"rel"}
        if "href" in tag.attrs:
            assert tag["href"].lower().partition(":")[0] in SCHEMES


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_only_text(text):
    check(render(text))
    check(render_inline(text))


@settings(deadline=None)
@given(st.lists(st.sampled_from([*"<>()[]!`*_~|\"'\n\\&;: ", *HOSTILE, "a"]), max_size=12))
def test_no_mixture_of_hostile_texts_is_more_than_text(parts):
    check(render("".join(parts)))
    check(render_inline("".join(parts)))


def test_raw_html_is_shown_as_it_was_written():
    assert render("<b>a</b> & <i>") == "<p>&lt;b&gt;a&lt;/b&gt; &amp; &lt;i&gt;</p>"


def test_code_is_coloured_by_classes():
    html = render("```python\nimport os\n```")
    assert html.startswith('<div class="highlight"><pre tabindex="0"><code><span class="kn">import')
    assert "style" not in html


@pytest.mark.parametrize("language", ["", "brainfuck", "../../etc", "python3.99", "html+php"])
def test_code_of_a_language_that_we_do_not_colour_is_plain(language):
    html = render(f"```{language}\na <b>\n```")
    assert html == (
        '<div class="highlight"><pre tabindex="0"><code>a &lt;b&gt;\n</code></pre></div>'
    )


@pytest.mark.parametrize("language", sorted(LANGUAGES | set(BY_SUFFIX.values())))
def test_every_language_that_we_name_is_coloured(language):
    assert language in LANGUAGES
    check(render(f"```{language}\n<script> 'a' {{{{ b }}}} # c\n```"))


def test_indented_code_is_code_that_the_keyboard_reaches():
    assert 'tabindex="0"' in render("Look:\n\n    app.run()\n")


def test_of_a_picture_the_words_are_left():
    html = render("See ![the *way* in](http://evil.example/p.png).")
    assert html == "<p>See the way in.</p>"


def test_links_lead_elsewhere_and_never_into_our_pages():
    assert render("[a](https://flask.example/)") == (
        '<p><a href="https://flask.example/" rel="noopener noreferrer">a</a></p>'
    )
    for address in ("/o/account/logout", "//evil.example", "?x", "#top", "o/x"):
        assert "href" not in render(f"[a]({address})")


def test_headings_and_tables_keep_the_pages_own_order_and_style():
    assert "<h1" not in render("# Title\n\nAnother\n=======")
    html = render("|a|b|\n|:-|-:|\n|1|2|")
    assert "<table>" in html
    assert "style" not in html


@pytest.mark.parametrize(
    "text",
    [">" * 16_000, "[" * 16_000, "*_" * 8_000, "`" * 16_000, "[a](" * 4_000, "![" * 8_000,
     "".join(" " * n + "- a\n" for n in range(170)), "|a" * 8_000 + "\n" + "|-" * 8_000],
)  # fmt: skip
def test_the_deepest_nesting_that_fits_is_rendered_soon(text):
    began = time.perf_counter()
    check(render(text[: 16 * 1024]))
    assert time.perf_counter() - began < 20


def test_the_words_alone_are_for_labels():
    assert plain("Use `x` **now**,\n[see](http://a.example) ![y](z) \\* &amp; <b>") == (
        "Use x now, see y * & <b>"
    )

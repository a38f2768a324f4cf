import pytest

from roundtable.web.design_system.linking import linked

LINK = '<a class="govuk-link" href="https://{0}" rel="noopener noreferrer">{0}</a>'


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Look at www.frg.org.uk.", f"Look at {LINK.format('www.frg.org.uk')}."),
        ("nyas.net or us", f"{LINK.format('nyas.net')} or us"),
        ("Write to help@nyas.net", "Write to help@nyas.net"),
        ("A break. Then on", "A break. Then on"),
        ('<b>"x.org"</b>', f"&lt;b&gt;&#34;{LINK.format('x.org')}&#34;&lt;/b&gt;"),
        ("javascript:alert(1).com/'\"", "javascript:alert(1).com/&#39;&#34;"),
    ],
)
def test_an_address_is_a_link_and_nothing_else_is(text: str, shown: str) -> None:
    assert linked(text) == shown

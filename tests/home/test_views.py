import re

from django.test import Client

from algorithms.styles.catalogue import styles


def test_the_home_page_says_what_it_does_and_leads_to_the_picker(client: Client) -> None:
    page = client.get("/").content.decode()

    assert "<h1>ImageTransfer</h1>" in page
    assert 'href="/online/"' in page
    assert 'action="/online/photos/"' in page


def test_the_home_page_links_the_four_papers(client: Client) -> None:
    page = client.get("/").content.decode()

    named = dict(
        re.findall(r'aria-labelledby="(\S+ method-\d)" href="https://arxiv.org/pdf/([\d.]+)">Read the paper</a>', page)
    )
    assert set(named.values()) == {"1508.06576", "1603.08155", "1703.07511", "2203.13452"}
    for labels in named:
        assert all(f'id="{label}"' in page for label in labels.split())
    assert page.count("This way is ours") == 1  # the fast light


def test_a_sample_on_the_home_page_opens_the_picker_with_its_style(client: Client) -> None:
    first = styles()[0]

    assert f'href="/online/?style={first.slug}"' in client.get("/").content.decode()


def test_the_navigation_marks_the_section_that_is_open(client: Client) -> None:
    assert 'href="/" aria-current="page"' in client.get("/").content.decode()
    assert 'href="/custom/" aria-current="page"' in client.get("/custom/").content.decode()


def test_an_unknown_address_is_answered_with_a_plain_sentence(client: Client) -> None:
    answer = client.get("/nothing/")

    assert answer.status_code == 404
    assert "Please check the link." in answer.content.decode()

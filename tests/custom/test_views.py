from django.test import Client


def test_the_custom_page_says_that_it_is_being_built_and_offers_what_works(client: Client) -> None:
    page = client.get("/custom/").content.decode()

    assert "still being built" in page
    assert 'href="/online/"' in page

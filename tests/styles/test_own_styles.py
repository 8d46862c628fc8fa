"""Pictures that people give as a style: brought, used, kept for a while, deleted."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from algorithms.errors import UserError
from algorithms.styles.catalogue import style, style_to_add, styles, styles_of
from algorithms.styles.options import FastOptions
from algorithms.styles.options_text import to_text
from imagetransfer.files import places
from imagetransfer.files.store import store, write
from imagetransfer.jobs.models import Job
from imagetransfer.styles.models import OwnStyle
from imagetransfer.styles.own_styles import own_style_add, own_style_delete, own_style_refine, own_styles_used, title_of
from imagetransfer.upkeep.retention import prune
from tests.jobs.makers import photo, stored_files
from tests.styles.makers import own_style

pytestmark = pytest.mark.django_db


def test_a_picture_becomes_a_style_that_is_found_by_its_slug_and_in_no_list() -> None:
    own = own_style("the_red vineyard 1.2")

    assert (style(own.slug).title, style(own.slug).kind, style(own.slug).is_own) == (own.title, "painting", True)
    assert own.title == "the red vineyard 1.2"
    assert own.slug not in {one.slug for one in styles()}
    assert FastOptions(styles={own.slug: 60, styles()[0].slug: 40}).chosen()[0].title == own.title


def test_slugs_cannot_be_guessed() -> None:
    slugs = {own_style().slug for _ in range(5)}

    assert len(slugs) == 5
    assert all(len(slug) == len("own-") + 16 for slug in slugs)


def test_a_style_that_is_gone_is_told_as_an_unknown_one() -> None:
    with pytest.raises(UserError, match="There is no style 'own-gone'"):
        FastOptions(styles={"own-gone": 100})


@pytest.mark.parametrize(
    ("text", "title"),
    [("", "My painting"), (" a\x00b\n", "a b"), ("x" * 80, "x" * 60), ("睡莲", "睡莲")],
)
def test_a_title_is_one_short_line(text: str, title: str) -> None:
    assert title_of(text) == title


def test_a_large_picture_is_kept_small() -> None:
    own = own_style_add(picture=photo(1500, 1000))

    assert (own.width, own.height) == (1024, 683)


def test_staff_cannot_name_a_style_as_unlisted_ones_are_named() -> None:
    with pytest.raises(UserError, match="a name that does not begin with own-"):
        style_to_add("own-house")


def test_a_passed_on_picture_does_not_tell_the_slug() -> None:
    own = own_style()

    line = to_text(FastOptions(styles={own.slug: 60, styles()[0].slug: 40}))

    assert line.startswith(f"styles=own:60,{styles()[0].slug}:40 ")


def test_a_style_is_refined_by_one_training_at_a_time() -> None:
    own = own_style()

    own_style_refine(own, client="ada")
    first = own.job
    own_style_refine(own, client="ada")

    assert first == own.job == Job.objects.get()
    assert first is not None
    assert (first.kind, first.lane, first.client, first.parameters["slug"]) == ("training", "custom", "ada", own.slug)
    Job.objects.update(state=Job.State.FAILED)
    own.refresh_from_db()
    own_style_refine(own, client="ada")
    assert Job.objects.get().state == "queued"


def test_a_photo_is_a_light_which_nothing_can_refine() -> None:
    own = own_style(kind="photographic")

    assert (style(own.slug).kind, own_style_add(picture=photo(), kind="photographic").title) == (
        "photographic",
        "My light",
    )
    assert FastOptions(styles={own.slug: 60, styles_of("photographic")[0].slug: 40}).kind == "photographic"
    with pytest.raises(UserError, match=r"Only paintings are refined\."):
        own_style_refine(own, client="ada")
    assert not Job.objects.exists()


def test_deleting_leaves_nothing_behind(settings: Settings) -> None:
    own = own_style()
    write(places.own_style_params(own.slug), b"learnt")
    own_style_refine(own, client="ada")

    own_style_delete(own)

    assert stored_files(Path(settings.MEDIA_ROOT)) == set()
    assert not OwnStyle.objects.exists()
    assert not Job.objects.exists()


def test_a_style_that_nobody_uses_is_deleted_after_its_time(settings: Settings) -> None:
    settings.OWN_STYLE_DAYS = 3
    unused, used = own_style(), own_style()
    OwnStyle.objects.update(used=timezone.now() - timedelta(days=4))
    own_styles_used([used.slug, styles()[0].slug])

    prune()

    assert OwnStyle.objects.get() == used
    assert [file.name for file in store().listing("style-pictures/")] == [str(used.picture)]
    assert unused.slug != used.slug


def test_a_browser_without_a_name_has_no_styles(client: Client) -> None:
    own = own_style()

    assert own.slug not in client.get("/online/").content.decode()

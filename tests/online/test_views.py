from io import BytesIO
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pytest_django import Settings

from algorithms.styles.catalogue import style, styles, styles_of
from imagetransfer.jobs.models import Job

pytestmark = pytest.mark.django_db

STYLE, OTHER, *MORE = (style.slug for style in styles_of("painting"))
LIGHT = styles_of("photographic")[0].slug
USUAL = {"strength": 100, "keep_colours": False, "stroke": 100, "where": "everything"}
SMALL = {"enlarged_from": [64, 48]}  # of the photo below


def photo(width: int = 64, height: int = 48, name: str = "photo.jpg") -> SimpleUploadedFile:
    file = BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(file, "JPEG")
    return SimpleUploadedFile(name, file.getvalue(), "image/jpeg")


def test_the_picker_offers_every_shipped_style_with_none_chosen(client: Client) -> None:
    page = client.get("/online/").content.decode()

    for one in styles():
        assert f'value="{one.slug}"' in page
    assert " checked" not in page


def test_a_link_with_a_style_has_it_chosen(client: Client) -> None:
    assert client.get(f"/online/?style={STYLE}").content.decode().count(" checked") == 1


def test_the_page_tells_the_browser_the_limits_of_the_settings(client: Client, settings: Settings) -> None:
    settings.UPLOAD_MAX_BYTES = 3_000_000
    page = client.get("/online/").content.decode()

    assert 'data-max-bytes="3000000"' in page
    assert "up to 3 MB" in page


def test_a_style_and_a_photo_become_a_job_and_lead_to_its_page(client: Client) -> None:
    answer = client.post("/online/", {"style": STYLE, "picture": photo()})

    job = Job.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/jobs/{job.pk}/")
    assert (job.kind, job.algorithm, job.parameters) == ("online", "fast", {"styles": {STYLE: 100}} | USUAL | SMALL)
    assert (job.width, job.height) == (1024, 768)
    assert len(job.client) == 64
    assert "127.0.0.1" not in job.client


def test_no_style_is_refused_beside_the_picker(client: Client) -> None:
    answer = client.post("/online/", {"picture": photo()})

    assert answer.status_code == 400
    assert 'id="style-error" role="alert" tabindex="-1" autofocus>Please pick a style' in answer.content.decode()
    assert not Job.objects.exclude(state="draft").exists()


def test_an_unknown_style_is_refused(client: Client) -> None:
    answer = client.post("/online/", {"style": "no-such-style", "picture": photo()})

    assert answer.status_code == 400
    assert "not in the list" in answer.content.decode()


def test_no_photo_is_refused_and_the_style_stays_chosen(client: Client) -> None:
    answer = client.post("/online/", {"style": STYLE})

    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Please choose a photo to paint." in page
    assert page.count(" checked") == 1


def test_a_file_that_is_no_picture_is_answered_with_415(client: Client) -> None:
    text = SimpleUploadedFile("photo.jpg", b"I am only called a photo", "image/jpeg")

    answer = client.post("/online/", {"style": STYLE, "picture": text})

    assert answer.status_code == 415
    assert "please choose a JPEG" in answer.content.decode()


def test_a_damaged_photo_is_answered_with_400(client: Client) -> None:
    whole = photo(400, 300).read()
    cut = SimpleUploadedFile("photo.jpg", whole[: len(whole) // 2], "image/jpeg")

    assert client.post("/online/", {"style": STYLE, "picture": cut}).status_code == 400


def test_an_empty_file_is_answered_with_a_sentence_that_says_what_to_do(client: Client) -> None:
    answer = client.post("/online/", {"style": STYLE, "picture": SimpleUploadedFile("photo.jpg", b"", "image/jpeg")})

    assert answer.status_code == 400
    assert "This file is empty. Please choose another photo." in answer.content.decode()


def test_too_many_bytes_are_answered_with_413(client: Client, settings: Settings) -> None:
    settings.UPLOAD_MAX_BYTES = 1000

    answer = client.post("/online/", {"style": STYLE, "picture": photo(400, 300)})

    assert answer.status_code == 413
    assert "too large" in answer.content.decode()


def test_a_full_queue_is_answered_with_503_and_when_to_come_back(client: Client, settings: Settings) -> None:
    settings.QUEUE_LIMIT = 0

    answer = client.post("/online/", {"style": STYLE, "picture": photo()})

    assert answer.status_code == 503
    assert f"try again in {answer.headers['Retry-After']} seconds" in answer.content.decode()
    assert not Job.objects.exclude(state="draft").exists()


def test_another_style_for_a_photo_that_is_here_already_needs_no_upload(client: Client) -> None:
    client.post("/online/", {"style": STYLE, "picture": photo()})
    first = Job.objects.get()

    page = client.get(f"/online/?photo={first.pk}").content.decode()
    client.post("/online/", {"style": OTHER, "photo": str(first.pk)})

    second = Job.objects.exclude(pk=first.pk).get()
    assert f'src="/jobs/{first.pk}/photo"' in page
    assert f'name="photo" value="{first.pk}"' in page
    assert second.parameters["styles"] == {OTHER: 100}
    with first.content.open() as before, second.content.open() as after:
        assert before.read() == after.read()


def test_a_new_photo_goes_before_the_earlier_one(client: Client) -> None:
    client.post("/online/", {"style": STYLE, "picture": photo()})
    first = Job.objects.get()

    client.post("/online/", {"style": STYLE, "photo": str(first.pk), "picture": photo(1100, 50)})

    assert Job.objects.exclude(pk=first.pk).get().width == 1100


def test_a_new_photo_is_taken_though_the_earlier_one_is_gone(client: Client) -> None:
    answer = client.post(
        "/online/", {"style": STYLE, "photo": str(UUID(int=0)), "picture": photo(80, 40), "keep_size": "yes"}
    )

    assert answer.status_code == 302
    assert Job.objects.get().width == 80


def test_a_good_photo_is_kept_when_something_else_is_refused(client: Client) -> None:
    page = client.post("/online/", {"picture": photo(80, 40)}).content.decode()
    kept = Job.objects.get(state="draft")
    assert f'name="photo" value="{kept.pk}"' in page

    client.post("/online/", {"style": STYLE, "photo": str(kept.pk), "keep_size": "yes"})

    assert Job.objects.get(state="queued").width == 80


@pytest.mark.parametrize("gone", [str(UUID(int=0)), "not-a-uuid"])
def test_a_photo_that_is_gone_is_asked_for_again(client: Client, gone: str) -> None:
    answer = client.post("/online/", {"style": STYLE, "photo": gone})

    assert answer.status_code == 400
    assert "That photo is no longer here." in answer.content.decode()
    assert client.get(f"/online/?photo={gone}").status_code == 200


def test_several_styles_become_a_mix_with_their_weights(client: Client) -> None:
    mix = {f"weight-{STYLE}": "20", f"weight-{OTHER}": "60", f"weight-{MORE[0]}": "99"}

    client.post("/online/", {"style": [STYLE, OTHER], "picture": photo()} | mix)

    assert Job.objects.get().parameters["styles"] == {OTHER: 60, STYLE: 20}


def test_a_style_without_a_weight_comes_in_with_a_usual_one(client: Client) -> None:
    client.post("/online/", {"style": [STYLE, OTHER, ""], "picture": photo(), f"weight-{STYLE}": "100"})

    assert Job.objects.get().parameters["styles"] == {STYLE: 100, OTHER: 50}


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({"style": [STYLE, OTHER, *MORE[:3]]}, "5 styles were chosen; choose one to 4."),
        ({"style": [STYLE, LIGHT]}, "A painting and a light cannot be mixed; choose styles of one kind."),
        ({"style": [STYLE, OTHER], f"weight-{OTHER}": "0"}, "A weight is a whole number from 1 to 100."),
        ({"style": [STYLE, OTHER], f"weight-{OTHER}": "much"}, "A weight is a whole number from 1 to 100."),
        ({"style": [STYLE, OTHER], "strength": "101"}, "The strength is a number from 0 to 100."),
        ({"style": LIGHT, "strength": "much"}, "The strength is a number from 0 to 100."),
        ({"style": STYLE, "stroke": "20"}, "The stroke size is a number from 50 to 200."),
        ({"style": STYLE, "where": "cat"}, "Select a valid choice. cat is not one of the available choices."),
    ],
)
def test_a_choice_that_cannot_be_is_refused_and_all_others_stay(
    client: Client, chosen: dict[str, str], sentence: str
) -> None:
    answer = client.post("/online/", {"picture": photo(), "keep_colours": "on"} | chosen)

    page = answer.content.decode()
    assert answer.status_code == 400
    assert sentence in page
    assert page.count(" checked") == len([chosen["style"]] if isinstance(chosen["style"], str) else chosen["style"]) + 1
    assert not Job.objects.exclude(state="draft").exists()


def test_strength_colours_and_strokes_are_kept_on_the_job(client: Client) -> None:
    how = {"strength": "40", "keep_colours": "on", "stroke": "150", "where": "not-sky"}

    client.post("/online/", {"style": STYLE, "picture": photo()} | how)

    assert Job.objects.get().parameters == {
        "styles": {STYLE: 100}, "strength": 40, "keep_colours": True, "stroke": 150, "where": "not-sky"
    } | SMALL  # fmt: skip


def test_what_was_chosen_is_told_on_the_pages_of_the_job_and_of_all_ones_jobs(client: Client) -> None:
    how = {f"weight-{OTHER}": "25", f"weight-{STYLE}": "75", "strength": "40", "stroke": "150", "where": "person"}

    page = client.post("/online/", {"style": [STYLE, OTHER], "picture": photo()} | how, follow=True).content.decode()

    words = f"75 % {style(STYLE).title}, 25 % {style(OTHER).title}, strength 40 %, broad strokes (150 %), only people"
    assert words in page
    assert words in client.get("/jobs/").content.decode()
    pk = Job.objects.get().pk
    assert f"?photo={pk}&amp;strength=40&amp;keep_colours=no&amp;stroke=150&amp;where=person" in page


def test_a_link_can_have_every_choice_made(client: Client) -> None:
    link = f"/online/?styles={STYLE}:60,{OTHER}:20&strength=80&keep_colours=yes&stroke=150&where=not-sky"

    page = client.get(link).content.decode()

    assert page.count(" checked") == 3
    assert f'name="weight-{OTHER}" min="1" max="100" value="20"' in page
    assert 'name="strength" value="80"' in page
    assert 'name="stroke" value="150"' in page
    assert '<option value="not-sky" selected>Everything but the sky</option>' in page
    assert '<details class="choices" id="choices" open>' in page


@pytest.mark.parametrize("query", ["styles=a:b,a", "styles=", "style=gone", "strength=much&stroke=", "keep_colours=no"])
def test_a_link_that_makes_no_sense_shows_the_picker(client: Client, query: str) -> None:
    answer = client.get(f"/online/?{query}")

    assert answer.status_code == 200
    assert " checked" not in answer.content.decode()


def test_paintings_and_photographic_styles_are_groups_of_their_own(client: Client) -> None:
    painting, light, _own = client.get("/online/").content.decode().split("<fieldset")[1:]

    assert all(f'value="{style.slug}"' in painting for style in styles_of("painting"))
    assert all(f'value="{style.slug}"' in light for style in styles_of("photographic"))


def size_of_the_job(client: Client, **sent: object) -> tuple[int, int]:
    Job.objects.all().delete()
    client.post("/online/", {"style": STYLE} | sent)
    job = Job.objects.get()
    with job.content.open() as file, Image.open(file) as stored:
        assert stored.size == (job.width, job.height)
    return job.width, job.height


def test_a_small_photo_is_painted_larger_unless_its_size_shall_be_kept(client: Client) -> None:
    assert size_of_the_job(client, picture=photo(384, 288)) == (1024, 768)
    assert size_of_the_job(client, picture=photo(384, 288), keep_size="on") == (384, 288)
    assert size_of_the_job(client, picture=photo(1100, 50)) == (1100, 50)
    assert size_of_the_job(client, picture=photo(384, 288), style=LIGHT) == (384, 288)


def test_the_page_of_a_small_photo_says_so_and_offers_its_own_size(client: Client) -> None:
    page = client.post("/online/", {"style": STYLE, "picture": photo(384, 288)}, follow=True).content.decode()

    assert "Your photo is small (384 × 288 pixels), so it is painted larger: 1024 × 768." in page
    assert "Keep its own size, 384 × 288 pixels" in page

    again = {"style": OTHER, "photo": Job.objects.get().pk}
    kept = client.post("/online/", again | {"keep_size": "on"}, follow=True).content.decode()
    enlarged = client.post("/online/", again, follow=True).content.decode()

    assert "is painted larger" not in kept
    assert "keep_size=yes" in kept
    assert "Your photo is small (384 × 288 pixels), so it is painted larger: 1024 × 768." in enlarged


def test_the_page_of_a_large_photo_says_nothing_of_small_ones(client: Client) -> None:
    page = client.post("/online/", {"style": STYLE, "picture": photo(1200, 900)}, follow=True).content.decode()

    assert "is small" not in page
    assert "own size" not in page


def test_a_link_can_keep_a_small_photos_size(client: Client) -> None:
    page = client.get(f"/online/?style={STYLE}&keep_size=yes").content.decode()

    assert 'name="keep_size" id="id_keep_size" checked' in page
    assert '<details class="choices" id="choices" open>' in page

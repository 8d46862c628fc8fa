"""What staff does with added styles; workers train them (`jobs/training_work.py`)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from algorithms.styles.catalogue import added_styles, style_to_add
from algorithms.styles.catalogue_file import catalogue_enter, catalogue_remove
from algorithms.training.options import AddOptions
from imagetransfer.files import places
from imagetransfer.files.added_styles import catalogue_changed, style_files_delete
from imagetransfer.files.store import discard
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.services import job_cancel, job_create, job_delete
from imagetransfer.pictures.decoding import AcceptedPicture, accept
from imagetransfer.styles.models import AddedStyle

CLIENT = "staff"  # in whose name the trainings wait for their turn


def style_add(*, title: str, artist: str, year: str, source: str, picture: AcceptedPicture) -> AddedStyle:
    """Keep the picture and queue the training; raises `QueueFull`, or ValueError when the name is taken."""
    slug = free_slug(title)
    added = AddedStyle(slug=slug, title=title, artist=artist, year=year, source=source)
    added.picture.save(places.style_picture(slug, picture.suffix), ContentFile(picture.data), save=False)
    try:
        with transaction.atomic():
            added.job = _training(slug, picture)
            added.save(force_insert=True)
    except BaseException:
        discard(str(added.picture))
        raise
    return added


def free_slug(title: str) -> str:
    """Return the name in addresses; ValueError, in one plain sentence, when it is taken."""
    slug = slugify(title)[:60]
    style_to_add(slug)
    if AddedStyle.objects.filter(slug=slug).exists():
        raise ValueError(_("There is an added style called %(slug)s already; choose another title.") % {"slug": slug})
    return slug


def style_train(added: AddedStyle) -> None:
    """Queue a new training; the style stays as it is until that ends. Raises `QueueFull`."""
    with added.picture.open() as file:
        picture = accept(file)
    with transaction.atomic():
        old, added.job = added.job, _training(added.slug, picture)
        added.save(update_fields=("job",))
    if old:
        job_delete(old)


def style_publish(added: AddedStyle) -> None:
    """Offer the style from now on, with its present facts."""
    style = style_to_add(added.slug)
    facts = {"title": added.title, "artist": added.artist, "year": added.year, "source": added.source}
    with _list_changed() as catalogue:
        catalogue_enter(catalogue, style.weights_path, {added.slug: 0}, facts)


def style_withdraw(added: AddedStyle) -> None:
    """Offer the style no more; what was learnt is kept."""
    with _list_changed() as catalogue:
        catalogue_remove(catalogue, added.slug)


def style_cancel(added: AddedStyle) -> None:
    """End the training, if there is one."""
    if added.job:
        job_cancel(added.job)


def style_delete(added: AddedStyle) -> None:
    """Delete the style, its picture, its training and what was learnt."""
    style_withdraw(added)
    style = style_to_add(added.slug)
    if added.job:
        job_delete(added.job)
    style_files_delete(*(path.name for path in style.files))
    AddedStyle.objects.filter(pk=added.pk).delete()
    if added.picture:
        discard(str(added.picture))


def styles_adopt() -> None:
    """Make rows for the styles that the command added, so that staff can withdraw and delete them."""
    known = set(AddedStyle.objects.values_list("slug", flat=True))
    for style in added_styles():
        if style.slug not in known:
            AddedStyle.objects.create(
                slug=style.slug, title=style.title, artist=style.artist, year=style.year, source=style.source
            )


def _training(slug: str, picture: AcceptedPicture) -> Job:
    return job_create(
        kind=Job.Kind.TRAINING,
        algorithm=Job.Algorithm.FAST,
        content=picture,
        parameters={"slug": slug, "options": asdict(AddOptions())},
        client=CLIENT,
        lanes=[Job.Lane.CUSTOM],
    )


@contextmanager
def _list_changed() -> Iterator[Path]:
    """Give the list of added styles to be changed, by one person at a time, on whatever machine."""
    with transaction.atomic():
        list(AddedStyle.objects.select_for_update().order_by("pk").values_list("pk"))
        with catalogue_changed() as catalogue:
            yield catalogue

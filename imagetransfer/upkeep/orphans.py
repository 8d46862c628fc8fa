"""Files whose row was never written or is gone, because a process died, or the store was away, between the two."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import timedelta
from itertools import chain, islice

from django.utils import timezone

from imagetransfer.api.models import Upload
from imagetransfer.files.places import OWNED, Owner, owner_of
from imagetransfer.files.store import discard, store
from imagetransfer.gallery.models import Picture
from imagetransfer.jobs.models import Job
from imagetransfer.styles.models import AddedStyle, OwnStyle

GRACE = timedelta(hours=1)  # a file without a row may be of one that is just being written
_AT_ONCE = 500  # rows

_ROWS: dict[Owner, Callable[[Collection[str]], Iterable[object]]] = {
    Owner.JOB: lambda keys: Job.objects.filter(pk__in=keys).values_list("pk", flat=True),
    Owner.API_UPLOAD: lambda keys: Upload.objects.filter(pk__in=keys).values_list("pk", flat=True),
    Owner.PICTURE: lambda keys: Picture.objects.filter(pk__in=keys).values_list("pk", flat=True),
    Owner.STYLE: lambda keys: chain(
        *(kind.objects.filter(slug__in=keys).values_list("slug", flat=True) for kind in (AddedStyle, OwnStyle))
    ),
}


def orphans_delete() -> None:
    """Delete them; files that are none of ours are left alone."""
    names: dict[Owner, dict[str, list[str]]] = {owner: defaultdict(list) for owner in Owner}
    before = timezone.now() - GRACE
    for folder in OWNED:
        for file in store().listing(folder):
            if file.modified < before and (found := owner_of(file.name)):
                owner, key = found
                names[owner][key].append(file.name)
    for owner, by_key in names.items():
        for keys in _some_at_a_time(by_key):
            alive = set(map(str, _ROWS[owner](keys)))
            discard(*(name for key in keys if key not in alive for name in by_key[key]))


def _some_at_a_time(keys: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(keys)
    while some := list(islice(rest, _AT_ONCE)):
        yield some

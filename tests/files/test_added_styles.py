"""Styles that one machine adds are offered by the others, whose folders are their own."""

from pathlib import Path

import pytest
from django.test import Client

from algorithms.styles.catalogue import style, styles
from imagetransfer.files import added_styles
from imagetransfer.files.added_styles import catalogue_changed, style_files_put
from imagetransfer.files.store import StoreAway
from imagetransfer.styles.addresses import sample_address
from imagetransfer.styles.models import AddedStyle
from imagetransfer.styles.services import style_delete, style_publish, style_withdraw
from tests.algorithms.makers import style_file
from tests.servers import S3Server

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("s3_store")]


class Machines:
    """Two machines with a folder each: `on` goes from one to the other."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder, self._monkeypatch = folder, monkeypatch
        monkeypatch.setattr(added_styles, "LOOK_EVERY_SECONDS", 0.0)

    def on(self, machine: str) -> Path:
        folder = self._folder / machine
        self._monkeypatch.setenv("STYLES_FOLDER", str(folder))
        return folder


@pytest.fixture
def machines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machines:
    return Machines(tmp_path / "machines", monkeypatch)


def learnt(slug: str, folder: Path) -> AddedStyle:
    """Put a style's files as a worker does, and make its row."""
    paths = [folder / f"{slug}{ending}" for ending in (".npz", "-swatch.webp", "-sample.webp")]
    style_file(paths[0])
    for path in paths[1:]:
        path.write_bytes(b"webp")
    style_files_put(*paths)
    return AddedStyle.objects.create(slug=slug, title=slug.replace("-", " ").capitalize())


def offered() -> list[str]:
    return [one.slug for one in styles() if not one.ships]


def test_what_one_machine_learns_and_publishes_the_other_offers_under_the_same_addresses(
    machines: Machines, tmp_path: Path, client: Client
) -> None:
    machines.on("first")
    style_publish(learnt("blue-dog", tmp_path))
    assert offered() == ["blue-dog"]
    address = sample_address(style("blue-dog"))

    machines.on("second")

    assert offered() == ["blue-dog"]
    assert sample_address(style("blue-dog")) == address
    assert b"".join(client.get(address)) == b"webp"


def test_what_one_machine_withdraws_or_deletes_the_other_forgets(machines: Machines, tmp_path: Path) -> None:
    machines.on("first")
    for slug in ("blue-dog", "red-cat"):
        style_publish(learnt(slug, tmp_path))
    second = machines.on("second")
    assert offered() == ["blue-dog", "red-cat"]

    style_withdraw(AddedStyle.objects.get(slug="blue-dog"))
    style_delete(AddedStyle.objects.get(slug="red-cat"))

    first = machines.on("first")
    assert offered() == []
    for folder in (first, second):
        assert {path.name for path in folder.iterdir() if not path.name.startswith(".")} == {
            "styles.toml", "blue-dog.npz", "blue-dog-swatch.webp", "blue-dog-sample.webp",
        }  # fmt: skip


def test_two_machines_that_publish_in_turns_lose_nothing_of_each_other(
    machines: Machines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(added_styles, "LOOK_EVERY_SECONDS", 1e9)  # neither looks for news by itself
    for machine, slug in (("first", "blue-dog"), ("second", "red-cat"), ("first", "green-owl")):
        machines.on(machine)
        style_publish(learnt(slug, tmp_path))

    with catalogue_changed() as catalogue:
        listed = catalogue.read_text()

    assert [listed.count(f'slug = "{slug}"') for slug in ("blue-dog", "red-cat", "green-owl")] == [1, 1, 1]


def test_while_the_store_is_away_what_was_known_is_offered_and_nothing_can_be_published(
    machines: Machines, tmp_path: Path, s3_server: S3Server
) -> None:
    machines.on("first")
    added = learnt("blue-dog", tmp_path)
    style_publish(added)
    assert offered() == ["blue-dog"]

    s3_server.stop()
    try:
        assert offered() == ["blue-dog"]
        with pytest.raises(StoreAway):
            style_withdraw(added)
    finally:
        s3_server.start()

    assert offered() == ["blue-dog"]


def test_the_store_is_not_asked_for_each_page(
    machines: Machines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machines.on("first")
    assert offered() == []
    monkeypatch.setattr(added_styles, "LOOK_EVERY_SECONDS", 1e9)
    machines.on("second")
    style_publish(learnt("blue-dog", tmp_path))

    machines.on("first")

    assert offered() == []

"""Every sentence has its translation, and what is compiled is what was translated."""

import re
import shutil
from pathlib import Path

import polib
import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from pytest_django import Settings

from tests.locale_files import LOCALE, ROOT, words_path, words_script

(FOLDER,) = LOCALE.glob("*/LC_MESSAGES")
# A script's words in a place where people see or hear them, `_` not asked.
SAID = re.compile(
    r"""(?:\b(?:textContent|innerText|title|alt|ariaLabel|placeholder)\s*[:=]\s*(?:[^;,]*\?\s*)?"""
    r"""|setAttribute\(["'](?:aria-label|title|alt|placeholder)["'],\s*)(["'`])(?P<words>.*?)\1"""
)
SENTENCE = re.compile(r"""(?<!_\()(["`])(?P<words>[^"`\n]*[a-z],? [a-z][^"`\n]*[.…])\1""")
SOURCES = ("algorithms", "imagetransfer", "site/templates", "site/static/js")


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_every_text_of_pages_code_and_scripts_is_in_the_catalogue_and_translated(
    domain: str, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for source in SOURCES:
        shutil.copytree(ROOT / source, tmp_path / source, ignore=shutil.ignore_patterns("weights", "__pycache__"))
    shutil.copytree(LOCALE, tmp_path / "locale")
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    monkeypatch.chdir(tmp_path)

    call_command("makemessages", locale=["zh_Hans"], domain=domain, no_location=True, no_wrap=True, no_obsolete=True)

    written = polib.pofile(str(FOLDER / f"{domain}.po"))
    found = polib.pofile(str(tmp_path / "locale" / FOLDER.relative_to(LOCALE) / f"{domain}.po"))
    assert {entry.msgid for entry in found} == {entry.msgid for entry in written}
    assert [entry.msgid for entry in found if not entry.translated()] == []


def test_the_compiled_translations_are_those_of_the_source() -> None:
    assert [str(LOCALE)] == [str(path) for path in django_settings.LOCALE_PATHS]
    written, compiled = polib.pofile(str(FOLDER / "django.po")), polib.mofile(str(FOLDER / "django.mo"))

    texts = [{entry.msgid: entry.msgstr or entry.msgstr_plural for entry in each} for each in (written, compiled)]
    assert texts[0] == texts[1]
    scripts = FOLDER / "djangojs.po"
    assert words_path(scripts).read_text("utf-8") == words_script(scripts)


def unmarked(script: str) -> list[str]:
    code = re.sub(r"(^|\s)//.*", "", script)
    said = [match["words"] for pattern in (SAID, SENTENCE) for match in pattern.finditer(code)]
    return [words for words in said if re.search("[A-Za-z]{3}", re.sub(r"\$\{[^}]*\}", "", words))]


def test_scripts_say_nothing_that_is_not_marked_for_translation() -> None:
    slips = [
        "say(on ? `${title} stays on the left.` : null);",
        'a.textContent = "Done";',
        "b = { alt: `Photo ${n}` };",
        'c.setAttribute("aria-label", "Close");',
    ]
    fine = ['a.textContent = _("Done");', "b.textContent = `${n} %`;", 'c.title = "";']

    assert [len(unmarked(script)) for script in (*slips, *fine)] == [1, 1, 1, 1, 0, 0, 0]
    scripts = set((ROOT / "site" / "static" / "js").rglob("*.js")) - {words_path(FOLDER / "djangojs.po")}
    # What goes wrong in the painter is for programs: its page has a sentence of its own.
    found = {path.name: unmarked(path.read_text("utf-8")) for path in scripts if path.parent.name != "painter"}
    assert {name: words for name, words in found.items() if words} == {}

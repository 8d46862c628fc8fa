"""What `make locale` compiles: the catalogues for Django, and the scripts' sentences as a script."""

import json
from pathlib import Path

import polib

ROOT = Path(__file__).parent.parent
LOCALE = ROOT / "site" / "locale"
SCRIPTS = ROOT / "site" / "static" / "js"


def words_script(catalogue: Path) -> str:
    """Return the script with a language's sentences, which site/static/js/words.js reads."""
    words = {entry.msgid: entry.msgstr for entry in polib.pofile(str(catalogue))}
    return f"globalThis.words = {json.dumps(words, ensure_ascii=False, indent=2, sort_keys=True)};\n"


def words_path(catalogue: Path) -> Path:
    """Return where that script lies: it is named as the page's language is."""
    return SCRIPTS / f"words.{catalogue.parts[-3].replace('_', '-').lower()}.js"


def compile_all() -> None:
    """Write everything anew."""
    for catalogue in LOCALE.glob("*/LC_MESSAGES/django.po"):
        polib.pofile(str(catalogue)).save_as_mofile(str(catalogue.with_suffix(".mo")))
    for catalogue in LOCALE.glob("*/LC_MESSAGES/djangojs.po"):
        words_path(catalogue).write_text(words_script(catalogue), "utf-8")


if __name__ == "__main__":
    compile_all()

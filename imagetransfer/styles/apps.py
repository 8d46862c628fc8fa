"""The app of added styles."""

from django.apps import AppConfig
from django.utils.translation import get_language


class StylesConfig(AppConfig):
    """Lets the catalogue know the styles that other machines add, and those that visitors bring."""

    name = "imagetransfer.styles"

    def ready(self) -> None:
        """Have the folder brought up to date before it is read, names in the page's language, unlisted styles found."""
        from algorithms.styles import catalogue, unlisted
        from imagetransfer.files.added_styles import styles_fetch
        from imagetransfer.styles.own_selectors import own_style

        catalogue.look_for_news = styles_fetch
        catalogue.language = lambda: (get_language() or "en").partition("-")[0]
        unlisted.find_own = own_style

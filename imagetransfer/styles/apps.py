"""The app of added styles."""

from django.apps import AppConfig


class StylesConfig(AppConfig):
    """Lets the catalogue know the styles that other machines add, and those that visitors bring."""

    name = "imagetransfer.styles"

    def ready(self) -> None:
        """Have the folder brought up to date before the catalogue looks at it, and unlisted styles found by rows."""
        from algorithms.styles import catalogue, unlisted
        from imagetransfer.files.added_styles import styles_fetch
        from imagetransfer.styles.own_selectors import own_style

        catalogue.look_for_news = styles_fetch
        unlisted.find_own = own_style

"""The app of added styles."""

from django.apps import AppConfig


class StylesConfig(AppConfig):
    """Lets the catalogue know the styles that other machines add."""

    name = "imagetransfer.styles"

    def ready(self) -> None:
        """Have the folder brought up to date before the catalogue looks at it."""
        from algorithms.styles import catalogue
        from imagetransfer.files.added_styles import styles_fetch

        catalogue.look_for_news = styles_fetch

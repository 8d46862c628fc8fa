"""Pictures of one's own as styles: sent once, used by any number of stylizations."""

from pathlib import Path

from imagetransfer_client.models import OwnStyle
from imagetransfer_client.transport import Transport

Picture = str | Path | bytes


class OwnStyles:
    """What can be done with them; `Client.own_styles` has one of these."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(self, picture: Picture, title: str = "", kind: str = "painting") -> OwnStyle:
        """Make a picture a style, or with `kind="photographic"` a photo's light.

        Its slug goes wherever a style's does, until nobody has used it for some weeks.
        """
        title = title or ("" if isinstance(picture, bytes) else Path(picture).stem[:60])
        fields, files = {"kind": kind, "title": title}, {"picture": ("picture", bytes_of(picture))}
        fields = {name: text for name, text in fields.items() if text}
        return OwnStyle.of(self._transport.send("POST", "own-styles", data=fields, files=files).json())

    def get(self, slug: str, secret: str = "") -> OwnStyle:
        """Return a style as it is now; `secret` is kept in it, for refining and deleting."""
        return OwnStyle.of(self._transport.send("GET", f"own-styles/{slug}").json(), secret)

    def refine(self, style: OwnStyle) -> OwnStyle:
        """Have the style learnt better, in about a minute; it takes its secret, or the token that made it."""
        answer = self._transport.send("POST", f"own-styles/{style.slug}/refine", headers=_secret_of(style))
        return OwnStyle.of(answer.json(), style.secret)

    def delete(self, style: OwnStyle) -> None:
        """Delete the style; what was painted with it stays."""
        self._transport.send("DELETE", f"own-styles/{style.slug}", headers=_secret_of(style))


def bytes_of(picture: Picture) -> bytes:
    """Return a picture's bytes, which a file may hold."""
    return picture if isinstance(picture, bytes) else Path(picture).read_bytes()


def _secret_of(style: OwnStyle) -> dict[str, str]:
    return {"Style-Secret": style.secret} if style.secret else {}

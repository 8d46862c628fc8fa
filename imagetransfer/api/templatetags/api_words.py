"""How the descriptions of the API are shown in a page."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def code_marked(text: str) -> SafeString:
    """Turn what stands between backticks into code."""
    parts = text.split("`")
    marked = (format_html("<code>{}</code>" if number % 2 else "{}", part) for number, part in enumerate(parts))
    return format_html_join("", "{}", ((part,) for part in marked))

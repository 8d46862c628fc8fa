"""What templates ask about styles: `{% swatch_address style %}`, `{% sample_address style as url %}`."""

from django import template

from imagetransfer.styles.addresses import sample_address, swatch_address

register = template.Library()
register.simple_tag(swatch_address)
register.simple_tag(sample_address)

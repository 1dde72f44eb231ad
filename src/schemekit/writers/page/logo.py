"""The logo of a page, inside the page itself."""

from base64 import b64encode
from html import escape

from schemekit.document.theme import Theme


def picture(theme: Theme) -> str:
    """The theme's logo; nothing where it has none."""
    logo = theme.logo
    if logo is None:
        return ""
    source = f"data:image/{logo.kind};base64,{b64encode(logo.content).decode()}"
    return f'<img class="logo" src="{source}" alt="{escape(logo.alt)}">'

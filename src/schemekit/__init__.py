"""schemekit: answer questions about your organisation, get a complete mentoring scheme pack."""

from typing import Final

VERSION: Final = "0.1.0"

"""Messages in the language of the person who reads them."""

from scoring.text import Text

LANGUAGES = {"zh": "中文", "en": "English"}
DEFAULT_LANGUAGE = "zh"


def say(text: Text, language: str) -> str:
    """The sentence in one of LANGUAGES; Chinese where the language is unknown."""
    return text.en if language == "en" else text.zh


def text_of(document: dict[str, str]) -> Text:
    """The Text stored as a {zh, en} document."""
    return Text(document["zh"], document["en"])

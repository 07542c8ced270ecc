"""Form fields that read text exactly as packages do and say in the reader's language what is wrong with it."""

from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _
from wtforms import Form, SelectField, SelectMultipleField, StringField
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from app.exchange.cells import Reader, Unreadable
from app.text import DEFAULT_LANGUAGE, say
from scoring.text import Text


def said(text: Text) -> str:
    """The sentence in the language of the page."""
    locale = get_locale()
    return say(text, locale.language if locale else DEFAULT_LANGUAGE)


class ReadField(StringField):
    """A text field whose `value` is what `read` makes of the text, None where it is empty or unreadable.

    `data` stays as typed, so that nothing is lost when the form is shown again.
    """

    def __init__(self, label: object = None, *, read: Reader[Any], needed: bool = True, **options: Any) -> None:
        super().__init__(label, **options)
        self.read, self.needed = read, needed
        self.value: Any = None

    def pre_validate(self, form: Form) -> None:
        """Raises ValidationError for an empty field that is needed and for a text that cannot be read."""
        self.value = None
        text = (self.data or "").strip()
        if not text and not self.needed:
            return
        if not text:
            raise ValidationError(_("请填写。"))
        try:
            self.value = self.read(text)
        except Unreadable as problem:
            raise ValidationError(said(problem.text)) from problem


class ChoiceField(SelectField):
    """A choice; one that is not on offer is named."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.type = "SelectField"  # the macros of forms draw by this name

    def pre_validate(self, form: Form) -> None:
        """Raises ValidationError for a value that is not on offer."""
        if not any(str(self.data) == str(value) for value, *_rest in self.iter_choices()):
            raise ValidationError(_("“%(value)s”不在可选项中，请重新选择。", value=str(self.data)[:40]))


class ChecksField(SelectMultipleField):
    """Several choices as checkboxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

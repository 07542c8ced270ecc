"""Errors that carry a sentence for the person who caused or met them."""

from scoring.text import Text


class ApplicationError(Exception):
    """Anything a person can be told about; `status` is the HTTP status its page has."""

    status = 400

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


class RuleViolation(ApplicationError):
    """The act is understood and permitted, but a rule forbids it now."""

    status = 422


class Conflict(ApplicationError):
    """Somebody else changed the same thing first."""

    status = 409


class NotFound(ApplicationError):
    """There is no such thing in the place that was asked."""

    status = 404


class Forbidden(ApplicationError):
    """The person's roles do not allow the act here."""

    status = 403


class TooMany(ApplicationError):
    """The same thing was tried too often in a short time."""

    status = 429


class ConfigurationError(Exception):
    """The program cannot start as it is set up; the message says what to change."""

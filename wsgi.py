"""Where servers and `flask --app wsgi` find the application."""

import sys

from flask import Flask

from app import create_app as make
from app.cli import HEADLESS
from app.config import Settings


def create_app() -> Flask:
    """The application of this installation; commands that work without one need no secret and no database."""
    if HEADLESS.intersection(sys.argv[1:]):
        return make(Settings.headless(), serve=False)
    return make(Settings.from_env())

"""A person at the application: a client that carries a real session and sends forms as a page would."""

import hashlib
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

_RAW_TOKEN = hashlib.sha1(b"one token for every test", usedforsecurity=False).hexdigest()


def session_values(token: str) -> dict[str, Any]:
    """What the cookie of somebody holds whose session has this token."""
    return {"_user_id": token, "_fresh": True, "csrf_token": _RAW_TOKEN}


def form_token(app: Flask) -> str:
    """The anti-forgery token that a page of this application would put into its form."""
    key = app.secret_key
    assert key is not None
    return str(URLSafeTimedSerializer(key, salt="wtf-csrf-token").dumps(_RAW_TOKEN))


class Visitor(FlaskClient):
    """`client.get(...)` as ever; `send(...)` and `send_json(...)` bring the anti-forgery token of this session."""

    user_id: int | None = None

    def take_session(self, user_id: int, token: str) -> None:
        """Hold the session of this token from now on."""
        self.user_id = user_id
        with self.session_transaction() as cookie:
            cookie.update(session_values(token))

    def token(self) -> str:
        """An anti-forgery token for the present session."""
        with self.session_transaction() as cookie:
            cookie["csrf_token"] = _RAW_TOKEN
        return form_token(self.application)

    def send(self, path: str, data: dict[str, Any] | None = None, **options: Any) -> TestResponse:
        """POST a form."""
        return self.post(path, data={"csrf_token": self.token(), **(data or {})}, **options)

    def send_json(self, path: str, document: Any, **options: Any) -> TestResponse:
        """POST a document as a script of the page would."""
        headers = {"X-CSRFToken": self.token(), **options.pop("headers", {})}
        return self.post(path, json=document, headers=headers, **options)

"""The application: features in folders, wired together by create_app."""

from flask import Blueprint, Flask
from flask_babel import Babel
from flask_login import LoginManager
from flask_wtf import CSRFProtect
from sqlalchemy.orm import sessionmaker
from werkzeug.middleware.proxy_fix import ProxyFix

from app.config import ROOT, Settings
from app.db import assert_guarantees, make_engine
from app.errors import ConfigurationError

MIB = 1024 * 1024


def create_app(settings: Settings, *, serve: bool = True) -> Flask:
    """The application; with `serve` False only its commands, which need no database.

    Raises ConfigurationError where the database would lose writes, stands at another version, or holds demo accounts
    outside a demonstration.
    """
    app = Flask(__name__, static_folder=str(ROOT / "static"))
    app.config.update(
        SECRET_KEY=settings.session_key,
        SESSION_COOKIE_NAME="__Host-jiangheng" if settings.secure_cookies else "jiangheng",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=64 * MIB,
        MAX_FORM_MEMORY_SIZE=2 * MIB,
        MAX_FORM_PARTS=2000,
        WTF_CSRF_TIME_LIMIT=None,  # a judge may be offline for hours; the token lives as long as the session
        TRUSTED_HOSTS=list(settings.trusted_hosts) or None,
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "app" / "translations"),
        BABEL_DEFAULT_LOCALE="zh",
        BABEL_DEFAULT_TIMEZONE="Asia/Shanghai",
    )
    _add_commands(app)
    app.extensions["settings"] = settings
    if serve:
        _add_pages(app, settings)
    return app


def _add_commands(app: Flask) -> None:
    from app import cli

    cli.install(app)


def _add_pages(app: Flask, settings: Settings) -> None:
    from app import error_pages, showing, web
    from app.accounts.login import load_account
    from app.menu import describe_person

    engine = make_engine(settings.database_url)
    app.extensions["engine"] = engine
    app.extensions["sessions"] = sessionmaker(engine)
    try:
        assert_guarantees(engine)
        _refuse_wrong_database(app, settings)
    finally:
        engine.dispose()  # a server that forks after loading must not share a connection
    CSRFProtect(app)
    login = LoginManager(app)
    login.user_loader(load_account)
    Babel(app, locale_selector=web.choose_language)
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, settings.proxies, settings.proxies)  # type: ignore[method-assign]
    web.install(app)
    showing.install(app)
    error_pages.install(app)
    app.context_processor(describe_person)
    for blueprint in _blueprints():
        app.register_blueprint(blueprint)
    undeclared = [name for name, view in app.view_functions.items() if name != "static" and web.declared(view) is None]
    if undeclared:
        raise ConfigurationError(f"views without a declared permission: {', '.join(sorted(undeclared))}")


def _refuse_wrong_database(app: Flask, settings: Settings) -> None:
    from app.accounts.queries import has_demo_accounts
    from app.migrating import assert_current

    assert_current(app.extensions["engine"])
    with app.extensions["sessions"]() as session:
        if not settings.demo and has_demo_accounts(session):
            raise ConfigurationError(
                "数据库里有演示账号：正式运行请换用空数据库。 "
                "The database holds demo accounts: use an empty database to go live."
            )


def _blueprints() -> list[Blueprint]:
    from app.accounts.views import accounts
    from app.audit.views import audit
    from app.desk.views import desk
    from app.entrants.views import entrants
    from app.grants.views import grants
    from app.issuing.views import issuing
    from app.marks.api import marks_api
    from app.marks.views import marks
    from app.results.views import results
    from app.rules.views import rules
    from app.schemes.api import schemes_api
    from app.schemes.views import schemes
    from app.tariffs.views import tariffs

    return [
        desk,
        schemes,
        schemes_api,
        issuing,
        grants,
        tariffs,
        rules,
        results,
        marks,
        marks_api,
        entrants,
        accounts,
        audit,
    ]

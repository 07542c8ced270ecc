"""The glue between Flask and the application: who asks, where, whether they may, and how pages answer."""

import hashlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

from flask import Flask, Response, abort, current_app, g, jsonify, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_login import current_user
from sqlalchemy.orm import Session, sessionmaker

from app.access import Held, Permission, Scope, permitting
from app.accounts.queries import Account
from app.config import Settings
from app.errors import Forbidden
from app.events.models import Contest, Event
from app.events.queries import contest_by_code, event_by_code
from app.text import DEFAULT_LANGUAGE, LANGUAGES, say
from scoring.text import Text

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])
SHANGHAI = ZoneInfo("Asia/Shanghai")
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; object-src 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
_DECLARED = "_declared_permission"
_PUBLIC = "public"


def requires(permission: Permission) -> Callable[[View], View]:
    """Declare which permission a view needs in the scope of its URL; checked before the view runs."""

    def declare(view: View) -> View:
        setattr(view, _DECLARED, permission)
        return view

    return declare


def public(view: View) -> View:
    """Declare that anybody may use a view."""
    setattr(view, _DECLARED, _PUBLIC)
    return view


def declared(view: Callable[..., Any]) -> Permission | str | None:
    """What a view declared: a permission, "public", or None, which create_app refuses."""
    return getattr(view, _DECLARED, None)


def db() -> Session:
    """The database session of this request."""
    if "db" not in g:
        g.db = cast("sessionmaker[Session]", current_app.extensions["sessions"])()
    return cast(Session, g.db)


def settings() -> Settings:
    """The settings the application was made with."""
    return cast(Settings, current_app.extensions["settings"])


def account() -> Account:
    """The person who asks; only in views that require a permission."""
    return cast(Account, current_user._get_current_object())


def held() -> tuple[Held, ...]:
    """The roles of the person who asks, none for the public."""
    return account().held if current_user.is_authenticated else ()


def permitted(permission: Permission, event: Event | None = None, contest: Contest | None = None) -> tuple[Held, ...]:
    """The roles of this person that permit the act there; templates ask with it whether to show a button."""
    return permitting(held(), permission, Scope(event.id if event else None, contest.id if contest else None))


def language() -> str:
    """The language of this request's pages."""
    locale = get_locale()
    return locale.language if locale and locale.language in LANGUAGES else DEFAULT_LANGUAGE


def choose_language() -> str:
    """The language chosen on a page, else the account's, else Chinese."""
    chosen = session.get("language")
    if chosen in LANGUAGES:
        return cast(str, chosen)
    return account().user.language if current_user.is_authenticated else DEFAULT_LANGUAGE


def authorize() -> ResponseReturnValue | None:
    """Load the event and contest of the URL through one another, and check the view's permission there."""
    if request.endpoint in (None, "static"):
        return None
    needed = declared(current_app.view_functions[request.endpoint])
    if needed == _PUBLIC:
        _load_scope()
        return None
    if not current_user.is_authenticated:
        return _ask_to_log_in()
    _load_scope()
    if not permitted(Permission(needed), g.get("event"), g.get("contest")):
        raise Forbidden(
            Text(
                "您的角色不能进行这项操作。如需办理，请联系组织者或省级管理员。",
                "Your role does not allow this. Ask the organizer or the province administrator.",
            )
        )
    return None


def _load_scope() -> None:
    arguments = request.view_args or {}
    if "event_code" in arguments:
        g.event = arguments["event"] = event_by_code(db(), arguments.pop("event_code"))
    if "contest_code" in arguments:
        g.contest = arguments["contest"] = contest_by_code(db(), g.event, arguments.pop("contest_code"))


def wants_json() -> bool:
    """Whether the answer should be data rather than a page."""
    return request.is_json or request.accept_mimetypes.best == "application/json"


def _ask_to_log_in() -> ResponseReturnValue:
    if wants_json():
        return jsonify(
            error="login", text=say(Text("登录已过期，请重新登录。", "Please log in again."), language())
        ), 401
    return redirect(url_for("accounts.log_in", next=request.full_path if request.method == "GET" else None))


def refuse_cross_site() -> None:
    """Refuse a write that another site started, whatever cookies it brings."""
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        raise Forbidden(Text("请求来自别的网站，已拒绝。", "The request came from another site and was refused."))


def refuse_unstorable() -> None:
    """Refuse texts with a NUL, which PostgreSQL cannot hold and no person types."""
    sent = [*(request.view_args or {}).values(), *request.args.values(), *request.form.values()]
    if any(isinstance(value, str) and "\0" in value for value in sent):
        abort(400)


def finish(response: Response) -> Response:
    """Security headers on every answer; nothing personal stays in a cache."""
    response.headers.update(HEADERS)
    if settings().secure_cookies:
        response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    if request.endpoint == "static":
        if "v" in request.args:
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    else:
        response.headers["Cache-Control"] = "no-store"  # send_file says no-cache, which still keeps a copy
        response.vary.add("Cookie")
    return response


def close_db(_error: BaseException | None) -> None:
    """Give the session back."""
    opened = g.pop("db", None)
    if opened is not None:
        opened.close()


@lru_cache(maxsize=512)
def _file_version(path: Path, _changed: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def version_static(endpoint: str, values: dict[str, Any]) -> None:
    """Put a hash of the content into the address of every static file."""
    if endpoint == "static" and "filename" in values and current_app.static_folder:
        path = Path(current_app.static_folder) / values["filename"]
        if path.is_file():
            values["v"] = _file_version(path, path.stat().st_mtime_ns)


def install(app: Flask) -> None:
    """Hook everything of this module into the application."""
    app.before_request(refuse_cross_site)
    app.before_request(refuse_unstorable)
    app.before_request(authorize)
    app.after_request(finish)
    app.teardown_appcontext(close_db)
    app.url_defaults(version_static)
    app.context_processor(
        lambda: {
            "permitted": permitted,
            "Permission": Permission,
            "language": language(),
        }
    )
    app.template_filter("say")(lambda text: say(Text(**text) if isinstance(text, dict) else text, language()))
    app.template_filter("moment")(lambda at: at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M"))
    app.template_filter("yuan")(yuan)


def yuan(fen: int | None) -> str:
    """An amount in 分 as 元 with thousands separated: 2000000 → "20,000.00"; a dash where there is none."""
    return "—" if fen is None else f"{fen // 100:,}.{fen % 100:02d}"


def local_path(target: str | None) -> str | None:
    """A path of this site out of a `next` value, None for anything that could lead elsewhere."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return None
    return None if any(ord(letter) < 33 or letter == "\\" for letter in target) else target

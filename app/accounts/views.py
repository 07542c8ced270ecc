"""Pages for logging in and out, one's password, and everybody's accounts."""

import secrets

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_user, logout_user

from app.access import POLICY, ROLE_NAMES, Permission, Role
from app.accounts import operations
from app.accounts.forms import ChangePasswordForm, CreateAccountForm, LogInForm
from app.accounts.models import User
from app.accounts.queries import account_by_token, users
from app.accounts.words import ACTS, RECORDED
from app.db import now, transaction
from app.errors import NotFound, RuleViolation
from app.events.queries import event_by_code, events
from app.text import LANGUAGES, say
from app.web import account, db, language, local_path, public, requires, settings
from scoring.text import Text

accounts = Blueprint("accounts", __name__, template_folder="templates")
accounts.app_context_processor(lambda: {"act_words": {**ACTS, **RECORDED}})


@accounts.route("/login", methods=["GET", "POST"])
@public
def log_in() -> ResponseReturnValue:
    """Ask for a login and a password; one answer for every wrong pair."""
    target = local_path(request.args.get("next")) or url_for("desk.home")
    if current_user.is_authenticated:
        return redirect(target)
    form = LogInForm()
    if form.validate_on_submit():
        if _open_session(form.login.data.strip(), form.password.data):
            return redirect(target)
        form.password.errors = [say(operations.WRONG, language())]
    return render_template("accounts/log_in.html", form=form), 422 if form.errors else 200


def _open_session(login: str, password: str) -> bool:
    limits = operations.Limits(settings().tries_per_account, settings().tries_per_address, settings().tries_window)
    address = request.remote_addr or ""
    operations.check_tries(db(), settings().cipher, login, address, limits)
    user = operations.is_right(db(), login, password)
    with transaction(db()) as session:
        if user is None:
            operations.note_failed_try(session, settings().cipher, login, address)
            return False
        token = operations.log_in(session, user)
    language_chosen = cookie.get("language")
    cookie.clear()  # a session that began before the login ends with it
    if language_chosen:
        cookie["language"] = language_chosen
    found = account_by_token(db(), token, now(), settings().session_idle, settings().session_absolute)
    return found is not None and login_user(found)


@accounts.post("/logout")
@public
def log_out() -> ResponseReturnValue:
    """End the session here and on the server."""
    if current_user.is_authenticated:
        with transaction(db()) as session:
            operations.log_out(session, account().id, account().token)
        logout_user()
    return redirect(url_for("desk.home"))


@accounts.post("/language")
@public
def choose_language() -> ResponseReturnValue:
    """Change the language of the pages."""
    if request.form.get("language") in LANGUAGES:
        cookie["language"] = request.form["language"]
    return redirect(local_path(request.form.get("next")) or url_for("desk.home"))


@accounts.route("/password", methods=["GET", "POST"])
@requires(Permission.PASSWORD_CHANGE)
def change() -> ResponseReturnValue:
    """Change one's own password; every session ends with it."""
    form = ChangePasswordForm()
    if form.validate_on_submit():
        try:
            with transaction(db()) as session:
                operations.change_password(session, account().user, form.current.data, form.new.data)
        except RuleViolation as error:
            form.current.errors = [say(error.text, language())]
        else:
            logout_user()
            flash(_("密码已修改，请用新密码重新登录。"), "sent")
            return redirect(url_for("accounts.log_in"))
    return render_template("accounts/change.html", form=form), 422 if form.errors else 200


@accounts.get("/accounts")
@requires(Permission.ACCOUNT_LIST)
def list_accounts() -> ResponseReturnValue:
    """Every account with its roles."""
    names = {event.id: event.name for event in events(db())}
    return render_template("accounts/list.html", users=users(db()), role_names=ROLE_NAMES, event_names=names)


@accounts.route("/accounts/new", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_CREATE)
def create() -> ResponseReturnValue:
    """Make an account; its first password is shown once."""
    form = CreateAccountForm()
    form.role.choices = [(role.value, say(ROLE_NAMES[role], language())) for role in Role]
    form.scope.choices = [("", _("全部竞赛"))] + [(event.code, event.name) for event in events(db())]
    if form.validate_on_submit():
        password = secrets.token_urlsafe(12)
        scope = event_by_code(db(), form.scope.data).id if form.scope.data else None
        role = operations.NewRole(Role(form.role.data), event_id=scope)
        with transaction(db()) as session:
            user = operations.create_account(
                session, account().id, form.login.data, form.name.data.strip(), password, [role]
            )
        return render_template("accounts/created.html", user=user, password=password)
    return render_template("accounts/create.html", form=form), 422 if form.errors else 200


@accounts.post("/accounts/<int:user_id>/disable")
@requires(Permission.ACCOUNT_DISABLE)
def disable(user_id: int) -> ResponseReturnValue:
    """Stop an account at once."""
    with transaction(db()) as session:
        user = session.get(User, user_id)
        if user is None:
            raise NotFound(Text("没有这个账号。", "There is no such account."))
        operations.disable_account(session, account().id, user)
    flash(_("账号已停用，其登录已全部结束。"), "sent")
    return redirect(url_for("accounts.list_accounts"))


@accounts.get("/policy")
@requires(Permission.POLICY_VIEW)
def view_policy() -> ResponseReturnValue:
    """The whole policy on one page."""
    return render_template("accounts/policy.html", policy=POLICY, role_names=ROLE_NAMES, permissions=list(Permission))

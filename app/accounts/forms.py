"""Forms for logging in, accounts and passwords: they check shape only."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import PasswordField, SelectField, StringField, SubmitField
from wtforms.validators import EqualTo, InputRequired, Length, Regexp


class LogInForm(FlaskForm):
    """A login and a password."""

    login = StringField(_("登录名"), [InputRequired(_("请填写登录名。")), Length(max=64)])
    password = PasswordField(_("密码"), [InputRequired(_("请填写密码。")), Length(max=128)])
    submit = SubmitField(_("登录"))


class CreateAccountForm(FlaskForm):
    """A new account with one role; `scope` is an event's code, or empty for everywhere."""

    login = StringField(
        _("登录名"),
        [
            InputRequired(_("请填写登录名。")),
            Length(max=64),
            Regexp(r"[A-Za-z0-9._-]+\Z", message=_("只用字母、数字和 . _ -")),
        ],
    )
    name = StringField(_("姓名"), [InputRequired(_("请填写姓名。")), Length(max=128)])
    role = SelectField(_("角色"))
    scope = SelectField(_("范围"))
    submit = SubmitField(_("新建账号"))


class ChangePasswordForm(FlaskForm):
    """The present password and a new one, twice."""

    current = PasswordField(_("现在的密码"), [InputRequired(_("请填写现在的密码。")), Length(max=128)])
    new = PasswordField(
        _("新密码"), [InputRequired(_("请填写新密码。")), Length(min=10, max=128, message=_("10 至 128 个字符"))]
    )
    again = PasswordField(_("再写一遍新密码"), [EqualTo("new", _("两次填写的新密码不一样。"))])
    submit = SubmitField(_("修改密码"))

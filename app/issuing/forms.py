"""Forms of certificates: they check shape only."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length


class RevokeForm(FlaskForm):
    """Revoking is confirmed with a reason and the password."""

    reason = StringField(_("原因"), [InputRequired(_("请写明原因。")), Length(min=4, max=512)])
    password = PasswordField(_("密码"), [InputRequired(_("请再次输入密码。")), Length(max=128)])

"""Forms of results: they check shape only."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length


class PublishForm(FlaskForm):
    """Publishing is confirmed with the password and a reason or document."""

    reason = StringField(_("依据或说明"), [InputRequired(_("请写明依据或说明。")), Length(min=2, max=256)])
    password = PasswordField(_("密码"), [InputRequired(_("请再次输入密码。")), Length(max=128)])


class DecisionForm(FlaskForm):
    """An order of tied entries, the better first, joined by >."""

    order = StringField(_("名次先后"), [InputRequired(_("请填写先后次序。")), Length(max=512)])
    document = StringField(_("文件号"), [Length(max=256)])

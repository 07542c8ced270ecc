"""Forms of schemes: they check shape only."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField
from wtforms.validators import InputRequired


class UploadForm(FlaskForm):
    """A scheme file for one part."""

    part = SelectField(_("部分"), [InputRequired(_("请选择部分。"))])
    file = FileField(
        _("评分方案文件"),
        [FileRequired(_("请选择文件。"))],
        description=_("CIS 工作簿、各国版式、中文评分表（.xlsx），本系统模板（.csv、.xlsx）或 .json。"),
    )

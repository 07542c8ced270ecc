"""Pages for everything that is refused or goes wrong: what happened, and what to do about it."""

from collections.abc import Mapping
from typing import NamedTuple

from flask import Flask, jsonify, render_template
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from app.errors import ApplicationError
from app.text import say
from app.web import language, wants_json
from scoring.text import Text


class Advice(NamedTuple):
    """The heading of an error page, its usual explanation, and the way on."""

    title: Text
    explanation: Text
    cure: Text


_ADVICE: Mapping[int, Advice] = {
    400: Advice(
        Text("请求没有被接受", "The request was not accepted"),
        Text("请求不完整，或者页面打开得太久已经过期。", "It is incomplete, or the page was open too long."),
        Text("返回上一页，刷新后再试一次。", "Go back, reload the page, and try again."),
    ),
    403: Advice(
        Text("没有权限", "Not permitted"),
        Text("您的角色不能进行这项操作。", "Your role does not allow this."),
        Text(
            "如果您应当能办理，请联系组织者或省级管理员调整角色。",
            "If you should be able to, ask the organizer or the province administrator for the role.",
        ),
    ),
    404: Advice(
        Text("找不到", "Not found"),
        Text("没有这个页面，或者它属于别的竞赛。", "There is no such page, or it belongs to another event."),
        Text("检查网址，或从首页进入。", "Check the address, or start from the home page."),
    ),
    405: Advice(
        Text("这个地址不能这样打开", "This address is not opened this way"),
        Text("它只接受页面上的按钮发出的请求。", "It takes only what the buttons of a page send."),
        Text("返回上一页，使用页面上的按钮。", "Go back and use the buttons of the page."),
    ),
    409: Advice(
        Text("有人先改动了", "Somebody else was first"),
        Text("同一条记录刚被改动。", "The same record was changed just now."),
        Text("返回上一页并刷新，核对新的内容后再办理。", "Go back, reload, compare, and try again."),
    ),
    413: Advice(
        Text("文件太大", "The file is too large"),
        Text("上传的内容超过了限制。", "What was uploaded exceeds the limit."),
        Text("删去不需要的部分后重新上传。", "Remove what is not needed and upload it again."),
    ),
    422: Advice(
        Text("现在不能办理", "Not possible now"),
        Text("有规则不允许现在办理。", "A rule does not allow it now."),
        Text("按上面的说明处理后，返回上一页再试。", "Do what is said above, go back, and try again."),
    ),
    429: Advice(
        Text("尝试次数过多", "Too many tries"),
        Text("短时间内重复得太多。", "The same was tried too often."),
        Text("请稍等再试。", "Wait a while, then try again."),
    ),
    500: Advice(
        Text("程序出错了", "The program failed"),
        Text(
            "出错的地方已经记录；这一步没有保存。",
            "It noted what went wrong; this step was not saved.",
        ),
        Text(
            "请稍后再试；若再次出现，请把时间告诉管理员。",
            "Try again later; if it happens again, tell the administrator when.",
        ),
    ),
}


def install(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(ApplicationError, _application_error)
    app.register_error_handler(HTTPException, _http_error)


def _application_error(error: ApplicationError) -> ResponseReturnValue:
    return show_error(error.status, error.text)


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code is not None and error.code < 400:
        return error
    return show_error(400 if isinstance(error, CSRFError) else error.code or 500, None)


def show_error(status: int, text: Text | None) -> ResponseReturnValue:
    """The page of an error, or the same as data for a script."""
    advice = _ADVICE.get(status) or _ADVICE[500 if status >= 500 else 400]
    explanation = say(text or advice.explanation, language())
    if wants_json():
        return jsonify(error=status, text=explanation), status
    page = render_template(
        "error.html",
        code=status,
        title=say(advice.title, language()),
        explanation=explanation,
        cure=say(advice.cure, language()),
    )
    return page, status

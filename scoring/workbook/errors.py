"""The one error of scheme workbooks: a file that cannot be read at all."""

from scoring.text import Text


class WorkbookError(ValueError):
    """A file that is no readable scheme; `code` names the reason, `text` says what to do about it."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(en)
        self.code = code
        self.text = Text(zh, en)


class UndecidedError(WorkbookError):
    """A draft that still has open questions; `keys` are the findings to decide."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        listed = ", ".join(keys[:5]) + (" …" if len(keys) > 5 else "")
        super().__init__(
            "undecided",
            f"评分方案还有 {len(keys)} 个问题未确认（{listed}）：请在预览页逐项接受或拒绝。",
            f"The scheme still has {len(keys)} open questions ({listed}): accept or refuse each in the preview.",
        )
        self.keys = keys

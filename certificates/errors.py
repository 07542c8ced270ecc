"""What can be wrong with a certificate before anything of it is drawn."""

from certificates.text import Text

LABELS = {
    "number": Text("证书编号", "certificate number"),
    "name": Text("姓名", "name"),
    "name_en": Text("英文姓名", "name in English"),
    "unit": Text("单位", "unit"),
    "unit_en": Text("单位英文名", "unit in English"),
    "honorific": Text("称谓", "honorific"),
    "event": Text("赛事名称", "event"),
    "event_en": Text("赛事英文名称", "event in English"),
    "contest": Text("赛项名称", "contest"),
    "contest_en": Text("赛项英文名称", "contest in English"),
    "award": Text("奖项或称号", "award or title"),
    "award_en": Text("奖项或称号英文名", "award or title in English"),
    "document": Text("依据文件", "document"),
    "document_en": Text("依据文件英文名", "document in English"),
    "issuers": Text("落款单位", "issuer"),
    "issuers_en": Text("落款单位英文名", "issuer in English"),
    "teammates": Text("参赛队员", "team members"),
    "coaches": Text("指导教师", "coaches"),
    "recipients": Text("获证人", "recipient"),
    "verify_code": Text("查验码", "check code"),
    "verify_url": Text("查验网址", "address of the verification page"),
    "body": Text("正文", "body"),
}


def label(field: str) -> Text:
    """What people call the field of the content whose code is `field`."""
    return LABELS.get(field, Text(field, field))


class CertificateError(ValueError):
    """A certificate that cannot be made; `text` says it to people, `field` names the part of the content."""

    def __init__(self, field: str, text: Text) -> None:
        super().__init__(f"{field}: {text.zh} / {text.en}")
        self.field = field
        self.text = text


class MissingField(CertificateError):
    """A field that this kind or language of certificate needs is empty."""

    def __init__(self, field: str) -> None:
        zh, en = label(field)
        super().__init__(
            field, Text(f"证书缺少“{zh}”，请补填后再制作。", f"The certificate lacks the {en}; fill it in.")
        )


class ForbiddenCharacter(CertificateError):
    """A control, bidirectional or otherwise invisible character that must not be printed."""

    def __init__(self, field: str, character: str) -> None:
        code = f"U+{ord(character):04X}"
        zh, en = label(field)
        super().__init__(
            field,
            Text(
                f"“{zh}”含有不可打印的字符 {code}，请删除后重新录入。",
                f"The {en} holds the unprintable character {code}; delete it and type the text again.",
            ),
        )
        self.character = character


class MissingGlyph(CertificateError):
    """Characters that no font of the chain can draw."""

    def __init__(self, field: str, characters: list[str]) -> None:
        shown = "、".join(f"{one}（U+{ord(one):04X}）" for one in characters)
        zh, en = label(field)
        codes = ", ".join(f"U+{ord(one):04X}" for one in characters)
        super().__init__(
            field,
            Text(
                f"字体中没有“{zh}”里的字：{shown}。请管理员补充含有这些字的字体后再制作。",
                f"No font has these characters of the {en}: {codes}. Ask the administrator to add one that has.",
            ),
        )
        self.characters = characters


class TextDoesNotFit(CertificateError):
    """A text too long for its place even at the smallest size allowed."""

    def __init__(self, field: str, text: str) -> None:
        shown = text if len(text) <= 24 else text[:24] + "…"
        zh, en = label(field)
        super().__init__(
            field,
            Text(
                f"“{zh}”的文字“{shown}”太长，用最小字号也排不下，请缩短。",
                f"The {en}, “{shown}”, is too long for its place even at the smallest size; shorten it.",
            ),
        )


class FontFileMissing(CertificateError):
    """A font file of the lock file is not in its place."""

    def __init__(self, file: str) -> None:
        super().__init__(
            "fonts",
            Text(
                f"缺少字体文件 certificates/fonts/{file}，请重新安装本系统后再制作证书。",
                f"The font file certificates/fonts/{file} is missing; install the program again.",
            ),
        )
        self.file = file


class WrongTemplate(CertificateError):
    """An event's own sentences that do not keep to the form."""

    def __init__(self, place: str, zh: str, en: str) -> None:
        super().__init__(
            place,
            Text(
                f"证书模板“{place}”：{zh}，请修改模板。", f"Certificate template, “{place}” {en}; correct the template."
            ),
        )


class WrongCode(CertificateError):
    """A check code that is not 16 letters and digits."""

    def __init__(self, code: str) -> None:
        super().__init__(
            "verify_code",
            Text(
                f"查验码“{code}”应为16位字母和数字，请重新生成。",
                f"The check code “{code}” must be 16 letters and digits; make a new one.",
            ),
        )


class NumberTooLarge(CertificateError):
    """A sequence or year that the issuer's number template has no room for."""

    def __init__(self, template: str, year: int, sequence: int) -> None:
        super().__init__(
            "number",
            Text(
                f"编号模板“{template}”容不下{year}年第{sequence}号，请为该年度换用更长的模板。",
                f"The number template “{template}” has no room for number {sequence} of {year}; choose a longer one.",
            ),
        )

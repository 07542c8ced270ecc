"""Invents people for demonstration packages: plausible names, and identity numbers of a region that does not exist."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from stdnum.cn import ric

INVENTED_REGION = "239999"
"""No such place has ever been coded: nobody can hold these numbers."""

CITIES = (
    "哈尔滨",
    "齐齐哈尔",
    "牡丹江",
    "佳木斯",
    "大庆",
    "鸡西",
    "双鸭山",
    "伊春",
    "七台河",
    "鹤岗",
    "黑河",
    "绥化",
    "大兴安岭",
)
_UNITS = {
    "worker": ("示例机械厂", "示例装备公司", "示例建设集团", "示例服务公司"),
    "student": ("示例技师学院", "示例职业学院"),
    "teacher": ("示例技师学院", "示例职业学院"),
}
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_GIVEN = (
    "安柏辰初丹尔帆冠涵禾桦嘉健锦靖珂岚立林凌铭沐楠宁佩启清然荣瑞森舒思松腾添桐唯文希晓欣宣雅彦扬一宜毅颖"
    "宇玉泽展昭哲真知志舟卓子"
)
_RARE = "䶮㛃𠮷𬭎堃喆珺翀彧昇"
_MINORITY = ("阿依·古丽扎", "巴图·苏和德", "娜仁·托雅兰", "卓玛·央吉措", "木拉提·别克江", "索伦·莫日根泰")


@dataclass(frozen=True, slots=True)
class Invented:
    """One invented person."""

    name: str
    gender: str
    birth_date: date
    id_number: str


class People:
    """Invents people one after the other; no identity number comes twice."""

    def __init__(self, random: Random, starts_on: date) -> None:
        self._random = random
        self._starts_on = starts_on
        self._numbers: set[str] = set()

    def person(self, youngest: int, oldest: int) -> Invented:
        """Somebody between two ages, in whole years on the first day of the competition."""
        days = self._random.randrange(youngest * 366, oldest * 365)
        birth_date = self._starts_on - timedelta(days=days)
        gender = self._random.choice(("female", "male"))
        return Invented(self.name(), gender, birth_date, self._number(birth_date, gender))

    def name(self) -> str:
        """A name; one in thirty has a rare character, one in sixty is of several words."""
        turn = self._random.randrange(60)
        if turn == 0:
            return self._random.choice(_MINORITY)
        given = self._random.choice(_RARE) if turn in (1, 2) else self._random.choice(_GIVEN)
        second = self._random.choice(_GIVEN) if self._random.randrange(3) else ""
        return self._random.choice(_SURNAMES) + given + second

    def _number(self, birth_date: date, gender: str) -> str:
        while True:
            serial = self._random.randrange(0, 999, 2) + (gender == "male")
            body = f"{INVENTED_REGION}{birth_date:%Y%m%d}{serial:03d}"
            number = body + ric.calc_check_digit(body + "0")
            if number not in self._numbers:
                self._numbers.add(number)
                return number


def unit_of(city: str, group: str, random: Random) -> tuple[str, str]:
    """The name and the invented code of a unit of that city where such people work or learn."""
    names = _UNITS[group]
    index = random.randrange(len(names))
    kind = "company" if group == "worker" else "school"
    return city + names[index], f"demo-{CITIES.index(city) + 1:02d}-{kind}-{index + 1}"

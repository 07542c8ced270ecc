"""The contests of demonstration packages and their common marking scheme of 100 marks."""

from typing import NamedTuple


class Skill(NamedTuple):
    """A skill of the WorldSkills list: number, names, and how many compete in one entry."""

    code: str
    name: str
    name_en: str
    team_size: int = 1


class DemoAspect(NamedTuple):
    """One aspect of the common scheme; `maximum` in hundredths of a mark."""

    code: str
    criterion: str
    sub: str
    type: str
    description: str
    maximum: int
    model: str


SKILLS = (
    Skill("07", "数控铣", "CNC Milling"),
    Skill("10", "焊接", "Welding"),
    Skill("17", "网站设计与开发", "Web Technologies"),
    Skill("30", "美容", "Beauty Therapy"),
    Skill("34", "烹饪（西餐）", "Cooking"),
    Skill("33", "汽车技术", "Automobile Technology"),
    Skill("18", "电气装置", "Electrical Installations"),
    Skill("63", "机器人系统集成", "Robot Systems Integration", 2),
    Skill("01", "工业机械", "Industrial Mechanics"),
    Skill("02", "信息网络布线", "ICT Network Infrastructure"),
    Skill("03", "智能安防技术", "Intelligent Security Technology"),
    Skill("04", "机电一体化", "Mechatronics", 2),
    Skill("05", "CAD 机械设计", "Mechanical Engineering CAD"),
    Skill("06", "数控车", "CNC Turning"),
    Skill("08", "移动应用开发", "Mobile Applications Development"),
    Skill("09", "商务软件解决方案", "Software Applications Development"),
    Skill("11", "软件测试", "Software Testing"),
    Skill("12", "瓷砖贴面", "Wall and Floor Tiling"),
    Skill("13", "车身修理", "Autobody Repair"),
    Skill("14", "飞机维修", "Aircraft Maintenance"),
    Skill("15", "管道与制暖", "Plumbing and Heating"),
    Skill("16", "电子技术", "Electronics"),
    Skill("19", "工业控制", "Industrial Control"),
    Skill("20", "砌筑", "Bricklaying"),
    Skill("21", "抹灰与隔墙系统", "Plastering and Drywall Systems"),
    Skill("22", "油漆与装饰", "Painting and Decorating"),
    Skill("23", "移动机器人", "Autonomous Mobile Robotics", 2),
    Skill("24", "家具制作", "Cabinetmaking"),
    Skill("25", "精细木工", "Joinery"),
    Skill("26", "木工", "Carpentry"),
    Skill("27", "珠宝加工", "Jewellery"),
    Skill("28", "花艺", "Floristry"),
    Skill("29", "美发", "Hairdressing"),
    Skill("31", "时装技术", "Fashion Technology"),
    Skill("32", "糖艺与西点制作", "Pâtisserie and Confectionery"),
    Skill("35", "餐厅服务", "Restaurant Service"),
    Skill("36", "汽车喷漆", "Car Painting"),
    Skill("37", "园艺", "Landscape Gardening", 2),
    Skill("38", "制冷与空调", "Refrigeration and Air Conditioning"),
    Skill("39", "网络系统管理", "IT Network Systems Administration"),
    Skill("40", "平面设计技术", "Graphic Design Technology"),
    Skill("41", "健康和社会照护", "Health and Social Care"),
    Skill("42", "义齿制作", "Dental Prosthetics"),
    Skill("43", "零售", "Retail Sales"),
    Skill("44", "商品展示技术", "Visual Merchandising"),
    Skill("45", "数字交互媒体设计", "Digital Interactive Media Design"),
    Skill("46", "混凝土建筑", "Concrete Construction Work", 2),
    Skill("47", "烘焙", "Bakery"),
    Skill("48", "工业 4.0", "Industry 4.0", 2),
    Skill("49", "重型车辆维修", "Heavy Vehicle Technology"),
    Skill("50", "3D 数字游戏艺术", "3D Digital Game Art"),
    Skill("51", "货运代理", "Logistics and Freight Forwarding"),
    Skill("52", "化学实验室技术", "Chemical Laboratory Technology"),
    Skill("54", "网络安全", "Cyber Security", 2),
    Skill("55", "水处理技术", "Water Technology"),
    Skill("56", "酒店接待", "Hotel Reception"),
    Skill("57", "增材制造", "Additive Manufacturing"),
    Skill("58", "建筑信息建模", "Digital Construction"),
    Skill("59", "工业设计技术", "Industrial Design Technology"),
    Skill("60", "光电技术", "Optoelectronic Technology"),
    Skill("61", "轨道车辆技术", "Rail Vehicle Technology"),
    Skill("62", "可再生能源", "Renewable Energy"),
    Skill("64", "无人机装调", "Unmanned Aerial Systems"),
    Skill("70", "茶艺", "Tea Art"),
)

CRITERIA = {"A": "职业素养与安全", "B": "准备与方案", "C": "实施过程", "D": "质量与功能", "E": "呈现与创新"}
SUBS = {
    "A1": "安全防护",
    "A2": "文明操作与收尾",
    "B1": "识读任务与准备",
    "B2": "工作方案",
    "C1": "第一模块",
    "C2": "第二模块",
    "C3": "第三模块",
    "D1": "尺寸与功能",
    "D2": "外观与质量",
    "E1": "呈现与创新",
}
ASPECTS = (
    DemoAspect("A1.M1", "A", "A1", "M", "防护用品佩戴齐全", 100, "full"),
    DemoAspect("A1.M2", "A", "A1", "M", "开工前检查设备并填写记录", 100, "full"),
    DemoAspect("A1.M3", "A", "A1", "M", "作业区整洁，每处不符扣 0.5 分", 200, "deduct"),
    DemoAspect("A1.J1", "A", "A1", "J", "现场组织有序", 200, ""),
    DemoAspect("A2.M1", "A", "A2", "M", "工具归位，废料分类", 150, "full"),
    DemoAspect("A2.M2", "A", "A2", "M", "节约用料，逐项加分", 250, "add"),
    DemoAspect("A2.J1", "A", "A2", "J", "沟通与协作得当", 200, ""),
    DemoAspect("B1.M1", "B", "B1", "M", "任务要点识读正确", 200, "full"),
    DemoAspect("B1.M2", "B", "B1", "M", "材料清单完整", 100, "full"),
    DemoAspect("B1.M3", "B", "B1", "M", "参数计算", 300, ""),
    DemoAspect("B1.M4", "B", "B1", "M", "设备调试", 200, ""),
    DemoAspect("B2.M1", "B", "B2", "M", "工序编排", 400, ""),
    DemoAspect("B2.J1", "B", "B2", "J", "方案合理可行", 300, ""),
    DemoAspect("B2.S1", "B", "B2", "S", "方案的经济性", 500, ""),
    DemoAspect("C1.M1", "C", "C1", "M", "按时完成本模块", 500, ""),
    DemoAspect("C1.M2", "C", "C1", "M", "关键步骤正确", 200, "full"),
    DemoAspect("C1.M3", "C", "C1", "M", "操作规范，每处失误扣 0.5 分", 400, "deduct"),
    DemoAspect("C2.M1", "C", "C2", "M", "按时完成本模块", 500, ""),
    DemoAspect("C2.M2", "C", "C2", "M", "关键步骤正确", 200, "full"),
    DemoAspect("C2.M3", "C", "C2", "M", "完成的要点，逐项加分", 400, "add"),
    DemoAspect("C2.J1", "C", "C2", "J", "工艺熟练程度", 150, ""),
    DemoAspect("C3.M1", "C", "C3", "M", "按时完成本模块", 400, ""),
    DemoAspect("C3.M2", "C", "C3", "M", "关键步骤正确", 250, "full"),
    DemoAspect("C3.M3", "C", "C3", "M", "操作规范，每处失误扣 0.5 分", 400, "deduct"),
    DemoAspect("D1.M1", "D", "D1", "M", "主要尺寸或指标合格", 200, "full"),
    DemoAspect("D1.M2", "D", "D1", "M", "次要尺寸或指标合格", 200, "full"),
    DemoAspect("D1.M3", "D", "D1", "M", "功能试验通过", 200, "full"),
    DemoAspect("D1.M4", "D", "D1", "M", "性能测试得分", 500, ""),
    DemoAspect("D2.M1", "D", "D2", "M", "表面质量", 400, ""),
    DemoAspect("D2.J1", "D", "D2", "J", "整体观感", 300, ""),
    DemoAspect("D2.S1", "D", "D2", "S", "细节处理", 400, ""),
    DemoAspect("E1.S1", "E", "E1", "S", "成果展示", 500, ""),
    DemoAspect("E1.S2", "E", "E1", "S", "创新与改进", 400, ""),
    DemoAspect("E1.J1", "E", "E1", "J", "总体印象", 300, ""),
)
LEVELS = ("未达到行业要求", "达到行业要求", "部分超过行业要求", "出色，全面超过行业要求")


def skill(index: int) -> Skill:
    """The contest at a position; beyond the list the same skills come again in further venues."""
    venue, position = divmod(index, len(SKILLS))
    one = SKILLS[position]
    if not venue:
        return one
    number = venue + 1
    return Skill(f"{one.code}-{number}", f"{one.name}（{number} 号赛场）", f"{one.name_en} {number}", one.team_size)


def scheme_rows() -> list[list[str]]:
    """The common scheme as rows of the template, header first."""
    rows = [["criterion", "criterion_name", "sub", "sub_name", "day", "type", "aspect", "description"]]
    rows[0] += ["judge_score", "max", "section", "requirement", "model"]
    for aspect in ASPECTS:
        criterion, sub = aspect.criterion, aspect.sub
        place = [criterion, CRITERIA[criterion], sub, SUBS[sub], f"C{sub[1]}", aspect.type, aspect.code]
        section = str("ABCDE".index(criterion) + 1)
        rows.append([*place, aspect.description, "", hundredths(aspect.maximum), section, "", aspect.model])
        if aspect.type == "J":
            rows.extend([*place, text, str(level), "", "", "", ""] for level, text in enumerate(LEVELS))
    return rows


def hundredths(value: int) -> str:
    """A count of hundredths as a decimal without needless zeros."""
    text = f"{value // 100}.{value % 100:02d}"
    return text.rstrip("0").rstrip(".")

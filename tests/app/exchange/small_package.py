"""A tiny correct package with every kind of file, and ways to break it."""

from collections.abc import Mapping
from pathlib import Path

from app.exchange.demo import write_package
from app.exchange.loading import load_package
from app.exchange.package import Package, PackageErrors
from scoring.findings import Finding

COMPETITION = """\
format: 1
code: small
name: 小型竞赛
level: province
class: 1
kinds: [single]
jurisdiction: "23"
starts_on: 2023-06-05
ends_on: 2023-06-08
organizers: [示例主办单位]
settings: {heilongjiang: {coach_scope: all_tiers, nothing: null, list: [a, b]}}
contests:
  - code: "07"
    name: 数控铣
    facts: {manufacturing: yes, mining: no, farming: unknown}
    parts:
      - {code: theory, name: 理论, weight: 33.3, full: 100}
      - {code: practical, name: 实操, weight: 66.7, scheme: 07.csv}
    ranking: {ties: [part:practical, criterion:A, "sub:A1:asc", aspect:A1.M1, duration, penalties:desc]}
  - code: team
    name: 接力
    team_size: 2
    team: sum
    parts: [{code: only, name: 全部, weight: 100, full: 50}]
  - code: world
    name: 世界赛
    level: world
"""
SCHEME = """\
criterion,sub,type,aspect,description,judge_score,max,model,calculation,parameters
A,A1,M,A1.M1,尺寸,,2,full,,
A,A1,M,,计数,,3,calc,NUMBER_COMPLETED,TOTAL:::4
A,A1,J,,外观,,1.5,,,
A,A1,J,,差,0,,,,
A,A1,J,,好,3,,,,
B,B1,S,,总体,,4,,,
"""
ENTRANTS = """\
entry,contest,name,id_number,gender,birth_date,group,unit,delegation,titles_held,status,duration,fact:employed_in_province
07-1,07,甲,239999199001010036,male,1990-01-01,worker,一厂,甲队,-,ranked,10.5,yes
07-2,07,乙·某,,,,student,,乙队,,,,
07-3,07,丙,,,,,,,一;二,dns,,no
T-1,team,丁,,,,,二厂,,,ranked,,
T-1,team,戊,,,,,二厂,,,dnf,,
W-1,world,己,,,,,,,,,,
"""
FILES = {
    "competition.yaml": COMPETITION,
    "schemes/07.csv": SCHEME,
    "entrants.csv": ENTRANTS,
    "backers.csv": "entry,kind,name,code,chief,grade\n07-1,coach,庚,c1,yes,\n07-1,base,基地,-,,provincial\n",
    "judges.csv": (
        "judge,name,delegation,contest,role\nJ1,辛,甲队,07,chief\nJ2,壬,丙队,07,marker\nJ1,辛,,team,expert\n"
    ),
    "marks/07.csv": (
        "entry,aspect,judge,value,entered_by,at,version\n"
        "07-1,A1.M1,,yes,录分员,2023-06-06T09:00:00,\n"
        "07-1,A1.M2,,no,,,\n"
        "07-1,A1.J1,J1,3,,,2\n"
        "07-1,B1.S1,J2,0.000000001,,,\n"
        "07-2,A1.M1,,na,,,\n"
        "07-2,A1.M2,,yes,,,\n"
    ),
    "scores/07.csv": "entry,part,score\n07-1,theory,88.5\n",
    "scores/team.csv": "entry,part,score\nT-1/1,only,40\nT-1/2,only,30\n",
    "penalties/07.csv": "entry,kind,amount,reason,by\n07-1,points,1.5,违规,裁判长\n",
    "results/world.csv": "entry,rank,medal,scale,prize_paid,document\nW-1,1,gold,812,1000.50,文件\n",
    "decisions.csv": (
        "contest,entry,person,rule,question,value,decided_by,document\n"
        "07,,,,tie_order,07-1>07-2,裁判长,\n"
        "07,07-1,1,prize-1,evidence:employed_in_province,yes,评审组,1号\n"
    ),
}


def load(tmp_path: Path, files: Mapping[str, str | bytes]) -> Package:
    """Write the files into a folder and load it."""
    folder = tmp_path / "package"
    write_package({name: text.encode() if isinstance(text, str) else text for name, text in files.items()}, folder)
    return load_package(folder)


def errors(tmp_path: Path, files: Mapping[str, str | bytes]) -> list[Finding]:
    """Everything that loading these files complains of."""
    try:
        load(tmp_path, files)
    except PackageErrors as problem:
        return [finding for finding in problem.findings if finding.severity == "error"]
    return []


def changed(name: str, old: str, new: str) -> dict[str, str]:
    """The small package with one text of one file replaced."""
    assert FILES[name].count(old) >= 1, old
    return FILES | {name: FILES[name].replace(old, new, 1)}


def added(name: str, rows: str) -> dict[str, str]:
    """The small package with rows added at the end of one file."""
    return FILES | {name: FILES[name] + rows}

"""What people should know when the scale of 700 had to fall back on another spread."""

from scoring.findings import Finding, Severity, Where
from scoring.scale import Scale, Spread
from scoring.text import Text


def scale_findings(scale: Scale, ranked: int, where: Where) -> list[Finding]:
    """One finding for a fallback; none where the usual spread served or nobody is ranked."""
    if scale.basis is Spread.MAD or ranked == 0:
        return []
    if scale.basis is Spread.MEAN_DEVIATION:
        text = Text(
            "一半以上总分相同，标准分改用平均绝对偏差计算；公布时请注明。",
            "More than half of the totals are equal: the scale uses the mean absolute deviation; publish that.",
        )
    else:
        text = Text(
            "全部总分相同，标准分一律为 700；公布时请注明。",
            "All totals are equal: every scale score is 700; say so on publication.",
        )
    return [Finding(Severity.WARNING, "scale-fallback", text, where)]

"""The styles of the page that documents are set on, as WordprocessingML: faces, sizes, spaces.

Chinese faces are named with others that take their place where they are not installed.
"""

from collections.abc import Iterator, Mapping

from docx.oxml.ns import nsdecls

FANGSONG, HEITI, XIAOBIAOSONG, SONGTI = "仿宋_GB2312", "黑体", "方正小标宋简体", "宋体"
INSTEAD: Mapping[str, str] = {
    FANGSONG: "仿宋,FangSong,STFangsong,FangSong_GB2312,Noto Serif CJK SC",
    HEITI: "SimHei,STHeiti,Noto Sans CJK SC",
    XIAOBIAOSONG: "小标宋,方正小标宋_GBK,华文中宋,STZhongsong,宋体,Noto Serif CJK SC",
    SONGTI: "SimSun,STSong,Noto Serif CJK SC",
}
LATIN = "Times New Roman"
LINE = 579  # twentieths of a point: 22 lines on the 225 mm between the margins
WIDTH = 8845  # of the text, 156 mm in twentieths of a point
TABLE = "公文表格框"  # the style of tables of rows
SIGNING = (6400, 2445)  # columns of the lines to sign on
# id: name, what it builds on, face, half points, properties of its paragraphs
STYLES = {
    "Normal": ("Normal", "", FANGSONG, 32, f'<w:spacing w:before="0" w:after="0" w:line="{LINE}" w:lineRule="exact"/>'),
    "Title": (
        "Title",
        "Normal",
        XIAOBIAOSONG,
        44,
        f'<w:keepNext/><w:spacing w:after="{LINE}" w:line="700" w:lineRule="exact"/><w:jc w:val="center"/>',
    ),
    "Heading1": (
        "heading 1",
        "Normal",
        HEITI,
        32,
        '<w:keepNext/><w:ind w:firstLineChars="200" w:firstLine="640"/><w:outlineLvl w:val="0"/>',
    ),
    "OfficialBody": (
        "公文正文",
        "Normal",
        FANGSONG,
        32,
        # Not justified: LibreOffice 7.4 loses a comma that hangs over the margin of a justified line.
        '<w:ind w:firstLineChars="200" w:firstLine="640"/><w:jc w:val="left"/>',
    ),
    "OfficialFlush": ("公文顶格", "Normal", FANGSONG, 32, ""),
    "OfficialHead": (
        "公文表头",
        "Normal",
        HEITI,
        24,
        '<w:keepNext/><w:spacing w:line="400" w:lineRule="exact"/><w:jc w:val="center"/>',
    ),
    "OfficialCell": ("公文表格", "Normal", FANGSONG, 24, '<w:spacing w:line="400" w:lineRule="exact"/>'),
    "OfficialGap": ("公文间隔", "Normal", FANGSONG, 12, '<w:spacing w:line="160" w:lineRule="exact"/>'),
    "OfficialSigner": (
        "公文签署人",
        "Normal",
        FANGSONG,
        32,
        '<w:keepNext/><w:keepLines/><w:spacing w:before="400"/><w:jc w:val="left"/>',
    ),
    "OfficialSigning": (
        "公文签署处",
        "Normal",
        FANGSONG,
        32,
        '<w:keepNext/><w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'
        '<w:spacing w:before="400"/>',
    ),
    "OfficialSigned": (
        "公文签署说明",
        "Normal",
        FANGSONG,
        24,
        '<w:keepNext/><w:spacing w:line="400" w:lineRule="exact"/><w:jc w:val="center"/>',
    ),
    "OfficialDate": (
        "公文日期",
        "Normal",
        FANGSONG,
        32,
        f'<w:keepLines/><w:spacing w:before="{LINE}"/><w:ind w:rightChars="100" w:right="320"/><w:jc w:val="right"/>',
    ),
    "OfficialNote": (
        "公文说明",
        "Normal",
        FANGSONG,
        21,
        '<w:keepLines/><w:spacing w:line="360" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="420"/>'
        '<w:jc w:val="left"/>',
    ),
    "Footer": ("footer", "Normal", SONGTI, 28, '<w:spacing w:line="360" w:lineRule="exact"/><w:jc w:val="center"/>'),
    "OfficialLabel": ("公文标识", "Footer", SONGTI, 18, '<w:spacing w:line="280" w:lineRule="exact"/>'),
}
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
LANGUAGE = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'


def fonts(face: str) -> str:
    """The faces of a style: Chinese and Latin."""
    return f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{face}" w:cs="{LATIN}"/>'


def defaults() -> str:
    """What holds where no style says otherwise."""
    run = f'<w:rPr>{fonts(FANGSONG)}<w:sz w:val="32"/><w:szCs w:val="32"/>{LANGUAGE}</w:rPr>'
    return f"<w:docDefaults><w:rPrDefault>{run}</w:rPrDefault><w:pPrDefault/></w:docDefaults>"


def styles() -> Iterator[str]:
    """Every style, those first that others build on."""
    margins = '<w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>'
    yield (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        f'<w:uiPriority w:val="99"/><w:rPr>{fonts(FANGSONG)}</w:rPr>'
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>'
    )
    yield (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="OfficialTable"><w:name w:val="{TABLE}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:rPr>{fonts(FANGSONG)}</w:rPr>'
        f"<w:tblPr><w:tblBorders>{BORDERS}</w:tblBorders></w:tblPr></w:style>"
    )
    for identity, (name, base, face, size, paragraph) in STYLES.items():
        based = f'<w:basedOn w:val="{base}"/>' if base else ""
        kind = ' w:default="1"' if not base else ' w:customStyle="1"' if identity.startswith("Official") else ""
        grey = '<w:color w:val="595959"/>' if identity == "OfficialLabel" else ""
        yield (
            f'<w:style w:type="paragraph"{kind} w:styleId="{identity}"><w:name w:val="{name}"/>{based}<w:qFormat/>'
            f'<w:pPr>{paragraph}</w:pPr><w:rPr>{fonts(face)}{grey}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
            f"{LANGUAGE}</w:rPr></w:style>"
        )


def font_table() -> bytes:
    """The part that says which faces stand in for which."""
    named = "".join(
        f'<w:font w:name="{face}"><w:altName w:val="{others}"/></w:font>' for face, others in INSTEAD.items()
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts {nsdecls("w")}>{named}</w:fonts>'.encode()
    )

"""Makes the files of word/ that python-docx and LibreOffice make, and those made by hand. python word.py FOLDER"""
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

OUT = Path(sys.argv[1])
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def right(name, kind, made, reading):
    (OUT / f'{name}.json').write_text(json.dumps({'kind': kind, 'made': made, **reading}, ensure_ascii=False, indent=2) + '\n')


def slim(path):
    """Without the template's picture and second set of styles, most of the file's size."""
    with ZipFile(path) as whole:
        parts = [(part, whole.read(part)) for part in whole.namelist() if not re.search('thumbnail|stylesWithEffects', part)]
    with ZipFile(path, 'w', ZIP_DEFLATED, compresslevel=9) as small:
        for part, content in parts:
            content = re.sub(rb'<(?:Relationship|Override) [^>]*(?:thumbnail|stylesWithEffects)[^>]*/>', b'', content)
            small.writestr(part, content)


def word(name, kind, fill, reading, again=None):
    """With python-docx; and once more as LibreOffice writes it, where `again` is a reading or True."""
    document = Document()
    fill(document)
    path = OUT / f'{name}-py.docx'
    document.save(path)
    slim(path)
    right(f'{name}-py', kind, 'python-docx', reading)
    if again:
        converted(path, f'{name}-lo.docx')
        right(f'{name}-lo', kind, 'LibreOffice', reading if again is True else {**reading, **again})


def converted(path, target, to=None):
    with tempfile.TemporaryDirectory() as folder:
        ending = target.rsplit('.', 1)[1]
        subprocess.run(['soffice', '--headless', '--convert-to', to or ending, '--outdir', folder, str(path)], check=True, capture_output=True)
        (Path(folder) / f'{path.stem}.{ending}').rename(OUT / target)


def xml(text):
    return parse_xml(text.replace('<w:', f'<w:', 1).replace('>', f' {nsdecls("w")} {W14} {M}>', 1) if 'xmlns:w=' not in text else text)


def add(paragraph, *pieces):
    """Words as they are, XML as such."""
    for piece in pieces:
        if piece.startswith('<'):
            paragraph._p.append(xml(piece))
        else:
            paragraph.add_run(piece)
    return paragraph


def sym(font, char):
    return f'<w:r><w:sym w:font="{font}" w:char="{char}"/></w:r>'


def in_font(paragraph, text, font):
    paragraph.add_run(text).font.name = font


def table(document, rows):
    made = document.add_table(rows=0, cols=len(rows[0]))
    made.style = 'Table Grid'
    for at, row in enumerate(rows):
        for cell, text in zip(made.add_row().cells, row):
            cell.text = ''
            add(cell.paragraphs[0], text)
            if at == 0:
                for run in cell.paragraphs[0].runs:
                    run.bold = True
    return made


def signs(d):
    d.add_heading('Scooters', 1)
    table(d, [('Place', 'Ride', 'Park'), ('Gate', sym('Wingdings', 'F0FB'), sym('Wingdings', 'F0FC')), ('Yard', sym('Webdings', '0061'), sym('Wingdings 2', 'F04F')), ('Hall', sym('Wingdings', 'F0A8'), sym('Wingdings', 'F0FE'))])
    p = d.add_paragraph('Riders are aged ')
    in_font(p, '\u00b3', 'Symbol')
    p.add_run(' 7; the path is ')
    in_font(p, '\uf0a3', 'Symbol')
    p.add_run(' 2 m wide. ')
    in_font(p, '\u00e8', 'Wingdings')
    p.add_run(' Walk past the gate.')


word('signs', 'symbol fonts', signs, {
    'rows': [{'Place': 'Gate', 'Ride': '✗', 'Park': '✓'}, {'Place': 'Yard', 'Ride': '✓', 'Park': '✗'}, {'Place': 'Hall', 'Ride': '☐', 'Park': '☑'}],
    'reads': ['aged ≥ 7; the path is ≤ 2 m wide. → Walk past'],
}, again=True)


def struck(d):
    style = d.styles.add_style('Withdrawn', 1)
    style.font.strike = True
    d.add_heading('Snow', 1)
    p = d.add_paragraph('The school closes when the ')
    p.add_run('caretaker').font.strike = True
    p.add_run(' head says so, by ')
    p.add_run('6.00').font.double_strike = True
    p.add_run(' 7.00.')
    d.add_paragraph('Staff come in whatever the weather.', style='Withdrawn')
    d.add_heading('Ice', 1)
    d.add_paragraph('Paths are gritted.', style='List Bullet')
    d.add_paragraph(style='List Bullet').add_run('Salt may be taken home.').font.strike = True


word('struck', 'struck through', struck, {
    'reads': ['when the head says so, by 7.00.', 'Paths are gritted.'],
    'never': ['caretaker', '6.00', 'whatever the weather', 'taken home'],
    'told': [['struck', 'caretaker', 'Snow'], ['struck', '6.00'], ['struck', 'whatever the weather'], ['struck', 'taken home', 'Ice']],
}, again=True)


def placeholders(d):
    def control(kind, text):
        return f'<w:sdt><w:sdtPr><w:showingPlcHdr/>{kind}</w:sdtPr><w:sdtContent><w:r><w:t>{text}</w:t></w:r></w:sdtContent></w:sdt>'
    d.add_heading('First aid', 1)
    add(d.add_paragraph(), 'The first aider is ', control('<w:text/>', 'Click or tap here to enter text.'), ' in the office.')
    add(d.add_paragraph(), 'Kits are checked by ', control('<w:date/>', 'Click or tap to enter a date.'), ' each year.')
    add(d.add_paragraph(), 'The kit is in the ', control('<w:dropDownList><w:listItem w:displayText="hall" w:value="hall"/></w:dropDownList>', 'Choose an item.'), ' cupboard.')
    add(d.add_paragraph(), 'Ambulances are called by ', control('<w:text/>', 'type a name'), ' at once.')


word('placeholders', 'placeholders', placeholders, {
    'reads': ['The first aider is', 'in the office.', 'each year.', 'cupboard.', 'at once.'],
    'never': ['Click or tap', 'Choose an item', 'type a name'],
    'gaps': ['first aider', 'Kits are checked', 'cupboard'],
}, again={'never': ['Click or tap', 'Choose an item']})


def merged(d):
    d.add_heading('Duties', 1)
    t = table(d, [('Gate', 'Morning', 'Midday', 'Evening'), ('North', 'Mr Ash', 'Mr Ash', 'Ms Lime'), ('', 'Mr Fir', 'closed', ''), ('South', 'Ms Oak', '', 'Ms Elm')])
    t.cell(1, 0).merge(t.cell(2, 0))
    t.cell(2, 2).merge(t.cell(2, 3))
    t.cell(3, 1).merge(t.cell(3, 2))


word('merged', 'merged cells', merged, {
    'rows': [{'Gate': 'North', 'Morning': 'Mr Fir', 'Midday': 'closed', 'Evening': 'closed'}, {'Gate': 'South', 'Morning': 'Ms Oak', 'Midday': 'Ms Oak', 'Evening': 'Ms Elm'}],
}, again=True)


def numbers(d):
    part = d.part.numbering_part.element
    level = '<w:lvl w:ilvl="{0}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="{1}"/></w:lvl>'
    levels = ''.join(level.format(at, text) for at, text in enumerate(['%1.', '%1.%2', '%1.%2.%3']))
    part.insert(0, xml(f'<w:abstractNum w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'))
    part.append(xml('<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for at, inside in enumerate(['<w:numId w:val="90"/>', '<w:ilvl w:val="1"/>', '<w:ilvl w:val="2"/>']):
        style = d.styles[f'Heading {at + 1}']
        if at > 0:
            style.base_style = d.styles[f'Heading {at}']
        style.element.get_or_add_pPr().append(xml(f'<w:numPr>{inside}</w:numPr>'))
    for level_of, text in [(1, 'Aims'), (1, 'Pets'), (2, 'Cages'), (3, 'Locks'), (2, 'Food'), (1, 'Review')]:
        d.add_heading(text, level_of)
    d.add_paragraph('Every second year.')


word('numbers', 'heading numbers', numbers, {
    'headings': ['1 Aims', '2 Pets', '2.1 Cages', '2.1.1 Locks', '2.2 Food', '3 Review'],
}, again=True)


def legacy(data, code, result=''):
    shown = f'<w:r><w:t>{result}</w:t></w:r>' if result else ''
    return [
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="F"/><w:enabled/>{data}</w:ffData></w:fldChar></w:r>',
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', *([shown] if shown else []), '<w:r><w:fldChar w:fldCharType="end"/></w:r>']


def forms(d):
    d.add_heading('Hall hire', 1)
    entries = ''.join(f'<w:listEntry w:val="{name}"/>' for name in ['the bursar', 'the caretaker', 'the clerk'])
    add(d.add_paragraph(), 'Keys are held by ', *legacy(f'<w:ddList><w:result w:val="2"/>{entries}</w:ddList>', 'FORMDROPDOWN'), ' all week.')
    for checked, text in [(1, 'Stage'), (0, 'Kitchen')]:
        add(d.add_paragraph(), *legacy(f'<w:checkBox><w:sizeAuto/><w:default w:val="0"/><w:checked w:val="{checked}"/></w:checkBox>', 'FORMCHECKBOX'), f' {text} is let')
    add(d.add_paragraph(), 'The deposit is ', *legacy('<w:textInput/>', 'FORMTEXT', '£40'), ' a day.')
    for checked, sign, text in [(1, '☒', 'Piano'), (0, '☐', 'Lights')]:
        add(d.add_paragraph(), f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{checked}"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>{sign}</w:t></w:r></w:sdtContent></w:sdt>', f' {text} may be used')


word('forms', 'forms', forms, {
    'reads': ['held by the clerk all week', '☒ Stage is let', '☐ Kitchen is let', 'The deposit is £40 a day.', '☒ Piano may be used', '☐ Lights may be used'],
    'never': ['the bursar', 'the caretaker'],
}, again=True)


def equation(d):
    d.add_heading('Ratios', 1)
    t = lambda text: f'<m:r><m:t>{text}</m:t></m:r>'
    fraction = f'<m:f><m:num>{t("children")}</m:num><m:den>{t("8")}</m:den></m:f>'
    add(d.add_paragraph(), 'Helpers: ', f'<m:oMath>{fraction}{t("+1")}</m:oMath>', ' at least.')
    add(d.add_paragraph(), f'<m:oMathPara><m:oMath><m:sSup><m:e>{t("a")}</m:e><m:sup>{t("2")}</m:sup></m:sSup><m:r><m:t>≤</m:t></m:r><m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/><m:e>{t("b")}</m:e></m:rad></m:oMath></m:oMathPara>')


word('equation', 'equations', equation, {'reads': ['Helpers: children/8+1 at least.', 'a^2≤√(b)']})


def links(d):
    d.add_heading('Uniform', 1)
    def link(address, words):
        rel = d.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return f'<w:hyperlink xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="{rel}"><w:r><w:t>{words}</w:t></w:r></w:hyperlink>'
    add(d.add_paragraph(), 'The list is ', link('https://oakdene.example/uniform', 'here'), '. The shop is ', link('https://www.oakdene.example/shop/', 'www.oakdene.example/shop'), '.')
    add(d.add_paragraph(), 'See ', '<w:hyperlink w:anchor="shoes"><w:r><w:t>Shoes</w:t></w:r></w:hyperlink>', ' below.')


word('links', 'links', links, {
    'reads': ['The list is here (https://oakdene.example/uniform). The shop is www.oakdene.example/shop.', 'See Shoes below.'],
}, again=True)


def bold_headings(d):
    d.add_heading('Behaviour Policy', 0)
    d.add_paragraph().add_run('Contents').bold = True
    for text in ['Rules', 'Sanctions', 'Rewards']:
        d.add_paragraph(text)
    d.add_heading('1 Rules', 1)
    d.add_paragraph('Pupils walk in the corridors.')
    d.add_heading('2 Sanctions', 1)
    d.add_paragraph('A sanction is given calmly.')
    for number, name, text in [('2.1', 'Missed breaks', 'A pupil stays in for at most ten minutes'), ('2.2', 'Letters home', 'The tutor writes the letter')]:
        d.add_paragraph().add_run(f'{number} {name}').bold = True
        d.add_paragraph(f'{text}, and tells the office the same day so that nobody is surprised.')
    p = d.add_paragraph()
    p.add_run('2.3 Exclusion').bold = True
    p.runs[0].add_break()
    p.add_run('Only the head excludes a pupil.')
    d.add_heading('3 Rewards', 1)
    for who, what in [('Tutors:', 'give merits'), ('Prefects:', 'hand out badges')]:
        d.add_paragraph().add_run(who).bold = True
        d.add_paragraph(what, style='List Bullet')


word('bold-headings', 'headings in bold', bold_headings, {
    'headings': ['1 Rules', '2 Sanctions', '2.1 Missed breaks', '2.2 Letters home', '2.3 Exclusion', '3 Rewards', 'Tutors:', 'Prefects:'],
    'under': {'at most ten minutes': '2.1 Missed breaks', 'Only the head': '2.3 Exclusion', 'give merits': 'Tutors:'},
}, again=True)

HTML = '''<html><body><h1>Minibus Policy</h1><h2>Drivers</h2><p>Book <a href="https://larch.example/bus">online</a>. <s>Pupils may drive.</s> Speed &le; 50.</p>
<table border=1><tr><th>Bus</th><th>Seats</th><th>Key</th></tr><tr><td rowspan=2>Red</td><td>16</td><td>Office</td></tr><tr><td colspan=2>off the road</td></tr><tr><td>Blue</td><td>9</td><td>Lodge</td></tr></table>
<p>Belts are worn.</p></body></html>'''
READING = {
    'reads': ['online (https://larch.example/bus). Speed ≤ 50.', 'Belts are worn.'],
    'never': ['may drive'],
    'told': [['struck', 'Pupils may drive', 'Drivers']],
    'rows': [{'Bus': 'Red', 'Seats': '16'}, {'Bus': 'Red', 'Seats': 'off the road', 'Key': 'off the road'}, {'Bus': 'Blue', 'Seats': '9', 'Key': 'Lodge'}],
}
with tempfile.TemporaryDirectory() as folder:
    page = Path(folder) / 'bus.html'
    page.write_text(HTML)
    converted(page, 'from-html-lo.docx', 'docx:Office Open XML Text')
right('from-html-lo', 'merged cells', 'LibreOffice', READING)
(OUT / 'html.md').write_text(re.sub(r'</?(?:html|body)>', '', HTML) + '\n')
right('html', 'HTML in Markdown', 'by hand', READING)
(OUT / 'marks.md').write_text('''# Minibus Policy

## Drivers

Book [online][bus]. ~~Pupils may drive.~~ Speed &le; 50.

| Bus | Seats | Key |
|---|---|---|
| Blue | 9 | Lodge |
| Red | ~~16~~ 15 | ~~Office~~ Lodge |

- [x] Belts are worn
- [ ] Doors may be opened

**1.1 Fuel**

The office pays.

[bus]: https://larch.example/bus
''')
right('marks', 'HTML in Markdown', 'by hand', {
    'reads': ['online (https://larch.example/bus). Speed ≤ 50.', 'Blue | 9 | Lodge', 'Red | 15 | Lodge', '☑ Belts are worn', '☐ Doors may be opened', 'The office pays.'],
    'never': ['may drive', '16', 'Office'],
    'told': [['struck', 'Pupils may drive', 'Drivers'], ['struck', '16', 'table'], ['struck', 'Office']],
    'headings': ['Drivers', '1.1 Fuel'],
})

plain = OUT / 'links-py.docx'
for ending, words in [('rtf', ['Rich Text', 'Save As']), ('odt', ['OpenDocument', 'Word']), ('doc', ['2007', 'Save As'])]:
    converted(plain, f'kind-{ending}.{ending}')
    right(f'kind-{ending}', 'kinds of file', 'LibreOffice', {'refused': words})
for name, content, words in [
    ('kind-mail.eml', 'Received: from a.example\r\nTo: all@larch.example\r\nSubject: Policy\r\nMIME-Version: 1.0\r\n\r\nHere is the policy.\r\n', ['e-mail', 'attached']),
    ('kind-page.doc', 'From: <Saved by Blink>\r\nSubject: Policy\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>No ball games.</p>\r\n--b--\r\n', ['web page', 'Save As']),
    ('kind-google.gdoc', '{"":"WARNING! DO NOT EDIT THIS FILE!","doc_id":"1abc","resource_key":"","email":"x@larch.example"}', ['shortcut', 'Download']),
    ('kind-web.url', '[InternetShortcut]\r\nURL=https://larch.example/policy\r\n', ['shortcut']),
    ('kind-mac.webloc', '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n<plist version="1.0"><dict><key>URL</key><string>https://larch.example/policy</string></dict></plist>\n', ['shortcut']),
]:
    (OUT / name).write_bytes(content.encode())
    right(name.split('.')[0], 'kinds of file', 'by hand', {'refused': words})

with ZipFile(plain) as whole, ZipFile(OUT / 'kind-backslashes.docx', 'w', ZIP_DEFLATED) as other:
    for part in whole.namelist():
        info = part if part.startswith(('[', '_')) else part.replace('/', '\\')
        other.writestr(info, whole.read(part))
right('kind-backslashes', 'kinds of file', 'by hand', {'headings': ['Uniform'], 'reads': ['The list is here']})

"""Makes long policies into Word and PDF in five habits of layout. python long.py FOLDER OUT

FOLDER has NAME.md: a fenced block of json with what is true of the policy, one of titlepage, then the text. Beside the files that are
made here stand NAME.events.json, from which long.mjs makes those of the npm package docx and of a browser."""
import json
import re
import sys
from html import escape
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from reportlab.lib import colors
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Frame, NextPageTemplate, PageBreak, PageTemplate, Paragraph, Spacer, Table, TableStyle


def parse(text):
    gold = json.loads(re.search(r'```json\n(.*?)```', text, re.S)[1])
    front = re.search(r'```titlepage\n(.*?)```', text, re.S)[1].strip().split('\n')
    body = text[re.search(r'```titlepage\n.*?```', text, re.S).end():]
    events, table = [], []

    def close():
        if table:
            events.append({'kind': 'table', 'rows': [row for row in table]})
            table.clear()

    for line in body.split('\n'):
        bare = line.strip()
        if bare.startswith('|'):
            cells = [cell.strip() for cell in re.split(r'(?<!\\)\|', bare.strip('|'))]
            if not all(re.fullmatch(r':?-+:?', cell) for cell in cells):
                table.append(cells)
            continue
        close()
        if not bare or bare.startswith('```') or re.fullmatch(r'-{3,}', bare):
            continue
        heading = re.match(r'(#{1,4}) (.*)', bare)
        item = re.match(r'(\s*)- (.*)', line)
        if heading:
            events.append({'kind': 'heading', 'level': len(heading[1]), 'text': heading[2].strip()})
        elif item:
            events.append({'kind': 'item', 'depth': len(item[1]) // 2, 'text': item[2].strip()})
        else:
            events.append({'kind': 'paragraph', 'text': bare})
    close()
    return gold, [re.split(r'\s*\|\s+', line.strip()) for line in front if line.strip()], events


def spans(text):
    """Runs of a text: words, bold, italic."""
    for part in re.split(r'(\*\*.+?\*\*|\*[^*]+?\*)', text):
        if part.startswith('**'):
            yield part[2:-2].replace('*', ''), True, False
        elif part.startswith('*') and len(part) > 2:
            yield part[1:-1], False, True
        elif part:
            yield part, False, False


def plain(text):
    return ''.join(words for words, _, _ in spans(text))


def runs(paragraph, text, bold=False):
    for words, is_bold, is_italic in spans(text):
        run = paragraph.add_run(words)
        run.bold, run.italic = bold or is_bold, is_italic


def is_title(cells, gold):
    return len(cells) == 1 and gold['title'].lower() in cells[0].lower()


def boxed_word(gold, front, events, path):
    """A box for the title page, contents with leader dots, headings only in bold between the paragraphs, running head and foot."""
    document = Document()
    document.styles['Normal'].font.size = Pt(11)
    section = document.sections[0]
    section.header.paragraphs[0].text = f"{gold['school']}\t\t{gold['title']}"
    section.footer.paragraphs[0].text = f"{gold['title']} {gold.get('version') or ''}"
    table = None
    for cells in front:
        if len(cells) == 1:
            table = None
            paragraph = document.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run = paragraph.add_run(cells[0])
            run.font.size = Pt(24 if is_title(cells, gold) else 13)
            run.bold = is_title(cells, gold)
            continue
        if table is None or len(table.columns) != len(cells):
            table = document.add_table(rows=0, cols=len(cells))
            table.style = 'Table Grid'
        for cell, text in zip(table.add_row().cells, cells):
            cell.text = text
    document.add_page_break()
    document.add_paragraph().add_run('Contents').bold = True
    for at, event in enumerate(one for one in events if one['kind'] == 'heading'):
        document.add_paragraph(f"{plain(event['text'])} {'.' * max(4, 90 - len(event['text']))} {3 + at // 4}")
    document.add_page_break()
    for event in events:
        if event['kind'] == 'heading':
            run = document.add_paragraph().add_run(plain(event['text']))
            run.bold, run.font.size = True, Pt({1: 14, 2: 12}.get(event['level'], 11))
        elif event['kind'] == 'item':
            runs(document.add_paragraph(style='List Bullet 2' if event['depth'] else 'List Bullet'), event['text'])
        elif event['kind'] == 'paragraph':
            paragraph = document.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            runs(paragraph, event['text'])
        else:
            word_table(document, event['rows'])
    document.save(path)


def word_table(document, rows):
    width = max(len(row) for row in rows)
    table = document.add_table(rows=0, cols=width)
    table.style = 'Table Grid'
    for at, row in enumerate(rows):
        added = table.add_row().cells
        for cell, text in zip(added, row):
            runs(cell.paragraphs[0], text, bold=at == 0)
    document.add_paragraph()


def columns_pdf(gold, front, events, path):
    """Two justified columns under a running head, contents with leader dots, the title page in lines that are ruled off."""
    width, height = A4
    base = dict(fontName='Helvetica', fontSize=9.5, leading=12, alignment=TA_JUSTIFY, spaceAfter=5)
    styles = {
        'p': ParagraphStyle('p', **base),
        'i': ParagraphStyle('i', **base, leftIndent=12, bulletIndent=2),
        'ii': ParagraphStyle('ii', **base, leftIndent=24, bulletIndent=14),
        'title': ParagraphStyle('title', fontName='Helvetica-Bold', fontSize=22, leading=28, spaceAfter=12),
        'line': ParagraphStyle('line', fontName='Helvetica', fontSize=12, leading=16, spaceAfter=6),
        1: ParagraphStyle('h1', fontName='Helvetica-Bold', fontSize=13, leading=17, spaceBefore=10, spaceAfter=5, keepWithNext=1),
        2: ParagraphStyle('h2', fontName='Helvetica-Bold', fontSize=11, leading=14, spaceBefore=8, spaceAfter=4, keepWithNext=1),
        3: ParagraphStyle('h3', fontName='Helvetica-Bold', fontSize=9.5, leading=13, spaceBefore=6, spaceAfter=3, keepWithNext=1),
    }

    def draw(canvas, document):
        canvas.setFont('Helvetica', 8)
        canvas.drawString(50, height - 34, gold['school'])
        canvas.drawRightString(width - 50, 28, f"Page {document.page}")
        canvas.drawString(50, 28, gold['title'])

    gap, foot, top = 18, 48, 50
    column = (width - 100 - gap) / 2
    tall = height - foot - top
    two = [Frame(50, foot, column, tall, 0, 0, 0, 0), Frame(50 + column + gap, foot, column, tall, 0, 0, 0, 0)]
    one = [Frame(50, foot, width - 100, tall, 0, 0, 0, 0)]
    document = BaseDocTemplate(str(path), pagesize=A4, invariant=1)
    document.addPageTemplates([PageTemplate('front', one), PageTemplate('wide', one, onPage=draw), PageTemplate('two', two, onPage=draw)])

    def marked(text):
        return ''.join(f"{'<b>' if b else ''}{'<i>' if i else ''}{escape(words)}{'</i>' if i else ''}{'</b>' if b else ''}" for words, b, i in spans(text))

    story = []
    for cells in front:
        story.append(Paragraph(escape(': '.join(cells)), styles['title' if is_title(cells, gold) else 'line']))
    story += [NextPageTemplate('wide'), PageBreak(), Paragraph('Contents', styles[1])]
    for at, event in enumerate(one for one in events if one['kind'] == 'heading'):
        story.append(Paragraph(f"{escape(plain(event['text']))} {'.' * max(4, 80 - len(event['text']))} {3 + at // 5}", styles['line']))
    story += [NextPageTemplate('two'), PageBreak()]
    for event in events:
        if event['kind'] == 'heading':
            story.append(Paragraph(marked(event['text']), styles[min(3, event['level'])]))
        elif event['kind'] == 'item':
            story.append(Paragraph(marked(event['text']), styles['ii' if event['depth'] else 'i'], bulletText='•'))
        elif event['kind'] == 'paragraph':
            story.append(Paragraph(marked(event['text']), styles['p']))
        else:
            wide = max(len(row) for row in event['rows'])
            cell = ParagraphStyle('c', fontName='Helvetica', fontSize=8, leading=10)
            head = ParagraphStyle('ch', fontName='Helvetica-Bold', fontSize=8, leading=10)
            rows = [[Paragraph(marked(text), head if at == 0 else cell) for text in row + [''] * (wide - len(row))] for at, row in enumerate(event['rows'])]
            story += [Table(rows, colWidths=[column / wide] * wide, style=TableStyle([('GRID', (0, 0), (-1, -1), 0.4, colors.grey), ('VALIGN', (0, 0), (-1, -1), 'TOP')])), Spacer(1, 6)]
    document.build(story)


source, out = Path(sys.argv[1]), Path(sys.argv[2])
for file in sorted(source.glob('*-*.md')):
    gold, front, events = parse(file.read_text())
    (out / f'{file.stem}.events.json').write_text(json.dumps({'gold': gold, 'front': front, 'events': events}))
    boxed_word(gold, front, events, out / f'{file.stem}.boxed.docx')
    try:
        columns_pdf(gold, front, events, out / f'{file.stem}.columns.pdf')
    except Exception as error:
        print(file.stem, 'columns:', str(error)[:200])

"""Makes the files of stated/ that python-docx, reportlab and LibreOffice make. python stated.py FOLDER"""
import re
import subprocess
import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from docx.shared import Pt
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

OUT = Path(sys.argv[1])
BODY = [
    ('h', '1. Aims'),
    ('p', 'We want every pupil to be in school, on time and ready to learn, and we tell families early when that goes wrong.'),
    ('h', '2. Registers'),
    ('p', 'The register opens at 8.45 and closes at 9.15. A pupil who comes later is marked late by the office.'),
]


def body(document, parts=BODY):
    for kind, text in parts:
        document.add_heading(text, 1) if kind == 'h' else document.add_paragraph(text)


def box(document, rows):
    table = document.add_table(rows=0, cols=len(rows[0]))
    table.style = 'Table Grid'
    for row in rows:
        for cell, text in zip(table.add_row().cells, row):
            cell.text = text


def word(name, fill):
    document = Document()
    fill(document)
    document.save(OUT / name)
    slim(OUT / name)


def slim(path):
    """Without the template's picture and second set of styles, most of the file's size."""
    with ZipFile(path) as whole:
        parts = [(part, whole.read(part)) for part in whole.namelist() if not re.search('thumbnail|stylesWithEffects', part)]
    with ZipFile(path, 'w', ZIP_DEFLATED, compresslevel=9) as small:
        for part, content in parts:
            content = re.sub(rb'<(?:Relationship|Override) [^>]*(?:thumbnail|stylesWithEffects)[^>]*/>', b'', content)
            small.writestr(part, content)


def boxed(document):
    document.add_paragraph('Larkfield Primary School')
    box(document, [
        ('Policy title', 'Attendance'), ('Version', '4'), ('Ratified by governors', '3 October 2025'),
        ('DATE OF NEXT REVIEW', 'Autumn 2027'), ('Responsible committee', 'Pupil Welfare Committee')])
    body(document)


def committee(document):
    document.add_heading('Lettings Policy', 0)
    for line in ('APPROVED: 14th May 2025', 'TO BE REVIEWED BY: Premises committee', 'REVIEW DUE: Summer term 2026/27'):
        document.add_paragraph().add_run(line).bold = True
    body(document)


def two_lines(document):
    document.add_heading('Uniform Policy', 0)
    table = document.add_table(rows=2, cols=2)
    for row, (label, value) in zip(table.rows, [('Agreed on', '6 February\n2026'), ('To be reviewed', '28 February\n2029')]):
        row.cells[0].text, row.cells[1].text = label, value
    body(document)


def four_cells(document):
    document.add_heading('Behaviour Policy', 0)
    box(document, [('Author', 'Ms Pine', 'Status', 'Statutory'), ('Last reviewed', 'March 2025', 'Next review', 'March 2028')])
    body(document)


def versions(document):
    document.add_heading('Charging and Remissions Policy', 0)
    box(document, [('Version', 'Date approved', 'Changes'), ('3.1', '10 June 2026', 'Music lessons'), ('3.0', '4 June 2024', 'Whole text'),
                   ('2.0', '1 June 2022', 'First in this form')])
    body(document)


def file_name(document):
    run = document.add_paragraph().add_run('SEND_policy_v4_FINAL.docx')
    run.bold, run.font.size = True, Pt(22)
    document.add_heading('Special Educational Needs Policy', 1)
    document.add_paragraph('Next review: September 2027')
    body(document)


def sentence(document):
    run = document.add_paragraph().add_run('The school takes the welfare of every pupil')
    run.bold, run.font.size = True, Pt(16)
    document.add_paragraph('to be the first duty of all who work in it, and this text says how that duty is done.')
    body(document)


def in_section(document):
    document.add_heading('Medicines Policy', 0)
    body(document, BODY + [('p', f'The office writes down each dose, line {n}.') for n in range(40)] + [
        ('h', '3. Monitoring and review'),
        ('p', 'This policy was approved by the full governing body of Larkfield Primary School on 2 December 2025 and will next be reviewed in December 2026.'),
        ('h', 'Annex A: Form')] + [('p', f'Dose {n}, given by and at what time.') for n in range(12)])


def labels_above(document):
    document.add_heading('Visitors Policy', 0)
    box(document, [('Approved by', 'Approved on', 'Next review'), ('Full governing body', '21/01/2026', '01/2027')])
    body(document)


STYLES = getSampleStyleSheet()


def pdf(name, story, foot=None):
    def draw(canvas, _):
        if foot:
            canvas.setFont('Helvetica', 8)
            canvas.drawString(72, 30, f'{foot} page {canvas.getPageNumber()}')
    SimpleDocTemplate(str(OUT / name), pagesize=A4, invariant=1).build(story, onFirstPage=draw, onLaterPages=draw)


def printed(parts=BODY):
    return [Paragraph(text, STYLES['Heading2' if kind == 'h' else 'BodyText']) for kind, text in parts]


def grid(rows, widths=None):
    return Table(rows, colWidths=widths, style=TableStyle([('GRID', (0, 0), (-1, -1), 0.5, colors.black)]))


def title(text):
    return Paragraph(text, STYLES['Title'])


def line(text):
    return Paragraph(text, STYLES['BodyText'])


word('boxed-title.docx', boxed)
word('reviewed-by-committee.docx', committee)
word('date-on-two-lines.docx', two_lines)
word('four-cells.docx', four_cells)
word('versions-newest-first.docx', versions)
word('file-name-as-title.docx', file_name)
word('sentence-as-title.docx', sentence)
word('review-in-a-section.docx', in_section)
word('labels-above.docx', labels_above)
pdf('boxed-title.pdf', [
    line('Larkfield Primary School'),
    grid([['Policy title', 'Attendance'], ['Version', '4'], ['Ratified by governors', '3 October 2025'], ['DATE OF NEXT REVIEW', 'Autumn 2027'],
          ['Responsible committee', 'Pupil Welfare Committee']]), Spacer(1, 12)] + printed())
pdf('date-on-two-lines.pdf', [
    title('Uniform Policy'), line('Agreed by governors: 6 February'), line('2026'), Spacer(1, 8), line('Next review: 28 February'), line('2029'),
    Spacer(1, 12)] + printed())
pdf('reviewed-at-the-end.pdf', [title('Dogs on Site Policy')] + printed() + [Spacer(1, 20), line('Policy to be reviewed November 2028')],
    foot='Larkfield Primary School')
pdf('date-as-title.pdf', [
    title('September 2025'), Paragraph('Sun Safety Policy', STYLES['Heading1']), line('Review date: July 2027')] + printed())
pdf('title-on-two-lines.pdf', [
    title('Punctuality and'), title('Collection Policy'), line('Adopted 9 March 2026. To be reviewed every two years, next in March 2028.')] + printed())
for name in ('labels-above', 'reviewed-by-committee'):
    subprocess.run(['soffice', '--headless', '--convert-to', 'pdf', '--outdir', str(OUT), str(OUT / f'{name}.docx')], check=True)
    (OUT / f'{name}.pdf').rename(OUT / f'{name}-printed.pdf')

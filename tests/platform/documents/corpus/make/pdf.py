"""Makes PDF files of the corpus with reportlab, pikepdf, and LibreOffice from python-docx: python3 pdf.py FOLDER."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pikepdf
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from PIL import Image, ImageDraw
from pikepdf import Array, Dictionary, Name, String
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

OUT = Path(sys.argv[1])
SIZE = (595, 842)


def page(name, *pages):
    """Draws each page with its origin at the top left corner."""
    path = OUT / f"{name}.pdf"
    canvas = Canvas(str(path), pagesize=SIZE, invariant=1)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return path


def say(c, words, x, y, size=11, font="Helvetica"):
    c.setFont(font, size)
    c.drawString(x, SIZE[1] - y, words)


def head(c, words, y=70, size=16):
    say(c, words, 72, y, size, "Helvetica-Bold")


def right(name, kind, made="reportlab", **reading):
    (OUT / f"{name}.json").write_text(
        json.dumps({"kind": kind, "made": made, **reading}, ensure_ascii=False, indent=2) + "\n"
    )


def changed(path, change):
    with pikepdf.open(path, allow_overwriting_input=True) as file:
        change(file)
        file.save(path, deterministic_id=True)


def layers():
    def draw(c):
        head(c, "Lost Property Policy")
        head(c, "Where it goes", 110, 13)
        say(c, "Lost coats hang by the office for two weeks.", 72, 135)
        c._code.append("/OC /Shown BDC")
        say(c, "After two weeks they go to the charity shop.", 72, 150)
        c._code.append("EMC")
        c._code.append("/OC /Off BDC")
        say(c, "Draft: staff may keep what nobody asks for.", 72, 165)
        c._code.append("EMC")
        c._code.append("/OC /Both BDC")
        say(c, "Draft: money is shared by the class.", 72, 180)
        c._code.append("EMC")
        say(c, "Keys are kept in the safe.", 72, 195)

    def add(file):
        shown = file.make_indirect(Dictionary(Type=Name.OCG, Name=String("Text")))
        off = file.make_indirect(Dictionary(Type=Name.OCG, Name=String("Drafts")))
        both = file.make_indirect(Dictionary(Type=Name.OCMD, OCGs=Array([shown, off]), P=Name.AllOn))
        file.Root.OCProperties = Dictionary(OCGs=Array([shown, off]), D=Dictionary(OFF=Array([off])))
        file.pages[0].Resources.Properties = Dictionary(Shown=shown, Off=off, Both=both)

    changed(page("layers-off", draw), add)
    right(
        "layers-off",
        "layers",
        reads=["two weeks.", "charity shop.", "Keys are kept"],
        never=["keep what nobody", "shared by the class"],
        told=[["layer", "keep what nobody", "page 1"], ["layer", "shared by the class", "page 1"]],
    )


def strikes():
    def draw(c):
        head(c, "Uniform Policy")
        head(c, "Shoes", 110, 13)
        say(c, "Pupils wear black shoes.", 72, 135)
        say(c, "Trainers may be worn on Fridays.", 72, 152)
        c.setLineWidth(0.7)
        c.line(72, SIZE[1] - 149, 72 + c.stringWidth("Trainers may be worn on Fridays.", "Helvetica", 11), SIZE[1] - 149)
        say(c, "Boots stay in the cloakroom.", 72, 169)
        c.line(72, SIZE[1] - 171, 72 + c.stringWidth("Boots stay in the cloakroom.", "Helvetica", 11), SIZE[1] - 171)
        head(c, "Hours", 200, 13)
        for row, (day, time) in enumerate([("Day", "Shop"), ("Monday", "8.15"), ("Friday", "15.30")]):
            c.rect(72, SIZE[1] - 234 - row * 16, 100, 16)
            c.rect(172, SIZE[1] - 234 - row * 16, 100, 16)
            say(c, day, 76, 230 + row * 16)
            say(c, time, 176, 230 + row * 16)

    page("strike-line", draw)
    right(
        "strike-line",
        "struck through",
        reads=["black shoes.", "Boots stay in the cloakroom.", "Monday | 8.15"],
        never=[{"text": "Trainers", "orTold": ["line", "Trainers may be worn on Fridays.", "page 1"]}],
        told=[["line", "Trainers may be worn on Fridays.", "page 1"]],
    )


def twice():
    def draw(c):
        head(c, "Bicycle Policy")
        for shift in (0, 0.35):
            say(c, "Storing bicycles", 72 + shift, 110, 13)
        say(c, "A bicycle is", 72, 135)
        x = 72 + c.stringWidth("A bicycle is ", "Helvetica", 11)
        for letter in "locked at all times":
            for shift in (0, 0.25, 0.5):
                say(c, letter, x + shift, 135)
            x += c.stringWidth(letter, "Helvetica", 11)
        say(c, " in the shed.", x, 135)
        say(c, "Scooters go in the same shed.", 72, 150)

    page("bold-by-letter", draw)
    right(
        "bold-by-letter",
        "printed twice",
        headings=["Storing bicycles"],
        reads=["A bicycle is locked at all times in the shed.", "Scooters go in the same shed."],
    )


def signs():
    def draw(c):
        head(c, "Minibus Policy")
        head(c, "Who may drive", 110, 13)
        say(c, "Drivers are aged", 72, 135)
        x = 72 + c.stringWidth("Drivers are aged ", "Helvetica", 11)
        say(c, "\u2265", x, 135, 11, "Symbol")
        say(c, " 21 and", x + 6, 135)
        say(c, "\u2264", x + 45, 135, 11, "Symbol")
        say(c, " 70.", x + 51, 135)
        for row, (who, sign) in enumerate([("Teachers", "\u2714"), ("Visitors", "\u2718"), ("Pupils", "\u274f")]):
            say(c, who, 72, 165 + row * 16)
            say(c, sign, 200, 165 + row * 16, 11, "ZapfDingbats")

    page("signs", draw)
    right(
        "signs",
        "symbol fonts",
        reads=["aged ≥ 21 and ≤ 70.", "Teachers | ✔", "Visitors | ✘", "Pupils | ❏"],
    )


def forms():
    def draw(c):
        head(c, "First Aid Policy")
        head(c, "Who to call", 110, 13)
        say(c, "The lead first aider is", 72, 135)
        c.acroForm.textfield(name="lead", value="Ms Quill, ext. 214", x=200, y=SIZE[1] - 139, width=180, height=14, fontSize=10)
        say(c, "The school has a defibrillator:", 72, 165)
        c.acroForm.checkbox(name="aed", checked=True, x=240, y=SIZE[1] - 168, size=12)
        say(c, "The school has an ice machine:", 72, 190)
        c.acroForm.checkbox(name="ice", checked=False, x=240, y=SIZE[1] - 193, size=12)
        say(c, "Accidents are written down by", 72, 215)
        c.acroForm.choice(name="who", value="the office", options=["the class teacher", "the office"], x=240, y=SIZE[1] - 219, width=120, height=14, fontSize=10)

    page("form-values", draw)
    right(
        "form-values",
        "forms",
        reads=[
            "The lead first aider is Ms Quill, ext. 214",
            "has a defibrillator: ☑",
            "has an ice machine: ☐",
            "written down by the office",
        ],
    )


def sideways():
    def draw(c):
        head(c, "Swimming Policy")
        say(c, "The rota overleaf is for the summer term.", 72, 110)

    def turned(c):
        c.translate(0, SIZE[1])
        c.rotate(-90)
        c.setFont("Helvetica-Bold", 13)
        c.drawString(72, 500, "Poolside rota")
        c.setFont("Helvetica", 11)
        c.drawString(72, 475, "Two lifeguards stand at the deep end.")
        c.drawString(72, 450, "One adult counts the children out.")

    page("sideways-down", draw, turned)
    right(
        "sideways-down",
        "sideways",
        headings=["Poolside rota"],
        reads=["for the summer term.", "Two lifeguards stand", "One adult counts"],
    )


def notes():
    def draw(c):
        head(c, "Allergy Policy")
        head(c, "Lunch", 110, 13)
        say(c, "The kitchen is told of every allergy on the first day.", 72, 135)
        say(c, "Menus show nuts, milk and eggs.", 72, 200)

    def add(file):
        def annotation(**keys):
            return file.make_indirect(Dictionary(Type=Name.Annot, F=4, **keys))

        file.pages[0].Annots = Array([
            annotation(
                Subtype=Name.FreeText, Rect=Array([72, 660, 400, 680]), DA=String("/Helv 11 Tf 0 g"),
                Contents=String("From May nobody brings peanuts to school."),
            ),
            annotation(Subtype=Name.Text, Rect=Array([450, 700, 470, 720]), Contents=String("Ask the cook about sesame")),
            annotation(
                Subtype=Name.StrikeOut, Rect=Array([72, 635, 250, 650]), Contents=String(""),
                QuadPoints=Array([72, 652, 240, 652, 72, 639, 240, 639]),
            ),
        ])

    changed(page("notes-on-page", draw), add)
    right(
        "notes-on-page",
        "notes on the page",
        reads=["on the first day.", "From May nobody brings peanuts to school.", "Menus show"],
        never=["sesame"],
        told=[["note", "sesame", "page 1"], ["line", "Menus show nuts, milk and eggs.", "page 1"]],
    )


def links():
    def draw(c):
        head(c, "Complaints Policy")
        head(c, "How to complain", 110, 13)
        words = "Write to the governors with the form that is here"
        say(c, f"{words}.", 72, 135)
        x = 72 + c.stringWidth(words[:-4], "Helvetica", 11)
        c.linkURL("https://forms.example.org/complaint", (x, SIZE[1] - 138, x + 24, SIZE[1] - 125))
        say(c, "Or see www.example.org/governors for the dates.", 72, 150)
        x = 72 + c.stringWidth("Or see ", "Helvetica", 11)
        c.linkURL("http://www.example.org/governors", (x, SIZE[1] - 153, x + 140, SIZE[1] - 140))

    page("link-address", draw)
    right(
        "link-address",
        "links",
        reads=[
            "with the form that is here (https://forms.example.org/complaint).",
            "Or see www.example.org/governors for the dates.",
        ],
    )


def letters():
    """A font that says of each letter that it is another one."""

    def cmap(move):
        lines = "".join(f"<{code:02X}> <{ord(move(chr(code))):04X}>\n" for code in range(97, 123))
        return (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n"
            "1 begincodespacerange <00> <FF> endcodespacerange\n"
            f"26 beginbfchar\n{lines}endbfchar\nendcmap end end"
        ).encode()

    def rotate(letter):
        return chr((ord(letter) - 97 + 11) % 26 + 97)

    text = [
        "Members of staff lock the medicine cupboard whenever they leave the room,",
        "and write down who was given what and when. Parents are told the same day.",
        "The key is kept in the office and is never lent to a visitor or to a pupil.",
    ]

    def whole(c):
        head(c, "medicines policy")
        for at, line in enumerate(text):
            say(c, line, 72, 110 + at * 14)

    def lie(*fonts):
        def change(file):
            for one in file.pages[0].Resources.Font.values():
                if str(one.BaseFont) in fonts:
                    one.ToUnicode = file.make_stream(cmap(rotate))
                    del one["/Encoding"]

        return change

    changed(page("letters-all", whole), lie("/Helvetica", "/Helvetica-Bold"))
    right("letters-all", "letters for letters", refused=["letters", "cannot be made out"])

    def few(c):
        head(c, "Visits Policy")
        say(c, "A group of 24 takes six adults.", 72, 110)
        say(c, "Under five years, eight.", 72, 125)

    def swap(file):
        numbers = {"3": "8", "8": "3", "s": "f", "x": "v"}
        cmap_of = "".join(f"<{ord(one):02X}> <{ord(other):04X}>\n" for one, other in numbers.items())
        for one in file.pages[0].Resources.Font.values():
            one.ToUnicode = file.make_stream(cmap(lambda letter: letter).replace(
                b"endcmap", f"{len(numbers)} beginbfchar\n{cmap_of}endbfchar\nendcmap".encode(), 1
            ))

    changed(page("letters-swapped", few), swap)
    right("letters-swapped", "letters for letters", refused=["letters", "cannot be made out"])

    def part(c):
        head(c, "Medicines Policy")
        head(c, "In the cupboard", 110, 13)
        for at, line in enumerate(text):
            say(c, line, 72, 135 + at * 14)
        for at, line in enumerate(text):
            say(c, line.replace("medicine", "paint").replace("key", "book"), 72, 200 + at * 14)
        for at, line in enumerate(text[:2]):
            say(c, line, 72, 270 + at * 14, 11, "Times-Roman")

    changed(page("letters-part", part), lie("/Times-Roman"))
    right(
        "letters-part",
        "letters for letters",
        reads=["lock the medicine cupboard", "lock the paint cupboard"],
        never=["xpxmpcd"],
        told=[["letters", "cannot be made out", "page 1"]],
    )


def upright():
    def draw(c):
        head(c, "Break Policy")
        head(c, "Who is where", 110, 13)
        places = ["Front yard", "Field", "Library"]
        for column in range(4):
            for row, (top, high) in enumerate([(125, 80), (205, 18), (223, 18)]):
                left = 72 if column == 0 else 132 + column * 40
                c.rect(left, SIZE[1] - top - high, 100 if column == 0 else 40, high)
        for at, place in enumerate(places):
            c.saveState()
            c.translate(197 + at * 40, SIZE[1] - 200)
            c.rotate(90)
            c.setFont("Helvetica-Bold", 10)
            c.drawString(0, 0, place)
            c.restoreState()
        for row, cells in enumerate([("Ms Quill", "Mon", "Tue", ""), ("Mr Oduya", "", "Thu", "Fri")]):
            say(c, cells[0], 76, 218 + row * 18, 10)
            for at, cell in enumerate(cells[1:]):
                say(c, cell, 176 + at * 40, 218 + row * 18, 10)
        c.saveState()
        c.translate(560, SIZE[1] - 400)
        c.rotate(90)
        c.setFont("Helvetica", 8)
        c.drawString(0, 0, "Printed for the staff room")
        c.restoreState()

    page("upright-heads", draw)
    right(
        "upright-heads",
        "sideways",
        rows=[{"Front yard": "Mon", "Field": "Tue"}, {"Field": "Thu", "Library": "Fri"}],
        told=[["sideways", "Printed for the staff room", "page 1"]],
    )


def columns():
    left = [
        "The leader of a walk plans the", "route and walks it first, so that", "nothing on the day is new to the",
        "group, and tells the office when", "they will be back.",
    ]
    other = [
        "Each pupil has a partner, who", "tells an adult at once when the", "other is out of sight. The count is",
        "taken at every gate and at", "every road.",
    ]

    def draw(c):
        head(c, "Walks Policy")
        head(c, "On the way", 110, 13)
        for at, (one, two) in enumerate(zip(left, other)):
            say(c, one, 72, 135 + at * 14)
            say(c, two, 245, 135 + at * 14)

    page("columns-short", draw)
    right(
        "columns-short", "columns",
        reads=["the group, and tells the office when they will be back.", "Each pupil has a partner, who tells an adult"],
    )

    def table(c):
        head(c, "Walks Policy")
        head(c, "Who does what", 110, 13)
        y = 135
        for one, two in [
            (["The leader of the walk", "and the first aider"], ["plan the route and carry the", "list of telephone numbers"]),
            (["The driver of the minibus", "and the escort"], ["fit every seat belt and stay", "with the bus"]),
            (["Parents who help along", "the way"], ["walk at the back of the", "group"]),
        ]:
            for at in range(2):
                say(c, one[at], 72, y + at * 13)
                say(c, two[at], 215, y + at * 13)
            y += 36

    page("cells-side-by-side", table)
    right(
        "cells-side-by-side", "columns",
        reads=["The driver of the minibus and the escort | fit every seat belt and stay with the bus"],
    )


def repeated():
    def sheet(name, task, number):
        def draw(c):
            say(c, "Kestrel Primary School", 72, 38, 9)
            head(c, name, 80, 13)
            say(c, "Every adult counts the children at each gate, and says the", 72, 105)
            say(c, "number aloud.", 72, 119)
            say(c, f"Group {number} leaves the hall by door {number}.", 72, 141)
            say(c, task, 72, 163)
            say(c, "The lists are kept in the blue folder.", 72, 185)

        return draw

    page(
        "sentences-repeated",
        sheet("Walkers", "They wear the yellow bibs.", 1),
        sheet("Cyclists", "They push their bicycles.", 2),
        sheet("Bus group", "They wait in the shelter.", 3),
    )
    right(
        "sentences-repeated", "running lines",
        headings=["Walkers", "Cyclists", "Bus group"],
        reads=[
            "says the number aloud.", "door 1.", "yellow bibs", "says the number aloud.", "door 2.", "push their",
            "says the number aloud.", "door 3.", "the shelter.",
        ],
        never=["Kestrel Primary School"],
    )


def merged():
    """Drawn cell by cell: a cell that covers two rows, a head that covers two columns, a line between the rows."""

    def draw(c):
        head(c, "Lettings Policy")
        head(c, "What a room costs", 110, 13)
        bold = "Helvetica-Bold"

        def cell(words, column, row, wide=1, high=1, font="Helvetica"):
            c.rect(72 + column * 110, SIZE[1] - 125 - (row + high) * 18, 110 * wide, 18 * high)
            say(c, words, 76 + column * 110, 137 + row * 18, 10, font)

        cell("Room", 0, 0, high=2, font=bold)
        cell("For an hour", 1, 0, wide=2, font=bold)
        cell("Clubs", 1, 1, font=bold)
        cell("Parties", 2, 1, font=bold)
        cell("Hall", 0, 2, high=2)
        for row, (clubs, parties) in enumerate([("£12 by day", "£20 by day"), ("£15 at night", "£28 at night")]):
            cell(clubs, 1, 2 + row)
            cell(parties, 2, 2 + row)
        cell("Rooms below are let on Saturdays only.", 0, 4, wide=3)
        cell("Library", 0, 5)
        cell("£9", 1, 5, wide=2)

    page("cells-merged", draw)
    right(
        "cells-merged", "merged cells",
        rows=[
            {"Room": "Hall", "For an hour Clubs": "£12 by day"},
            {"Room": "Hall", "For an hour Clubs": "£15 at night", "For an hour Parties": "£28 at night"},
            {"Room": "Library", "For an hour Clubs": "£9", "For an hour Parties": "£9"},
        ],
        reads=["Saturdays only."],
    )


def pictures():
    def picture(c, words, x, y, width, height):
        image = Image.new("L", (80, 60), 255)
        ImageDraw.Draw(image).text((4, 20), words, fill=0)
        c.drawImage(ImageReader(image), x, SIZE[1] - y - height, width, height)

    def draw(c):
        head(c, "Fire Policy")
        head(c, "Drills", 110, 13)
        say(c, "The plan below shows the ways out.", 72, 135)
        picture(c, "WAY OUT", 72, 160, 300, 220)

    def scanned(c):
        picture(c, "ASSEMBLE", 0, 0, *SIZE)

    def end(c):
        say(c, "The register is called on the field, class by class.", 72, 80)

    page("pictures-and-scan", draw, scanned, end)
    right(
        "pictures-and-scan", "pictures",
        reads=["ways out.", "class by class."],
        told=[["picture of a page", "page 2"], ["Words in a picture", "page 1"]],
    )


def office(name, write):
    """What LibreOffice makes of a Word file."""
    with tempfile.TemporaryDirectory() as folder:
        document = Document()
        write(document)
        document.save(f"{folder}/{name}.docx")
        subprocess.run(
            ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(OUT), f"{folder}/{name}.docx"],
            check=True,
            capture_output=True,
        )


def office_files():
    def strike(d):
        d.add_heading("Lockers Policy", 1)
        d.add_heading("Who has one", 2)
        line = d.add_paragraph("Each pupil of Year 7 has a locker. ")
        line.add_run("The deposit is five pounds.").font.strike = True
        line.add_run(" Keys are given back in July.")
        d.add_paragraph().add_run("Lockers are opened by two adults.").underline = True

    office("strike-office", strike)
    right(
        "strike-office", "struck through", made="LibreOffice",
        reads=["has a locker.", "given back in July.", "opened by two adults."],
        never=[{"text": "deposit", "orTold": ["line", "The deposit is five pounds.", "page 1"]}],
        told=[["line", "The deposit is five pounds.", "page 1"]],
    )

    def merged_cells(d):
        d.add_heading("Clubs Policy", 1)
        d.add_heading("When clubs meet", 2)
        table = d.add_table(4, 3)
        table.style = "Table Grid"
        for row, cells in enumerate([("Day", "Club", "Room"), ("Monday", "Chess", "Library"), ("", "Choir", "Hall"), ("Friday", "Judo", "Gym")]):
            for column, words in enumerate(cells):
                table.cell(row, column).paragraphs[0].add_run(words).bold = row == 0
        table.cell(1, 0).merge(table.cell(2, 0))

    office("cells-office", merged_cells)
    right(
        "cells-office", "merged cells", made="LibreOffice",
        rows=[{"Day": "Monday", "Club": "Chess"}, {"Day": "Monday", "Club": "Choir", "Room": "Hall"}, {"Day": "Friday", "Club": "Judo"}],
    )

    text = (
        "Parents are asked for their consent once a year, on the form that is sent home with the first newsletter. "
        "The Data Manager keeps the answers, and tells the Head of Year where an answer is missing."
    )

    def margins(d):
        """Justified, with numbers typed before bold words, and further in on its second half."""
        d.add_paragraph().add_run("Photographs Policy").font.size = Pt(20)
        for number, words in [("1", "Consent"), ("1.1", "Asking for it"), ("1.2", "Where an answer is missing")]:
            line = d.add_paragraph()
            line.add_run(f"{number} ")
            line.add_run(words).bold = True
            for _ in range(4):
                body = d.add_paragraph(text)
                body.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
                body.paragraph_format.right_indent = Pt(90 if number == "1.2" else 0)

    office("margins-office", margins)
    right(
        "margins-office", "sentences", made="LibreOffice",
        headings=["1 Consent", "1.1 Asking for it", "1.2 Where an answer is missing"],
        reads=[text] * 12,
    )


def columns_table():
    """The left column is a heading and a table, but for two lines; the right one begins with a heading on the same line."""
    right_lines = [
        "A coach is booked by the office, which", "asks for two prices and for the papers", "of the driver. The leader of the visit is",
        "given a copy, and takes it along with", "the list of the pupils and with the", "numbers of their parents. Belts are",
        "worn by everyone on the coach, and a", "teacher walks through it to look before", "it leaves and after every stop.",
    ]

    def draw(c):
        head(c, "Coach Policy")
        head(c, "Which coach", 110, 13)
        say(c, "The coach is chosen by the table.", 72, 135)
        say(c, "Booking it", 310, 110, 13, "Helvetica-Bold")
        for at, line in enumerate(right_lines):
            say(c, line, 310, 135 + at * 14)
        for row, cells in enumerate([("Pupils", "Coach"), ("Up to 15", "minibus"), ("16 to 48", "single"), ("Over 48", "double")]):
            for column, words in enumerate(cells):
                c.rect(72 + column * 105, SIZE[1] - 166 - row * 18, 105, 18)
                say(c, words, 76 + column * 105, 161 + row * 18, 11, "Helvetica-Bold" if row == 0 else "Helvetica")

    page("columns-table", draw)
    right(
        "columns-table", "columns",
        headings=["Which coach", "Booking it"],
        reads=["chosen by the table.", "Over 48 | double", "A coach is booked by the office, which asks for two prices", "after every stop."],
        rows=[{"Pupils": "16 to 48", "Coach": "single"}],
        under={"chosen by the table": "Which coach", "two prices": "Booking it"},
    )


def list_heads():
    lines = [
        ("1 On the walk", 13, 0), ("Leaders:", 11, 0), ("\u2022 count the group at every gate and at every road, and again on the", 11, 14),
        ("way home", 11, 24), ("\u2022 carry the first aid bag", 11, 14), ("Walkers:", 11, 0), ("(a) stay on the path", 11, 14),
        ("(b) wait at gates until the adult who walks in front of them has crossed", 11, 14), ("2 Back at school", 13, 0), ("Leaders must:", 11, 0), ("\u2022 ring the office", 11, 14), ("Boots:", 11, 0),
        ("\u2022 on the rack", 11, 14), ("Coats go on the pegs as before, and bags are emptied before anyone leaves.", 11, 0),
    ]

    def draw(c):
        head(c, "Walks Policy")
        for at, (words, size, x) in enumerate(lines):
            bold = words[0].isdigit() or words.endswith(":")
            say(c, words, 72 + x, 110 + at * 18 - (4 if words == "way home" else 0), size, "Helvetica-Bold" if bold else "Helvetica")

    page("list-heads", draw)
    right(
        "list-heads", "headings",
        headings=["1 On the walk", "Leaders:", "Walkers:", "2 Back at school"],
        under={"and again on the way home": "Leaders:", "first aid bag": "Leaders:", "wait at gates": "Walkers:", "ring the office": "2 Back at school", "on the rack": "2 Back at school"},
        **{"is": {"first aid bag": "item", "Leaders must:": "paragraph", "Boots:": "paragraph"}},
    )


def drawn_over():
    def draw(c):
        head(c, "Tractor Policy")
        for at, words in enumerate(["Year 5 may steer.", "Year 6 may reverse.", "Guests may ride.", "Staff may tow.", "The driver wears a belt."]):
            say(c, words, 72, 120 + at * 30)
        say(c, "The trailer may carry pupils.", 72, 300)
        c.line(70, SIZE[1] - 306, 190, SIZE[1] - 288)
        say(c, "The engine is off when nobody drives.", 72, 340)
        c.line(250, SIZE[1] - 420, 320, SIZE[1] - 360)

    def add(file):
        page, font = file.pages[0], list(file.pages[0].Resources.Font.keys())[0]
        words = file.make_stream(f"BT {font} 20 Tf 4 6 Td (NOT IN USE) Tj ET".encode())
        for key, value in {"Type": Name.XObject, "Subtype": Name.Form, "BBox": Array([0, 0, 160, 30]), "Resources": Dictionary(Font=page.Resources.Font)}.items():
            words[f"/{key}"] = value
        y = lambda at: SIZE[1] - 120 - at * 30 + 4

        def note(subtype, at, **more):
            rect = Array([70, y(at) - 6, 200, y(at) + 8])
            return file.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name(f"/{subtype}"), Rect=rect, F=4, **more))

        page.Annots = Array([
            note("Ink", 0, InkList=Array([Array([71, y(0), 120, y(0) + 1, 175, y(0)])])),
            note("Line", 1, L=Array([71, y(1) - 1, 190, y(1) + 2])),
            note("Squiggly", 2, QuadPoints=Array([71, y(2) + 6, 180, y(2) + 6, 71, y(2) - 5, 180, y(2) - 5])),
            note("Redact", 3, QuadPoints=Array([71, y(3) + 6, 180, y(3) + 6, 71, y(3) - 5, 180, y(3) - 5])),
            file.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([300, 600, 460, 630]), F=4, AP=Dictionary(N=words))),
        ])

    changed(page("drawn-over", draw), add)
    right(
        "drawn-over", "struck through", reads=["The driver wears a belt.", "The engine is off when nobody drives."],
        never=[{"text": words, "orTold": ["line is drawn", words, "page 1"]} for words in ("5 may steer", "6 may reverse", "Guests may", "Staff may tow", "trailer")],
        told=[["stamp", "NOT IN USE", "page 1"]],
    )


def feet():
    """Rules that differ in a number, one of which is cut by each page; and one that stands apart at every foot."""

    def draw(number):
        def one(c):
            say(c, "Orchard Policy", 72, 30, 9)
            if number > 1:
                say(c, "any pupil climbs it.", 72, 70)
            for at in range(38):
                say(c, f"Ladder {at} of shed {number} is checked by the gardener.", 72, 90 + at * 17)
            say(c, f"Tree {number} of the orchard is looked at by the gardener for loose boughs" + (" before" if number < 3 else "."), 72, 90 + 38 * 17)
            say(c, "Nobody climbs a tree in the rain or the dark.", 72, 800)
            say(c, f"Page {number} of 3", 72, 825, 9)

        return one

    page("sentences-at-feet", draw(1), draw(2), draw(3))
    right(
        "sentences-at-feet", "repeated lines",
        reads=["Tree 1 of the orchard", "Nobody climbs a tree", "Tree 2 of the orchard", "Nobody climbs a tree", "Tree 3 of the orchard"],
        **{"is": {"Orchard Policy": "furniture", "Page 2 of 3": "furniture"}},
    )


def drawn_signs():
    def tick(c, x, y):
        path = c.beginPath()
        path.moveTo(x, SIZE[1] - y + 4)
        path.lineTo(x + 3, SIZE[1] - y)
        path.lineTo(x + 10, SIZE[1] - y + 9)
        c.drawPath(path)

    def cross(c, x, y):
        c.line(x, SIZE[1] - y, x + 9, SIZE[1] - y + 9)
        c.line(x, SIZE[1] - y + 9, x + 9, SIZE[1] - y)

    def table(sign):
        def draw(c):
            head(c, "Kitchen Policy")
            for row, words in enumerate(["Who", "Head cook", "Pupil"]):
                top = 120 + row * 24
                for x in (72, 222):
                    c.rect(x, SIZE[1] - top, 150, 24)
                say(c, words, 80, top - 8, font="Helvetica-Bold" if row == 0 else "Helvetica")
                if row == 0:
                    say(c, "May use the oven", 230, top - 8, font="Helvetica-Bold")
                else:
                    sign(c, row, 285, top - 8)
            c.rect(72, SIZE[1] - 230, 8, 8)
            say(c, "Aprons are washed", 86, 230)
            c.rect(72, SIZE[1] - 250, 8, 8)
            tick(c, 71, 250)
            say(c, "Knives are counted", 86, 250)
            c.circle(75, SIZE[1] - 266, 2, stroke=0, fill=1)
            say(c, "Floors are swept at two.", 86, 270)
            cross(c, 72, 300)
            say(c, "Open the hatch during lessons.", 90, 300)
            c.line(72, SIZE[1] - 320, 400, SIZE[1] - 320)

        return draw

    def small_picture(c, row, x, y):
        image = Image.new("RGB", (20, 20), "green" if row == 1 else "red")
        c.drawImage(ImageReader(image), x, SIZE[1] - y, 12, 12)

    reads = ["☐ Aprons are washed", "☑ Knives are counted", "• Floors are swept at two.", "[…] Open the hatch"]
    for name, sign in (("paths-drawn", lambda c, row, x, y: (tick if row == 1 else cross)(c, x, y)), ("paths-pictured", small_picture)):
        page(name, table(sign))
        right(
            name, "signs that are drawn",
            rows=[{"Who": "Head cook", "May use the oven": "[…]"}, {"Who": "Pupil", "May use the oven": "[…]"}],
            reads=reads, told=[["sign or small picture", "page 1"]],
        )


def lists_beside():
    def draw(c):
        head(c, "Kitchen Policy")
        say(c, "Helpers may", 72, 110)
        say(c, "Helpers may not", 300, 110)
        for at, (one, two) in enumerate([("• taste the soup", "• sharpen a knife"), ("• lay the tables", "• open the oven"), ("• wash the trays", "• carry hot pans")]):
            say(c, one, 80, 128 + at * 15)
            say(c, two, 308, 128 + at * 15)
        say(c, "The cook tells each helper on the first day what they may do, and shows them where aprons hang.", 72, 190)

    page("lists-beside", draw)
    right(
        "lists-beside", "columns",
        reads=["lay the tables", "wash the trays", "Helpers may not", "sharpen a knife", "open the oven", "carry hot pans", "The cook tells each helper"],
        never=["taste the soup • sharpen", "wash the trays Helpers", "hot pans The cook"],
    )


for make in (lists_beside, drawn_over, feet, drawn_signs, list_heads, pictures, office_files, merged, columns, repeated, upright, layers, strikes, twice, signs, forms, sideways, notes, links, letters, columns_table):
    make()

// Makes PDF files of the corpus with pdf-lib and a browser: node pdf.mjs FOLDER.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { degrees, PDFDocument, rgb, StandardFonts } from 'pdf-lib';
import { chromium as playwright } from 'playwright-core';

const OUT = process.argv[2] ?? '.';
const right = (name, kind, made, reading) =>
  writeFileSync(join(OUT, `${name}.json`), `${JSON.stringify({ kind, made, ...reading }, null, 2)}\n`);

async function drawn(name, kind, reading, draw) {
  const file = await PDFDocument.create();
  const fonts = {
    plain: await file.embedFont(StandardFonts.TimesRoman),
    bold: await file.embedFont(StandardFonts.TimesRomanBold),
    zapf: await file.embedFont(StandardFonts.ZapfDingbats),
    symbol: await file.embedFont(StandardFonts.Symbol),
  };
  const say = (page, words, x, y, font = fonts.plain, size = 11) =>
    page.drawText(words, { x, y: page.getHeight() - y, size, font });
  await draw({ file, fonts, say });
  writeFileSync(join(OUT, `${name}.pdf`), await file.save({ useObjectStreams: false }));
  right(name, kind, 'pdf-lib', reading);
}

await drawn(
  'strike-box',
  'struck through',
  {
    reads: ['Keys are signed for.', 'The shed is locked at five.'],
    never: [{ text: 'lent', orTold: ['line', 'lent to a friend', 'page 1'] }],
    told: [['line', 'lent to a friend', 'page 1']],
  },
  async ({ file, fonts, say }) => {
    const page = file.addPage([595, 842]);
    say(page, 'Keys Policy', 72, 70, fonts.bold, 16);
    say(page, 'Who has keys', 72, 110, fonts.bold, 13);
    say(page, 'Keys are signed for.', 72, 135);
    say(page, 'A key may be ', 72, 155);
    const from = 72 + fonts.plain.widthOfTextAtSize('A key may be ', 11);
    say(page, 'lent to a friend', from, 155);
    const width = fonts.plain.widthOfTextAtSize('lent to a friend', 11);
    page.drawRectangle({ x: from, y: 842 - 152.2, width, height: 0.6, color: rgb(0, 0, 0) });
    say(page, ' given back by six.', from + width, 155);
    say(page, 'The shed is locked at five.', 72, 175);
    page.drawRectangle({
      x: 72,
      y: 842 - 177,
      width: fonts.plain.widthOfTextAtSize('The shed is locked at five.', 11),
      height: 0.6,
      color: rgb(0, 0, 0),
    });
  },
);

await drawn(
  'signs-drawn',
  'symbol fonts',
  { reads: ['Toast | ✓', 'Crisps | ✗', 'A class of ≥ 20 has two helpers'], never: ['•'] },
  async ({ file, fonts, say }) => {
    const page = file.addPage([595, 842]);
    say(page, 'Breakfast Club Policy', 72, 70, fonts.bold, 16);
    say(page, 'What may be eaten', 72, 110, fonts.bold, 13);
    [
      ['Toast', '✓'],
      ['Crisps', '✗'],
    ].forEach(([food, sign], at) => {
      say(page, food, 72, 135 + at * 16);
      say(page, sign, 200, 135 + at * 16, fonts.zapf);
    });
    say(page, 'A class of ', 72, 190);
    const at = 72 + fonts.plain.widthOfTextAtSize('A class of ', 11);
    say(page, '≥', at, 190, fonts.symbol);
    say(page, ' 20 has two helpers and a cook.', at + 6, 190);
  },
);

await drawn(
  'form-choices',
  'forms',
  {
    reads: [
      'The gate is opened by | Mr Oduya',
      'before 8: | ☐',
      'after 8: | ☑',
      'Late pupils sign the red book',
      'Not read: ☐',
    ],
  },
  async ({ file, fonts, say }) => {
    const page = file.addPage([595, 842]);
    const form = file.getForm();
    say(page, 'Punctuality Policy', 72, 70, fonts.bold, 16);
    say(page, 'At the gate', 72, 110, fonts.bold, 13);
    say(page, 'The gate is opened by', 72, 140);
    const who = form.createDropdown('who');
    who.addOptions(['Ms Quill', 'Mr Oduya']);
    who.select('Mr Oduya');
    who.addToPage(page, { x: 190, y: 842 - 144, width: 120, height: 16 });
    say(page, 'Opened before 8:', 72, 170);
    say(page, 'Opened after 8:', 72, 200);
    const when = form.createRadioGroup('when');
    when.addOptionToPage('before', page, { x: 190, y: 842 - 172, width: 12, height: 12 });
    when.addOptionToPage('after', page, { x: 190, y: 842 - 202, width: 12, height: 12 });
    when.select('after');
    say(page, 'Late pupils sign', 72, 230);
    const book = form.createTextField('book');
    book.setText('the red book');
    book.addToPage(page, { x: 160, y: 842 - 236, width: 140, height: 18 });
    say(page, 'Not read:', 72, 260);
    form.createCheckBox('read').addToPage(page, { x: 190, y: 842 - 262, width: 12, height: 12 });
  },
);

await drawn(
  'two-on-a-sheet',
  'two pages on a sheet',
  {
    headings: ['1 Before the play', '2 On the night', '3 Afterwards'],
    reads: ['learn their lines at home and', 'are hung in the hall', 'The doors open at six and', 'The hall is swept'],
    never: ['Page 1'],
  },
  async ({ file, fonts, say }) => {
    const page = file.addPage([842, 595]);
    const write = (x, lines) =>
      lines.forEach(([words, font, size = 13], at) => {
        say(page, words, x, 80 + at * 18, font ?? fonts.plain, font ? size : 11);
      });
    write(50, [
      ['Drama Policy', fonts.bold, 18],
      ['1 Before the play', fonts.bold],
      ['Everyone who has a part will learn their lines at home and'],
      ['come to every rehearsal on the list that is given to them.'],
      ['Costumes are hung in the hall and are tried on by Friday.'],
    ]);
    write(470, [
      ['2 On the night', fonts.bold],
      ['The doors open at six and nobody is let in after seven, so'],
      ['that those on the stage are not put off by latecomers.'],
      ['3 Afterwards', fonts.bold],
      ['The hall is swept by the stage crew before anyone goes home.'],
    ]);
    say(page, 'Page 1', 200, 560, fonts.plain, 9);
    say(page, 'Page 2', 620, 560, fonts.plain, 9);
  },
);

await drawn(
  'page-turned',
  'sideways',
  { reads: ['The plan is overleaf.', 'Two adults stand by the pond.'], headings: ['Where adults stand'] },
  async ({ file, fonts, say }) => {
    const first = file.addPage([595, 842]);
    say(first, 'Pond Policy', 72, 70, fonts.bold, 16);
    say(first, 'The plan is overleaf.', 72, 110);
    const page = file.addPage([595, 842]);
    page.setRotation(degrees(90));
    const up = (words, x, font, size = 11) => page.drawText(words, { x, y: 72, size, font, rotate: degrees(90) });
    up('Where adults stand', 70, fonts.bold, 13);
    up('Two adults stand by the pond.', 100, fonts.plain);
    up('Nobody leans over the fence.', 120, fonts.plain);
  },
);

await drawn(
  'bold-twice',
  'printed twice',
  { headings: ['Ringing the bell'], reads: ['The bell is rung by the caretaker.'] },
  async ({ file, fonts, say }) => {
    const page = file.addPage([595, 842]);
    say(page, 'Bell Policy', 72, 70, fonts.bold, 16);
    for (const shift of [0, 0.4]) say(page, 'Ringing the bell', 72 + shift, 110 + shift / 2, fonts.plain, 13);
    say(page, 'The bell is rung by the caretaker.', 72, 135);
  },
);

const browser = await playwright.launch({ executablePath: await chromium.executablePath(), args: chromium.args });
const window = await browser.newPage();

async function printed(name, kind, reading, body, style = '') {
  await window.setContent(
    `<style>@page { size: A4; margin: 2.2cm } body { font: 11pt sans-serif } h1 { font-size: 18pt } h2 { font-size: 13pt } ${style}</style>${body}`,
  );
  writeFileSync(join(OUT, `${name}.pdf`), await window.pdf({ preferCSSPageSize: true }));
  right(name, kind, 'browser print', reading);
}

await printed(
  'strike-print',
  'struck through',
  {
    reads: ['Bags hang on pegs.', 'Coats are named.'],
    never: [{ text: 'Hats', orTold: ['line', 'Hats may be worn inside.', 'page 1'] }],
    told: [['line', 'Hats may be worn inside.', 'page 1']],
  },
  `<h1>Cloakroom Policy</h1><h2>Pegs</h2><p>Bags hang on pegs. <s>Hats may be worn inside.</s></p>
   <p><u>Coats are named.</u></p><table><tr><td>Peg</td><td>Class</td></tr><tr><td>1 to 30</td><td>Oak</td></tr></table>`,
  'td { border: 1px solid #000; padding: 0 4px } table { border-collapse: collapse }',
);

const sentences = (subject) =>
  `${subject} are counted out and counted in. The count is written on the card that hangs by the door, and the card goes to
   the office at the end of the day. Where the two counts differ, the Deputy Head is told before anyone goes home.`;

await printed(
  'columns-print',
  'columns',
  {
    reads: ['Balls are counted out and counted in. The count is written on the card', 'told before anyone goes home.'],
    headings: ['Equipment'],
  },
  `<h1>Games Policy</h1><h2>Equipment</h2><div class=two><p>${sentences('Balls')}</p><p>${sentences('Bats')}</p></div>`,
  '.two { column-count: 2; column-gap: 0.8cm } p { margin: 0 }',
);

await printed(
  'columns-table-print',
  'columns',
  {
    headings: ['Coaches', 'Seats', 'Drivers', 'Fuel'],
    reads: [
      'Coaches are counted out and counted in. The count',
      'Red bus | 16',
      'Seats are counted out and counted in. The count',
      'Drivers are counted out and counted in. The count',
      'Cans are counted out and counted in. The count',
    ],
    rows: [
      { Bus: 'Red bus', Seats: '16' },
      { Bus: 'Blue bus', Seats: '9' },
    ],
  },
  `<h1>Transport Policy</h1><div class=two><h2>Coaches</h2><p>${sentences('Coaches')}</p><h2>Seats</h2>
   <table><tr><th>Bus</th><th>Seats</th></tr><tr><td>Red bus</td><td>16</td></tr><tr><td>Blue bus</td><td>9</td></tr></table>
   <p>${sentences('Seats')}</p><h2 class=next>Drivers</h2><p>${sentences('Drivers')}</p><h2>Fuel</h2><p>${sentences('Cans')}</p></div>`,
  `.two { column-count: 2; column-gap: 0.8cm } p { margin: 0 } .next { break-before: column; margin-top: 0 }
   table { width: 100%; border-collapse: collapse } td, th { border: 1px solid #000; padding: 0 4px; text-align: left }`,
);

await printed(
  'columns-three',
  'columns',
  {
    headings: ['Balls', 'Bats', 'Bibs'],
    reads: [
      'Balls are counted out and counted in. The count',
      '• nets are rolled up',
      'Bibs are counted out and counted in. The',
    ],
    is: { 'nets are rolled up': 'item' },
  },
  `<h1>Store Policy</h1><div class=three><h2>Balls</h2><p>${sentences('Balls')}</p><h2>Bats</h2><p>${sentences('Bats')}</p>
   <ul><li>pads are wiped</li><li>nets are rolled up</li></ul><h2>Bibs</h2><p>${sentences('Bibs')}</p></div>`,
  '.three { column-count: 3; column-gap: 0.5cm } p { margin: 0 }',
);

await printed(
  'list-print',
  'bullets',
  {
    reads: ['• every window that can be reached from the yard', '• the door of the boiler house', '○ the inner one'],
    is: { 'the door of the boiler house': 'item', 'the inner one': 'item' },
  },
  `<h1>Locking Up Policy</h1><h2>Last round</h2><p>The caretaker checks:</p><ul><li>every window that can be reached from the yard or
   from the roof of the bicycle shed, and the bars in front of it</li><li>the door of the boiler house<ul><li>the inner one</li></ul></li></ul>`,
);

await printed(
  'headings-between',
  'headings',
  {
    headings: ['3 Complaints about staff', '3.4 Untrue stories about a teacher', '3.5 Keeping the file', '4 Appeals'],
    under: {
      'is told in writing': '3.4 Untrue stories about a teacher',
      'locked drawer': '3.5 Keeping the file',
      'three governors': '4 Appeals',
    },
  },
  `<h1>Complaints Policy</h1><p><b>3 Complaints about staff</b></p><p>${sentences('Complaints')}</p>
   <p><b>3.4 Untrue stories about a teacher</b></p><p>Where a story turns out to be untrue, the person it was about is told in writing.
   ${sentences('Letters')}</p><p>3.5 <b>Keeping the file</b></p><p>The file is kept in a locked drawer for six years.</p>
   <p><b>4 Appeals</b></p><p>An appeal is heard by three governors.</p>`,
  'body { text-align: justify }',
);

await printed(
  'list-heads-print',
  'headings',
  {
    headings: ['Who does what', 'Caterers:', 'Midday supervisors:', 'Where food is eaten'],
    under: {
      'tick each tray': 'Caterers:',
      'wipe the tables': 'Midday supervisors:',
      'on the grass': 'Where food is eaten',
      'in the hall': 'Where food is eaten',
    },
    is: {
      'tick each tray': 'item',
      'wipe the tables': 'item',
      'Nobody eats:': 'paragraph',
      'Packed lunches:': 'paragraph',
    },
  },
  `<h1>Lunch Policy</h1><h2>Who does what</h2><p><b>Caterers:</b></p><ul><li>write down what is in every dish that is served</li>
   <li>tick each tray</li></ul><p><strong>Midday supervisors:</strong></p><ol><li>pour the water</li><li>wipe the tables</li></ol>
   <h2>Where food is eaten</h2><p>Nobody eats:</p><ul><li>on the grass</li></ul><p><b>Packed lunches:</b></p><ul><li>in the hall</li></ul>
   <p>Bags are hung up before anyone sits down, and every table is wiped before the next class comes in.</p>`,
);

await printed(
  'link-print',
  'links',
  { reads: ['The form is here (https://forms.example.org/trip-consent) and in the office.'] },
  `<h1>Trips Policy</h1><h2>Consent</h2><p>The form is <a href="https://forms.example.org/trip-consent">here</a> and in the office.</p>`,
);

await printed(
  'upright-print',
  'sideways',
  { rows: [{ 'After lunch': 'Ms Quill' }, { Morning: 'Mr Oduya', 'After lunch': 'Ms Alder' }] },
  `<h1>Duty Policy</h1><h2>Rota</h2><table><tr><th>Day</th><th><i>Morning</i></th><th><i>After lunch</i></th></tr>
   <tr><td>Monday</td><td>Mr Birch</td><td>Ms Quill</td></tr><tr><td>Friday</td><td>Mr Oduya</td><td>Ms Alder</td></tr></table>`,
  'td, th { border: 1px solid #000; padding: 2px 6px } table { border-collapse: collapse } i { writing-mode: vertical-rl; font-style: normal }',
);

await printed(
  'boxes-print',
  'signs that are drawn',
  {
    reads: ['☐ My child may paddle', '☑ My child may be photographed', '☐ By bus', '☑ On foot', '[…] lock the gate'],
    rows: [
      { Class: 'Wrens', Consent: '☑' },
      { Class: 'Robins', Consent: '☐' },
    ],
    told: [['sign', 'page 1']],
  },
  `<h1>Beach Policy</h1><p><input type="checkbox"> My child may paddle</p><p><input type="checkbox" checked> My child may be photographed</p>
   <p><input type="radio" name="way"> By bus</p><p><input type="radio" name="way" checked> On foot</p><p>🚫 lock the gate</p>
   <table><tr><th>Class</th><th>Consent</th></tr><tr><td>Wrens</td><td><input type="checkbox" checked></td></tr>
   <tr><td>Robins</td><td><input type="checkbox"></td></tr></table>`,
  'td, th { border: 1px solid #000; padding: 2px 6px } table { border-collapse: collapse }',
);

await browser.close();

// Makes the files of stated/ that the npm package docx and a browser make: node stated.mjs FOLDER
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow, WidthType } from 'docx';
import { chromium as browsers } from 'playwright-core';

const out = process.argv[2];
const BODY = [
  ['h', '1. Aims'],
  [
    'p',
    'We want every pupil to be in school, on time and ready to learn, and we tell families early when that goes wrong.',
  ],
  ['h', '2. Registers'],
  ['p', 'The register opens at 8.45 and closes at 9.15. A pupil who comes later is marked late by the office.'],
];
const p = (text) => new Paragraph(text);
const heading = (text, level = HeadingLevel.HEADING_1) => new Paragraph({ text, heading: level });
const body = () => BODY.map(([kind, text]) => (kind === 'h' ? heading(text) : p(text)));
const cell = (...lines) => new TableCell({ children: lines.map(p), width: { size: 4500, type: WidthType.DXA } });
const box = (...rows) => new Table({ rows: rows.map((cells) => new TableRow({ children: cells })) });
const word = async (name, children) =>
  writeFileSync(join(out, name), await Packer.toBuffer(new Document({ sections: [{ children }] })));

const MENU = ['Skip to content', 'Home Page', 'About us', 'News and events', 'Parents', 'Calendar', 'Contact us'];
const COOKIES = 'We use cookies to give you the best experience on our website. Accept all';
const BANNER = 'Open evening for new families on Thursday 8 October, all welcome!';
const FOOT = ['Privacy notice', 'Sitemap', '© 2026 Larkfield Primary School', 'Website design by Bright Slate'];

await word('name-above-box.docx', [
  p('Larkfield Primary School'),
  heading('Anti-bullying and Kindness', HeadingLevel.TITLE),
  box([cell('APPROVED BY GOVERNORS: 4 November 2025', 'DATE OF NEXT REVIEW: Spring 2028', 'LEAD: Deputy Headteacher')]),
  ...body(),
]);
await word('reviewed-at-the-end.docx', [
  heading('Dogs on Site Policy', HeadingLevel.TITLE),
  ...body(),
  p('Policy to be reviewed November 2028'),
]);
await word('date-reviewed.docx', [
  heading('Early Years Policy', HeadingLevel.TITLE),
  p('Date reviewed: March 2026'),
  p('Date of next review: March 2027'),
  ...body(),
]);
await word('web-page.docx', [
  ...MENU.map(p),
  p(COOKIES),
  p(BANNER),
  heading('Attendance Policy', HeadingLevel.HEADING_1),
  p('Reviewed: 1 September 2026. Next review: 1 September 2027.'),
  ...body(),
  ...FOOT.map(p),
]);

const browser = await browsers.launch({
  args: chromium.args,
  executablePath: await chromium.executablePath(),
  headless: true,
});
// One page for all: a browser in one process ends with its last page.
const page = await browser.newPage();
const print = async (name, html) => {
  await page.setContent(
    `<style>table, td { border: 1px solid; border-collapse: collapse; padding: 4px } body { font-family: sans-serif }</style>${html}`,
  );
  writeFileSync(join(out, name), await page.pdf({ format: 'A4' }));
};
const html = BODY.map(([kind, text]) => (kind === 'h' ? `<h2>${text}</h2>` : `<p>${text}</p>`)).join('');
await print(
  'name-above-box.pdf',
  `<p>Larkfield Primary School</p><h1>Anti-bullying and Kindness</h1><table><tr><td>Approved by governors:</td><td>4 November 2025</td></tr><tr><td>Date of next review:</td><td>Spring 2028</td></tr><tr><td>Policy lead:</td><td>Deputy Headteacher</td></tr></table>${html}`,
);
await print(
  'date-reviewed.pdf',
  `<h1>Early Years Policy</h1><p><b>Date reviewed</b> March 2026<br><b>Date of next review</b> March 2027</p>${html}`,
);
await print(
  'web-page.pdf',
  `<ul>${MENU.map((one) => `<li><a href="#">${one}</a></li>`).join('')}</ul><div>${COOKIES}</div><div>${BANNER}</div><h1>Attendance Policy</h1><p>Reviewed: 1 September 2026. Next review: 1 September 2027.</p>${html}<footer>${FOOT.map((one) => `<div>${one}</div>`).join('')}</footer>`,
);
await browser.close();

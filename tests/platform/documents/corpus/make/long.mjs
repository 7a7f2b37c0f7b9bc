// Makes long policies, as long.py has taken them apart, into Word with real styles and into a browser's print: node long.mjs OUT
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import chromium from '@sparticuz/chromium';
import {
  AlignmentType,
  Document,
  Footer,
  Header,
  HeadingLevel,
  Packer,
  PageBreak,
  Paragraph,
  Table,
  TableCell,
  TableOfContents,
  TableRow,
  TextRun,
} from 'docx';
import { chromium as browsers } from 'playwright-core';

const out = process.argv[2];
const LEVELS = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3, HeadingLevel.HEADING_4];
const spans = (text) =>
  text
    .split(/(\*\*.+?\*\*|\*[^*]+?\*)/)
    .filter(Boolean)
    .map((part) => {
      if (part.startsWith('**')) return { text: part.slice(2, -2).replaceAll('*', ''), bold: true };
      return part.startsWith('*') && part.length > 2 ? { text: part.slice(1, -1), italics: true } : { text: part };
    });
const plain = (text) =>
  spans(text)
    .map((one) => one.text)
    .join('');
const isTitle = (cells, gold) => cells.length === 1 && cells[0].toLowerCase().includes(gold.title.toLowerCase());
const runs = (text) => spans(text).map((one) => new TextRun(one));
const cell = (text, isHead) =>
  new TableCell({
    children: [
      new Paragraph({ children: spans(text).map((one) => new TextRun({ ...one, ...(isHead && { bold: true }) })) }),
    ],
  });

/** Real styles, a field for the contents, one box for the whole title page but its name. */
async function styled({ gold, front, events }) {
  const rows = front.filter((cells) => cells.length > 1);
  const wide = Math.max(1, ...rows.map((cells) => cells.length));
  const children = [
    ...front
      .filter((cells) => cells.length === 1)
      .map((cells) => new Paragraph({ text: cells[0], ...(isTitle(cells, gold) && { heading: HeadingLevel.TITLE }) })),
    ...(rows.length > 0
      ? [
          new Table({
            rows: rows.map(
              (cells) =>
                new TableRow({
                  children: cells.map(
                    (text, at) =>
                      new TableCell({
                        children: [new Paragraph(text)],
                        ...(at === cells.length - 1 && cells.length < wide && { columnSpan: wide - cells.length + 1 }),
                      }),
                  ),
                }),
            ),
          }),
        ]
      : []),
    new Paragraph({ children: [new PageBreak()] }),
    new TableOfContents('Contents', { hyperlink: true, headingStyleRange: '1-3' }),
    ...events.map((event) => {
      if (event.kind === 'heading') return new Paragraph({ text: plain(event.text), heading: LEVELS[event.level - 1] });
      if (event.kind === 'item') return new Paragraph({ children: runs(event.text), bullet: { level: event.depth } });
      if (event.kind === 'paragraph')
        return new Paragraph({ children: runs(event.text), alignment: AlignmentType.JUSTIFIED });
      return new Table({
        rows: event.rows.map(
          (cells, at) => new TableRow({ tableHeader: at === 0, children: cells.map((text) => cell(text, at === 0)) }),
        ),
      });
    }),
  ];
  const headers = { default: new Header({ children: [new Paragraph(gold.school)] }) };
  const footers = { default: new Footer({ children: [new Paragraph(gold.title)] }) };
  return Packer.toBuffer(new Document({ sections: [{ headers, footers, children }] }));
}

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const marked = (text) =>
  spans(text)
    .map((one) =>
      one.bold ? `<b>${escaped(one.text)}</b>` : one.italics ? `<i>${escaped(one.text)}</i>` : escaped(one.text),
    )
    .join('');

/** A page of HTML: the box beside the title, contents without numbers of pages, each annex on a page of its own. */
export function page({ gold, front, events }) {
  const titlePage = front
    .map((cells) => {
      if (cells.length > 1)
        return `<table><tr>${cells.map((text) => `<td>${escaped(text)}</td>`).join('')}</tr></table>`;
      return isTitle(cells, gold) ? `<h1 class="name">${escaped(cells[0])}</h1>` : `<p>${escaped(cells[0])}</p>`;
    })
    .join('')
    .replaceAll('</table><table>', '');
  const contents = events
    .filter(({ kind, level }) => kind === 'heading' && level < 3)
    .map(({ text }) => `<p class="toc">${escaped(plain(text))}</p>`);
  const body = events.map((event) => {
    if (event.kind === 'heading')
      return `<h${event.level + 1}${/^(?:annex|appendix)/i.test(event.text) ? ' class="annex"' : ''}>${marked(event.text)}</h${event.level + 1}>`;
    if (event.kind === 'item')
      return `<ul style="margin-left:${event.depth * 2}em"><li>${marked(event.text)}</li></ul>`;
    if (event.kind === 'paragraph') return `<p class="text">${marked(event.text)}</p>`;
    const [head, ...rows] = event.rows;
    return `<table><tr>${head.map((text) => `<th>${marked(text)}</th>`).join('')}</tr>${rows.map((cells) => `<tr>${cells.map((text) => `<td>${marked(text)}</td>`).join('')}</tr>`).join('')}</table>`;
  });
  return `<html><head><meta charset="utf-8"><title>${escaped(gold.title)}</title><style>body{font:11pt/1.35 sans-serif}h1.name{font-size:26pt}h2{font-size:15pt}h3{font-size:12.5pt}h4{font-size:11pt}table{border-collapse:collapse;margin:8px 0}td,th{border:1px solid #555;padding:4px;text-align:left;vertical-align:top;font-size:10pt}p.text{text-align:justify}.annex,.body{break-before:page}ul{margin:2px 0}</style></head><body>${titlePage}<h2 class="body">Contents</h2>${contents.join('')}<div class="body">${body.join('')}</div></body></html>`;
}

const browser = await browsers.launch({
  args: chromium.args.filter((one) => one !== '--single-process' && one !== '--no-zygote'),
  executablePath: await chromium.executablePath(),
  headless: true,
});
const sheet = await browser.newPage();
for (const file of globSync(`${out}/*.events.json`).sort()) {
  const policy = JSON.parse(readFileSync(file, 'utf8'));
  const name = file.replace(/\.events\.json$/, '');
  writeFileSync(`${name}.styled.docx`, await styled(policy));
  const html = page(policy);
  writeFileSync(`${name}.office.html`, html);
  await sheet.setContent(html);
  const small = 'font-size:8px;width:100%;padding:0 40px';
  writeFileSync(
    `${name}.printed.pdf`,
    await sheet.pdf({
      format: 'A4',
      displayHeaderFooter: true,
      headerTemplate: `<div style="${small}">${escaped(policy.gold.school)}</div>`,
      footerTemplate: `<div style="${small}">${escaped(policy.gold.title)} <span class="pageNumber"></span> / <span class="totalPages"></span></div>`,
      margin: { top: '60px', bottom: '60px', left: '60px', right: '60px' },
    }),
  );
}
await browser.close();

import { AFRelationship } from 'pdf-lib';
import { type Bitmap, pngOf } from '../../kernel/png.ts';
import { formatDay, parseDay } from '../../kernel/time.ts';
import { createPaper, type Paper } from '../../platform/pdf/paper.ts';
import { createPrintOut } from '../../platform/pdf/print-out.ts';
import type { WrittenText } from '../entry-wording.ts';
import type { Picture } from '../record/pictures.ts';
import type { ConcernExport, ExportedEvent } from './export.ts';
import { handledLines, type Moment } from './handled.ts';
import { childLines, isOnPaper, schoolWords } from './on-paper.ts';
import { personWords } from './people.ts';

/**
 * One concern on paper, whole, with the same record as JSON attached inside the file. Made in memory: it is on no disk
 * of ours at any time.
 */
export async function concernPdf(
  record: ConcernExport,
  pictures: readonly Picture[] = [],
  drawn?: Drawn,
): Promise<Uint8Array> {
  const { concern, exported } = record;
  // Titles show in windows and lists of files: a reference at most.
  const printOut = await createPrintOut(`Report ${concern.reference}`, new Date(exported.at.utc));
  const { document } = printOut;
  const paper = createPaper(printOut);
  const heading = (words: string) => paper.write(words, { size: 13, isBold: true, gap: 16, keepsWithNext: true });

  paper.write(`Report ${concern.reference}`, { size: 18, isBold: true });
  writeLines(paper, summaryOf(record));

  heading('The report, as it was sent');
  if (record.report.length === 0)
    paper.write('Its text is no longer kept. See below for the decision and where the record is now.');
  for (const one of record.report) await written(paper, one, 0, drawn);

  heading('What happened and what was done, in order');
  for (const event of record.events) if (isOnPaper(event.kind)) await writeEvent(paper, event, drawn);

  if (record.links.length > 0) {
    heading('Linked reports');
    for (const { reference } of record.links) paper.write(reference);
  }

  if (pictures.length > 0) heading('Screenshots');
  for (const [index, picture] of pictures.entries()) {
    const name = `screenshot-${index + 1}.${picture.type.slice('image/'.length)}`;
    const isShown = await shown(paper, picture);
    paper.write(
      isShown
        ? `${name}, ${picture.id}`
        : `${name}, ${picture.id}: it cannot be shown on the page; see the attached file.`,
      { size: 8, gap: 2 },
    );
    await document.attach(picture.bytes, name, { mimeType: picture.type, afRelationship: AFRelationship.Supplement });
  }

  heading('How the school handled it');
  writeLines(paper, handlingOf(record));

  heading('About this file');
  paper.write(
    `Made by ${personWords(exported.by)} on ${momentOf(exported.at)}. The file attached to this PDF, ${attachmentName(record)}, is the whole record for machines (${record.format}, version ${record.version}), character for character. To whom its cards went, and who read, linked or kept the record, is in that file alone. Roles are those of that day.`,
  );
  if (exported.trailMark)
    paper.write(`Mark of the trail, to be checked with lanyard verify --since: ${exported.trailMark}`, { gap: 4 });
  if (paper.hasNumbers)
    paper.write(
      'Some letters, such as certain emoji and those of Chinese or Indian scripts, cannot be printed here. Each stands as its Unicode number in square brackets, [U+4F60] for instance; nothing was left out or put in its place. The letters themselves are in the attached file; many readers also give them when the line is copied.',
      { gap: 4 },
    );

  await document.attach(Buffer.from(JSON.stringify(record, null, 2)), attachmentName(record), {
    mimeType: 'application/json',
    description: `Report ${concern.reference} as ${record.format}, version ${record.version}`,
    creationDate: new Date(exported.at.utc),
    modificationDate: new Date(exported.at.utc),
    afRelationship: AFRelationship.Source,
  });
  return paper.finish({
    head: `${record.marking}\nReport ${concern.reference}${record.child?.name ? `: ${record.child.name}` : ''}`,
    foot: (page, pages) =>
      `Report ${concern.reference}, page ${page} of ${pages}. Made on ${exported.at.london} for ${personWords(exported.by)}.`,
  });
}

/** A picture of the regions of the body that a text names; the words were written before it. */
type Drawn = (marks: string) => Bitmap;

/** A PNG is unpacked to be put on a page: a small file that unpacks to gigabytes must not stop the service. */
const MOST_PIXELS = 25_000_000;

const pixelsOf = (png: Uint8Array): number => {
  const header = Buffer.from(png.buffer, png.byteOffset, png.byteLength);
  return header.length < 24 ? 0 : header.readUInt32BE(16) * header.readUInt32BE(20);
};

/** Whether the picture could be put on the page: PDF knows no WebP, and a damaged file must not stop the record. */
async function shown(paper: Paper, { bytes, type }: Picture): Promise<boolean> {
  if (type === 'image/webp' || (type === 'image/png' && pixelsOf(bytes) > MOST_PIXELS)) return false;
  try {
    await paper.picture(bytes, type);
    return true;
  } catch {
    return false;
  }
}

const attachmentName = ({ concern }: ConcernExport): string => `report-${concern.reference}.json`;

type Lines = readonly (readonly [string, string | undefined])[];

function writeLines(paper: Paper, lines: Lines): void {
  for (const [label, value] of lines) if (value !== undefined) paper.write(`${label}: ${value}`, { gap: 2 });
}

/** Who it is about, who reported it, and where it stands. */
const summaryOf = ({ concern, child, school, handled }: ConcernExport): Lines => [
  ...(child ? childLines(child, school) : ([['School', schoolWords(school)]] as const)),
  ['About', concern.about.words],
  ['Reported by', personWords(concern.reporter)],
  ['Sent', concern.saved.london],
  ...handledLines(handled, { isChild: child !== undefined, isStub: concern.isStub }),
  ['Status', concern.status.words],
  ['Last decision', concern.decided?.london],
  ['Still to be done', concern.stillToDo.join('; ') || 'nothing is recorded'],
  ['Closed', concern.closed?.london],
];

const handlingOf = ({ concern }: ConcernExport): Lines => [
  ['Marked urgent', concern.markedUrgent ? 'yes: the reporter said yes, or was not sure' : 'no'],
  ['With', concern.holder],
  ['Taken on by', concern.owner && personWords(concern.owner)],
  ['Must not see it', concern.mustNotSee.length > 0 ? concern.mustNotSee.map(personWords).join('; ') : undefined],
  ['Delivered', concern.delivered ? momentOf(concern.delivered) : 'not yet'],
  ['First read by a person', concern.firstReadByAPerson ? momentOf(concern.firstReadByAPerson) : 'not yet'],
  ['Acknowledged', concern.acknowledged && momentOf(concern.acknowledged)],
  ['Kept until', dayWords(concern.keepUntil)],
  ['On hold', concern.isOnHold ? 'yes: none of it may be removed' : undefined],
];

async function writeEvent(paper: Paper, event: ExportedEvent, drawn: Drawn | undefined): Promise<void> {
  const who = event.by ? personWords(event.by) : 'Lanyard';
  paper.write(`${event.at.london}. ${who}: ${event.words}`, {
    isBold: true,
    size: 9,
    gap: 6,
    keepsWithNext: event.texts.length > 0,
  });
  // The first event is the report itself, printed above.
  if (event.kind !== 'raised') for (const one of event.texts) await written(paper, one, 14, drawn);
}

async function written(
  paper: Paper,
  { label, text, marks }: WrittenText,
  indent: number,
  drawn: Drawn | undefined,
): Promise<void> {
  paper.write(label, { isBold: true, size: 9, gap: 6, indent, keepsWithNext: true });
  paper.write(text, { indent });
  if (marks !== undefined && drawn) await paper.picture(pngOf(drawn(marks)), 'image/png');
}

const momentOf = ({ london, utc }: Moment): string => `${london} (${utc.slice(11, 19)} UTC)`;

const dayWords = (code: string | undefined): string | undefined => {
  const day = parseDay(code);
  return day && formatDay(day);
};

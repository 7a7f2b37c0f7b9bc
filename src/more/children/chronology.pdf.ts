import { dayOf, formatDay, formatInstant } from '../../kernel/time.ts';
import { createPaper, type Paper } from '../../platform/pdf/paper.ts';
import { createPrintOut } from '../../platform/pdf/print-out.ts';
import { type Concern, type Entry, shelfOf, statusWords } from '../../report/concern.ts';
import { stillToDo } from '../../report/deciding/closing.ts';
import { textsOf } from '../../report/entry-wording.ts';
import { FOR_SENDING } from '../../report/fields/boxes.ts';
import { MARKING } from '../../report/keeping/export.ts';
import { actionsTold, handledIn, handledLines } from '../../report/keeping/handled.ts';
import { childLines, schoolWords } from '../../report/keeping/on-paper.ts';
import { type Person, personWords } from '../../report/keeping/people.ts';
import { drawBody } from '../body-map/body-map.pdf.ts';
import { type ChronologyLine, inStory, lineWords, timeWords, undecidedWords } from './chronology.ts';
import type { PassedOn, ToPrint } from './print.ts';

type Story = Extract<ToPrint, { kind: 'chronology' }>;

/**
 * All reports on one person as one story on paper, in order of time: for a conference, or the next school. Made in memory.
 * @param madeFor who fetched it, as it stands at the foot of each page
 */
export async function chronologyPdf(story: Story, madeFor: string, madeAt: Date): Promise<Uint8Array> {
  const { lines, isPartial, undecided, closed, leftOut, about, school, people, by, passedOn } = story;
  const concerns = [...new Map(lines.map(({ concern }) => [concern.reference, concern])).values()];
  const references = concerns.map(({ reference }) => reference).join(', ');
  // Titles show in windows and lists of files: a reference at most.
  const what = passedOn ? 'Child protection file' : 'Chronology';
  const printOut = await createPrintOut(`${what} ${concerns[0]?.reference ?? ''}`, madeAt);
  const paper = createPaper(printOut);
  const heading = (words: string) => paper.write(words, { size: 13, isBold: true, gap: 16, keepsWithNext: true });
  paper.write(passedOn ? `${what}: transfer to ${passedOn.to.school}` : what, { size: 18, isBold: true });
  const maker = people.get(by);
  for (const [label, words] of [
    ...(about ? childLines(about, school) : ([['School', schoolWords(school)]] as const)),
    ...(passedOn ? transferLines(passedOn, school.name, maker) : []),
    ['Made', `${formatInstant(madeAt)}${maker ? ` by ${personWords(maker)}` : ''}. Roles are those of that day.`],
  ])
    paper.write(`${label}: ${words}`, { gap: 3 });
  if (passedOn !== undefined) {
    heading('Why it is passed on, and what now');
    paper.write(passedOn.why, { gap: 2 });
    paper.write(`Written by ${maker ? personWords(maker) : 'the sender'} for ${madeFor}.`, { size: 9, gap: 3 });
  }
  if (isPartial || closed.length > 0)
    paper.write('NOT COMPLETE: a report that belongs to it could not be opened when this was made.', {
      isBold: true,
      gap: 8,
    });
  const waiting = undecidedWords(undecided);
  if (waiting !== undefined) paper.write(`NOT DECIDED: ${waiting}`, { isBold: true, gap: 8 });
  if (leftOut > 0)
    paper.write(`Names of other children are left out: ${leftOut}. Where one stood it says “another child”.`, {
      gap: 8,
    });

  // What a conference reads first.
  heading('What happened and what was done');
  for (const [index, line] of inStory(lines).entries()) await writeLine(paper, line, index + 1, people);

  heading('Where each report is now');
  for (const ofOne of Map.groupBy(lines, ({ concern }) => concern.id).values()) writeStanding(paper, ofOne, people);
  paper.write(
    'This is from what was reported and recorded in Lanyard. The child protection file may hold more. Who read, linked or kept the reports is in the trail of each, at the school.',
    { size: 9, gap: 14 },
  );
  if (paper.hasNumbers)
    paper.write('Letters that cannot be printed here are shown as their Unicode numbers, for example [U+4F60].', {
      gap: 8,
    });
  return paper.finish({
    head: `${MARKING}\n${what}${about?.name ? ` of ${about.name}` : ''}${about?.born ? `, born ${formatDay(about.born)}` : ''}. Reports ${references}`,
    foot: (page, pages) => `Page ${page} of ${pages}. Made on ${formatInstant(madeAt)} for ${madeFor}.`,
  });
}

/** From whom a child's file goes to whom: its receiver rings the sender before anything else. */
const transferLines = (
  { to, phone }: PassedOn,
  school: string,
  sender: Person | undefined,
): readonly (readonly [string, string])[] => [
  ['To', `${to.name}, ${to.role}, ${to.school}`],
  ['From', [...(sender ? [personWords(sender)] : []), school, ...(phone ? [`direct line ${phone}`] : [])].join(', ')],
  ['What this is', 'the chronology of what was reported in Lanyard. Anything else in the file comes separately.'],
];

/** Of one report: where it is, and what its reader asks first. */
function writeStanding(paper: Paper, lines: readonly ChronologyLine[], people: Story['people']): void {
  const [first] = lines;
  if (!first) return;
  const { school, concern } = first;
  const { reference, raisedAt, status, acknowledgedAt, acknowledgedBy } = concern;
  const entries = lines.map(({ entry }) => entry).toSorted((left, right) => left.seq - right.seq);
  const personOf = (id: Entry['actor'] | undefined): Person | null =>
    id === undefined || id === 'lanyard' ? null : (people.get(id) ?? null);
  const actions = actionsTold(concern, entries);
  paper.write(`Report ${reference}, sent on ${formatDay(dayOf(raisedAt))}: ${statusWords(status, actions.length)}.`, {
    isBold: true,
    gap: 8,
    keepsWithNext: true,
  });
  const [happened, ...handled] = handledLines(handledIn(entries, personOf), {
    isChild: shelfOf(concern.kind) === 'child',
    isStub: concern.isStub,
  });
  const onBy = (at: Date, id: Entry['actor'] | undefined): string => {
    const person = personOf(id);
    return `${formatInstant(at)}${person ? `, ${personWords(person)}` : ''}`;
  };
  const left = stillToDo(school, concern, entries).join('; ');
  for (const [label, words] of [
    ...(happened ? [happened] : []),
    ['Reported', onBy(raisedAt, concern.reporter)],
    ['Acknowledged', acknowledgedAt ? onBy(acknowledgedAt, acknowledgedBy) : 'not yet'],
    ...handled,
    ['Still to be done', left || 'nothing is recorded'],
  ])
    paper.write(`${label}: ${words}`, { gap: 2, indent: 14 });
}

/** What its reporter answered, where that is known: a reader elsewhere asks why it was, or was not, looked at that day. */
const urgencySaid = ({ urgency }: Concern, { kind }: Entry): string =>
  kind === 'raised' && urgency ? `. Does anyone need to act today? ${URGENCY_SAID[urgency]}` : '';

const URGENCY_SAID = { yes: 'Yes', unsure: 'I am not sure', no: 'No' } as const;

/** One event: when, who wrote it down and what they are at the school, and what it says. */
async function writeLine(
  paper: Paper,
  { school, concern, entry, happened }: ChronologyLine,
  number: number,
  people: Story['people'],
): Promise<void> {
  const texts = textsOf(entry).filter(({ field }) => !FOR_SENDING.includes(field));
  const author = entry.actor === 'lanyard' ? undefined : people.get(entry.actor);
  const isReporter = entry.actor === concern.reporter && !author?.role && !author?.job;
  const who = `${author ? personWords(author) : 'Lanyard'}${isReporter ? ', who reported it' : ''}`;
  paper.write(`${number}. ${timeWords({ happened, entry })}`, {
    isBold: true,
    gap: 12,
    keepsWithNext: true,
  });
  paper.write(`${who}: ${lineWords(school, entry)} (report ${concern.reference})${urgencySaid(concern, entry)}`, {
    gap: 2,
    keepsWithNext: texts.length > 0,
  });
  for (const { label, text, marks } of texts) {
    paper.write(label, { isBold: true, size: 9, gap: 4, indent: 14, keepsWithNext: true });
    paper.write(text, { indent: 14 });
    if (marks !== undefined) await drawBody(paper, marks);
  }
}

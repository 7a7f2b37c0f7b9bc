import { formatDay } from '../../kernel/time.ts';
import { createPaper } from '../../platform/pdf/paper.ts';
import { createPrintOut } from '../../platform/pdf/print-out.ts';
import { type FieldId, fieldsOn, isTyped, wordsFor } from '../../report/fields/boxes.ts';
import { holders, type School } from '../../school/school.ts';

const ABOUT = { isChild: true, isConduct: false, isContact: false } as const;
/** A line to write on, as wide as the page. */
const LINE = '_'.repeat(116);
/** For those who write with a pen there is nothing that is required, and no limit but the page. */
const asOnPaper = (question: string): string => question.replace(/ \([^)]*required[^)]*\)$/, '');

/**
 * The report on one sheet, for when Teams is down: the numbers of the school and the questions of the form, from the same lists. It is typed
 * in later, with the time at which it was written.
 */
export async function paperFormPdf(school: School, madeAt: Date): Promise<Uint8Array> {
  const title = `${school.name}: report a concern, on paper`;
  const paper = createPaper(await createPrintOut(title, madeAt));
  const { contacts } = school;
  const [dsl] = holders(school, 'dsl');
  const [head] = holders(school, 'headteacher');
  paper.write(title, { size: 14, isBold: true });
  paper.write('In danger now: phone 999, and stay with them if it is safe.', { isBold: true, gap: 4 });
  paper.write(
    [
      `DSL ${[dsl?.name, dsl?.phone].filter(Boolean).join(', ')}`,
      `Headteacher ${[head?.name, head?.phone].filter(Boolean).join(', ')}`,
      `Office ${contacts.office}`,
      `Children’s social care ${contacts.childrensSocialCare}`,
      `Out of hours ${contacts.outOfHours}`,
      `${school.nation === 'england' ? 'LADO' : 'Advice on allegations'} ${contacts.lado}`,
      `Police, when it is not an emergency ${contacts.police}`,
    ].join('. '),
    { size: 9, gap: 2 },
  );
  paper.write(
    'For when Teams is down. Give this sheet to the DSL yourself, today. About an adult who works here: to the headteacher; about the headteacher: to the chair of governors. Leave it on no desk, and copy it for nobody else.',
    { size: 9, gap: 4 },
  );
  paper.write('Words only. Never photograph, copy or print a picture of a child.', { size: 9, isBold: true, gap: 2 });
  for (const [question, lines] of questions()) {
    paper.write(question, { size: 9, isBold: true, gap: 3 });
    for (let line = 0; line < lines; line += 1) paper.write(LINE, { size: 9, gap: 3 });
  }
  return paper.finish({
    head: 'Confidential: safeguarding record. Only for those who need it to protect someone.',
    foot: () =>
      `When Teams is back: type report, type this in with the times above, and hand over the sheet. Numbers checked ${formatDay(contacts.checkedOn)}.`,
  });
}

/** For what a conference reads word by word; one for anything else. */
const LINES: Readonly<Partial<Record<FieldId, number>>> = { seen: 5, said: 2 };

/** What is asked, and on how many lines it is answered. */
type Asked = readonly [question: string, lines: number];

/** The questions of the form, in its order. */
function questions(): readonly Asked[] {
  const asked = (['facts', 'send'] as const).flatMap((page) =>
    fieldsOn(page).flatMap((field): readonly Asked[] => {
      if (!field.kinds(ABOUT)) return [];
      if (field.id === 'safeTonight') return [['Does anyone need to act today?   Yes   /   Not sure   /   No', 0]];
      if (!isTyped(field) || typeof field.on === 'string') return [];
      return [[asOnPaper(wordsFor(field.on[page], ABOUT)), LINES[field.id] ?? 1]];
    }),
  );
  return [['Your name and role, and the day and time at which you write this', 1], ...asked];
}

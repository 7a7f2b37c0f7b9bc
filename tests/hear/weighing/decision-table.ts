import { pathToFileURL } from 'node:url';
import {
  ANSWER_COSTS,
  ANSWERED,
  ASKED_FROM,
  DANGER_COSTS,
  decide,
  GRAVE,
  MAY_LEAVE_BELOW,
  RAISED,
  RAISED_COSTS,
  type Raised,
} from '../../../src/hear/weighing/costs.ts';
import { HARMLESS_KINDS } from '../../../src/hear/weighing/heard-as.ts';
import { chancesOf } from './given.ts';

/** `npm run decisions`: `docs/decision-table.md`, from the code that decides. */

const DONE: Readonly<Record<Raised, string>> = {
  alarm: 'the report first, the rule below it',
  offer: 'a report is offered beside the answer',
  below: 'the same in small, below the answer',
  people: 'people to phone first',
  both: 'people to phone, and a report is offered',
  line: 'the answer, and one quiet line at its foot',
  none: 'the answer alone',
};

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [row(head), row(head.map((_, at) => (at === 0 ? '---' : '---:'))), ...rows.map(row)].join('\n');

const percent = (share: number): string => `${(100 * share).toFixed(1).replace('.0', '')} %`;

const STEPS = 1_000;

/** What is done as one thing grows from nothing to all, and from which share on. */
function stepsAs(grows: (share: number) => readonly [chances: Parameters<typeof decide>[0], danger: number]): string {
  const steps: string[] = [];
  let last: Raised | undefined;
  for (let at = 0; at <= STEPS; at += 1) {
    const { raised } = decide(...grows(at / STEPS));
    if (raised !== last) steps.push(at === 0 ? `*${raised}*` : `*${raised}* from ${percent(at / STEPS)}`);
    last = raised;
  }
  return steps.join(', ');
}

export const decisionTable = (): string => `# What is done with a message

<!-- Written by \`npm run decisions\` from \`src/hear/weighing/costs.ts\`: change it there. A test compares. -->

How to read it: what is learnt says how likely a message is each of these things, and how likely it is that someone is in danger now; it
decides nothing. Each row below is one thing that a message may really be, each column one thing that Lanyard may do with it, and the
number is what that costs: 0 is right, 100 is a report that nobody is offered to send. For each column its numbers are added up, each as
far as its row is likely, and what has the smallest sum is done. So a message that is a report in one case of four and a question in
three costs ${average('alarm')} with *alarm*, ${average('offer')} with *offer* and ${average('none')} with *none*: the report is offered. Someone who wants fewer offers for nothing
raises the numbers of the last row, and sees below the table from which share on fewer reports are offered then.

${table(
  ['', ...RAISED],
  GRAVE.map((is) => [is, ...RAISED.map((done) => RAISED_COSTS[is][done])]),
)}

${RAISED.map((done) => `- *${done}*: ${DONE[done]}`).join('\n')}

\`danger\` is a report too, and someone is in danger now. As one thing grows, and all else is harmless, this is done:

- report, without danger: ${stepsAs((share) => [chancesOf({ report: share }), 0])}
- report, each in danger now: ${stepsAs((share) => [chancesOf({ report: share }), share])}
- its writer's own distress: ${stepsAs((share) => [chancesOf({ distress: share }), 0])}

## What is answered

The same for what no one is to be worried by: each row is what was meant, each column what is answered. After an answer what goes on
with it counts for more, and where there was none for less.

${table(
  ['', ...ANSWERED],
  HARMLESS_KINDS.map((is) => [is, ...ANSWERED.map((done) => ANSWER_COSTS[is][done])]),
)}

## Three shares

- 999 is said first from ${percent(DANGER_COSTS.saidForNothing / (DANGER_COSTS.saidForNothing + DANGER_COSTS.unsaid))} of danger on: not to say it costs ${DANGER_COSTS.unsaid}, to say it for nothing ${DANGER_COSTS.saidForNothing}.
- From ${percent(ASKED_FROM.alone)} of a report on in one box, ${percent(ASKED_FROM.together)} over several, or ${percent(ASKED_FROM.distress)} of their own distress, a writer is asked before words go to someone else; in one box also where a report would be offered because of danger.
- A model outside may see a message with less than ${percent(MAY_LEAVE_BELOW)} of a report, distress or danger.
`;

function average(done: Raised): string {
  return (RAISED_COSTS.report[done] / 4 + (RAISED_COSTS.harmless[done] * 3) / 4).toFixed(1).replace('.0', '');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.stdout.write(decisionTable());

import type { Ids } from '../../../kernel/ids.ts';
import type { Log } from '../../../kernel/log.ts';
import type { Door, PageAnswer } from '../../../kernel/pages/page.ts';
import { SECRET_LENGTH } from '../../../kernel/pages/tickets.ts';
import type { Clock } from '../../../kernel/time.ts';
import { page } from '../../../platform/web/answers.ts';
import { html } from '../../../platform/web/html.ts';
import { createMisses } from '../../../platform/web/wrong-links.ts';
import type { BehindAddress } from '../addresses.ts';
import { type AskDoor, askPage } from './ask.page.ts';
import { danger } from './before.page.ts';
import { type CodeDoor, codePage } from './code.page.ts';
import { createQueue } from './queue.ts';
import { notTaken, type ReportDoor, reportPage } from './report.page.ts';

/** What the pages of the shared address are made from. */
export interface SharedPagesDeps {
  readonly door: ReportDoor & CodeDoor & AskDoor;
  readonly ids: Pick<Ids, 'reference'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly address: () => string;
}

/** `/r/ADDRESS`, `/r/ADDRESS/report`, `/r/ADDRESS/ask` and `/c`; `undefined` for every other path below these. */
export function sharedDoors(
  { door, ids, clock, log, address }: SharedPagesDeps,
  elapsed: () => number,
): Readonly<Record<'c' | 'r', Door>> {
  const codes = { door, isGuessing: createMisses(elapsed), log };
  const queue = createQueue(elapsed);
  const questions = { door, asksTooMuch: createMisses(elapsed), log };
  const reports = { door, queue, newKey: () => ids.reference(SECRET_LENGTH), now: clock, log, address };
  return {
    c: async ([first = '', second], request) =>
      first === '' && second === undefined ? codePage(codes, request) : undefined,
    r: async ([first = '', second, ...rest], request) => {
      if (rest.length > 0) return undefined;
      const at = first.replaceAll('%20', '');
      if (second === 'ask') return askPage(questions, at, request);
      if (second === 'report') return reportPage(reports, at, request);
      return second === undefined ? doorsPage(await door.behind(at), at) : undefined;
    },
  };
}

/** The first page behind the address on the sheet. */
const doorsPage = (behind: BehindAddress, at: string): PageAnswer =>
  behind.kind !== 'open'
    ? notTaken(behind, {})
    : page(
        200,
        behind.school.name,
        html`<h1>${behind.school.name}</h1>
${danger(behind.school)}
<p>For governors, agency workers, volunteers and anyone else without Teams.</p>
<ul class="doors">
<li><a href="/r/${at}/report">Report a concern</a></li>
${behind.school.concerns.sharedAddress?.use === 'report-and-ask' && html`<li><a href="/r/${at}/ask">Ask what a policy says</a></li>`}
<li><a href="/c">Come back with your code</a></li>
</ul>`,
        { school: behind.school.name },
      );

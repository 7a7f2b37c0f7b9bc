import type { PageAnswer } from '../../../kernel/pages/page.ts';
import { writtenSecret } from '../../../kernel/pages/tickets.ts';
import { formatDay, formatInstant, formatTime, MINUTE_MS } from '../../../kernel/time.ts';
import { page } from '../../../platform/web/answers.ts';
import { type Html, html } from '../../../platform/web/html.ts';
import type { DutyNow } from '../../../report/form/duties.ts';
import type { School } from '../../../school/school.ts';
import type { SentByLink } from '../by-link.ts';
import { numbers } from './before.page.ts';

/** Shown once: what was written stands nowhere on it, nor who has it now. */
export const receivedPage = (
  school: School,
  { code, tellAt, phones, duties, mayNotBePublished }: Extract<SentByLink, { kind: 'received' }>,
  { address, now }: { readonly address: string; readonly now: Date },
): PageAnswer =>
  page(
    200,
    'Your report is received',
    html`<h1>Your report is received</h1>
<p class="done">It is saved. ${formatInstant(now)}. Nobody has read it yet.</p>
${
  tellAt.getTime() - now.getTime() > MINUTE_MS &&
  html`<p class="note"><strong>Many reports have come in over the last few minutes.</strong> Yours is in the queue: people will hear about it at around ${formatTime(tellAt)}. If it cannot wait, phone.</p>`
}
<section class="panel" aria-labelledby="code">
<h2 id="code">Write this code down now</h2>
<p class="code">${writtenSecret(code)}</p>
<p>It is shown only here. Nobody can find it for you again. With it you can come back to see whether your report has been read, answer a question, or add something:</p>
<p><a href="/c">${address}/c</a></p>
<p>Keep it to yourself: anyone who has it can do the same. Your report counts without it too.</p>
</section>
<p>If it cannot wait, phone. If it may be about everyone who could get it, nobody at the school can open it: phone someone outside the school now.</p>
${numbers([{ name: 'In danger', number: '999' }, ...phones])}
${ownDuties(duties)}
${
  mayNotBePublished &&
  html`<p>Please do not post about it. If it is about a teacher, it can be a crime to publish anything that may identify them before they are charged. You can always tell the police or the local authority.</p>`
}
<p>Close this page now if someone else uses this device. Nothing that you wrote is kept on it.</p>`,
    { school: school.name },
  );

/** A report discharges none of these. Who at the school keeps them true is named in Teams, and not here. */
const ownDuties = (duties: readonly DutyNow[]): Html | false =>
  duties.length > 0 &&
  html`<section class="panel" aria-labelledby="duties">
<h2 id="duties">Your report does not do this for you</h2>
${duties.map(
  ({ duty, isReviewDue }) => html`<h3>${duty.title}</h3>
<p>${duty.text}</p>
${isReviewDue && html`<p class="quiet">The school was due to check by ${formatDay(duty.reviewBy)} that this is still right, and has not. Ask before you rely on it.</p>`}`,
)}
</section>`;

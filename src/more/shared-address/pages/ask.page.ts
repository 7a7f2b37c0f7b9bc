import type { Answer } from '../../../ask/answer/answer.ts';
import type { Caught } from '../../../hear/gate.ts';
import { nameOf } from '../../../kernel/calls/fault.ts';
import type { Log } from '../../../kernel/log.ts';
import type { PageAnswer, PageRequest } from '../../../kernel/pages/page.ts';
import { withoutBlank } from '../../../kernel/visible.ts';
import { page } from '../../../platform/web/answers.ts';
import { type Html, html } from '../../../platform/web/html.ts';
import type { School } from '../../../school/school.ts';
import type { BehindAddress } from '../addresses.ts';
import { danger, support } from './before.page.ts';
import { quoteOf } from './policy-quote.page.ts';
import { notTaken } from './report.page.ts';

/** What happened to a question. */
export type Asked =
  | { readonly kind: 'answer'; readonly answer: Answer }
  /** It may be a report. `answer` where it may as well be a question. */
  | { readonly kind: 'held'; readonly detection: Caught; readonly answer: Answer | undefined }
  /** So much was asked from there lately that nothing was done with it. */
  | { readonly kind: 'later' };

export interface AskDoor {
  behind(address: string): Promise<BehindAddress>;
  /** @param isTooMuch it is neither heard nor answered: the way to report stands on the page */
  ask(school: School, question: string, isTooMuch: boolean): Promise<Asked>;
}

interface AskPageDeps {
  readonly door: AskDoor;
  /** Counts a question; true when more came from that address within a minute than a person asks. */
  readonly asksTooMuch: (from: string) => boolean;
  readonly log: Log;
}

/** Longer than any real question. */
const MOST_ASKED = 1_000;

/** What the policies in force say, word for word; nothing is kept of what was asked, nor counted. */
export async function askPage(
  { door, asksTooMuch, log }: AskPageDeps,
  address: string,
  { method, form, from }: Pick<PageRequest, 'method' | 'form' | 'from'>,
): Promise<PageAnswer> {
  const question = withoutBlank(form.question ?? '');
  try {
    const behind = await door.behind(address);
    if (behind.kind !== 'open') return notTaken(behind, {});
    const { school } = behind;
    if (school.concerns.sharedAddress?.use !== 'report-and-ask') return notTaken({ kind: 'off', school }, {});
    if (method === 'GET') return asking(school, address, '');
    if (question === '') return asking(school, address, '', MISSING);
    if (question.length > MOST_ASKED) return asking(school, address, question, TOO_LONG);
    const asked = await door.ask(school, question, asksTooMuch(from));
    if (asked.kind === 'later') return asking(school, address, question, LATER);
    return asked.kind === 'answer'
      ? asking(school, address, question, answered(school, asked.answer))
      : offering(school, address, question, asked);
  } catch (error) {
    log.error('page.ask-failed', { reason: nameOf(error) }, error);
    return page(
      503,
      'Not answered',
      html`<h1>This page cannot answer just now</h1>
<p class="alarm-line">In danger now: phone <a href="tel:999">999</a>.</p>
<p>Please try again in a minute.</p>`,
    );
  }
}

const MISSING = html`<p class="note error" role="alert">Please write your question first.</p>`;
const TOO_LONG = html`<p class="note error" role="alert">Please ask in fewer words: 1,000 characters at most.</p>`;
const LATER = html`<p class="note" role="alert">Too many questions have come from here. Please ask again in a minute. You don’t have to wait to report something.</p>`;

const asking = (school: School, address: string, question: string, said?: Html): PageAnswer =>
  page(
    200,
    'Ask what a policy says',
    html`<h1>Ask what a policy says</h1>
<p class="alarm-line">In danger now: phone <a href="tel:999">999</a>.</p>
${said}
<form method="post" autocomplete="off" novalidate>
<div class="field">
<label for="question">Your question</label>
<p class="quiet" id="question-hint">You get the words of ${school.name}’s own policies, or are told that they say nothing about it. Write no names. Nothing you ask is kept.</p>
<textarea id="question" name="question" rows="3" maxlength="4000" autocomplete="off" aria-describedby="question-hint">
${question}</textarea>
</div>
<p><button type="submit">Ask</button></p>
</form>
<p>Has something happened, or are you worried about a child? <a href="/r/${address}/report">Report a concern</a></p>`,
    { school: school.name },
  );

function answered(school: School, answer: Answer): Html {
  switch (answer.kind) {
    case 'answered':
      return html`<section class="panel answer" aria-labelledby="rule" role="status">
<h2 id="rule">The rule</h2>
${quoteOf(answer.best)}
${answer.together.map(quoteOf)}
${answer.conflicts.length > 0 && html`<p><strong>Another clause says something different about this.</strong> Read both. If you cannot see how they fit together, ask before you act.</p>${answer.conflicts.map(quoteOf)}`}
</section>`;
    case 'nearest':
      return html`<section class="panel answer" aria-labelledby="rule" role="status">
<h2 id="rule">It is not certain that the policies cover this</h2>
${
  answer.nearest.length > 0
    ? html`<p>The nearest rules are below, word for word. They may not be about what you asked.</p>${answer.nearest.map(quoteOf)}`
    : html`<p>None of ${school.name}’s policies mentions it in these words. Try other words.</p>`
}
<p>If this does not settle it, ask the school.</p>
</section>`;
    case 'not-covered':
      return html`<section class="panel answer" aria-labelledby="rule" role="status">
<h2 id="rule">No rule about this was found</h2>
<p>All of the school’s policies were looked through. Ask the school before you act.</p>
</section>`;
    default:
      return answer satisfies never;
  }
}

/** A question that may be a report: the way to report it first, with what was typed; a rule only where it may as well be a question. */
function offering(
  school: School,
  address: string,
  question: string,
  { detection, answer }: Extract<Asked, { kind: 'held' }>,
): PageAnswer {
  const isOwn = detection.kind === 'own-distress';
  const title = isOwn ? 'Please talk to someone' : 'Has something happened?';
  return page(
    200,
    title,
    html`<h1>${title}</h1>
${(isOwn || detection.ownDistress) && support(school)}
${!isOwn && danger(school)}
${isOwn ? html`<p>Nothing that you wrote was kept or sent to anyone. Is a child at risk too? Then report it here.</p>` : html`<p>What you wrote may be something to report. None of it was kept or sent to anyone. If it is, report it: what you wrote will be in the form.</p>`}
<form method="post" action="/r/${address}/report" autocomplete="off">
<input type="hidden" name="step" value="back">
${!isOwn && html`<input type="hidden" name="seen" value="${question}">`}
<p><button type="submit">Report a concern</button></p>
</form>
${answer && answered(school, answer)}
<p><a href="/r/${address}/ask">No, ask something else</a></p>`,
    { school: school.name },
  );
}

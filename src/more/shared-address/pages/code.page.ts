import { nameOf } from '../../../kernel/calls/fault.ts';
import type { Log } from '../../../kernel/log.ts';
import type { PageAnswer, PageRequest } from '../../../kernel/pages/page.ts';
import { formatInstant } from '../../../kernel/time.ts';
import { withoutBlank } from '../../../kernel/visible.ts';
import { page } from '../../../platform/web/answers.ts';
import { type Html, html } from '../../../platform/web/html.ts';
import { FIELD_CHARACTERS } from '../../../report/fields/field.ts';
import type { Phone, Receipt } from '../../../report/notice.ts';
import { type ComeBack, type WrittenBack, withPlainLines } from '../by-link.ts';
import { readCode } from '../return-code.ts';
import { numbers } from './before.page.ts';

export interface CodeDoor {
  comeBack(code: string): Promise<ComeBack>;
  writeBack(code: string, said: { readonly text: string; readonly isUrgent: boolean }): Promise<WrittenBack>;
}

interface CodePageDeps {
  readonly door: CodeDoor;
  /** Counts a wrong code; true when more came from that address lately than a person's slips. */
  readonly isGuessing: (from: string) => boolean;
  readonly log: Log;
}

/** What the page says above the boxes. */
interface Said {
  readonly tone: 'done' | 'error';
  readonly words: string;
}

/** Where the holder of a code sees how far their report is. The code travels in the form, never in an address. */
export async function codePage(
  { door, isGuessing, log }: CodePageDeps,
  { method, form, from }: Pick<PageRequest, 'method' | 'form' | 'from'>,
): Promise<PageAnswer> {
  if (method === 'GET') return askForCode(200, form.text ?? '');
  const text = withoutBlank(withPlainLines(form.text ?? ''));
  try {
    const code = readCode((form.code ?? '').slice(0, 200));
    const found: ComeBack = code === undefined ? { kind: 'unknown' } : await door.comeBack(code);
    // Looked at first and counted after: a right code always opens, no matter who else tries from the same place.
    if (code === undefined || found.kind === 'unknown')
      return askForCode(isGuessing(from) ? 429 : 422, text, WRONG_CODE, form.code);
    // What was typed before the code was right is still to be sent.
    if (form.step !== 'write') return statusPage(found, code, text);
    if (text === '') return statusPage(found, code, '', { tone: 'error', words: 'Please write something first.' });
    if (text.length > FIELD_CHARACTERS)
      return statusPage(found, code, text, {
        tone: 'error',
        words: 'This is too long. It was NOT saved: please shorten it.',
      });
    const written = await door.writeBack(code, { text, isUrgent: form.urgent === 'yes' });
    const after = await door.comeBack(code);
    return statusPage(
      after.kind === 'there' ? after : found,
      code,
      written.kind === 'added' ? '' : text,
      SAID[written.kind],
    );
  } catch (error) {
    log.error('page.code-failed', { reason: nameOf(error) }, error);
    return askForCode(503, text, text === '' ? NOT_LOOKED_UP : NOT_NOW, form.code);
  }
}

const WRONG_CODE: Said = {
  tone: 'error',
  words: 'This code is not known. Check each letter and digit: a code has five groups of four.',
};
const NOT_NOW: Said = {
  tone: 'error',
  words: 'Nothing has been saved. Please try again in a minute. If it cannot wait, phone the school.',
};
const NOT_LOOKED_UP: Said = {
  tone: 'error',
  words: 'Your report cannot be looked up just now. Please try again in a minute. If it cannot wait, phone the school.',
};

const SAID: Readonly<Record<WrittenBack['kind'], Said>> = {
  added: { tone: 'done', words: 'Received and saved with your report.' },
  'too-much': {
    tone: 'error',
    words: 'A lot has already been added in the last hour. This was NOT saved. Please phone, or try again in an hour.',
  },
  'key-lost': { tone: 'error', words: 'This was NOT saved: your report cannot be opened just now. Please phone.' },
  unknown: { tone: 'error', words: 'This was NOT saved. Please phone the school.' },
};

const saidBox = (said: Said | undefined): Html | false =>
  said !== undefined && html`<p class="${said.tone === 'done' ? 'done' : 'note error'}" role="alert">${said.words}</p>`;

const askForCode = (status: number, text: string, said?: Said, typed = ''): PageAnswer =>
  page(
    status,
    status === 200 ? 'Come back with your code' : 'Error: come back with your code',
    html`<h1>Come back with your code</h1>
<p class="alarm-line">In danger now: phone <a href="tel:999">999</a>.</p>
${saidBox(said)}
${status === 429 && html`<p class="note">Many wrong codes have come from here. The right code still works.</p>`}
<form method="post" autocomplete="off" novalidate>
<div class="field">
<label for="code">Your code</label>
<p class="quiet" id="code-hint">Five groups of four. Capital letters and hyphens do not matter.</p>
<input type="text" id="code" name="code" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="60" value="${typed.slice(0, 60)}" aria-describedby="code-hint"${said === WRONG_CODE && html` aria-invalid="true"`}>
</div>
${
  text !== '' &&
  html`<div class="field"><label for="text">What you wrote</label><textarea id="text" name="text" rows="6">
${text}</textarea></div>`
}
<p><button type="submit">Show my report’s progress</button></p>
</form>
<p class="quiet">Lost the code? Nobody can find it for you. Phone the school: your report is still there.</p>`,
  );

/**
 * How far it is, in words that say no more than that: who knows about it and who has read it are two things, as on the receipt in
 * Teams, and neither ever hides the other.
 */
function standing({ acknowledgedAt, readAt, unreadSince, isDecided }: Receipt): Html {
  const at = (instant: string) => formatInstant(new Date(instant));
  return html`<div class="note">
${acknowledgedAt === undefined && readAt === undefined && html`<p>It is received and saved.</p>`}
${acknowledgedAt !== undefined && html`<p>Someone at the school has known about it since ${at(acknowledgedAt)}.</p>`}
<p>${readAt === undefined ? html`<strong>Nobody has read it yet.</strong>` : html`A person at the school has read it, ${at(readAt)}.`}</p>
${
  // Before the first reading the line above says it of the whole.
  readAt !== undefined &&
  unreadSince !== undefined &&
  html`<p><strong>What you added, ${at(unreadSince)}: nobody has read it yet.</strong></p>`
}
${
  isDecided
    ? html`<p>Someone at the school has decided what to do. What was decided cannot be shared here.</p>`
    : (acknowledgedAt ?? readAt) !== undefined && html`<p>You will not be told here what is decided.</p>`
}
</div>`;
}

/** Who to phone stays until a person has read all of it; where nobody acknowledged it in time, it stays for that. */
function whomToPhone(receipt: Receipt | undefined, phones: readonly Phone[]): Html | false {
  const isLate = receipt?.isLate === true && receipt.acknowledgedAt === undefined;
  if (receipt?.readAt !== undefined && receipt.unreadSince === undefined && !isLate) return false;
  return html`<p>${isLate ? 'Nobody has acknowledged it in time. Please phone now:' : 'If it cannot wait, phone:'}</p>${numbers(phones)}`;
}

function statusPage(
  { school, report, phones }: Extract<ComeBack, { kind: 'there' }>,
  code: string,
  text: string,
  said?: Said,
): PageAnswer {
  const isLost = report.kind === 'key-lost';
  const question = isLost ? undefined : report.question;
  return page(
    said?.tone === 'error' ? 422 : 200,
    'Your report',
    html`<h1>Your report</h1>
<p class="alarm-line">In danger now: phone <a href="tel:999">999</a>.</p>
${saidBox(said)}
${isLost ? html`<p class="note">Your report is there, but it cannot be opened just now. Please phone.</p>` : standing(report.receipt)}
${whomToPhone(isLost ? undefined : report.receipt, phones)}
${question !== undefined && html`<section class="panel" aria-labelledby="asked"><h2 id="asked">You have been asked</h2><p>${question}</p></section>`}
${
  !isLost &&
  html`<form method="post" autocomplete="off" novalidate>
<input type="hidden" name="code" value="${code}">
<div class="field">
<label for="text">${question === undefined ? 'Add something' : 'Your answer'}</label>
<p class="quiet" id="text-hint">Facts only, in words. What you have sent already is not shown here.</p>
<textarea id="text" name="text" rows="6" autocomplete="off" spellcheck="false" aria-describedby="text-hint">
${text}</textarea>
</div>
<p class="check"><input type="checkbox" id="urgent" name="urgent" value="yes"><label for="urgent">Someone needs to act today</label></p>
<p><button type="submit" name="step" value="write">Send</button></p>
</form>`
}
<p class="quiet">Close this page when you have finished, if someone else uses this device.</p>`,
    { school: school.name },
  );
}

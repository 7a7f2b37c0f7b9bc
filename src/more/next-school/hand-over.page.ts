import type { PageAnswer, PageRequest } from '../../kernel/pages/page.ts';
import { writtenSecret } from '../../kernel/pages/tickets.ts';
import { dayOf, formatDay, formatTime } from '../../kernel/time.ts';
import { withoutBlank } from '../../kernel/visible.ts';
import { attachment, notice, page, seeAgain } from '../../platform/web/answers.ts';
import { deadLink } from '../../platform/web/dead-links.ts';
import { type Html, html } from '../../platform/web/html.ts';
import type { Entered, Followed } from './follow.ts';
import type { NextSchool } from './next-school.ts';

/** What a link to a hand-over can do. */
export type HandOvers = Pick<NextSchool, 'follow' | 'enter' | 'fetch' | 'receive'>;

const AGAIN = 'Please phone the school that sent it, and ask them to make a new link.';

/** Which of the page's forms was sent. */
const STEP = { name: 'step', code: 'code', file: 'file', receipt: 'receipt' } as const;

const MOST = 200;
const field = (form: PageRequest['form'], name: string): string => withoutBlank(form[name] ?? '').slice(0, MOST);

/**
 * The page for the person at the next school. Opening it uses nothing up: mail programs open links by themselves. Nothing on it
 * says who the document is about.
 */
export async function handOverPage(
  links: HandOvers,
  secret: string,
  { method, form, path }: Pick<PageRequest, 'method' | 'form' | 'path'>,
): Promise<PageAnswer> {
  if (method === 'GET') return shown(await links.follow(secret));
  switch (form[STEP.name]) {
    case STEP.code:
      return entered(await links.enter(secret, field(form, 'code')), path);
    case STEP.file: {
      const fetched = await links.fetch(secret);
      return fetched.kind === 'file'
        ? attachment({ name: 'chronology.pdf', type: 'application/pdf', bytes: fetched.bytes })
        : shown(fetched);
    }
    case STEP.receipt: {
      const [name, role, school, reference] = ['name', 'role', 'school', 'reference'].map((one) => field(form, one));
      const said = { name: name ?? '', role: role ?? '', school: school ?? '', reference: reference ?? '' };
      const received = await links.receive(secret, said);
      if (received.kind === 'received') return seeAgain(path);
      if (received.kind === 'incomplete')
        return shown(await links.follow(secret), 'Please fill in your name, your role and your school.', said);
      return shown(received, 'Please download the document first, then confirm that you have it.', said);
    }
    default:
      return shown(await links.follow(secret));
  }
}

/** The right code leads on to an address that was in no mail. */
const entered = (answer: Entered, path: string): PageAnswer =>
  answer.kind === 'right'
    ? seeAgain(`${path.slice(0, path.lastIndexOf('/'))}/${writtenSecret(answer.secret)}`)
    : shown(answer, 'That code is not right. Please check it, or phone the school again.');

type Said = Readonly<Record<'name' | 'role' | 'school' | 'reference', string>>;

function shown(followed: Followed, complaint?: string, said?: Said): PageAnswer {
  switch (followed.kind) {
    case 'asks':
      return asking(followed, complaint);
    case 'opened':
      return opened(followed, complaint, said);
    case 'received':
      return notice(
        200,
        'Your receipt is recorded',
        ['Thank you. The school that sent it has been told. You don’t need to do anything more here.'],
        { school: followed.school.name },
      );
    case 'blocked':
      return notice(410, 'This link no longer works', ['Too many wrong codes were typed.', AGAIN], {
        school: followed.school.name,
      });
    case 'withdrawn':
      return notice(410, 'This link was withdrawn', [AGAIN], { school: followed.school.name });
    case 'unknown':
    case 'expired':
    case 'replaced':
    case 'used-up':
      return deadLink(followed.kind, AGAIN);
    default:
      return followed satisfies never;
  }
}

const asking = (
  { school, triesLeft }: Extract<Followed, { kind: 'asks' }>,
  complaint: string | undefined,
): PageAnswer => {
  const title = 'A document for one person';
  return page(
    complaint === undefined ? 200 : 422,
    complaint === undefined ? title : `Error: ${title}`,
    html`<h1>${title}</h1>
<p>${school.name} has sent you a confidential document. Someone there will phone you with a code. If nobody has phoned, find the school’s number yourself, not in an email, and ring them.</p>
<section class="panel" aria-labelledby="code-title">
<h2 id="code-title">Type the code</h2>
<form method="post" autocomplete="off">
${complaint !== undefined && html`<p class="note error" role="alert" id="complaint">${complaint} ${triesWords(triesLeft)}</p>`}
<p class="field"><label for="code">Code from the phone, 8 letters and digits</label>
<input id="code" name="code" type="text" required maxlength="20" autocapitalize="characters" spellcheck="false"${complaint !== undefined && html` aria-invalid="true" aria-describedby="complaint"`}></p>
<p><button type="submit" name="${STEP.name}" value="${STEP.code}">Open</button></p>
</form>
<p class="quiet">The link works once, with the right code. After five wrong codes it stops working.</p>
</section>`,
    { school: school.name },
  );
};

const triesWords = (left: number): string => (left === 1 ? 'You have 1 try left.' : `You have ${left} tries left.`);

const opened = (
  { school, isFetched, fetchUntil, receiptUntil }: Extract<Followed, { kind: 'opened' }>,
  complaint: string | undefined,
  said: Said | undefined,
): PageAnswer => {
  const title = 'Your document';
  return page(
    complaint === undefined ? 200 : 422,
    complaint === undefined ? title : `Error: ${title}`,
    html`<h1>${title}</h1>
<p class="note">It is a safeguarding record, for you alone. Keep it apart from the pupil’s main file, where only those who need it can open it.</p>
<section class="panel" aria-labelledby="download-title">
<h2 id="download-title">1. Download it</h2>
${
  fetchUntil === undefined
    ? html`<p>It can no longer be downloaded here. ${isFetched ? 'If your download is broken, phone the school.' : AGAIN}</p>`
    : html`<p>You can do this until ${formatTime(fetchUntil)}.</p>
<form method="post"><p><button type="submit" name="${STEP.name}" value="${STEP.file}">Download the PDF</button></p></form>`
}
</section>
${receiptForm(receiptUntil, complaint, said)}`,
    { school: school.name },
  );
};

const receiptForm = (until: Date, complaint: string | undefined, said: Said | undefined): Html => html`
<section class="panel" aria-labelledby="receipt-title">
<h2 id="receipt-title">2. Confirm that you have it</h2>
<p>The school that sent it needs to know that it arrived, and who has it. You can do this until ${formatDay(dayOf(until))}, on this page.</p>
<form method="post" action="#receipt-title">
${complaint !== undefined && html`<p class="note error" role="alert" id="complaint">${complaint}</p>`}
${box('name', 'Your name', said, 'name')}
${box('role', 'Your role', said, 'organization-title')}
${box('school', 'Your school', said, 'organization')}
${box('reference', 'Your reference for it, if you have one', said, 'off', false)}
<p><button type="submit" name="${STEP.name}" value="${STEP.receipt}">I have received it</button></p>
</form>
</section>`;

const box = (name: keyof Said, label: string, said: Said | undefined, fill: string, isRequired = true): Html =>
  html`<p class="field"><label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="text" maxlength="${MOST}" autocomplete="${fill}" value="${said?.[name] ?? ''}"${isRequired && html` required`}></p>`;

import type { RequestView } from '../../acknowledge/request/request-view.ts';
import type { Signature } from '../../acknowledge/request/signature.ts';
import { named, PRIVACY } from '../../acknowledge/text/confirmation.ts';
import { policyText } from '../../acknowledge/text/policy-text.page.ts';
import { ASKED_OTHER, METHOD_WORDING } from '../../acknowledge/wording.ts';
import type { PageAnswer, PageRequest } from '../../kernel/pages/page.ts';
import { formatDay, formatInstant } from '../../kernel/time.ts';
import { notice, page, seeAgain } from '../../platform/web/answers.ts';
import { deadLink } from '../../platform/web/dead-links.ts';
import { type Html, html } from '../../platform/web/html.ts';
import type { School } from '../../school/school.ts';
import type { LinkAnswer, Linked } from './follow-link.ts';
import { questionForm, STEP } from './question-form.page.ts';

/** What a personal link can do; see `createPeopleWithoutTeams`. */
export interface PersonalLinks {
  open(secret: string): Promise<Linked>;
  /** Answers to the owners' questions, by the name of each. */
  answerQuiz(secret: string, answers: Readonly<Record<string, string>>): Promise<Linked>;
  answer(secret: string, answer: LinkAnswer): Promise<Linked>;
}

const AGAIN = 'Please ask HR for a new sheet, or sign on paper.';

/**
 * Someone's own request, with everything to read on one page. Only a POST with the box ticked answers it, after the
 * questions of the policies' owners where there are any.
 */
export async function acknowledgePage(
  links: PersonalLinks,
  secret: string,
  request: Pick<PageRequest, 'method' | 'form' | 'path'>,
  declareTie:
    | ((by: { readonly school: School; readonly person: string; readonly name: string }) => Promise<void>)
    | undefined,
): Promise<PageAnswer> {
  if (request.method === 'GET') return shown(await links.open(secret));
  if (request.form[STEP.name] === STEP.questions) {
    const linked = await links.answerQuiz(secret, request.form);
    if (linked.kind === 'asked' && linked.questions.length === 0) return seeAgain(`${request.path}#answer`);
    return shown(linked, 'Please read the message below, and choose again.');
  }
  if (request.form.me === 'yes') {
    const read = Object.keys(request.form).flatMap((name) =>
      /^read-(\d{1,2})$/.exec(name) ? [Number(name.slice(5)) - 1] : [],
    );
    // Absent on a page that was opened before it was sent along: that one is shown again.
    const { shown: seen = '' } = request.form;
    if (request.form.tie === 'yes' && declareTie) {
      // Before the answer: a receipt must not stand where what was declared beside it was lost.
      const asked = await links.open(secret);
      if (asked.kind === 'asked' && asked.view.asksOfTies && asked.view.shown === seen) await declareTie(asked);
    }
    const linked = await links.answer(secret, { read, shown: seen });
    // Reloading the receipt sends nothing again.
    return linked.kind === 'answered' ? seeAgain(request.path) : shown(linked, firstOf(linked, seen));
  }
  return shown(await links.open(secret), 'Please tick the box to say who you are, then press the button again.');
}

/** What is missing before an answer counts. */
function firstOf(linked: Linked, seen: string): string {
  if (linked.kind === 'asked' && linked.view.shown !== seen) return ASKED_OTHER;
  if (linked.kind !== 'asked' || linked.questions.length > 0) return 'Please answer the questions first.';
  const open = linked.view.policies.filter(({ mustOpen }) => mustOpen).map(({ title }) => title);
  return `Please read this to the end first, and tick the box there: ${open.join(', ')}. Then answer again.`;
}

function shown(linked: Linked, complaint?: string): PageAnswer {
  switch (linked.kind) {
    case 'asked':
      return asking(linked, complaint);
    case 'answered':
      return receipt(linked.school, linked.signature);
    case 'withdrawn':
      return notice(410, 'This request was withdrawn', ['You don’t need to do anything.'], {
        school: linked.school.name,
      });
    case 'left':
      return notice(410, 'You are no longer on the list for this', ['You don’t need to do anything.'], {
        school: linked.school.name,
      });
    case 'unknown':
    case 'expired':
    case 'replaced':
    case 'used-up':
      return deadLink(linked.kind, AGAIN);
    default:
      return linked satisfies never;
  }
}

function asking(
  { school, name, view, policies, questions }: Extract<Linked, { kind: 'asked' }>,
  complaint?: string,
): PageAnswer {
  const [only, ...others] = policies;
  const title =
    only && others.length === 0 ? `Please read: ${only.title}` : `Please read these ${policies.length} policies`;
  const isOverdue = view.standing.kind !== 'acknowledged' && 'isOverdue' in view.standing && view.standing.isOverdue;
  return page(
    complaint === undefined ? 200 : 422,
    complaint === undefined ? title : `Error: ${title}`,
    html`<h1>${title}</h1>
<p class="note">This page is for <strong>${name}</strong> alone. Not you? Please close it and give the sheet back to HR.</p>
<dl>
<dt>Answer by</dt><dd>${formatDay(view.dueDay)}${isOverdue && '. That date has passed, but it is not too late.'}</dd>
${view.policies.map((policy, at) => html`<dt>${at === 0 && 'To read'}</dt><dd><a href="#policy-${at + 1}">${named(policy)}</a>, ${minutes(policy.minutes)}</dd>`)}
${view.hr !== undefined && html`<dt>Questions to</dt><dd>${view.hr}. Ask too if you need it read aloud or in another format.</dd>`}
</dl>
${view.note !== undefined && html`<p class="note"><strong>Note from HR:</strong> ${view.note}</p>`}
${
  questions.length > 0
    ? html`<p><a href="#questions">Read it already? Go to the questions</a></p>`
    : html`<p><a href="#answer">Read it already? Go to the answer</a></p>`
}
${view.message !== undefined && html`<div class="note"><p><strong>From ${view.message.from}:</strong></p>${view.message.words.split('\n').map((line) => html`<p>${line}</p>`)}</div>`}
${policies.map((policy, at) => html`${policyText(policy, view.policies[at], at)}${endOf(view, at)}`)}
${questions.length > 0 ? questionForm(questions, complaint) : answerForm(name, view, complaint)}`,
    { school: school.name },
  );
}

/** Where the school asks that all of it was shown: said at its end, by the person who got there. */
const endOf = ({ reading, policies }: RequestView, at: number): Html | false =>
  reading === 'all' &&
  policies[at]?.mustOpen === true &&
  html`<p class="check"><input type="checkbox" id="read-${at + 1}" name="read-${at + 1}" value="yes" form="answer-form"><label for="read-${at + 1}">I have read to here.</label></p>`;

const minutes = (count: number): string => (count === 1 ? 'about 1 minute' : `about ${count} minutes`);

const answerForm = (name: string, view: RequestView, complaint: string | undefined): Html => html`
<section class="panel" aria-labelledby="answer">
<h2 id="answer" tabindex="-1">Your answer</h2>
<p>When you press <strong>I have read and understood</strong>, this is what you say:</p>
<ul>${view.wording.map((sentence) => html`<li>${sentence}</li>`)}</ul>
<form method="post" action="#answer" id="answer-form">
<input type="hidden" name="shown" value="${view.shown}">
${complaint !== undefined && html`<p class="note error" role="alert" id="complaint">${complaint}</p>`}
<p class="check"><input type="checkbox" id="me" name="me" value="yes" required${complaint !== undefined && html` aria-invalid="true" aria-describedby="complaint"`}><label for="me">I am ${name}.</label></p>
${view.asksOfTies && html`<p class="check"><input type="checkbox" id="tie" name="tie" value="yes"><label for="tie">Tick this if it is true: I am related to, or already friends with, a pupil or parent. Only HR and the headteacher see this tick. Someone will talk with you about it.</label></p>`}
<p><button type="submit">I have read and understood</button></p>
</form>
<p class="quiet">${PRIVACY}</p>
</section>`;

const receipt = (school: School, { name, at, method, policies, signedOn }: Signature): PageAnswer =>
  page(
    200,
    'Your answer is recorded',
    html`<h1>Thank you. Your answer is recorded.</h1>
<p class="done">${formatInstant(at)}, ${METHOD_WORDING[method]}</p>
<dl>
<dt>Name</dt><dd>${name}</dd>
${signedOn !== undefined && html`<dt>Signed on</dt><dd>${formatDay(signedOn)}</dd>`}
${policies.map((policy, index) => html`<dt>${index === 0 && 'You confirmed'}</dt><dd>${named(policy)}</dd>`)}
</dl>
<p>Your first answer counts. You don’t need to do anything more.</p>
<p class="quiet">${PRIVACY}</p>`,
    { school: school.name },
  );

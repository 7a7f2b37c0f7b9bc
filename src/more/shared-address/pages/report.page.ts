import { nameOf } from '../../../kernel/calls/fault.ts';
import type { Log } from '../../../kernel/log.ts';
import type { PageAnswer, PageRequest } from '../../../kernel/pages/page.ts';
import { readSecret } from '../../../kernel/pages/tickets.ts';
import { page } from '../../../platform/web/answers.ts';
import { type Html, html } from '../../../platform/web/html.ts';
import { isOfConduct, type Kind } from '../../../report/concern.ts';
import { WEB_BOXES, type WebBox, wordsFor } from '../../../report/fields/boxes.ts';
import type { About } from '../../../report/fields/field.ts';
import { PUPIL_CONTACT } from '../../../report/form/contact.ts';
import { RECIPIENT_INTRODUCED } from '../../../report/wording.ts';
import type { School } from '../../../school/school.ts';
import type { BehindAddress } from '../addresses.ts';
import {
  aboutIn,
  kindIn,
  lacksAtFirst,
  lacksAtLast,
  OWN_DISTRESS,
  type Sent,
  type SentByLink,
  shownFor,
  shownPeople,
} from '../by-link.ts';
import { danger, images, numbers, pilot, support, watching } from './before.page.ts';
import { box, carried, choice, type Filled, problems, writtenSoFar } from './fields.page.ts';
import type { Queue } from './queue.ts';
import { receivedPage } from './received.page.ts';

export interface ReportDoor {
  behind(address: string): Promise<BehindAddress>;
  onDuty(school: School): Promise<number>;
  isPilot(school: School): Promise<boolean>;
  report(school: School, key: string, sent: Sent, waitMs: number): Promise<SentByLink>;
}

export interface ReportPageDeps {
  readonly door: ReportDoor;
  readonly queue: Queue;
  /** A key for a new form; 28 letters of chance. */
  readonly newKey: () => string;
  readonly now: () => Date;
  readonly log: Log;
  /** The address of the service, without a slash at the end. */
  readonly address: () => string;
}

type Asked = Pick<PageRequest, 'method' | 'form' | 'from' | 'path'>;

const ABOUT_CHOICES: readonly (readonly [string, string])[] = [
  ['child', 'A child'],
  [PUPIL_CONTACT, 'A pupil has contacted me privately'],
  ['staff', 'An adult who works or volunteers here, including supply staff, contractors and myself'],
  ['headteacher', 'The headteacher'],
  ['dsl', 'The DSL or a deputy DSL'],
  ['chair', 'The chair of governors'],
  ['online-abuse', 'Online abuse of someone who works here; a fake or hacked account; a parent’s post'],
  ['data', 'A data breach: personal data lost, or sent to the wrong person'],
  [OWN_DISTRESS, 'I am not well or not safe myself'],
];

const MISSING: Readonly<Record<string, string>> = {
  about: 'Choose who or what it is about.',
  conduct: 'Say whether it is about something that the adult did.',
  replied: 'Say whether you answered the pupil.',
  urgent: 'Say whether someone needs to act today.',
  ...Object.fromEntries(WEB_BOXES.map(({ sentAs, missing = '' }) => [sentAs, missing])),
};

/** What the boxes are called where their texts are given back. */
const LABELS: Readonly<Record<string, string>> = Object.fromEntries(
  WEB_BOXES.map(({ sentAs, label, givenBack = String(label) }) => [sentAs, givenBack]),
);

const namesOn = (page: WebBox['page']): readonly string[] =>
  WEB_BOXES.filter((one) => one.page === page).map(({ sentAs }) => sentAs);
const FIRST = ['about', ...namesOn('who'), 'conduct'];
const SECOND = [...namesOn('what'), 'replied', 'childTold', 'urgent', ...namesOn('you')];

/** The boxes of a page, each on a line of its own; empty where it is not asked for of such a report. */
const boxesOn = (filled: Filled, page: WebBox['page'], about: About): readonly Html[] =>
  WEB_BOXES.filter((one) => one.page === page).map(
    (one) => html`${one.kinds(about) && drawn(filled, one, about)}
`,
  );

/** Before it is chosen what it is about. */
const NOT_SAID: About = { isChild: false, isConduct: false, isContact: false };

const drawn = (filled: Filled, { sentAs: id, label, hint, rows = 1, missing = '' }: WebBox, about: About): Html =>
  box(filled, {
    ...{ id, label: wordsFor(label, about), rows, missing },
    ...(hint !== undefined && { hint: wordsFor(hint, about) }),
  });

/**
 * The report form: who it is about, then what happened. Between its pages everything comes along in the form itself, so that
 * nothing unsent is kept anywhere, and on the reader's device not after they close it.
 */
export async function reportPage(deps: ReportPageDeps, address: string, request: Asked): Promise<PageAnswer> {
  const sent = request.form;
  const step = request.method === 'GET' ? 'begin' : sent.step;
  try {
    const behind = await deps.door.behind(address);
    const isStill = behind.kind === 'replaced' && behind.isTaken && step !== 'begin';
    if (behind.kind !== 'open' && !isStill) return notTaken(behind, sent);
    const { school } = behind;
    if (step === 'begin' || step === 'back') return await firstPage(deps, school, { sent, lacks: [] });
    if (sent.about === OWN_DISTRESS) return supportPage(school);
    const first = lacksAtFirst(sent);
    if (first.length > 0) return await firstPage(deps, school, { sent, lacks: first });
    const key = readSecret(sent.key ?? '');
    if (step !== 'send' || key === undefined) return await secondPage(deps, school, { sent, lacks: [] });
    const last = lacksAtLast(sent);
    if (last.length > 0) return await secondPage(deps, school, { sent, lacks: last });
    return await send(deps, school, key, request);
  } catch (error) {
    deps.log.error('page.report-failed', { step: step === 'send', reason: nameOf(error) }, error);
    return failed(sent);
  }
}

async function firstPage(deps: ReportPageDeps, school: School, filled: Filled): Promise<PageAnswer> {
  const onDuty = await deps.door.onDuty(school);
  const isPilot = await deps.door.isPilot(school);
  const title = 'Report a concern';
  return page(
    filled.lacks.length > 0 ? 422 : 200,
    filled.lacks.length > 0 ? `Error: ${title}` : title,
    html`<h1>${title}</h1>
${danger(school)}
${isPilot && pilot()}
${problems(filled, MISSING)}
${watching(school, deps.now(), onDuty)}
${images()}
<p>Anyone may report here. Nobody checks who you are, so nothing is shown here but this form. It goes to people at ${school.name}. Nobody can promise to keep it secret, but only people who need it can open it.</p>
<form method="post" autocomplete="off" novalidate>
<input type="hidden" name="step" value="about">
${carried(filled, ['key', ...SECOND])}
${choice(filled, {
  id: 'about',
  legend: 'Who or what is it about? This decides who gets it.',
  choices: ABOUT_CHOICES,
  missing: MISSING.about ?? '',
})}
${boxesOn(filled, 'who', NOT_SAID)}${choice(filled, {
  id: 'conduct',
  legend: 'If it is about a child and you named an adult: is it about something they did, or may have done?',
  choices: [
    ['yes', 'Yes'],
    ['no', 'No, but they must not see it'],
  ],
  missing: MISSING.conduct ?? '',
})}
<p><button type="submit">Next</button></p>
</form>
<p class="quiet">You may phone the police or the local authority yourself at any time.</p>`,
    { school: school.name },
  );
}

/** For someone who needs help themselves: people, no record. */
const supportPage = (school: School): PageAnswer =>
  page(
    200,
    'Please talk to someone',
    html`<h1>Please talk to someone</h1>
${support(school)}
<p>None of this has been saved and nobody has been told. You can also talk to a colleague, your union or your GP. If a child is at risk too, please go back and report that.</p>`,
    { school: school.name },
  );

/** Who gets it, by role. The same for everyone who chose the same: a page that answered to a name would tell who has a role. */
const routeLine = (school: School, kind: Kind): Html => {
  const [first, ...others] = shownFor(school, kind).chain;
  if (first === undefined) return html``;
  const names = shownPeople(school, first);
  const who = names.length === 0 ? RECIPIENT_INTRODUCED[first] : `${RECIPIENT_INTRODUCED[first]}, ${names.join(', ')}`;
  const next = others.map((one) => RECIPIENT_INTRODUCED[one]);
  return html`<p><strong>This goes to ${who}${first === 'dsl' && ', and the deputies'}.</strong> ${
    next.length > 0 && html`If they do not act in time, it goes on to ${next.join(', then ')}. `
  }If it may be about one of them, they don’t get it: it goes to the next. If it may be about all of them, nobody at the school can open it: then phone as well.</p>`;
};

async function secondPage(deps: ReportPageDeps, school: School, filled: Filled, failure?: Html): Promise<PageAnswer> {
  const isPilot = await deps.door.isPilot(school);
  const { sent } = filled;
  const kind = kindIn(sent) ?? 'child';
  const isChild = kind === 'child';
  const isContact = isChild && aboutIn(sent) === PUPIL_CONTACT;
  const about: About = { isChild, isConduct: isOfConduct(kind), isContact };
  const title = 'Report a concern: what happened';
  const key = readSecret(sent.key ?? '') ?? deps.newKey();
  const status = failure ? 503 : filled.lacks.length > 0 ? 422 : 200;
  const withKey: Filled = { ...filled, sent: { ...sent, key } };
  return page(
    status,
    status === 200 ? title : `Error: ${title}`,
    html`<h1>What happened</h1>
${failure ?? problems(filled, MISSING)}
<p class="alarm-line">In danger now: phone <a href="tel:999">999</a> first.</p>
${isPilot && pilot()}
${routeLine(school, kind)}
${isContact && html`<p class="note"><strong>Do not reply to the pupil.</strong> Keep the message as it is: do not delete it. If there is an image in it, do not open, copy or pass it on.</p>`}
<form method="post" autocomplete="off" novalidate>
${carried(withKey, ['key', ...FIRST])}
${accountBoxes(filled, about)}${choice(filled, {
  id: 'urgent',
  legend: 'Does anyone need to act today?',
  choices: [
    ['yes', 'Yes'],
    ['unsure', 'I am not sure'],
    ['no', 'No, it can wait until tomorrow'],
  ],
  missing: MISSING.urgent ?? '',
})}
<section class="panel" aria-labelledby="you">
<h2 id="you">About you</h2>
<p>So that someone can ring you back. Nobody checks it: the person who reads it sees that it is not verified. You may leave it empty.</p>
${boxesOn(filled, 'you', about)}</section>
<p><button type="submit" name="step" value="send">Send the report</button></p>
<p><button type="submit" name="step" value="back" class="second">Back: change who it is about</button></p>
</form>
<p class="quiet">None of this is saved until you send it. Nobody sees it before then.</p>`,
    { school: school.name },
  );
}

/** Where a pupil contacted the writer, and whether they answered, comes before what was written. */
const accountBoxes = (filled: Filled, about: About): Html => {
  const [who, ...others] = boxesOn(filled, 'what', about);
  const place = WEB_BOXES.find(({ id }) => id === 'where');
  return html`
${who}${about.isContact && place && drawn(filled, place, about)}
${
  about.isContact &&
  choice(filled, {
    id: 'replied',
    legend: 'Did you answer the pupil?',
    hint: 'Nobody will blame you if you did.',
    choices: [
      ['no', 'No'],
      ['yes', 'Yes'],
    ],
    missing: MISSING.replied ?? '',
  })
}
${others}`;
};

async function send(deps: ReportPageDeps, school: School, key: string, request: Asked): Promise<PageAnswer> {
  const sent = request.form;
  const waitMs = deps.queue(request.from, school.id);
  try {
    const outcome = await deps.door.report(school, key, sent, waitMs);
    switch (outcome.kind) {
      case 'received':
        return receivedPage(school, outcome, { address: deps.address(), now: deps.now() });
      case 'nobody-takes-it':
        return page(
          503,
          'NOT saved: please phone someone outside the school',
          html`<h1>Please phone someone outside the school</h1>
<p class="alarm-line">In danger now: phone <a href="tel:999">999</a>.</p>
<p><strong>Your report is NOT saved.</strong> Nobody at the school takes reports of this kind just now. You may tell the police or the local authority yourself at any time.</p>
${numbers(outcome.phones)}
${writtenSoFar(sent, LABELS)}`,
          { school: school.name },
        );
      case 'too-much':
        return await secondPage(deps, school, { sent, lacks: [] }, notSaved(school, sent));
      default:
        return outcome satisfies never;
    }
  } catch (error) {
    // What someone wrote must come back with the news that it was not taken.
    deps.log.error('page.report-not-saved', { school: school.id, reason: nameOf(error) }, error);
    return await secondPage(deps, school, { sent, lacks: [] }, notSaved(school, sent));
  }
}

const notSaved = (school: School, sent: Sent): Html => html`<div class="note error" role="alert">
<h2>Your report is NOT saved</h2>
<p>Everything you wrote is still here, below. Please press “Send the report” again in a minute. If it cannot wait, phone now:</p>
${numbers(shownFor(school, kindIn(sent) ?? 'child').phones)}
</div>`;

/** The school itself could not be looked up: the words are what matters. */
const failed = (sent: Sent): PageAnswer =>
  page(
    503,
    'NOT saved',
    html`<h1>Nothing has been saved or sent</h1>
<p class="alarm-line">In danger now: phone <a href="tel:999">999</a>.</p>
<p>This page cannot take a report just now. Please reload it in a minute, or phone the school.</p>
${writtenSoFar(sent, LABELS)}`,
  );

/** An address behind which nothing is taken; nothing that was typed is lost with it. */
export function notTaken(behind: Exclude<BehindAddress, { kind: 'open' }>, sent: Sent): PageAnswer {
  if (behind.kind === 'unknown')
    return page(
      404,
      'This address is not known',
      html`<h1>This address is not known</h1>
<p class="alarm-line">In danger now: phone <a href="tel:999">999</a>.</p>
<p>Please check it: a letter may be missing or wrong. If that does not help, phone the school.</p>
${writtenSoFar(sent, LABELS)}`,
    );
  const isReplaced = behind.kind === 'replaced';
  const title = isReplaced ? 'A newer sheet has replaced this one' : 'This address is no longer used';
  return page(
    410,
    title,
    html`<h1>${title}</h1>
${danger(behind.school)}
<p>${
      isReplaced
        ? 'Please ask the school for the new sheet, or phone. This one takes no reports and no questions now.'
        : 'It takes no reports and no questions. Please phone the school.'
    }</p>
<p>Do you have a code from an earlier report? <a href="/c">Come back with your code</a>. It still works.</p>
${writtenSoFar(sent, LABELS)}`,
    { school: behind.school.name },
  );
}

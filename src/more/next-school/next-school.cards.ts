import { dayOf, formatDay, formatInstant } from '../../kernel/time.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  facts,
  heading,
  openUrl,
  plain,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import { NEXT_SCHOOL, NEXT_SCHOOL_END, NEXT_SCHOOL_MAKE, NEXT_SCHOOL_READ, PERSON } from '../../report/verbs.cards.ts';
import { undecidedSection } from '../children/chronology.cards.ts';
import { choiceOf } from '../children/redaction.ts';
import { dueLines } from './due.ts';
import type { LinkState, SchoolLink } from './link-ports.ts';
import { type BeforeHandOver, type HandOverMade, LINK_DAYS } from './make.ts';

const STATE_WORDING: Readonly<Record<LinkState, string>> = {
  waiting: 'Waiting for the code',
  opened: 'Opened with the code; no receipt yet',
  received: 'Received, and confirmed',
  withdrawn: 'Withdrawn',
  expired: 'Expired without a receipt',
  blocked: 'Ended by five wrong codes',
};

const MOST_LINKS = 5;

/** A short paragraph that its receiver reads first. */
export const MOST_PASSED_ON = 2_000;

/** Before a chronology is handed on: what went out before, whose names stay behind, and for whom it is. */
export function handOverCard(
  { concern, school, names, undecided, waiting, links, today }: Extract<BeforeHandOver, { kind: 'before' }>,
  options: { readonly said?: string; readonly complaint?: string } = {},
): Card {
  const { said, complaint } = options;
  return card(
    heading('Hand over to the next school'),
    said ? section({ style: 'good' }, text(said, { bold: true })) : undefined,
    complaint ? section({ style: 'warning' }, text(complaint, { bold: true })) : undefined,
    school.nation === 'england'
      ? 'As soon as possible, so that support is there when the child arrives. *Keeping children safe in education* says within 5 days for a move during the year, or in the first 5 days of a new term. It does not say school days: every day counts here, the first one too.'
      : 'As soon as possible, so that support is there when the child arrives, and by the day that your guidance sets.',
    facts(dueLines(school, today)),
    'Send it separately from the pupil’s main file, and get a receipt. This is only what Lanyard holds: you also need to send the child protection file, from wherever you keep it.',
    ...links.slice(0, MOST_LINKS).map((link) => linkSection(link)),
    ...undecidedSection(concern.id, undecided),
    waiting.length > 0
      ? section(
          { style: 'warning' },
          plain(`Nobody has acknowledged: ${waiting.join(', ')}. It will say so where they read it.`, { bold: true }),
        )
      : undefined,
    heading('A new link', { small: true }),
    'The chronology is printed as it is now, for one named person. You send them the link, and tell them the code on the phone: the code opens it once, and the link alone does not open it.',
    input.text('toName', 'Who is it for? Name (required)', { maxLength: 120 }),
    input.text('toRole', 'Their role, such as DSL (required)', { maxLength: 120 }),
    input.text('toSchool', 'Their school (required)', { maxLength: 160 }),
    input.text('passedOn', 'Why it is passed on, and what they need to do now (required)', {
      multiline: true,
      maxLength: MOST_PASSED_ON,
    }),
    text('A short paragraph. It stands first in what they get, with your name.', { subtle: true, small: true }),
    input.choice('days', 'The link works for', {
      choices: LINK_DAYS.map((days) => ({ title: `${days} days`, value: String(days) })),
      value: '7',
    }),
    names.length > 0
      ? input.choice('leaveOut', 'These may be names of other children. Tick each one to leave out', {
          choices: names.map((name, at) => ({ title: name, value: String(at) })),
          many: true,
          expanded: true,
        })
      : undefined,
    actions([
      submitDialog(
        'Make the link',
        NEXT_SCHOOL_MAKE,
        { concern: concern.id, list: choiceOf(names, []) },
        { primary: true },
      ),
      submitDialog('Back', PERSON, { concern: concern.id }, { withInputs: false }),
    ]),
  );
}

const linkSection = (link: SchoolLink): Element =>
  section(
    { apart: true },
    plain(`${link.to.name}, ${link.to.role}, ${link.to.school}`, { bold: true }),
    plain(`${STATE_WORDING[link.state]}. Made on ${formatInstant(link.at)}.`, { small: true }),
    link.state === 'waiting' || link.state === 'opened'
      ? actions([
          submitDialog('See what they will get', NEXT_SCHOOL_READ, { concern: link.concern, link: link.id }),
          submitDialog('Withdraw it', NEXT_SCHOOL_END, { concern: link.concern, link: link.id }),
        ])
      : undefined,
  );

/** The link and the code, each for a way of its own. The code is shown here and nowhere else. */
export const madeCard = ({ concern, link, url, code }: Extract<HandOverMade, { kind: 'made' }>): Card =>
  card(
    heading('The link is made'),
    facts([
      ['For', `${link.to.name}, ${link.to.school}`],
      ['Works until', formatDay(dayOf(link.expiresAt))],
    ]),
    heading('1. Read it', { small: true }),
    'It leaves the school exactly as it is now. If it names another child who should not be in it, withdraw it and make it again.',
    actions([submitDialog('See what they will get', NEXT_SCHOOL_READ, { concern: concern.id, link: link.id })]),
    heading('2. Send them this link', { small: true }),
    plain(url, { bold: true }),
    heading('3. Phone them, and read out the code', { small: true }),
    plain(code.replace(/(.{4})/, '$1 '), { bold: true }),
    text(
      'Ring a number that you looked up yourself. Never put the code in an email or a message. It is not shown again.',
      { bold: true },
    ),
    text(
      'After five wrong codes the link ends, and you are told. When they confirm that they have it, you are told as well.',
      {
        subtle: true,
        small: true,
      },
    ),
    actions([submitDialog('Back', NEXT_SCHOOL, { concern: concern.id })]),
  );

export const readCard = (concern: string, url: string, until: Date): Card =>
  card(
    heading('What the next school will get'),
    plain(`The link to read it works until ${formatInstant(until)}. It is for you alone: do not pass it on.`),
    actions([openUrl('Download the PDF', url), submitDialog('Back', NEXT_SCHOOL, { concern })]),
  );

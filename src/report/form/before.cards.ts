import { formatDay, formatRecent } from '../../kernel/time.ts';
import {
  type Action,
  actions,
  type Card,
  card,
  type Element,
  heading,
  openDialog,
  phones,
  plain,
  section,
  submitDialog,
  text,
  toggle,
} from '../../platform/teams/card.ts';
import { REPORT_DIALOG } from '../../platform/teams/dialogs.ts';
import { input } from '../../platform/teams/input.ts';
import { watchAt } from '../../school/hours.ts';
import { holders, type RoleHolder, type School } from '../../school/school.ts';
import { KINDS, type Kind } from '../concern.ts';
import type { Draft } from '../draft/draft.ts';
import { mostOf } from '../fields/boxes.ts';
import type { OnRoll } from '../host.ts';
import { drillBanner } from '../notice/drill-mark.cards.ts';
import { BEGIN, PUPILS, SUBJECT } from '../verbs.cards.ts';
import { PUPIL_CONTACT } from './contact.ts';
import { pilotLine } from './pilot.cards.ts';
import { supportPhones } from './support.cards.ts';

const KIND_CHOICES: Readonly<Record<Kind, string>> = {
  child: 'A child',
  staff: 'An adult who works or volunteers here, including supply staff, contractors and myself',
  headteacher: 'The headteacher',
  dsl: 'The DSL or a deputy DSL',
  chair: 'The chair of governors',
  'online-abuse': 'Me or a colleague being abused online, a fake or hacked account, a parent’s post',
  data: 'A data breach: personal data lost, or sent to the wrong person',
};

const CONTACT_CHOICE = 'A pupil has contacted me privately';

/**
 * Where to phone in danger, who is watching, whom it is about: all before a word about it is typed. Short: it is read standing, on a
 * phone, and the way on is on the first screen. What to do with images, and who sees it, stands above the box on the next page.
 */
export function beforeCard(options: {
  readonly school: School;
  readonly draft: string;
  readonly now: Date;
  /** Who of the DSL's team is on duty now; absent where that is not known. */
  readonly onDuty?: readonly RoleHolder[] | undefined;
  /** One of several in the trust: a report goes to the people of one. */
  readonly isOneOfSeveral?: boolean;
  /** What was answered before: going back must not let anyone in again. */
  readonly picked?: readonly { readonly id: string; readonly name: string }[];
  readonly complaint?: string | undefined;
  /** It is chosen what it is about: that is one line, and can be changed. Else every choice is in sight. */
  readonly isChosen?: boolean;
  readonly isDrill?: boolean | undefined;
  /** Until the school has proved its reports to itself. */
  readonly isPilot?: boolean;
  /** The school gave a roll: the child is found as one types. Plain typing stays. */
  readonly roll?: { readonly picked: OnRoll | undefined } | undefined;
}): Card {
  const {
    school,
    draft,
    now,
    onDuty,
    isDrill,
    isPilot,
    isOneOfSeveral = false,
    picked = [],
    complaint,
    isChosen = false,
    roll,
  } = options;
  return card(
    isDrill ? drillBanner() : undefined,
    inDanger(school),
    isPilot ? pilotLine() : undefined,
    watched(school, now, onDuty),
    complaint ? section({ style: 'warning' }, text(complaint, { bold: true })) : undefined,
    input.choice('about', 'Who or what is it about? This decides who gets it.', {
      choices: [
        ...KINDS.flatMap((kind) => [
          { title: KIND_CHOICES[kind], value: kind as string },
          ...(kind === 'child' ? [{ title: CONTACT_CHOICE, value: PUPIL_CONTACT }] : []),
        ]),
        { title: 'I am not well or not safe myself', value: 'own-distress' },
      ],
      // What the child’s boxes say is not asked for here once more, so Teams does not insist on it: Next does.
      expanded: !isChosen,
    }),
    roll &&
      input.typeahead('pupil', 'If it is about a child: type the name, then choose', {
        dataset: PUPILS,
        picked: roll.picked && { title: roll.picked.title, value: roll.picked.id },
      }),
    input.text(
      'who',
      roll
        ? 'Or write name and class of one child, or “not known”'
        : 'If it is about a child: name and class of one child, or “not known”',
      {
        maxLength: mostOf('who'),
      },
    ),
    input.people('people', 'An adult it is about, or who must not see it: find them by name', {
      many: true,
      picked,
    }),
    input.text('name', 'Not on the list? Write their name', { maxLength: mostOf('named') }),
    isOneOfSeveral ? plain(`It goes to people at ${school.name}.`, { bold: true }) : undefined,
    actions([
      submitDialog('Next', SUBJECT, { draft }, { primary: true }),
      isOneOfSeveral
        ? submitDialog('It is about another school', BEGIN, { draft, choice: 'school' }, { withInputs: false })
        : undefined,
      toggle('More numbers, also without your name', [MORE]),
    ]),
    moreNumbers(school),
  );
}

const MORE = 'more-numbers';

/** The first thing on the page, in as few lines as it takes. */
const inDanger = (school: School): Element =>
  section(
    { style: 'attention' },
    text('In danger now: phone **[999](tel:999)**, and stay with them if it is safe.', { tone: 'attention' }),
    phones(
      holders(school, 'dsl')
        .slice(0, 1)
        .map(({ name, phone = school.contacts.office }): readonly [string, string] => [`DSL, ${name}`, phone]),
    ),
  );

/** For anyone who is worried about a child, with or without a name; the same throughout the United Kingdom. */
const NSPCC = ['NSPCC helpline', '0808 800 5000'] as const;

/** Shown on a tap: every other number, and who takes a call without a name. Lanyard does not, and says so. */
const moreNumbers = ({ contacts }: School): Element =>
  section(
    { style: 'emphasis', id: MORE, hidden: true },
    phones([
      ['School office', contacts.office],
      ['Children’s social care', contacts.childrensSocialCare],
      ['Out of hours', contacts.outOfHours],
      ...contacts.others.map(({ name, number }): readonly [string, string] => [name, number]),
    ]),
    heading('Without your name', { small: true }),
    'A report here in Teams carries your name. You can phone these without giving it: children’s social care, the NSPCC and, for a concern that nobody acts on, the whistleblowing line. If a child is in danger, say who you are, so that they can ring you back.',
    phones([
      ['Children’s social care', contacts.childrensSocialCare],
      ...(contacts.others.some(({ name }) => /nspcc/i.test(name)) ? [] : [NSPCC]),
      ['Whistleblowing line', contacts.whistleblowing],
    ]),
    plain(`Numbers checked ${formatDay(contacts.checkedOn)} by ${contacts.checkedBy}`, { subtle: true, small: true }),
  );

/** The draft that a closed dialog left behind. */
export const unsentCard = (draft: Draft, now: Date, brought: object = {}): Card =>
  card(
    heading('You have a report that was not sent'),
    plain(
      `You started it at ${formatRecent(draft.startedAt, now)}. Nobody has seen it. It is removed at ${formatRecent(draft.expiresAt, now)}.`,
    ),
    actions([
      submitDialog('Continue this report', BEGIN, { draft: draft.id, choice: 'resume' }, { primary: true }),
      submitDialog('Delete it and start again', BEGIN, { ...brought, draft: draft.id, choice: 'again' }),
    ]),
    text('In danger now: phone **999**.', { bold: true, tone: 'attention' }),
  );

/** Which school: for someone the directory cannot place just now, or who works at several. */
export const whichSchoolCard = (
  schools: readonly School[],
  {
    isAskedFor = false,
    draft,
    held = '',
    ...brought
  }: {
    readonly isAskedFor?: boolean;
    readonly draft?: string | undefined;
    readonly held?: string;
    readonly about?: string | undefined;
    readonly chat?: string | undefined;
  } = {},
): Card =>
  card(
    text('In danger now: phone **999** first.', { bold: true, tone: 'attention' }),
    isAskedFor ? undefined : 'I can’t check which school you belong to just now. You can still report.',
    input.choice('school', 'Which school is it about?', {
      choices: schools.map(({ id, name }) => ({ title: name, value: id })),
      expanded: true,
      required: true,
    }),
    actions([
      submitDialog(
        'Next',
        BEGIN,
        // What another form held back comes along until there is a draft to keep it.
        held === ''
          ? { ...brought, choice: 'school', ...(draft !== undefined && { draft }) }
          : { ...brought, choice: 'words', from: ['held'], held },
        { primary: true },
      ),
    ]),
  );

/** Beside a heading, where a tap dials it. */
const EMERGENCY = ['In danger', '999'] as const;

const danger = (school: School): Element =>
  section(
    { style: 'attention' },
    heading('In danger now: phone 999', { tone: 'attention' }),
    'Stay with them if it is safe. Then tell the DSL in person or by phone; if it is about the DSL, the headteacher. Do not wait for an answer here.',
    phones([
      EMERGENCY,
      ...holders(school, 'dsl')
        .slice(0, 1)
        .map(({ name, phone }): readonly [string, string] => (phone ? [`DSL, ${name}`, phone] : ['DSL', name])),
      ['School office', school.contacts.office],
      ['Children’s social care', school.contacts.childrensSocialCare],
      ['Out of hours', school.contacts.outOfHours],
    ]),
    plain(`Numbers checked ${formatDay(school.contacts.checkedOn)} by ${school.contacts.checkedBy}`, {
      subtle: true,
      small: true,
    }),
  );

/**
 * Whether anyone is watching, in term dates and bank holidays.
 * @param onDuty who of the DSL's team is on duty now by their rota; absent where that is not known
 */
export function watched(school: School, now: Date, onDuty?: readonly RoleHolder[]): Element {
  const watch = watchAt(school.hours, now);
  const names = onDuty?.map(({ name }) => name).join(', ') ?? '';
  if (watch.kind === 'open') {
    if (onDuty?.length === 0)
      return section(
        { style: 'warning' },
        plain(`It is ${watch.now}. Nobody from the DSL’s team is on duty just now. If it cannot wait, phone now.`, {
          bold: true,
        }),
      );
    const then = watch.until === undefined ? '' : `, then not until ${watch.until}`;
    const by = names === '' ? '' : ` On duty: ${names}.`;
    const words = `It is ${watch.now}. This is watched until ${watch.closes} today${then}.`;
    return watch.isNearlyOver
      ? section({ style: 'warning' }, plain(`${words} If it cannot wait until then, phone now.${by}`, { bold: true }))
      : plain(`${words}${by}`, { subtle: true });
  }
  if (names !== '') return plain(`It is ${watch.now}. School is closed. Still on duty: ${names}.`);
  const until =
    watch.until === undefined ? 'This is not watched at the moment' : `This is not watched until ${watch.until}`;
  const [first] = school.contacts.others;
  return section(
    { style: 'warning' },
    plain(`It is ${watch.now}. ${until}. If someone is at risk before then:`, { bold: true }),
    phones([
      EMERGENCY,
      ['Out of hours', school.contacts.outOfHours],
      ...(first ? [[first.name, first.number] as const] : []),
    ]),
    'You can still report now: it is kept safe and delivered, but I cannot promise that anyone will read it before then.',
  );
}

/** Who sees it and what to do with images, above the first box for what happened. */
export const beforeWriting = (): readonly Element[] => [
  imageRule(),
  heading('Before you write', { small: true }),
  text(
    'Tell someone in person or by phone as well. Anyone who gets this sees your name, and nobody can promise to keep it secret. Only people who need it can open it.',
  ),
];

/** What to do with an image that must not be looked at. Every prohibition is in it; it is as short as that allows. */
export const imageRule = (): Element =>
  section(
    { style: 'warning' },
    '**Nude, partly nude or sexual image or video of someone under 18, including AI-generated?**',
    '**Do not look again, photograph or screenshot it, pass it on, print, copy or upload it. Do not delete it; do not ask the child to send it on or delete it.** Put the device away, face down, and phone the DSL now (the headteacher, if it is about the DSL). If you saw it by accident, just say so. Here, words only: who told you, which app, who has it.',
  );

/** A card has room for so many; each is a line. */
const MOST_SCHOOLS = 40;

const numbersOf = (school: School): string => {
  const { office, childrensSocialCare, outOfHours } = school.contacts;
  const [dsl] = holders(school, 'dsl');
  const first = dsl ? `DSL ${[dsl.name, dsl.phone].filter(Boolean).join(', ')}; ` : '';
  return `${school.name}: ${first}office ${office}; children’s social care ${childrensSocialCare}; out of hours ${outOfHours}.`;
};

/**
 * The first page without anything that has to be looked up or kept: what to do in danger, whom to phone, what not to do with
 * images. A button tries the step again, with what was chosen in it.
 */
export const awayCard = (schools: readonly School[], again: Action): Card => {
  const [only, ...others] = schools;
  return card(
    only && others.length === 0
      ? danger(only)
      : section(
          { style: 'attention' },
          heading('In danger now: phone 999', { tone: 'attention' }),
          phones([EMERGENCY]),
          'Stay with them if it is safe. Then tell the DSL in person or by phone; if it is about the DSL, the headteacher.',
          ...schools.slice(0, MOST_SCHOOLS).map((school) => plain(numbersOf(school))),
          schools.length > MOST_SCHOOLS ? 'Another school: phone its office.' : undefined,
        ),
    section(
      { style: 'attention' },
      text('I can’t take a report just now. NOTHING has been saved or sent.', { bold: true }),
      'Please phone, or tell someone in person. Then try again here, or write it down on paper today.',
    ),
    imageRule(),
    actions([again]),
  );
};

/** For someone's own distress: people, no record. */
export const supportCard = (school: School): Card =>
  card(
    heading('Please talk to someone'),
    'None of this has been saved and nobody has been told.',
    supportPhones(school),
    'You can also talk to a colleague, your union or your GP. If a child is at risk too, please report that.',
  );

/** The way to the form, for someone who typed that they want to report. */
export const invitationCard = (school: School | undefined): Card =>
  card(
    heading('Report a concern'),
    school ? danger(school) : text('In danger now: phone **999**.', { bold: true, tone: 'attention' }),
    'I ask first who it is about, because that decides who gets it. Then you can write.',
    actions([
      openDialog('Report a concern', REPORT_DIALOG, {}, { primary: true }),
      openDialog('About a child', REPORT_DIALOG, { about: 'child' }),
      openDialog(CONTACT_CHOICE, REPORT_DIALOG, { about: PUPIL_CONTACT }),
    ]),
  );

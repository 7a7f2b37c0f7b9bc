import {
  type Action,
  actions,
  type Card,
  card,
  type Element,
  heading,
  openDialog,
  plain,
  section,
  text,
} from '../../platform/teams/card.ts';
import { REPORT_DIALOG } from '../../platform/teams/dialogs.ts';
import { fitsInTeams } from '../../platform/teams/pages.ts';
import type { MessageTurn } from '../../platform/teams/turn.ts';
import type { Kind } from '../../report/concern.ts';
import { PUPIL_CONTACT } from '../../report/form/contact.ts';
import { supportFirst } from '../../report/form/support.cards.ts';
import { RECIPIENT_INTRODUCED } from '../../report/wording.ts';
import { watchAt } from '../../school/hours.ts';
import type { School } from '../../school/school.ts';
import { type ConcernRoute, type Detection, isOfDanger } from '../detection.ts';
import { UNEASE } from '../words/unease.ts';
import { dangerFirst, spoken } from './danger.cards.ts';
import { KIND_OF_ROUTE, NOBODY_NAMED, type Whom, whomBy } from './whom.ts';

type Caught = Exclude<Detection, { kind: 'none' }>;
type Reportable = Exclude<Caught, { kind: 'own-distress' }>;

/** How an offer is made. */
export interface Offering {
  readonly rule?: Rule | undefined;
  /** The message tells that a pupil got in touch with its writer: the form for that comes first. */
  readonly isContact?: boolean;
  /** What was typed, sealed: its writer finds it in the form. */
  readonly chat?: string | undefined;
  /** It stands below what was asked of Lanyard itself, and is small. */
  readonly isBelow?: boolean;
  /** The message may be about a picture. Absent: nobody has looked, so it may be. */
  readonly isOfPictures?: boolean;
}

/** What the policies say on the same message, in the order in which the two are read. */
export interface Rule {
  readonly stands: 'first' | 'below';
  /** Empty where they were looked through and no rule bears on what to do. */
  readonly elements: readonly Element[];
  /** Leaves the rule and takes the offer away. */
  readonly decline: Action;
}

/**
 * What someone gets who has just typed something that sounds like a concern. Not a word of what they typed is in it.
 * `school` is undefined while the directory does not answer; the way to report stays open anyway. With a `rule` the
 * offer can be declined, and the next message is heard like any other.
 */
export async function offerReport(
  turn: MessageTurn,
  detection: Caught,
  school: School | undefined,
  { rule: found, isContact = false, isBelow = false, isOfPictures = true, chat }: Offering = {},
): Promise<void> {
  const isOwn = detection.kind === 'own-distress';
  const said = { words: [turn.text], writer: turn.sender.userId };
  const whom = isOwn ? NOBODY_NAMED : whomBy(school, detection, said);
  const rule = ruleFor(detection, found, whom);
  const offeredWith = (typed: string | undefined): Card =>
    isBelow
      ? belowCard(detection, school, whom, typed)
      : isOwn
        ? ownDistressCard(detection.isCrisis, school, { rule, isAtHome: detection.isAtHome === true })
        : offerCard(detection, school, turn.now, {
            whom,
            rule,
            isContact,
            chat: typed,
            isOfPictures:
              isOfPictures || isContact || detection.language !== undefined || detection.reasons.includes('not-heard'),
          });
  // An offer that Teams refuses is worth less than one without the words.
  const whole = offeredWith(chat);
  const out = { card: fitsInTeams(whole) ? whole : offeredWith(undefined), summary: 'About what you wrote' };
  if (turn.place.kind === 'personal') {
    await turn.reply(out);
    return;
  }
  // Others read along here: nothing is asked and nothing is shown but where to look.
  const reached = await turn.replyPrivately(out);
  await turn.reply({ text: inCompany(reached === 'sent', isOwn) });
}

const inCompany = (isSent: boolean, isOwn: boolean): string => {
  if (isOwn)
    return isSent
      ? 'I have answered you in our own chat.'
      : 'Please open a chat with me. In danger now: phone 999. To talk to someone, at any time: 116 123.';
  return isSent
    ? 'I have answered you in our own chat. Please do not write about people here.'
    : 'Please open a chat with me, or speak to your DSL in person. Do not write about people here.';
};

/** People to phone come first, and nothing is asked; the form is for someone else who is at risk. What was asked is answered last. */
export const ownDistressCard = (
  isCrisis: boolean,
  school: School | undefined,
  { rule, isAtHome = false }: { readonly rule?: Rule | undefined; readonly isAtHome?: boolean } = {},
): Card =>
  card(
    supportFirst(school, isCrisis),
    isAtHome
      ? 'If they may come here: tell the headteacher or a senior manager in person or by phone, so that the people at the door know.'
      : undefined,
    text(
      isShown(rule)
        ? 'I have not kept what you wrote, or sent it to anyone. What the policy says is below.'
        : 'I have not looked up what you wrote, kept it or sent it to anyone.',
    ),
    heading('Is a child at risk too?', { small: true }),
    'Then please tell a person now, or report it here.',
    actions([openDialog('Report a concern', REPORT_DIALOG, {})]),
    isShown(rule) ? section({ apart: true }, ...rule.elements) : undefined,
  );

/** What only sounds like a report, or like someone who is not well, below what was surely asked of Lanyard itself. */
export const belowCard = (detection: Caught, school: School | undefined, whom: Whom, chat?: string): Card => {
  if (detection.kind === 'own-distress') return card(supportFirst(school, false));
  const told: Reportable = { ...detection, kind: 'unclear', likelier: 'question' };
  return card(
    section(
      { style: 'accent', apart: true },
      ...dangerFirst(told, school, whom),
      heading('Or has this happened?', { small: true }),
      text(HAPPENED),
      ...waysToReport(told, whom, (title, about) => openDialog(title, REPORT_DIALOG, { about, chat })),
    ),
  );
};

const HAPPENED = 'If it has happened, or is happening, please report it.';

/** The offer, with what the policies say above or below it. */
export function offerCard(
  detection: Reportable,
  school: School | undefined,
  now: Date,
  { whom, rule, isContact, isOfPictures, chat }: Offering & { readonly whom: Whom },
): Card {
  const mayDecline = rule !== undefined && !isOfDanger(detection);
  const offer = section(
    rule?.stands === 'first' ? { style: 'accent', apart: true } : {},
    ...opening(detection, rule),
    isContact ? contactFirst(chat) : undefined,
    ...waysToReport(detection, whom, (title, about, isOnly) =>
      openDialog(title, REPORT_DIALOG, { about, chat }, { primary: isOnly && rule?.stands !== 'first' && !isContact }),
    ),
    rule?.stands === 'first' ? undefined : watching(school, now),
    isOfPictures && !(detection.route === 'dpo' && detection.second === undefined) ? aboutPictures() : undefined,
    mayDecline ? actions([rule.decline]) : undefined,
  );
  const said = !isShown(rule) ? [] : [section({ apart: rule.stands === 'below' }, ...rule.elements)];
  return card(
    spoken(detection.language, whom),
    ...dangerFirst(detection, school, whom),
    ...(rule?.stands === 'first' ? [...said, offer] : [offer, ...said]),
  );
}

/** Who else is told than a rule for the usual case says, and what a rule for this case says of itself. */
const OTHER_WAYS: Partial<Record<ConcernRoute, { readonly notTo: RegExp; readonly unless: RegExp }>> = {
  headteacher: { notTo: /\bDSL\b|\bDSP\b|safeguarding (?:lead|person)/i, unless: /\bhead ?teacher\b|\bprincipal\b/i },
  'chair-of-governors': {
    notTo: /\bDSL\b|\bDSP\b|safeguarding (?:lead|person)|\bhead ?teacher\b|\bprincipal\b/i,
    unless: /about the (?:head|principal)/i,
  },
  'governance-officer': {
    notTo: /\bDSL\b|\bDSP\b|safeguarding (?:lead|person)|\bhead ?teacher\b|\bprincipal\b|\bchair\b/i,
    unless: /about the chair/i,
  },
};

/** The rule, without its words where it stands below an offer and would send its reader to someone this may be about. */
function ruleFor(detection: Caught, rule: Rule | undefined, whom: Whom): Rule | undefined {
  const about = 'route' in detection && (whom.to(detection.route) ? detection.route : 'chair-of-governors');
  const other = about ? OTHER_WAYS[about] : undefined;
  if (!rule || !other || rule.stands !== 'below') return rule;
  const words = JSON.stringify(rule.elements);
  return other.notTo.test(words) && !other.unless.test(words) ? { ...rule, elements: [] } : rule;
}

/** The commonest thing that happens, with a form of its own: what not to do stands before it. */
const contactFirst = (chat: string | undefined): Element =>
  section(
    { style: 'accent' },
    text('Has a pupil contacted you privately? Do not reply.', { bold: true }),
    'Keep the message: do not delete it. Three questions: who it was, where, and whether you answered.',
    actions([openDialog('A pupil has contacted me', REPORT_DIALOG, { about: PUPIL_CONTACT, chat }, { primary: true })]),
  );

const isShown = (rule: Rule | undefined): rule is Rule => rule !== undefined && rule.elements.length > 0;

function opening(detection: Reportable, rule: Rule | undefined): readonly Element[] {
  if (detection.kind === 'concern')
    return [
      heading('This may be something to report'),
      text(
        isShown(rule)
          ? 'Please tell a person now, or report it here. I have not kept what you wrote, or sent it to anyone. What the policy says is below.'
          : 'Please tell a person now, or report it here. I have not kept what you wrote, or sent it to anyone.',
      ),
    ];
  if (detection.language)
    return [
      heading('I only understand English'),
      text(
        'If this is about something that has happened or is happening, please tell a person now, or report it here, in any language. If it is a question about a policy, please ask it in English.',
      ),
    ];
  if (detection.reasons.includes(UNEASE))
    return [
      heading('Please tell someone about this'),
      text(
        'You do not have to be sure. What makes you uneasy about how an adult is with pupils counts, however small it seems.',
      ),
    ];
  if (!isShown(rule)) return [heading('Has this happened?'), text(HAPPENED)];
  const isFirst = rule.stands === 'first';
  return [
    heading(isFirst ? 'Or has this happened?' : 'Has this happened?', { small: isFirst }),
    text(`${HAPPENED} For a general question, what the policy says is ${isFirst ? 'above' : 'below'}.`),
  ];
}

/**
 * Where it would go, and the form; where two routes are close, one button for each.
 * @param open opens the form; told whether it is the only way to it, or one of two answers of which neither comes before the other
 */
export function waysToReport(
  { route: heard, second: nearly, isOfStaff }: Reportable,
  whom: Whom,
  open: (title: string, about: Kind | undefined, isOnly: boolean) => Action,
): readonly Element[] {
  // Whether a child may be in it too is asked: it was not heard, and may not have been said.
  const [route, second] = isOfStaff ? (['senior-manager', 'dsl'] as const) : [heard, nearly];
  if (second === undefined || second === route) {
    const to = recipientAt(whom, route);
    return [
      plain(to === undefined ? WHO_DECIDES : `It would go to ${to}. ${FORM_DECIDES}`),
      actions([open('Report a concern', to === undefined ? undefined : KIND_OF_ROUTE[route], true)]),
    ];
  }
  const either = [route, second].toSorted((one, other) => ORDER.indexOf(one) - ORDER.indexOf(other));
  const recipients = either.map((one) => recipientAt(whom, one));
  const isOpen = recipients.includes(undefined);
  return [
    text('What is it about?', { bold: true }),
    either.includes('dsl') ? plain('If a child may be at risk in it, choose the child.') : undefined,
    isOpen
      ? plain(WHO_DECIDES)
      : plain(`${either.map((one, at) => `About ${ABOUT[one]}, it would go to ${recipients[at]}.`).join(' ')}`),
    isOpen ? undefined : plain(FORM_DECIDES),
    actions(either.map((one) => open(`Report: ${ABOUT[one]}`, KIND_OF_ROUTE[one], false))),
  ].filter((element) => element !== undefined);
}

const WHO_DECIDES = 'Who gets it depends on who it is about. You will be asked that first.';
const FORM_DECIDES = 'You will first be asked who it is about, and that decides.';

function recipientAt(whom: Whom, route: ConcernRoute): string | undefined {
  const to = whom.to(route);
  const who = [to?.person?.name, to?.person?.phone].filter((part) => part).join(', ');
  return to && `${RECIPIENT_INTRODUCED[to.recipient]}${who === '' ? '' : `: ${who}`}`;
}

/** What a report is about that goes this way. */
const ABOUT: Readonly<Record<ConcernRoute, string>> = {
  'governance-officer': 'the chair of governors',
  'chair-of-governors': 'the headteacher',
  headteacher: 'an adult who works or volunteers here',
  emergency: 'a child',
  dsl: 'a child',
  dpo: 'personal data, lost or sent to the wrong person',
  'senior-manager': 'abuse of staff or of an account',
};
/** Of two that are offered, which stands first. */
const ORDER: readonly string[] = Object.keys(ABOUT);

/** Whether anyone is watching, where that is not so or cannot be told. */
export const watching = (school: School | undefined, now: Date): Element | undefined =>
  school
    ? watched(school, now)
    : text('I cannot check your school just now. You can still report, or speak to your DSL.');

export const aboutPictures = (): Element =>
  text(
    'If a picture may show a child nude, partly nude or in a sexual way: do not look again, screenshot, forward or delete it. Phone the DSL (the headteacher, if it is about the DSL).',
    { subtle: true, small: true },
  );

function watched(school: School, now: Date): Element | undefined {
  const watch = watchAt(school.hours, now);
  if (watch.kind === 'open') return undefined;
  const until = watch.until ? ` until ${watch.until}` : '';
  return section(
    {
      style: 'warning',
    },
    plain(
      `In danger now: 999. It is ${watch.now}, and school is closed${until}. If a child is at risk and it cannot wait, phone ${school.contacts.outOfHours} (out of hours). The form says whether anyone is on duty.`,
    ),
  );
}

import { withoutBlank } from '../../kernel/visible.ts';
import type { Actor } from '../../report/actor.ts';
import {
  type Concern,
  isOfConduct,
  KINDS,
  type Kind,
  type Recipient,
  URGENCIES,
  type Urgency,
  type Written,
} from '../../report/concern.ts';
import { type ConcernDeps, schoolOf } from '../../report/deps.ts';
import { subjectOf } from '../../report/draft/draft.ts';
import { raise } from '../../report/draft/raise.ts';
import { addWhatIsNew } from '../../report/draft/sent-again.ts';
import { WEB_BOXES } from '../../report/fields/boxes.ts';
import { CHILD_TOLD, lacksContact, PUPIL_CONTACT, REPLIED } from '../../report/form/contact.ts';
import { type DutyNow, dutiesOn } from '../../report/form/duties.ts';
import type { Phone } from '../../report/notice.ts';
import { addToOwn, type OwnReport, ownReport } from '../../report/own-report/own-report.ts';
import { hasPublishingBan } from '../../report/own-report/receipt.ts';
import { phonesFor } from '../../report/record/outline.ts';
import { readersOf, routeFor, type Subject } from '../../report/routing/routing.ts';
import { capital, ROLE_WORDING } from '../../report/wording.ts';
import { everyHolder, holders, type School } from '../../school/school.ts';
import type { AddressDeps } from './address-ports.ts';
import { isUsed } from './addresses.ts';
import { holderOf, meantByKey } from './return-code.ts';

/** What a form of the shared address sends, as it was typed: none of it is believed, and nobody is signed in. */
export type Sent = Readonly<Record<string, string>>;

/** Chosen first by someone who needs help themselves: of that there is nothing to send. */
export const OWN_DISTRESS = 'own-distress';

/** What can be chosen first: a kind of concern, or that a pupil has contacted the writer. */
const ABOUT = [...KINDS, PUPIL_CONTACT] as const;
type About = (typeof ABOUT)[number];

/** Every box that may be filled in, by the name that it is sent under, and how long a text it takes. */
export const BOXES: ReadonlyMap<string, number> = new Map(WEB_BOXES.map(({ sentAs, most }) => [sentAs, most]));

/** What keeps a page from going on, by the box that it stands at. */
export type Lack = { readonly at: string; readonly why: 'missing' | 'too-long' };

/** What the first page must settle before there is a box to write in. */
export function lacksAtFirst(sent: Sent): readonly Lack[] {
  const about = aboutIn(sent);
  const missing = (at: string): Lack => ({ at, why: 'missing' });
  if (!about) return [missing('about'), ...tooLong(sent, ['name'])];
  const isNamed = textOf(sent, 'name') !== '';
  return [
    ...(about === 'staff' && !isNamed ? [missing('name')] : []),
    ...(isOfChild(about) && isNamed && conductIn(sent) === undefined ? [missing('conduct')] : []),
    ...tooLong(sent, ['name']),
  ];
}

/** What a report cannot do without. */
export function lacksAtLast(sent: Sent): readonly Lack[] {
  const missing = (at: string, isMissing: boolean): readonly Lack[] => (isMissing ? [{ at, why: 'missing' }] : []);
  const words = wordsIn(sent);
  const isContact = words.contact === 'yes';
  return [
    ...missing('who', kindIn(sent) === 'child' && !words.who),
    ...(isContact
      ? [...missing('where', !words.where), ...missing('replied', lacksContact({ ...words, where: 'x' }))]
      : missing('seen', !words.seen && !words.said)),
    ...missing('urgent', urgencyIn(sent) === undefined),
    ...tooLong(sent, [...BOXES.keys()]),
  ];
}

const tooLong = (sent: Sent, boxes: readonly string[]): readonly Lack[] =>
  boxes.flatMap((at) => (textOf(sent, at).length > (BOXES.get(at) ?? 0) ? [{ at, why: 'too-long' as const }] : []));

/** A browser sends each end of a line as two characters. */
const textOf = (sent: Sent, box: string): string => withoutBlank(withPlainLines(sent[box] ?? ''));
export const withPlainLines = (text: string): string => text.replaceAll(/\r\n?/g, '\n');
const oneOf = <Choice extends string>(choices: readonly Choice[], said: string | undefined): Choice | undefined =>
  choices.find((one) => one === said);

export const aboutIn = (sent: Sent): About | undefined => oneOf(ABOUT, sent.about);
const conductIn = (sent: Sent) => oneOf(['yes', 'no'] as const, sent.conduct);
const urgencyIn = (sent: Sent): Urgency | undefined => oneOf(URGENCIES, sent.urgent);
const isOfChild = (about: About): boolean => about === 'child' || about === PUPIL_CONTACT;

/** What it is about by what was chosen: what an adult did to a child is a matter about that adult. */
export function kindIn(sent: Sent): Kind | undefined {
  const about = aboutIn(sent);
  if (about === undefined || !isOfChild(about)) return about as Kind | undefined;
  return textOf(sent, 'name') !== '' && conductIn(sent) === 'yes' ? 'staff' : 'child';
}

/** What is in the record, by the fields of every other report. */
function wordsIn(sent: Sent): Written {
  const isContact = aboutIn(sent) === PUPIL_CONTACT && kindIn(sent) === 'child';
  const kept = WEB_BOXES.map(({ id, sentAs }) => [id, textOf(sent, sentAs)] as const);
  const replied = oneOf(REPLIED, sent.replied);
  const childTold = oneOf(CHILD_TOLD, sent.childTold);
  return {
    ...Object.fromEntries(kept.filter(([id, text]) => id === 'named' || text !== '')),
    safeTonight: urgencyIn(sent) ?? 'unsure',
    ...(isContact && { contact: 'yes', ...(replied && { replied }), ...(childTold && { childTold }) }),
  };
}

/** Who nothing may be said of: roles stand for people, but for those the school shows. */
export interface Shown {
  /** To whom such reports go, one after the other. Alike for everyone who chose the same, whatever they typed. */
  readonly chain: readonly Recipient[];
  readonly phones: readonly Phone[];
}

/**
 * Who gets reports of a kind, and who to phone. What was typed plays no part in it: a page that answered to a name would tell who
 * has a role.
 */
export function shownFor(school: School, kind: Kind): Shown {
  const { steps } = routeFor(school, { kind, people: [] }, NOBODY);
  const [holder] = steps;
  const phones = phonesFor(school, { excluded: [], reporter: NOBODY, kind, holder });
  return { chain: steps, phones: shownNumbers(school, phones) };
}

const NOBODY = holderOf('nobody');

/** Numbers of the school and of others outside; a person's only where the school shows their role, and with it. */
function shownNumbers(school: School, phones: readonly Phone[]): readonly Phone[] {
  const people = everyHolder(school);
  const namesShown = school.concerns.sharedAddress?.namesShown ?? [];
  return phones.flatMap((phone) => {
    if (!people.some(({ name }) => name === phone.name)) return [phone];
    const shown = people.find(({ name, role }) => name === phone.name && namesShown.includes(role));
    return shown ? [{ ...phone, name: `${capital(ROLE_WORDING[shown.role])}, ${phone.name}` }] : [];
  });
}

export type SentByLink =
  | {
      readonly kind: 'received';
      readonly code: string;
      readonly tellAt: Date;
      readonly phones: readonly Phone[];
      /** What the law may ask of the writer themselves, as far as kind and words can tell. */
      readonly duties: readonly DutyNow[];
      /** It may be about a teacher, of whom the law lets nothing be published that identifies them. */
      readonly mayNotBePublished: boolean;
    }
  /** Nobody at the school has a role that takes reports of the kind that was chosen. Nothing was kept. */
  | { readonly kind: 'nobody-takes-it'; readonly phones: readonly Phone[] }
  /** As many words as one report takes are there already; the page has to keep them. */
  | { readonly kind: 'too-much'; readonly phones: readonly Phone[] };

/**
 * Takes in a report from someone nobody has checked. On disk when this resolves with a code. The same form sent again
 * gives the same code; where its words are others by then, they are added.
 * @param key of the form: 28 letters that were drawn when it was made
 * @param waitMs how long those who get it are told later: a flood waits its turn
 */
export async function reportByLink(
  deps: ConcernDeps,
  school: School,
  key: string,
  sent: Sent,
  waitMs: number,
): Promise<SentByLink> {
  const kind = kindIn(sent);
  const urgency = urgencyIn(sent);
  if (kind === undefined || urgency === undefined)
    throw new Error('this form was not looked through before it was sent on');
  const { draft, code } = meantByKey(key, [sent.about, kind, textOf(sent, 'name')].join('\n'));
  const reporter = holderOf(code);
  const words = wordsIn(sent);
  const name = textOf(sent, 'name');
  const subject: Subject = { kind, people: [], ...(name !== '' && { name }) };
  const { phones, chain } = shownFor(school, kind);
  if (chain.length === 0) return { kind: 'nobody-takes-it', phones };
  const tellAt = new Date(deps.clock().getTime() + waitMs);
  const report = { draft, reporter, school, urgency, words, subject: subjectOf(subject, words), byLink: { tellAt } };
  const raised = await raise(deps, report);
  if (raised.kind === 'already-raised' && !(await hasAll(deps, raised.receipt.id, reporter, words, urgency)))
    return { kind: 'too-much', phones };
  const duties = dutiesOn(school, kind, deps.clock(), words).filter(({ isNear }) => isNear);
  return {
    kind: 'received',
    code,
    tellAt,
    phones,
    duties,
    mayNotBePublished: isOfConduct(kind) && hasPublishingBan(school),
  };
}

/**
 * A drill as if the form behind the sheet had been sent, by the same steps. `undefined`: no sheet is in use, so nobody without Teams
 * could report.
 */
export async function drillByLink(
  deps: AddressDeps,
  school: School,
  { id, begunAt, words }: { readonly id: string; readonly begunAt: Date; readonly words: Written },
): Promise<Concern['id'] | undefined> {
  const current = await deps.addresses.current(school.id);
  if (!isUsed(school) || !current) return undefined;
  const { draft, code } = meantByKey(id, 'drill');
  const raised = await raise(deps, {
    ...{ draft, school, words, reporter: holderOf(code), urgency: 'yes', drillBegunAt: begunAt, drillOf: 'no-teams' },
    subject: subjectOf({ kind: 'child', people: [] }, words),
    byLink: { tellAt: deps.clock() },
  });
  return raised.receipt.id;
}

/** Pressed twice, or gone back to and written on: then what is new is added, because nothing that was typed may be lost. */
async function hasAll(
  deps: ConcernDeps,
  id: Concern['id'],
  reporter: Actor['user'],
  words: Written,
  urgency: Urgency,
): Promise<boolean> {
  const first = await deps.store.find(id);
  const actor: Actor = { user: reporter, tenant: deps.trust.tenantId };
  const added = first && (await addWhatIsNew(deps, first, actor, { words, urgency }));
  return added === undefined || added.kind === 'added';
}

/** What the holder of a code sees: how far it is, and what is asked of them. Not a word of what was reported. */
export type ComeBack =
  | { readonly kind: 'unknown' }
  | {
      readonly kind: 'there';
      readonly school: School;
      readonly report: Exclude<OwnReport, { kind: 'not-available' }>;
      readonly phones: readonly Phone[];
    };

/** @param code 20 letters, see `readCode` */
export async function comeBack(deps: ConcernDeps, code: string): Promise<ComeBack> {
  const found = await findByCode(deps, code);
  if (!found) return { kind: 'unknown' };
  const report = await ownReport(deps, found.concern.id, found.actor);
  if (report.kind === 'not-available') return { kind: 'unknown' };
  const school = schoolOf(deps, found.concern.school);
  return { kind: 'there', school, report, phones: phonesOnReturn(school, found.concern.kind) };
}

/**
 * A name that fits someone can make what was chosen as "an adult" a matter about the headteacher, and with it another chain: nobody of
 * a chain is named on return, or the page would tell.
 */
const phonesOnReturn = (school: School, kind: Kind): readonly Phone[] =>
  isOfConduct(kind)
    ? shownNumbers(school, phonesFor(school, { excluded: [], reporter: NOBODY, kind }))
    : shownFor(school, kind).phones;

export type WrittenBack =
  | { readonly kind: 'unknown' | 'too-much' | 'key-lost' }
  | { readonly kind: 'added'; readonly waitsUntil: Date | undefined };

/** Answers what was asked, or adds to it. */
export async function writeBack(
  deps: ConcernDeps,
  code: string,
  said: { readonly text: string; readonly isUrgent: boolean },
): Promise<WrittenBack> {
  const found = await findByCode(deps, code);
  if (!found) return { kind: 'unknown' };
  const { concern, actor } = found;
  const as = concern.status === 'need-info' ? 'answered' : 'added';
  const added = await addToOwn(deps, concern.id, actor, as, { text: said.text }, said.isUrgent);
  if (added.kind === 'added') return { kind: 'added', waitsUntil: undefined };
  return { kind: added.kind === 'not-available' ? 'unknown' : added.kind };
}

async function findByCode(
  deps: ConcernDeps,
  code: string,
): Promise<
  { readonly concern: Pick<Concern, 'id' | 'school' | 'kind' | 'status'>; readonly actor: Actor } | undefined
> {
  const user = holderOf(code);
  const concern = await deps.store.findByCodeHolder(user);
  return concern && { concern, actor: { user, tenant: deps.trust.tenantId } };
}

/** The people of a recipient, where the school shows them by name. */
export const shownPeople = (school: School, recipient: Recipient): readonly string[] => {
  const namesShown = school.concerns.sharedAddress?.namesShown ?? [];
  const shown = namesShown.flatMap((role) => holders(school, role));
  return readersOf(school, recipient)
    .filter(({ id }) => shown.some((one) => one.id === id))
    .map(({ name }) => name);
};

import { codeWords } from '../kernel/codes.ts';
import { dayOf, formatDay, formatInstant, parseDay } from '../kernel/time.ts';
import { everyHolder, type School } from '../school/school.ts';
import { type Concern, ENTRIES, type Entry, type EntryKind, type Facts, RECIPIENT_WORDING } from './concern.ts';
import {
  AFFECTED_WORDING,
  DECISION_WORDING,
  ICO_WORDING,
  LEFT_WORDING,
  OUTCOME_WORDING,
  REFERRAL_WORDING,
  RISK_WORDING,
  STEP_OF_CONDUCT_WORDING,
  THRESHOLD_WORDING,
} from './deciding/decision.ts';
import { type Field, PRINTED } from './fields/boxes.ts';
import { ID_TEXTS, TEXT_WORDING } from './fields/entry-texts.ts';
import { SYSTEM_WORDING } from './keeping/stub.ts';
import { STEP_CODES, STEP_WORDING } from './record/case-codes.ts';
import { happenedIn, happenedWords } from './record/happened.ts';
import { regionsIn, regionWords } from './record/regions.ts';
import { CORRECTED } from './same-child/corrected.ts';
import { UNRELATED } from './same-child/joined.ts';
import {
  ACCESS_DECISION_WORDING,
  ACCESS_GROUND_WORDING,
  capital,
  KIND_WORDING,
  LINK_STEP_WORDING,
  RELATION_WORDING,
  uncapital,
  WHY_WORDING,
  YES_NO_WORDING,
} from './wording.ts';

const after = (said: string | undefined): string => (said ? `: ${said}` : '');

type FactsWords = (codes: Facts, school: School) => string;
const way: FactsWords = (codes) => wayWords(codes);
const other: FactsWords = ({ reference }) => (typeof reference === 'string' ? `: ${reference}` : '');
const PART_WORDING = {
  'first-words': ', how it begins, in the list',
  'own-actions': ', what they are to do, in their own list',
};
const system: FactsWords = ({ to }) => after(codeWords(SYSTEM_WORDING, to));

/** What the codes of an event say, as the end of a sentence about it; those that are not here add nothing. */
const FACTS_WORDS: Readonly<Partial<Record<EntryKind, FactsWords>>> = {
  decided: (codes) => {
    const review = dayWords(codes.reviewOn);
    const said = [
      `${codeWords(DECISION_WORDING, codes.decision) ?? ''}${timeWords(' on', codes.askedOn, codes.askedAt)}`,
      codeWords(THRESHOLD_WORDING, codes.threshold),
      codeWords(RISK_WORDING, codes.risk),
      codes.ico && `${codeWords(ICO_WORDING, codes.ico)}${timeWords(' on', codes.icoToldOn, codes.icoToldAt)}`,
      codeWords(AFFECTED_WORDING, codes.affected),
    ].filter((words) => words);
    return `: ${said.join('. ')}${review ? `, review on ${review}` : ''}`;
  },
  step: ({ step }) => after(codeWords(STEP_OF_CONDUCT_WORDING, step)),
  known: (codes) => whenWords(':', codes),
  'review-set': ({ reviewOn }) => after(dayWords(reviewOn)),
  closed: ({ outcome, left, referral }) => {
    const rest = codeWords(LEFT_WORDING, left);
    const became = codeWords(REFERRAL_WORDING, referral);
    return [
      after(codeWords(OUTCOME_WORDING, outcome)),
      rest ? `. What was still to be done: ${rest.toLowerCase()}` : '',
      became ? `. What someone outside was asked: ${uncapital(became)}` : '',
    ].join('');
  },
  linked: (codes, school) => {
    const relation = codeWords(RELATION_WORDING, codes.relation);
    return `${other(codes, school)}${relation ? ` (${relation})` : ''}`;
  },
  joined: other,
  parted: other,
  resembled: other,
  'handed-over': ({ to }, school) => {
    const [name] = holdersIn(school, to);
    return name ? ` to ${name}` : '';
  },
  'action-set': ({ to, due }, school) => `: ${holdersIn(school, to)[0] ?? 'someone'}, by ${dayWords(due) ?? 'no day'}`,
  locked: ({ to }, school) => ` to ${holdersIn(school, to).join(' and ')}`,
  unlocked: ({ why }) => (why === 'left' ? ': the people it was locked to have left' : ''),
  opened: ({ isPresumed, part }) =>
    [
      codeWords(PART_WORDING, part) ?? '',
      isPresumed === true ? ' (the directory did not answer; it had confirmed them within the day before)' : '',
    ].join(''),
  delivered: way,
  redelivered: way,
  'not-delivered': way,
  redirected: way,
  rerouted: way,
  escalated: way,
  'let-in': way,
  exported: (codes) => exportWords(codes),
  'sent-to-school': ({ step }) => after(LINK_STEP_WORDING.get(String(step))),
  transferred: system,
  reduced: system,
  reclassified: ({ to }) => after(codeWords(KIND_WORDING, to)),
  'retention-set': (codes) => {
    const until = dayWords(codes.until);
    return until ? `: until ${until}` : '';
  },
  case: (codes) => after(stepWords(codes)),
  'told-also': ({ who }) => (who === 'manager' ? ' (their line manager)' : wayWords({ to: who ?? '' })),
  noted: (codes) => whenWords(' of', codes),
  dated: (codes) => whenWords(':', codes),
  'access-decided': ({ decision, ground }) => {
    const why = codeWords(ACCESS_GROUND_WORDING, ground);
    return `${after(codeWords(ACCESS_DECISION_WORDING, decision))}${why ? ` (${why})` : ''}`;
  },
};

export const factsWords = (school: School, { kind, facts = {}, rightedAt }: Entry): string =>
  `${FACTS_WORDS[kind]?.(facts, school) ?? ''}${rightedAt && OF_ONE_CHILD.includes(kind) ? `. Recorded ${BEFORE_RIGHTED}: check it` : ''}`;

/** What someone did, as a sentence without its subject. Who puts a report right says nothing about other reports: they are parted by it. */
export const saidWords = (school: School, entry: Entry): string => `${didWords(entry)}${factsWords(school, entry)}`;

function didWords({ kind, facts }: Entry): string {
  if (kind === 'parted' && facts?.why === CORRECTED) return PARTED_BY_CORRECTING;
  return kind === 'linked' && facts?.relation === UNRELATED ? UNLINKED : ENTRIES[kind].said;
}
const UNLINKED = 'said that what was linked is neither a brother or sister nor named in it';
const PARTED_BY_CORRECTING =
  'parted it from another report, because one of the two is about another child than was reported';

/** Of what was decided, and who was told, of the child who was named first. */
export const BEFORE_RIGHTED = 'before it was known which child this is about';
const OF_ONE_CHILD: readonly EntryKind[] = ['decided', 'confirmed', 'told', 'action-set', 'review-set', 'closed'];

function exportWords({ format, leftOut }: Facts): string {
  if (format === 'screenshot') return ': one screenshot';
  if (format === 'chronology') {
    const out =
      typeof leftOut === 'number' ? `, without ${leftOut} ${leftOut === 1 ? 'name' : 'names'} of other children` : '';
    return ` with the others on the same person, as a chronology${out}`;
  }
  if (format === 'subject-access') return ' as far as it is given out for a subject access request';
  return format === 'pdf' || format === 'json' ? ` as ${format.toUpperCase()}` : '';
}

const timeWords = (before: string, happenedOn: Facts[string] = '', happenedAt: Facts[string] = ''): string =>
  whenWords(before, { happenedOn, happenedAt });

function whenWords(before: string, codes: Facts): string {
  const happened = happenedIn({ facts: codes });
  return happened ? `${before} ${happenedWords(happened)}` : '';
}

/** By name, those of one or more ids who hold a role. */
const holdersIn = (school: School, ids: Facts[string] | undefined): readonly string[] =>
  String(ids ?? '')
    .split(' ')
    .flatMap((id) => everyHolder(school).find((holder) => holder.id === id)?.name ?? []);

/** A step of a case, without a word that anyone typed. */
const stepWords = (codes: Facts): string | undefined => {
  const step = codeWords(STEP_WORDING, codes.step);
  const more = Object.entries(STEP_CODES).map(([name, wording]) => codeWords(wording, String(codes[name])));
  return step && [step, ...more.flatMap((words) => (words ? [capital(words)] : []))].join('. ');
};

const dayWords = (code: Facts[string] | undefined): string | undefined => {
  const day = parseDay(code);
  return day && formatDay(day);
};

function wayWords(codes: Facts): string {
  const to = codeWords(RECIPIENT_WORDING, codes.to);
  const why = typeof codes.why === 'string' ? WHY_WORDING.get(codes.why) : undefined;
  return `${to ? ` (${to})` : ''}${why ? `, because ${why}` : ''}`;
}

/** Who did it, by the name that lanyard.yml gives them. */
export const actorWords = (school: School, { reporter }: Pick<Concern, 'reporter'>, actor: Entry['actor']): string => {
  if (actor === 'lanyard') return 'Lanyard';
  const holder = everyHolder(school).find(({ id }) => id === actor);
  return holder?.name ?? (actor === reporter ? 'The reporter' : 'Someone without a role');
};

/** By name, also those who hold no role any more. */
export const lockedNames = (school: School, { lockedTo = [] }: Pick<Concern, 'lockedTo'>): string =>
  lockedTo
    .map((user) => everyHolder(school).find(({ id }) => id === user)?.name ?? 'someone who has left')
    .join(' and ');

/** One text as it was written, with what it answers. */
export interface WrittenText {
  readonly field: string;
  readonly label: string;
  readonly text: string;
  /** A time in someone's own words. */
  readonly isTime?: boolean;
  /** Ids of regions of the body, where the text is of them: they are drawn beside it. */
  readonly marks?: string;
}

/** The texts of an event, each apart. Those of a report are in the order of the record; nothing is left out. */
export function textsOf(entry: Pick<Entry, 'kind' | 'words' | 'at' | 'rightedAt'> | undefined): readonly WrittenText[] {
  if (!entry) return [];
  const { kind, words = {} } = entry;
  const ofForm = kind === 'raised' ? PRINTED.filter(({ id }) => id in words) : [];
  const others = Object.entries(words).filter(
    ([field]) => !ID_TEXTS.includes(field) && !ofForm.some(({ id }) => id === field),
  );
  return [
    ...ofForm.map((field) => inBox(field, words[field.id] ?? '', entry)),
    ...others.map(([field, text]) => ({
      field,
      label: TEXT_WORDING.get(field) ?? field,
      text: dayWords(text) ?? text,
    })),
  ].filter(({ text }) => text !== '');
}

/** What was written into a box of a report, or chosen there. */
function inBox(box: Field, written: string, { at, rightedAt }: Pick<Entry, 'at' | 'rightedAt'>): WrittenText {
  const { id: field, form } = box;
  // What was written down late is seen to be: a time in someone's own words is beside that of the clock.
  if ('isTime' in box)
    return { field, label: `${box.label} (written ${formatInstant(at)})`, text: written, isTime: true };
  // The reporter wrote another name: what is read here was said since, by someone else.
  const label = field === 'who' && rightedAt ? `${box.label} (put right on ${formatDay(dayOf(rightedAt))})` : box.label;
  // The code of what was chosen is shown in words.
  if (form === 'choice') return { field, label, text: YES_NO_WORDING.get(written) ?? written };
  const regions = form === 'marks' ? regionsIn(written) : [];
  if (regions.length === 0) return { field, label, text: written };
  return { field, label, text: regionWords(written), marks: regions.map(({ id }) => id).join(' ') };
}

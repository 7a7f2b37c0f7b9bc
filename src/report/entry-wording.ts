import { formatDay, formatInstant, parseDay } from '../kernel/time.ts';
import { everyHolder, type School } from '../school/school.ts';
import { type Concern, type Entry, type Facts, KINDS, RECIPIENTS } from './concern.ts';
import { type Field, PRINTED } from './fields/boxes.ts';
import { TEXT_WORDING } from './fields/entry-texts.ts';
import { SYSTEMS } from './keeping/stub.ts';
import { CASE_STEPS, STEP_CODES, STEP_WORDING } from './record/case-codes.ts';
import { happenedIn, happenedWords } from './record/happened.ts';
import { regionsIn, regionWords } from './record/regions.ts';
import { RELATIONS } from './same-child/joined.ts';
import { DECISIONS, OUTCOMES } from './triage/decision.ts';
import {
  capital,
  DECISION_WORDING,
  KIND_WORDING,
  LINK_STEP_WORDING,
  OUTCOME_WORDING,
  RECIPIENT_WORDING,
  RELATION_WORDING,
  SYSTEM_WORDING,
  WHY_WORDING,
  YES_NO_WORDING,
} from './wording.ts';

const after = (said: string | undefined): string => (said ? `: ${said}` : '');

/** The member of a closed list that a code of an event names, if it names one. */
const among = <T extends string>(list: readonly T[], code: Facts[string] | undefined): T | undefined =>
  list.find((one) => one === code);

/** What the codes of an event say, as the end of a sentence about it; empty when they add nothing. */
export function factsWords(school: School, { kind, facts: codes = {} }: Entry): string {
  switch (kind) {
    case 'decided':
      return decisionWords(codes);
    case 'review-set':
      return after(dayWords(codes.reviewOn));
    case 'closed':
      return after(wordingOf(OUTCOME_WORDING, among(OUTCOMES, codes.outcome)));
    case 'linked': {
      const relation = RELATIONS.find((one) => one === codes.relation);
      const to = typeof codes.reference === 'string' ? `: ${codes.reference}` : '';
      return relation ? `${to} (${RELATION_WORDING[relation]})` : to;
    }
    case 'joined':
    case 'parted':
    case 'resembled':
      return typeof codes.reference === 'string' ? `: ${codes.reference}` : '';
    case 'handed-over':
    case 'action-set':
    case 'action-done':
    case 'locked':
    case 'unlocked':
      return whoseWords(school, kind, codes);
    case 'opened':
      return codes.isPresumed === true
        ? ' (the directory did not answer; it had confirmed them within the day before)'
        : '';
    case 'delivered':
    case 'redelivered':
    case 'not-delivered':
    case 'redirected':
    case 'rerouted':
    case 'escalated':
    case 'let-in':
      return wayWords(codes);
    case 'exported':
      return exportWords(codes);
    case 'sent-to-school':
      return after(LINK_STEP_WORDING.get(String(codes.step)));
    case 'transferred':
    case 'reduced':
      return after(wordingOf(SYSTEM_WORDING, among(SYSTEMS, codes.to)));
    case 'reclassified':
      return after(wordingOf(KIND_WORDING, among(KINDS, codes.to)));
    case 'retention-set': {
      const until = dayWords(codes.until);
      return until ? `: until ${until}` : '';
    }
    case 'case':
      return after(stepWords(codes));
    case 'told-also':
      return codes.who === 'manager' ? ' (their line manager)' : wayWords({ to: codes.who ?? '' });
    case 'noted':
      return whenWords(' of', codes);
    case 'dated':
      return whenWords(':', codes);
    case 'raised':
    case 'found':
    case 'acknowledged':
    case 'taken':
    case 'categorised':
    case 'asked':
    case 'answered':
    case 'added':
    case 'review-due':
    case 'reopened':
    case 'kept':
    case 'pictured':
    case 'named':
    case 'matched':
    case 'held':
    case 'released':
    case 'trust-opened':
    case 'trust-shut':
    case 'refused':
      return '';
    default:
      return kind satisfies never;
  }
}

/** Who has it from now on. */
function whoseWords(
  school: School,
  kind: 'handed-over' | 'action-set' | 'action-done' | 'locked' | 'unlocked',
  codes: Facts,
): string {
  switch (kind) {
    case 'handed-over': {
      const [name] = holdersIn(school, codes.to);
      return name ? ` to ${name}` : '';
    }
    case 'action-set': {
      const [name = 'someone'] = holdersIn(school, codes.to);
      return ` (${codes.number}): ${name}, by ${dayWords(codes.due) ?? 'no day'}`;
    }
    case 'locked':
      return ` to ${holdersIn(school, codes.to).join(' and ')}`;
    case 'unlocked':
      return codes.why === 'left' ? ': the people it was locked to have left' : '';
    case 'action-done':
      return ` (${codes.number})`;
    default:
      return kind satisfies never;
  }
}

function exportWords({ format, leftOut }: Facts): string {
  if (format === 'screenshot') return ': one screenshot';
  if (format === 'chronology') {
    const out = typeof leftOut === 'number' ? `, without ${leftOut} names of other children` : '';
    return ` with the others on the same person, as a chronology${out}`;
  }
  return format === 'pdf' || format === 'json' ? ` as ${format.toUpperCase()}` : '';
}

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
  const step = wordingOf(STEP_WORDING, among(CASE_STEPS, codes.step));
  const more = STEP_CODES.map(([name, wording]) => wording.get(String(codes[name]))).filter((words) => words);
  return step && [step, ...more.map((words) => capital(words ?? ''))].join('. ');
};

const wordingOf = <T extends string>(wording: Readonly<Record<T, string>>, code: T | undefined): string | undefined =>
  code && wording[code];

const dayWords = (code: Facts[string] | undefined): string | undefined => {
  const day = parseDay(code);
  return day && formatDay(day);
};

function decisionWords(codes: Facts): string {
  const review = dayWords(codes.reviewOn);
  const decision = wordingOf(DECISION_WORDING, among(DECISIONS, codes.decision)) ?? '';
  return `: ${decision}${review ? `, review on ${review}` : ''}`;
}

function wayWords(codes: Facts): string {
  const to = wordingOf(RECIPIENT_WORDING, among(RECIPIENTS, codes.to));
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
  /** Ids of regions of the body, where the text is of them: they are drawn beside it. */
  readonly marks?: string;
}

/** An id, which means nothing to a reader. */
const IDS: readonly string[] = ['affected', 'pupil'];

/** The texts of an event, each apart. Those of a report are in the order of the record; nothing is left out. */
export function textsOf(entry: Pick<Entry, 'kind' | 'words' | 'at'> | undefined): readonly WrittenText[] {
  if (!entry) return [];
  const { kind, words = {}, at } = entry;
  const ofForm = kind === 'raised' ? PRINTED.filter(({ id }) => id in words) : [];
  const others = Object.entries(words).filter(
    ([field]) => !IDS.includes(field) && !ofForm.some(({ id }) => id === field),
  );
  return [
    ...ofForm.map((field) => inBox(field, words[field.id] ?? '', at)),
    ...others.map(([field, text]) => ({ field, label: TEXT_WORDING.get(field) ?? field, text })),
  ].filter(({ text }) => text !== '');
}

/** What was written into a box of a report, or chosen there. */
function inBox(box: Field, written: string, at: Date): WrittenText {
  const { id: field, form } = box;
  // What was written down late is seen to be: a time in someone's own words is beside that of the clock.
  const label = 'isTime' in box ? `${box.label} (written ${formatInstant(at)})` : box.label;
  // The code of what was chosen is shown in words.
  if (form === 'choice') return { field, label, text: YES_NO_WORDING.get(written) ?? written };
  const regions = form === 'marks' ? regionsIn(written) : [];
  if (regions.length === 0) return { field, label, text: written };
  return { field, label, text: regionWords(written), marks: regions.map(({ id }) => id).join(' ') };
}

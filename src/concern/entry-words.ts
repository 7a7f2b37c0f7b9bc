import { everyHolder, type School } from '../core/school.ts';
import { formatDay, formatInstant, parseDay } from '../core/time.ts';
import { type Concern, type Entry, KINDS, RECIPIENTS } from './concern.ts';
import { DECISIONS, OUTCOMES } from './decision.ts';
import { SYSTEMS } from './stub.ts';
import {
  DECISION_WORDS,
  FIELDS,
  KIND_WORDS,
  OUTCOME_WORDS,
  RECIPIENT_WORDS,
  SYSTEM_WORDS,
  TEXT_WORDS,
  WHY_WORDS,
  YES_NO_WORDS,
} from './words.ts';

/** What the codes of an event say, as the end of a sentence about it; empty when they add nothing. */
export function factsWords(school: School, { kind, facts: codes = {} }: Entry): string {
  const to = RECIPIENTS.find((recipient) => recipient === codes.to);
  switch (kind) {
    case 'decided': {
      const decision = DECISIONS.find((one) => one === codes.decision);
      const review = parseDay(codes.reviewOn);
      return `: ${decision ? DECISION_WORDS[decision] : ''}${review ? `, review on ${formatDay(review)}` : ''}`;
    }
    case 'review-set': {
      const review = parseDay(codes.reviewOn);
      return review ? `: ${formatDay(review)}` : '';
    }
    case 'closed': {
      const outcome = OUTCOMES.find((one) => one === codes.outcome);
      return outcome ? `: ${OUTCOME_WORDS[outcome]}` : '';
    }
    case 'linked':
      return typeof codes.reference === 'string' ? `: ${codes.reference}` : '';
    case 'handed-over': {
      const name = everyHolder(school).find(({ id }) => id === codes.to)?.name;
      return name ? ` to ${name}` : '';
    }
    case 'opened':
      return codes.isPresumed === true
        ? ' (the directory did not answer; it had confirmed them within the day before)'
        : '';
    case 'delivered':
    case 'redelivered':
    case 'not-delivered':
    case 'redirected':
    case 'rerouted':
    case 'escalated': {
      const why = typeof codes.why === 'string' ? WHY_WORDS[codes.why] : undefined;
      return `${to ? ` (${RECIPIENT_WORDS[to]})` : ''}${why ? `, because ${why}` : ''}`;
    }
    case 'exported':
      if (codes.format === 'screenshot') return ': one screenshot';
      return codes.format === 'pdf' || codes.format === 'json' ? ` as ${codes.format.toUpperCase()}` : '';
    case 'transferred':
    case 'reduced': {
      const system = SYSTEMS.find((one) => one === codes.to);
      return system ? `: ${SYSTEM_WORDS[system]}` : '';
    }
    case 'reclassified': {
      const about = KINDS.find((one) => one === codes.to);
      return about ? `: ${KIND_WORDS[about]}` : '';
    }
    case 'retention-set': {
      const until = parseDay(codes.until);
      return until ? `: until ${formatDay(until)}` : '';
    }
    case 'raised':
    case 'found':
    case 'acknowledged':
    case 'taken':
    case 'noted':
    case 'asked':
    case 'answered':
    case 'added':
    case 'review-due':
    case 'reopened':
    case 'pictured':
    case 'held':
    case 'released':
    case 'refused':
      return '';
    default:
      return kind satisfies never;
  }
}

/** Who did it, by the name that lanyard.yml gives them. */
export const actorWords = (school: School, { reporter }: Pick<Concern, 'reporter'>, actor: Entry['actor']): string => {
  if (actor === 'lanyard') return 'Lanyard';
  const holder = everyHolder(school).find(({ id }) => id === actor);
  return holder?.name ?? (actor === reporter ? 'The reporter' : 'Somebody without a role');
};

/** One text as it was written, with what it answers. */
export interface WrittenText {
  readonly field: string;
  readonly label: string;
  readonly text: string;
}

const TIMES: readonly string[] = ['happened', 'learned'];

/** The texts of an event, each apart. Those of a report are in the order of the form; nothing is left out. */
export function textsOf(entry: Entry | undefined): readonly WrittenText[] {
  const words = entry?.words ?? {};
  const fields = Object.keys(words);
  const ofForm = entry?.kind === 'raised' ? FIELDS.filter(([field]) => field in words).map(([field]) => field) : [];
  const others = fields.filter((field) => !ofForm.some((one) => one === field));
  const labels: ReadonlyMap<string, string> = new Map(FIELDS);
  return [...ofForm, ...others]
    .map((field) => {
      const written = words[field] ?? '';
      const name = (entry?.kind === 'raised' ? labels.get(field) : undefined) ?? TEXT_WORDS[field] ?? field;
      // What was written down late is seen to be: a time in somebody's own words stands beside that of the clock.
      const label =
        entry && ofForm.length > 0 && TIMES.includes(field) ? `${name} (written ${formatInstant(entry.at)})` : name;
      const isChoice = field === 'toldInPerson' || field === 'safeTonight';
      return { field, label, text: isChoice ? (YES_NO_WORDS[written] ?? written) : written };
    })
    .filter(({ text }) => text !== '');
}

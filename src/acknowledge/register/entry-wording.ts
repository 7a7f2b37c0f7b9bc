import { dayOf, formatDay } from '../../kernel/time.ts';
import { NOTHING_TO_READ } from '../wording.ts';
import type { Entry, Outcome } from './entries.ts';
import type { EntryKind } from './person.ts';

interface Words {
  /** On the button. */
  readonly button: string;
  /** What an inspector would ask. */
  readonly who: string;
  readonly day: string;
  /** What is so from then on; follows the person's name. */
  readonly says: (day: string, who: string) => string;
}

/** One row for each entry: on its button, in its form, and wherever it is told of. */
export const ENTRY_WORDING: Readonly<Record<EntryKind, Words>> = {
  away: {
    ...{ button: 'Away: pause', who: 'Who told you that they are away?', day: 'Away since' },
    says: (day, who) => `away since ${day}, as ${who} said`,
  },
  back: {
    ...{ button: 'Back: ask again', who: 'Who told you that they are back?', day: 'Back since' },
    says: (day, who) => `back since ${day}, as ${who} said`,
  },
  answered: {
    ...{ button: 'Question answered', who: 'Who answered their question?', day: 'When?' },
    says: (day, who) => `question answered by ${who} on ${day}`,
  },
  'to-paper': {
    ...{ button: 'Will sign on paper', who: 'Who asked for paper?', day: 'When?' },
    says: (day, who) => `put on the paper list, as ${who} asked on ${day}`,
  },
  'not-staff': {
    ...{
      button: 'Has left, or is not staff',
      who: 'Who confirmed that they have left, or are not staff?',
      day: 'When?',
    },
    says: (day, who) => `taken off the list (has left, or is not staff), as ${who} confirmed on ${day}`,
  },
  witnessed: {
    ...{ button: 'Has signed on paper', who: 'Who saw them sign?', day: 'Date on the paper' },
    says: (day, who) => `signed on paper on ${day}, seen by ${who}`,
  },
  added: {
    ...{ button: 'Add someone without an account', who: 'Who confirmed that they are to sign?', day: 'When?' },
    says: (day, who) => `added to the paper list, as ${who} confirmed on ${day}`,
  },
  link: { button: '', who: '', day: '', says: (day) => `given a personal link on ${day}` },
};

/** An entry in a line, without the name: what it says, who it rests on, and whether it still counts. */
export function entryWords({
  kind,
  at,
  day,
  who,
  takenBack,
}: Pick<Entry, 'kind' | 'at' | 'day' | 'who' | 'takenBack'>): string {
  const said = ENTRY_WORDING[kind].says(formatDay(day ?? dayOf(at)), who ?? 'a person who was not named');
  return takenBack ? `${said}. Taken back on ${formatDay(dayOf(takenBack.at))}: ${takenBack.why}` : said;
}

/** The rule, and never a day to enter instead: what counts is the date on the paper. */
function badDayWords({ earliest, from }: Extract<Outcome, { readonly kind: 'bad-day' }>): string {
  const day = formatDay(earliest);
  if (from === undefined) return `The date must be between ${day} and today.`;
  const rule = 'Nothing was entered. The date on the paper must not be after today, and';
  switch (from.kind) {
    case 'version':
      return `${rule} not before ${day}: what they sign is ${from.policy}. An older paper is of an earlier version.`;
    case 'asked':
      return `${rule} not before ${day}, when they were first asked for ${from.policy}.`;
    case 'more':
      return `${rule} not before ${day}, when they were asked for more than before. An older paper is not of all that they sign.`;
    default:
      return from satisfies never;
  }
}

/** What came of it, said with what and for whom. */
export function outcomeWords(outcome: Exclude<Outcome, { kind: 'entered' }>): string {
  switch (outcome.kind) {
    case 'taken-back':
      return `Taken back for ${outcome.person.name}: ${entryWords(outcome.entry)}. It no longer counts; your reason is kept.`;
    case 'not-now':
      return 'That is no longer possible, and nothing was entered. What is below is up to date.';
    case 'own-witness':
      return `${outcome.name} cannot be the witness of their own signature. Please enter who saw it.`;
    case 'bad-day':
      return badDayWords(outcome);
    case 'nothing-to-read':
      return NOTHING_TO_READ;
    case 'not-allowed':
      return 'This is for HR, while the campaign is open.';
    default:
      return outcome satisfies never;
  }
}

import { dayOf, formatDay, formatInstant } from '../../kernel/time.ts';
import {
  actions,
  type Card,
  card,
  facts,
  heading,
  openDialog,
  plain,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import { ROLL, ROLL_REMOVE } from '../../report/verbs.cards.ts';
import { everyHolder } from '../../school/school.ts';
import type { RollLoaded, RollView } from './rolls.ts';

const HOW =
  'Send me a CSV file in this chat to give a new one. Its first line names the columns: Name (or Forename and Surname), Year, Class, Date of birth, UPN. Other columns are not kept.';

const pupils = (count: number): string => (count === 1 ? '1 pupil' : `${count.toLocaleString('en-GB')} pupils`);

/** The way to the roll, for someone who typed for it. */
export const rollInvitation = (): Card =>
  card(
    heading('The school’s roll'),
    'With a roll, staff can find a child by typing a few letters of the name. It does not show anyone whether anything was reported.',
    actions([openDialog('Open the roll', ROLL, {}, { primary: true })]),
  );

/** How many are on the roll, who gave it and how long it is kept: no pupil's name. */
export function rollCard({ school, mayGive, outline, keptUntil }: RollView, said?: string): Card {
  const by = outline && (everyHolder(school).find(({ id }) => id === outline.by)?.name ?? 'Lanyard');
  return card(
    heading(`The roll of ${school.name}`),
    said ? section({ style: 'good' }, text(said, { bold: true })) : undefined,
    outline
      ? facts([
          ['On it', pupils(outline.count)],
          ['Added', formatInstant(outline.at)],
          ['By', outline.from === 'group' ? 'Lanyard, from the directory' : (by ?? 'Lanyard')],
          keptUntil ? ['Kept until', `${formatDay(dayOf(keptUntil))}, or a new one`] : undefined,
        ])
      : 'There is no roll. Staff type a child’s name in the form.',
    text(mayGive ? HOW : 'The DSL, the deputies and the headteacher can add or remove it.'),
    text(
      'A new roll replaces the old one. Pupils who are not on the new roll are removed from it. Reports do not change.',
      {
        subtle: true,
        small: true,
      },
    ),
    outline && mayGive ? actions([submitDialog('Remove the roll', ROLL_REMOVE, {}, { withInputs: false })]) : undefined,
  );
}

const MOST_PROBLEMS = 15;

/** What happened to a file that was sent. Lines are told by their number, and nothing of what is in them. */
export function loadedCard(loaded: Exclude<RollLoaded, { kind: 'not-available' }>): Card {
  switch (loaded.kind) {
    case 'loaded':
      return card(
        heading(`The roll of ${loaded.school.name} has been updated`),
        facts([
          ['On it', pupils(loaded.count)],
          ['New', pupils(loaded.came)],
          ['No longer on it', pupils(loaded.left)],
        ]),
        'I have saved the roll but not the file. Please delete the file from this chat’s OneDrive folder.',
      );
    case 'too-few':
      return card(
        heading('Nothing has changed'),
        plain(
          `This file has ${pupils(loaded.now)}, and the roll has ${pupils(loaded.before)}. If that is right, remove the roll first and send the file again.`,
        ),
        actions([openDialog('Open the roll', ROLL)]),
      );
    case 'not-read':
      return card(
        heading('Nothing has changed'),
        'Please correct these lines and send the whole file again. The earlier roll stays until then.',
        ...loaded.problems.slice(0, MOST_PROBLEMS).map(({ line, what }) => plain(`Line ${line}: ${what}.`)),
        loaded.problems.length > MOST_PROBLEMS
          ? plain(`and ${loaded.problems.length - MOST_PROBLEMS} more lines`)
          : undefined,
      );
    default:
      return loaded satisfies never;
  }
}

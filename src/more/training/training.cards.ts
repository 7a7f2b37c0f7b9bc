import { ownRows } from '../../acknowledge/request/own-rows.cards.ts';
import { problemWording } from '../../acknowledge/wording.ts';
import type { SchoolId } from '../../kernel/ids.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  facts,
  heading,
  openDialog,
  picture,
  plain,
  section,
  submitDialog,
  table,
  text,
} from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import { sharePicture } from '../../platform/teams/share-picture.ts';
import type { School } from '../../school/school.ts';
import type { TrainingStanding } from '../../school/training.ts';
import { lacksTraining, ownRow } from './beside-signatures.ts';
import { trainingKinds } from './training.ts';
import type { Imported, Trained, TrainingView } from './training-desk.ts';
import { standingWords, trainingWords } from './training-words.ts';

export const TRAINING_LIST = 'training.list';
export const TRAINING_FIND = 'training.find';
export const TRAINING_DATE = 'training.date';
export const TRAINING_SAVE = 'training.save';
export const TRAINING_REMOVE = 'training.remove';

const HOW =
  'You can also send me a CSV file in this chat. Its first line names the columns: Email or Name, and one column for each training with its dates. If any line is wrong, I save none of the dates.';

/** The training of the schools that HR runs, at a glance: numbers here, names one press away. */
export const trainingCard = (views: readonly TrainingView[]): Card =>
  card(...views.flatMap(schoolParts), text(HOW, { small: true, subtle: true }));

const schoolParts = ({ school, people }: TrainingView): Element[] => [
  heading(`Training at ${school.name}`),
  text('The training that your school asks for, as well as a signature.'),
  ...trainingKinds(school).flatMap((kind, at) =>
    kindParts(
      kind.name,
      people.flatMap(({ standings }) => standings[at] ?? []),
    ),
  ),
  actions([
    openDialog('Who is due', TRAINING_LIST, { school: school.id, which: 'due' }, { primary: true }),
    openDialog('Everyone', TRAINING_LIST, { school: school.id, which: 'all' }),
    openDialog('Enter a date', TRAINING_FIND, { school: school.id }),
  ]),
];

/** From left to right; the words below say the same. */
function kindParts(name: string, standings: readonly TrainingStanding[]): Element[] {
  const count = (...states: TrainingStanding['state'][]) =>
    standings.filter(({ state }) => states.includes(state)).length;
  const tally = {
    expected: standings.length,
    inDate: count('in-date'),
    dueSoon: count('due-soon'),
    overdue: count('overdue'),
    none: count('none'),
  };
  const words = trainingWords(tally);
  return [
    plain(name, { bold: true, apart: true }),
    picture(
      sharePicture(
        [
          { value: tally.inDate, colour: '#2d8a52' },
          { value: tally.dueSoon, colour: '#c29300' },
          { value: tally.overdue, colour: '#d13f4f' },
        ],
        tally.expected,
        24,
      ),
      `${name}: ${words}`,
    ),
    plain(words, { small: true }),
  ];
}

const ON_A_PAGE = 30;
/** The person who needs it most comes first. */
const ORDER: readonly TrainingStanding['state'][] = ['overdue', 'none', 'due-soon', 'in-date'];
const worst = ({ standings }: Trained): number =>
  Math.min(ORDER.length, ...standings.map(({ state }) => ORDER.indexOf(state)));
const isDue = ({ standings }: Trained): boolean =>
  lacksTraining(standings) || standings.some(({ state }) => state === 'due-soon');

/** Names, for HR alone. */
export function trainingListCard({ school, people }: TrainingView, which: 'due' | 'all', page: number): Card {
  const shown = which === 'all' ? people : people.filter(isDue).toSorted((left, right) => worst(left) - worst(right));
  const last = Math.max(0, Math.ceil(shown.length / ON_A_PAGE) - 1);
  const at = Math.min(page, last);
  const data = { school: school.id, which };
  const lines = ({ standings }: Trained): string =>
    standings
      .filter(({ state }) => which === 'all' || state !== 'in-date')
      .map(standingWords)
      .join('\n');
  return card(
    heading(which === 'all' ? `Everyone: ${shown.length}` : `Due now or soon: ${shown.length}`, { small: true }),
    shown.length === 0
      ? 'Nobody.'
      : table(
          ['Name', 'Training'],
          shown
            .slice(at * ON_A_PAGE, (at + 1) * ON_A_PAGE)
            .map((person) => [[person.name, person.role].filter((part) => part !== '').join('\n'), lines(person)]),
        ),
    last > 0
      ? actions([
          at < last ? submitDialog('Next page', TRAINING_LIST, { ...data, page: at + 1 }) : undefined,
          at > 0 ? submitDialog('Previous page', TRAINING_LIST, { ...data, page: at - 1 }) : undefined,
        ])
      : undefined,
  );
}

const FOUND = 8;

/** People are found by name. */
export function findTrainedCard(school: SchoolId, name: string, found: readonly Trained[], said?: Said): Card {
  return card(
    saidPart(said),
    input.text('name', 'Part of the name', { maxLength: 100, value: name }),
    actions([submitDialog('Find', TRAINING_FIND, { school }, { primary: true })]),
    name !== '' && found.length === 0 ? 'Nobody with that name is on the staff list.' : undefined,
    ...found
      .slice(0, FOUND)
      .map(({ trainee, name: whose, role, standings }) =>
        section(
          { apart: true },
          plain([whose, role].filter((part) => part !== '').join(', '), { bold: true }),
          ...standings.map((standing) => plain(standingWords(standing), { small: true })),
          actions([submitDialog('Enter a date', TRAINING_DATE, { school, trainee }, { withInputs: false })]),
        ),
      ),
    found.length > FOUND ? text(`and ${found.length - FOUND} more: type more of the name`) : undefined,
  );
}

/** What was done, or why it was not. */
export interface Said {
  readonly words: string;
  readonly isDone: boolean;
}
const saidPart = (said: Said | undefined): Element | undefined =>
  said && section({ style: said.isDone ? 'good' : 'attention' }, plain(said.words, { bold: true }));

/** One date of one person. */
export function trainingDateCard(school: School, person: Trained, said?: Said): Card {
  const data = { school: school.id, trainee: person.trainee };
  return card(
    saidPart(said),
    plain([person.name, person.role].filter((part) => part !== '').join(', '), { bold: true }),
    ...person.standings.map((standing) => plain(standingWords(standing), { small: true })),
    input.choice('kind', 'Which training?', {
      required: true,
      value: trainingKinds(school)[0]?.id ?? '',
      choices: trainingKinds(school).map(({ id, name }) => ({ title: name, value: id })),
    }),
    input.date('done', 'When did they last do it?'),
    actions([
      submitDialog('Save', TRAINING_SAVE, data, { primary: true }),
      submitDialog('Remove the date', TRAINING_REMOVE, data),
      submitDialog('Someone else', TRAINING_FIND, { school: school.id }, { withInputs: false }),
    ]),
  );
}

const MOST_PROBLEMS = 15;

/** What happened to a file. Lines are told by their number, and nothing of what is in them. */
export function importedCard(imported: Exclude<Imported, { kind: 'not-allowed' | 'another-list' }>): Card {
  switch (imported.kind) {
    case 'imported':
      return card(
        heading('The training dates are entered'),
        facts([
          ['People', String(imported.people)],
          ['Dates saved', String(imported.dates)],
          imported.older > 0 ? ['Not changed', `${imported.older}, because a later date is known`] : undefined,
        ]),
        'I have saved the dates but not the file. Please delete the file from this chat’s OneDrive folder.',
      );
    case 'no-list':
      return card(heading('Nothing has changed'), plain(problemWording(imported.problem)));
    case 'not-read':
      return card(
        heading('Nothing has changed'),
        'Please correct these lines, and send the whole file again.',
        ...imported.problems.slice(0, MOST_PROBLEMS).map(({ line, what }) => plain(`Line ${line}: ${what}.`)),
        imported.problems.length > MOST_PROBLEMS
          ? plain(`and ${imported.problems.length - MOST_PROBLEMS} more lines`)
          : undefined,
      );
    default:
      return imported satisfies never;
  }
}

/** Someone's own training, in their own chat. */
export const ownTrainingCard = (standings: readonly TrainingStanding[]): Card =>
  card(
    heading('Your training'),
    ...ownRows(standings.map(ownRow)),
    text('HR enters these dates. If a date is wrong or missing, tell HR. Only you and HR see them.', {
      small: true,
      subtle: true,
    }),
  );

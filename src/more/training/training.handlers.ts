import { z } from 'zod/v4';
import { problemWording } from '../../acknowledge/wording.ts';
import type { SchoolId, UserId } from '../../kernel/ids.ts';
import type { IsoDay } from '../../kernel/time.ts';
import type { Card, Outgoing } from '../../platform/teams/card.ts';
import { action, form, id, nameText, someDay } from '../../platform/teams/entrances.ts';
import type { Routes } from '../../platform/teams/routes.ts';
import {
  type ActionAnswer,
  type DialogAnswer,
  dialog,
  type MessageTurn,
  message,
  type Turn,
} from '../../platform/teams/turn.ts';
import type { School } from '../../school/school.ts';
import {
  findTrainedCard,
  ownTrainingCard,
  type Said,
  TRAINING_DATE,
  TRAINING_FIND,
  TRAINING_LIST,
  TRAINING_REMOVE,
  TRAINING_SAVE,
  trainingCard,
  trainingDateCard,
  trainingListCard,
} from './training.cards.ts';
import type { TraineeId } from './training.ts';
import { type Entered, TRAINING, type TrainingDesk, type TrainingView } from './training-desk.ts';

const ofSchool = z.object({ school: id<SchoolId>(40) });
const listing = ofSchool.extend({
  which: z.enum(['due', 'all']),
  page: z.coerce.number().int().min(0).max(10_000).default(0),
});
const finding = ofSchool.extend({ name: nameText('Part of the name', 100) });
const ofTrainee = ofSchool.extend({ trainee: id<TraineeId>(120) });
const removing = ofTrainee.extend({ kind: id(31) });
const saving = removing.extend({ done: someDay('When did they last do it?') });

const NO_DATE = 'Please choose a training and a date.';
const NOT_HR = 'Training dates are entered by HR. For your own, type “my training”.';
const NONE_NAMED =
  'HR can see here who has had which training. The IT lead lists the training your school asks for in lanyard.yml, under acknowledgement.';
const NONE_ASKED = 'Your school does not record training here.';

export interface TrainingParts {
  readonly desk: TrainingDesk;
  schoolOf(user: UserId): Promise<School | undefined>;
}

const OF_HR: Outgoing = {
  text: 'The training dates of all staff are kept by HR. For your own, type “my training”.',
  whose: ['hr'],
};

/** Training beside signatures: HR's, and everyone's own. Whether someone may is asked at every click. */
export function registerTraining(routes: Routes, { desk, schoolOf }: TrainingParts): void {
  const showOwn = async (turn: Turn): Promise<void> => {
    const { userId } = turn.sender;
    const school = await schoolOf(userId);
    const standings = school ? await desk.ownTraining(school, userId) : [];
    await turn.replyPrivately(
      standings.length === 0 ? { text: NONE_ASKED } : { card: ownTrainingCard(standings), summary: 'Your training' },
    );
  };
  const ofSchools = async (by: UserId): Promise<ActionAnswer | undefined> => {
    const schools = desk.trainingSchools(by);
    if (schools.length === 0) return undefined;
    const seen = await Promise.all(schools.map(({ id: school }) => desk.training(by, school)));
    const lost = seen.find((one) => one.kind === 'no-list');
    if (lost) return message(problemWording(lost.problem));
    return { kind: 'card', card: trainingCard(seen.filter((one) => one.kind === 'training')) };
  };
  routes.command(['my training'], showOwn);
  const showAll = async (turn: MessageTurn, others: () => Promise<void>): Promise<void> => {
    const all = await ofSchools(turn.sender.userId);
    if (all === undefined) return others();
    await turn.replyPrivately(all.kind === 'card' ? { card: all.card, summary: 'Training' } : { text: all.text });
  };
  routes.command(['training', 'training dates'], (turn) => showAll(turn, () => showOwn(turn)));
  routes.command(['training records', 'staff training', 'who has done their training'], (turn) =>
    showAll(turn, async () => void (await turn.replyPrivately(OF_HR))),
  );
  const show = action(z.object({}), async (_data, { sender }) => {
    return (await ofSchools(sender.userId)) ?? message(NONE_NAMED);
  });
  routes.action(TRAINING, show);

  registerDesk(routes, desk);
}

/** HR's lists and forms. */
function registerDesk(routes: Routes, desk: TrainingDesk): void {
  /** The school's training for HR, drawn; or why not. */
  const shown = async (
    by: UserId,
    school: SchoolId,
    title: string,
    draw: (view: TrainingView) => Card | undefined,
  ): Promise<DialogAnswer> => {
    const seen = await desk.training(by, school);
    if (seen.kind === 'not-allowed') return message(NOT_HR);
    if (seen.kind === 'no-list') return message(problemWording(seen.problem));
    const card = draw(seen);
    return card ? dialog(title, card, 'large') : message('They are no longer on the staff list.');
  };

  const list = form(listing, ({ school, which, page }, { sender }) =>
    shown(sender.userId, school, 'Training', (view) => trainingListCard(view, which, page)),
  );
  routes.dialog(TRAINING_LIST, list);
  routes.submit(TRAINING_LIST, list);

  const find = (by: UserId, school: SchoolId, name: string) =>
    shown(by, school, 'Enter a date', ({ people }) => {
      const wanted = name.toLocaleLowerCase('en-GB');
      const found = people.filter((person) => person.name.toLocaleLowerCase('en-GB').includes(wanted));
      return findTrainedCard(school, name, wanted === '' ? [] : found);
    });
  const begin = form(ofSchool, ({ school }, { sender }) => find(sender.userId, school, ''));
  routes.dialog(TRAINING_FIND, begin);
  const look = form(finding, ({ school, name }, { sender }) => find(sender.userId, school, name.words));
  routes.submit(TRAINING_FIND, look);

  const one = (by: UserId, school: SchoolId, trainee: TraineeId, said?: Said) =>
    shown(by, school, 'Enter a date', (view) => {
      const person = view.people.find((each) => each.trainee === trainee);
      return person && trainingDateCard(view.school, person, said);
    });
  const open = form(ofTrainee, ({ school, trainee }, { sender }) => one(sender.userId, school, trainee));
  routes.submit(TRAINING_DATE, open);

  const enter = async (
    by: UserId,
    { school, trainee, kind }: { readonly school: SchoolId; readonly trainee: TraineeId; readonly kind: string },
    doneOn: IsoDay | undefined,
  ): Promise<DialogAnswer> => {
    const entered = await desk.enterTraining(by, school, { trainee, kind, doneOn });
    return entered.kind === 'not-allowed' ? message(NOT_HR) : one(by, school, trainee, saidOf(entered));
  };
  const save = form(
    saving,
    // Without a date nothing is taken away: for that there is a button of its own.
    async ({ done, ...which }, { sender }) => (done ? enter(sender.userId, which, done) : message(NO_DATE)),
    NO_DATE,
  );
  routes.submit(TRAINING_SAVE, save);
  const remove = form(removing, (which, { sender }) => enter(sender.userId, which, undefined));
  routes.submit(TRAINING_REMOVE, remove);
}

function saidOf(entered: Exclude<Entered, { kind: 'not-allowed' }>): Said {
  switch (entered.kind) {
    case 'entered':
      return { words: `The date for ${entered.name} is saved.`, isDone: true };
    case 'removed':
      return { words: `There is no date for ${entered.name} any more.`, isDone: true };
    case 'wrong':
      return { words: entered.what, isDone: false };
    default:
      return entered satisfies never;
  }
}

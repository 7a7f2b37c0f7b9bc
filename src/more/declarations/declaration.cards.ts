import { dayOf, formatDay } from '../../kernel/time.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  execute,
  heading,
  openDialog,
  plain,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import { DECLARE_DIALOG } from '../../platform/teams/dialogs.ts';
import { input } from '../../platform/teams/input.ts';
import { everyHolder, holders, type School } from '../../school/school.ts';
import type { Declaration, DeclarationId, Tie, Whom } from './declaration.ts';
import type { OwnDeclarations } from './declarations.ts';

export const DECLARATION = {
  open: DECLARE_DIALOG,
  declare: 'declaration.declare',
  stillSo: 'declaration.still-so',
  end: 'declaration.end',
  advised: 'declaration.advised',
  list: 'declaration.list',
  listPage: 'declaration.list-page',
  endFor: 'declaration.end-for',
} as const;

/** A name or two, and how one is related. */
export const MOST_WORDS = 300;

export const TIE_WORDING: Readonly<Record<Tie, string>> = {
  related: 'related to',
  friends: 'friends with',
  unsaid: 'related to, or friends with,',
};
const WHOM_WORDING: Readonly<Record<Whom, string>> = {
  pupil: 'a pupil',
  parent: 'a parent',
  unsaid: 'a pupil or parent',
};

/** "Related to a pupil". */
export const declarationWording = ({ tie, whom }: Pick<Declaration, 'tie' | 'whom'>): string => {
  const words = `${TIE_WORDING[tie]} ${WHOM_WORDING[whom]}`;
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** In the chat, for anyone who types it: nothing is asked where others may read along. */
export const invitationCard = (): Card =>
  card(
    heading('Declare a relationship'),
    'For anyone who is related to, or already friends with, a pupil or a parent of the school.',
    actions([openDialog('Declare', DECLARATION.open, {}, { primary: true })]),
  );

/** Someone's own page: what they declared, and the form for another. `said` is what happened to the last press. */
export const ownCard = (
  school: School,
  { declarations, adviser }: OwnDeclarations,
  id: DeclarationId,
  said?: string,
): Card =>
  card(
    said === undefined ? undefined : section({ style: 'good' }, plain(said, { bold: true })),
    ...declarations.map((one) => ownPart(school, one)),
    heading(declarations.length === 0 ? 'What would you like to declare?' : 'Declare another', { small: true }),
    input.choice('tie', 'You are', {
      expanded: true,
      required: true,
      choices: [
        { title: 'Related to them', value: 'related' },
        { title: 'Already friends with them', value: 'friends' },
      ],
    }),
    input.choice('whom', 'They are', {
      expanded: true,
      required: true,
      choices: [
        { title: 'A pupil', value: 'pupil' },
        { title: 'A parent or carer', value: 'parent' },
      ],
    }),
    input.text('words', 'Who is it? (you may leave this empty and say it in person)', {
      maxLength: MOST_WORDS,
      placeholder: 'My nephew, in year 8',
    }),
    text(
      `Only ${seers(school)} see this. ${adviser ?? 'HR'} will speak with you about what it means. It does not count against anyone, and no report is treated differently because of it.`,
      { subtle: true, small: true },
    ),
    actions([submitDialog('Declare', DECLARATION.declare, { id }, { primary: true })]),
  );

/** Who sees a declaration. In a small school the headteacher may take reports as well, and then that is said before anything is declared. */
function seers(school: School): string {
  const heads = holders(school, 'headteacher').map(({ id }) => id);
  const takesReports = (['dsl', 'deputy-dsl'] as const).find((role) =>
    holders(school, role).some(({ id }) => heads.includes(id)),
  );
  if (takesReports === undefined) return 'HR and the headteacher';
  return `HR and the headteacher, who is also ${takesReports === 'dsl' ? 'the DSL' : 'a deputy DSL'},`;
}

const ownPart = (school: School, one: Declaration): Element =>
  section(
    { style: 'emphasis', apart: true },
    plain(declarationWording(one), { bold: true }),
    one.words === '' ? undefined : plain(one.words),
    plain(standingOf(school, one, 'you'), { subtle: true, small: true }),
    one.endedAt
      ? undefined
      : actions([
          submitDialog('Still true', DECLARATION.stillSo, { declaration: one.id }, { withInputs: false }),
          submitDialog('It has ended', DECLARATION.end, { declaration: one.id }, { withInputs: false }),
        ]),
  );

/** @param reader `you`: its declarer reads it */
function standingOf(
  school: School,
  { at, advisedAt, advisedBy, confirmedAt, endedAt, method }: Declaration,
  reader: 'you' | 'them' = 'them',
): string {
  const declared = `Declared on ${formatDay(dayOf(at))}${method === 'link' ? ' by link' : ''}.`;
  const advised = advisedAt
    ? `Talked through, as ${nameIn(school, advisedBy)} noted on ${formatDay(dayOf(advisedAt))}.`
    : `Nobody has talked it through with ${reader} yet.`;
  const still = confirmedAt > at ? `Still true on ${formatDay(dayOf(confirmedAt))}.` : '';
  const ended = endedAt ? `Ended on ${formatDay(dayOf(endedAt))}.` : '';
  return [declared, advised, still, ended].filter(Boolean).join(' ');
}

const nameIn = (school: School, user: Declaration['advisedBy']): string =>
  everyHolder(school).find(({ id }) => id === user)?.name ?? 'The adviser';

/** To the adviser. Who it is about is for the two of them to talk about. */
export const adviseCard = (school: School, declaration: Declaration): Card =>
  card(
    heading('Please speak with a colleague'),
    plain(`${declaration.name}, ${school.name}`, { bold: true }),
    'They declared that they are related to, or already friends with, a pupil or parent. Please talk through two things: how working here changes that relationship, and what the school’s policy says about contact online. Do not ask them to write it down anywhere.',
    actions([execute('We have talked', DECLARATION.advised, { declaration: declaration.id }, { primary: true })]),
    text('Their declaration is confidential. It is not a concern about them.', { subtle: true, small: true }),
  );

export const advisedCard = (name: string): Card =>
  card(
    plain(`✓ Noted: you have talked with ${name}.`, { bold: true }),
    text('You don’t need to do anything more here.', { subtle: true }),
  );

/** To HR: none of it stands in the chat. */
export const newCard = (school: School): Card =>
  card(
    heading('A new declaration'),
    plain(`Someone at ${school.name} has declared a relationship with a pupil or parent.`),
    actions([openDialog('Open the list', DECLARATION.list, { school: school.id }, { primary: true })]),
  );

/** To the declarer, a year later: nothing of whom it is about. */
export const stillSoCard = ({ id, tie, whom, confirmedAt }: Declaration): Card =>
  card(
    heading('Is this still true?'),
    plain(`On ${formatDay(dayOf(confirmedAt))} you said: ${TIE_WORDING[tie]} ${WHOM_WORDING[whom]} of the school.`),
    actions([
      execute('Yes, still true', DECLARATION.stillSo, { declaration: id }, { primary: true }),
      execute('It has ended', DECLARATION.end, { declaration: id }),
      openDialog('My declarations', DECLARATION.open),
    ]),
    text('Only HR and the headteacher see your answer.', { subtle: true, small: true }),
  );

export const answeredCard = (said: string): Card =>
  card(plain(said, { bold: true }), actions([openDialog('My declarations', DECLARATION.open)]));

/** For HR and the headteacher, in the chat: which school's list. */
export const listsCard = (schools: readonly School[]): Card =>
  card(
    heading('Declarations of staff'),
    'Relationships with pupils and parents that staff have declared. Each time you open a list, it is recorded.',
    actions(
      schools.map((school) =>
        openDialog(schools.length > 1 ? school.name : 'Open the list', DECLARATION.list, { school: school.id }),
      ),
    ),
  );

/** One declaration of the list. */
export const listed = (school: School, one: Declaration): Element =>
  section(
    { apart: true },
    plain(one.name, { bold: true }),
    plain(declarationWording(one)),
    one.words === '' ? undefined : plain(one.words),
    plain(standingOf(school, one), { subtle: true, small: true }),
    one.endedAt
      ? undefined
      : actions([
          one.advisedAt
            ? undefined
            : submitDialog('We have talked', DECLARATION.advised, { declaration: one.id, school: school.id }),
          submitDialog('It has ended', DECLARATION.endFor, { declaration: one.id, school: school.id }),
        ]),
  );

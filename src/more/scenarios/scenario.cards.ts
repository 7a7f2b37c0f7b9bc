import type { PolicyText } from '../../acknowledge/text/policy-text.ts';
import type { SchoolId } from '../../kernel/ids.ts';
import { formatDay, formatInstant, type IsoDay } from '../../kernel/time.ts';
import {
  actions,
  band,
  type Card,
  card,
  type Element,
  execute,
  heading,
  openDialog,
  plain,
  quote,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import { fewWords } from '../../school/merged-figures.ts';
import { shortened } from '../quiz/quiz.cards.ts';
import type { QuizDesk } from '../quiz/write-quiz.ts';
import type { Scenario, ScenarioProposal, ScenarioQuestion } from './scenario.ts';
import type { QuietPerson, ScenarioView } from './scenario-desk.ts';

export const ANSWER = 'scenario.answer';
export const DECLINE = 'scenario.decline';
export const CHOOSE = 'scenario.choose';
export const USE = 'scenario.use';
export const WRITE = 'scenario.write';
export const WRITE_ABOUT = 'scenario.write-about';
export const SAVE = 'scenario.save';
export const LEAVE_OUT = 'scenario.leave-out';
export const SWITCH = 'scenario.switch';
export const AWAY = 'scenario.away';
export const MARK_AWAY = 'scenario.mark-away';

/** So much of the section is on a card that people read on a phone. */
const PASSAGE_CHARACTERS = 1_200;

const LETTERS = ['A', 'B', 'C', 'D'];
const letter = (at: number): string => LETTERS[at] ?? String(at + 1);

const placeOf = ({ school, halfTerm }: Scenario) => ({ school, halfTerm });

/** The policy as it was when the question went out. */
const policyWords = ({ title, version, date }: ScenarioQuestion): string =>
  [title, version ? `version ${version}` : undefined, !version && date ? `of ${date}` : undefined]
    .filter((part) => part !== undefined)
    .join(', ');

const NOBODY_SEES =
  'Nobody sees what you answer, and it is not kept. HR sees only how many people answered. It makes no difference to what you have signed.';

/** The question, to someone who has signed the policy. */
export const scenarioCard = (scenario: Scenario): Card => {
  const { question } = scenario;
  return card(
    heading('A short question for this half-term', { small: true }),
    plain(`About the ${question.title}, which you have signed.`, { subtle: true, small: true }),
    plain(question.scenario, { bold: true, apart: true }),
    ...question.answers.map((answer, at) => plain(`${letter(at)}   ${answer}`)),
    actions(question.answers.map((_, at) => execute(letter(at), ANSWER, { ...placeOf(scenario), answer: at }))),
    text(NOBODY_SEES, { small: true, subtle: true }),
    declineButton(scenario),
  );
};

export const scenarioSummary = ({ question }: Scenario): string => `A short question about the ${question.title}`;

const declineButton = (scenario: Scenario): Element =>
  actions([execute('No more this school year', DECLINE, { ...placeOf(scenario), none: true })]);

/** What the policy says, after an answer. */
export const answeredCard = (scenario: Scenario, isRight: boolean): Card => {
  const { question } = scenario;
  const right = question.answers[question.right] ?? '';
  return card(
    heading('A short question for this half-term', { small: true }),
    plain(question.scenario, { bold: true }),
    band({
      sign: isRight ? '✓' : '○',
      style: isRight ? 'good' : 'warning',
      title: isRight ? 'That’s right.' : 'Not quite.',
      items: [plain(`${letter(question.right)}   ${right}`)],
    }),
    text('This is what the policy says:', { apart: true }),
    plain(`${policyWords(question)}, ${question.section}`, { bold: true, small: true }),
    quote(shortened(question.paragraphs, PASSAGE_CHARACTERS)),
    text(NOBODY_SEES, { small: true, subtle: true }),
    declineButton(scenario),
  );
};

/** No more for the year; one press takes it back. */
export const declinedCard = (scenario: Scenario, until: IsoDay): Card =>
  card(
    heading('You won’t get any more of these', { small: true }),
    text(`You won’t get a half-term question until after ${formatDay(until)}. Nobody is told.`),
    actions([execute('Start sending them again', DECLINE, { ...placeOf(scenario), none: false })]),
  );

/** To HR, before it goes out. */
export const proposalCard = ({ scenario, school, halfTerm, people }: ScenarioProposal): Card =>
  card(
    heading('The question for this half-term'),
    plain(`${school}, ${halfTerm}`, { subtle: true }),
    text(
      `On **${formatInstant(scenario.sendAt)}** it goes to everyone who has signed the policy: ${peopleWords(people)} now. You don’t need to do anything.`,
    ),
    ...questionParts(scenario.question),
    deskButtons(scenario.school, false, scenario.state),
    text(WHAT, { small: true, subtle: true }),
  );

export const proposalSummary = 'The question for this half-term';

const WHAT =
  'People choose an answer, then read what the policy says. Answers are not kept, or shown to anyone. It never counts towards a signature. People who are away don’t get one.';

const peopleWords = (count: number): string => (count === 1 ? '1 person' : `${count} people`);

function questionParts(question: ScenarioQuestion): Element[] {
  return [
    section(
      { style: 'emphasis', apart: true },
      plain(question.scenario, { bold: true }),
      ...question.answers.map((answer, at) => plain(`${at === question.right ? '✓' : '–'}  ${answer}`)),
      plain(`${policyWords(question)}, ${question.section}`, { small: true, subtle: true }),
    ),
  ];
}

/** @param state of this half-term's, where there is one */
function deskButtons(school: SchoolId, isOff: boolean, state: Scenario['state'] | undefined): Element {
  if (isOff) return actions([execute('Switch on', SWITCH, { school, off: false }, { primary: true })]);
  const isOut = state === 'sending' || state === 'sent';
  return actions([
    isOut ? undefined : openDialog(state === 'proposed' ? 'Choose another' : 'Choose one', CHOOSE, { school }),
    isOut ? undefined : openDialog('Write one', WRITE, { school }),
    state === 'proposed' ? execute('None this half-term', LEAVE_OUT, { school }) : undefined,
    openDialog('Someone is away', AWAY, { school }),
    execute('Switch off', SWITCH, { school, off: true }),
  ]);
}

/** Where it stands at each school that HR runs. */
export const scenarioDesk = (views: readonly ScenarioView[]): Card =>
  card(
    heading('The half-term question'),
    ...views.flatMap((view) => [
      views.length > 1 ? plain(view.school.name, { bold: true, apart: true }) : undefined,
      ...standingParts(view),
      ...lastParts(view),
      deskButtons(view.school.id, view.isOff, view.scenario?.state),
    ]),
    text(WHAT, { small: true, subtle: true }),
  );

function standingParts({ isOff, halfTerm, scenario, people }: ScenarioView): Element[] {
  if (isOff) return [text('Switched off: nobody gets a question.')];
  if (!halfTerm) return [text('I don’t have the dates of the next term. The IT lead adds term dates to lanyard.yml.')];
  if (!scenario)
    return [
      plain(halfTerm.name, { bold: true }),
      text(
        'None is planned. Either there is no question yet about a policy that people have signed, or it is too late in the half-term. The policy owner can write questions under **policies**, or you can write one here.',
      ),
    ];
  const words = {
    proposed: `Goes out on **${formatInstant(scenario.sendAt)}** to everyone who has signed the policy: ${peopleWords(people)} now.`,
    'left-out': 'None goes out this half-term.',
    sending: 'It is going out now.',
    sent: `Went out on **${formatInstant(scenario.sendAt)}**.`,
  }[scenario.state];
  return [
    plain(halfTerm.name, { bold: true }),
    text(words),
    ...(scenario.state === 'left-out' ? [] : questionParts(scenario.question)),
  ];
}

/** How many answered, and nothing that would tell of anyone. */
function lastParts({ last }: ScenarioView): Element[] {
  if (!last) return [];
  const { total, groups } = last.figures;
  const cells = total === undefined ? [] : [total, ...groups];
  return [
    text('Who answered', { bold: true, apart: true }),
    plain(last.halfTerm, { small: true, subtle: true }),
    ...(total === undefined
      ? [text(fewWords(last.figures))]
      : cells.map(({ name, expected: of, acknowledged }) => plain(`${name}: ${acknowledged} of ${of}`))),
  ];
}

const SHOWN = 12;

/** Every question that could be asked. */
export const chooseCard = (school: SchoolId, bank: readonly ScenarioQuestion[]): Card =>
  card(
    bank.length === 0
      ? 'The policy owner has not written a question yet. They can do so under **policies**, then **Questions for staff**. You can also write one yourself.'
      : 'Questions written by the policy owners.',
    ...bank
      .slice(0, SHOWN)
      .flatMap((question) => [
        ...questionParts(question),
        actions([submitDialog('Use this one', USE, { school, question: question.id })]),
      ]),
    bank.length > SHOWN ? text(`and ${bank.length - SHOWN} more`, { small: true, subtle: true }) : undefined,
  );

/** Which policy to write about. */
export const writeCard = (school: SchoolId, policies: readonly Pick<PolicyText, 'policyId' | 'title'>[]): Card =>
  card(
    input.choice('policy', 'Which policy is it about?', {
      required: true,
      value: policies[0]?.policyId ?? '',
      choices: policies.map(({ policyId, title }) => ({ title, value: policyId })),
    }),
    actions([submitDialog('Continue', WRITE_ABOUT, { school }, { primary: true })]),
  );

/** The words of the section that is proposed, above the form for it. */
export function proposedSection(
  policy: PolicyText,
  sections: QuizDesk['sections'],
  proposed: string | undefined,
): Element | undefined {
  const part = policy.parts.find(({ id }) => id === proposed);
  const label = sections.find(({ id }) => id === proposed)?.label;
  if (!part || label === undefined) return undefined;
  return section(
    {},
    text(
      'This section has rules that staff may need to use. Write a situation about it, or choose another section below.',
      {
        small: true,
      },
    ),
    plain(label, { bold: true, small: true }),
    quote(part.paragraphs.slice(0, 6).join('\n')),
  );
}

/** Someone is found by name. */
export const awayCard = (school: SchoolId, name: string, found: readonly QuietPerson[], said?: string): Card =>
  card(
    said === undefined ? undefined : section({ style: 'good' }, plain(said, { bold: true })),
    'People who are away don’t get the question. People who are paused in a campaign are left out already.',
    input.text('name', 'Part of the name', { maxLength: 100, value: name }),
    actions([submitDialog('Find', AWAY, { school }, { primary: true })]),
    name !== '' && found.length === 0 ? 'Nobody with that name is in a campaign that is running.' : undefined,
    ...found.slice(0, SHOWN).map(({ user, name: whose, role, isAway }) =>
      section(
        { apart: true },
        plain([whose, role].filter((part) => part !== '').join(', '), { bold: true }),
        actions([
          submitDialog(
            isAway ? 'Is back' : 'Is away',
            MARK_AWAY,
            { school, user, away: !isAway },
            {
              withInputs: false,
            },
          ),
        ]),
      ),
    ),
  );

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
  text,
} from '../../platform/teams/card.ts';
import type { Turn } from '../../platform/teams/turn.ts';
import type { Acknowledgements } from '../acknowledgements.ts';
import { asksDifferently } from '../audience/wanted.ts';
import { REMIND } from '../by-hand/by-hand.cards.ts';
import type { ListView } from '../register/missing-list.ts';
import { numbersOf, outstandingOf } from '../register/numbers.ts';
import type { Person } from '../register/person.ts';
import { namedIn } from '../said/of-person.ts';
import type { SchoolTelling } from '../telling/telling.ts';
import { policiesOf } from '../text/as-asked.ts';
import { STATE_WORDING } from '../wording.ts';
import { FIND, OPEN, PEOPLE, people } from './buttons.ts';
import type { Campaign } from './campaign.ts';

interface Register {
  readonly campaign: Campaign;
  readonly people: readonly Person[];
}

/** Names shown of each campaign; the register has everyone. */
const NAMES = 25;
const SOURCE = 'From the register of acknowledgements, as of now.';

/** "Who hasn't signed": for those who run campaigns. Anyone else's registers are empty. */
export async function showMissing(
  acknowledgements: Pick<Acknowledgements, 'registers' | 'tellingOf'>,
  turn: Turn,
): Promise<void> {
  const { userId } = turn.sender;
  const [registers, telling] = await Promise.all([
    acknowledgements.registers(userId),
    acknowledgements.tellingOf(userId),
  ]);
  await turn.replyPrivately({ card: missingCard(registers, telling), summary: 'Who has not answered' });
}

/** "Who is on maternity leave": who is paused, for those who run campaigns; why is held nowhere, and anyone else hears who would know. */
export async function showAway(
  acknowledgements: Pick<Acknowledgements, 'registers'>,
  turn: Turn,
  office: string,
): Promise<void> {
  const registers = await acknowledgements.registers(turn.sender.userId);
  await turn.replyPrivately({ card: awayCard(registers, office), summary: 'Who is away' });
}

export function awayCard(registers: readonly Register[], office: string): Card {
  const open = registers.filter((register) => !isOver(register));
  const paused = open.flatMap(({ people: all }) => all.filter(({ state }) => state === 'paused'));
  const names = [...new Map(paused.map(({ id, name }) => [id, name])).values()];
  return card(
    heading('I don’t hold why anyone is away'),
    open.length === 0
      ? plain(`Nor who is in today. The school office would know: ${office}.`)
      : text(
          names.length === 0
            ? 'Nobody is paused in a campaign.'
            : `**${people(names.length)}** ${names.length === 1 ? 'is' : 'are'} paused, and nothing is sent to them:`,
        ),
    ...names.slice(0, NAMES).map((name) => plain(`•  ${name}`)),
    names.length > NAMES ? text(`and ${people(names.length - NAMES)} more`) : undefined,
    actions(
      open
        .slice(0, 3)
        .map(({ campaign }) => openDialog(`Update a person: ${campaign.title}`, FIND, { campaign: campaign.id })),
    ),
    open.length === 0
      ? undefined
      : plain(`${SOURCE} Only people who run campaigns see names.`, { subtle: true, small: true }),
  );
}

/** "Has Priya signed": the people of that name. @param name in small letters, as it was written; undefined when none was */
export async function showPerson(
  acknowledgements: Pick<Acknowledgements, 'registers'>,
  turn: Turn,
  name: string | undefined,
): Promise<void> {
  const registers = await acknowledgements.registers(turn.sender.userId);
  await turn.replyPrivately({ card: personCard(registers, name), summary: 'Whether someone has answered' });
}

/**
 * The same for a line manager, of their own people: what comes to them on reminder days too, and not why anyone has not answered.
 * @param name who they asked about; `undefined` for all of theirs
 * @returns false for someone who manages nobody; nothing was said then
 */
export async function showOwnPeople(
  acknowledgements: Pick<Acknowledgements, 'ownLists'>,
  turn: Turn,
  name: string | undefined,
): Promise<boolean> {
  const lists = await acknowledgements.ownLists(turn.sender.userId);
  if (!lists) return false;
  await turn.replyPrivately({ card: ownPeopleCard(lists, name), summary: 'Your people’s acknowledgements' });
  return true;
}

export function ownPeopleCard(lists: readonly ListView[], name: string | undefined): Card {
  const shown = lists
    .map(({ title, people: all }) => ({ title, all: name === undefined ? all : calledIn(name, all).people }))
    .filter(({ all }) => name === undefined || all.length > 0);
  return card(
    heading(ownHeading(lists, shown, name)),
    ...shown.map(({ title, all }) =>
      section(
        { apart: true },
        plain(title, { bold: true }),
        ...(all.length === 0 ? [plain('Nobody of yours has still to answer.')] : []),
        ...all.slice(0, NAMES).map((one) => plain(`•  ${one.name}: not yet, due ${formatDay(one.dueDay)}`)),
        all.length > NAMES ? text(`and ${people(all.length - NAMES)} more`) : undefined,
      ),
    ),
    name !== undefined && shown.length === 0 && lists.length > 0
      ? 'They may have answered, be away, or not be one of your people. HR keeps the register.'
      : undefined,
    plain(
      'From the register of acknowledgements, for the people you line-manage in the school’s directory. It gives no reasons, and leaves out people who are away or have a question.',
      { subtle: true, small: true },
    ),
  );
}

function ownHeading(lists: readonly ListView[], shown: readonly unknown[], name: string | undefined): string {
  if (lists.length === 0) return 'There is nothing to acknowledge just now';
  if (name === undefined) return 'Your people who have not answered';
  return shown.length === 0 ? 'Nobody with that name is on your list' : 'Not yet';
}

/** @param telling whether line managers are told, at each school whose campaigns the reader runs */
export function missingCard(registers: readonly Register[], telling: readonly Pick<SchoolTelling, 'isOn'>[]): Card {
  return card(
    heading(registers.some(isOver) || registers.length === 0 ? 'No campaign is running' : 'Who has not answered'),
    ...registers.map(({ campaign, people: all }) => {
      const missing = outstandingOf(all).acknowledgement;
      return section(
        { apart: true },
        plain(titleOf(campaign), { bold: true }),
        text(
          missing.length === 0
            ? 'Everyone has answered.'
            : `**${people(missing.length)}** of ${numbersOf(all).expected}, by ${formatDay(campaign.dueDay)}:`,
        ),
        ...missing
          .slice(0, NAMES)
          .map(({ name, state }) =>
            plain(`•  ${name}${state === 'asked' ? '' : ` (${STATE_WORDING[state].label.toLowerCase()})`}`),
          ),
        missing.length > NAMES ? text(`and ${people(missing.length - NAMES)} more`) : undefined,
        ...(asksDifferently(campaign.wanted, all) ? campaign.policies : []).map((policy) => {
          const { outstanding, expected } = numbersOf(all.filter((person) => policiesOf([policy], person).length > 0));
          return plain(`${policy.title}: ${outstanding} of ${expected} have not answered`, { small: true });
        }),
        actions([
          openDialog('The whole list', PEOPLE, { campaign: campaign.id, which: 'outstanding' }),
          missing.length > 0 && campaign.status === 'running'
            ? openDialog('Remind by hand', REMIND, { campaign: campaign.id })
            : undefined,
          execute('Open the campaign', OPEN, { campaign: campaign.id }),
        ]),
      );
    }),
    registers.length === 0 ? 'Write **campaigns** to start one.' : undefined,
    plain(`${SOURCE} ${whoSees(telling)}`, { subtle: true, small: true }),
  );
}

function whoSees(telling: readonly Pick<SchoolTelling, 'isOn'>[]): string {
  const on = telling.filter(({ isOn }) => isOn).length;
  if (on === 0)
    return 'Only people who run campaigns see names. Line managers are not told: write “tell managers” for how they can be.';
  const where = on < telling.length ? 'where they are told, ' : '';
  return `Only people who run campaigns see all names; ${where}line managers see those of their own people.`;
}

export function personCard(registers: readonly Register[], name: string | undefined): Card {
  // Nobody is searched for when there is nothing to search.
  if (registers.length === 0)
    return card(
      heading('There has been no campaign yet'),
      'So nobody has been asked to acknowledge a policy. Write **campaigns** to start one.',
      plain(SOURCE, { subtle: true, small: true }),
    );
  const called = calledIn(
    name ?? '',
    registers.flatMap(({ people: all }) => all),
  );
  const ids = new Set(called.people.map(({ id }) => id));
  const found = registers.flatMap(({ campaign, people: all }) =>
    all.filter(({ id }) => ids.has(id)).map((person) => ({ campaign, person })),
  );
  return card(
    heading(
      found.length === 0
        ? 'I can’t find anyone with that name'
        : called.isWhole
          ? 'Has it been acknowledged?'
          : 'Is it one of these?',
    ),
    ...found.slice(0, 10).map(answerRow),
    found.length > 10 ? 'There are more. Please type more of the name.' : undefined,
    found.length === 0 ? 'Nobody in the register has that name. Look here:' : undefined,
    found.length === 0
      ? actions(
          registers
            .slice(0, 3)
            .map(({ campaign }) => openDialog(`Find someone: ${campaign.title}`, FIND, { campaign: campaign.id })),
        )
      : undefined,
    plain(SOURCE, { subtle: true, small: true }),
  );
}

const TITLES: ReadonlySet<string> = new Set(['mr', 'mrs', 'ms', 'miss', 'dr', 'sir', 'madam', 'she', 'he', 'they']);

const nameWords = (name: string | undefined): readonly string[] =>
  (name ?? '').split(' ').filter((word) => !TITLES.has(word) && word !== '');

/** Every word that was written begins a part of the name. */
const isCalled = ({ name }: Pick<Person, 'name'>, words: readonly string[]): boolean => {
  const parts = name.toLowerCase().split(/[\s-]+/);
  return words.length > 0 && words.every((word) => parts.some((part) => part.startsWith(word)));
};

/** Who is meant by a name; where the words are more than a name, who is named in them. */
function calledIn<P extends Pick<Person, 'id' | 'name'>>(
  said: string,
  people: readonly P[],
): { readonly people: readonly P[]; readonly isWhole: boolean } {
  const words = nameWords(said);
  const called = people.filter((one) => isCalled(one, words));
  return called.length > 0 ? { people: called, isWhole: true } : namedIn(said, people);
}

const answerRow = ({ campaign, person }: { campaign: Campaign; person: Person }): Element =>
  section(
    { apart: true },
    plain(
      person.acknowledgedAt
        ? `✓ ${person.name}: yes, on ${formatDay(dayOf(person.acknowledgedAt))}`
        : `${person.name}: not yet (${STATE_WORDING[person.state].label.toLowerCase()}, due ${formatDay(person.dueDay)})`,
      { bold: true },
    ),
    plain(titleOf(campaign), { subtle: true }),
    actions([openDialog('Update a person', FIND, { campaign: campaign.id, person: person.id })]),
    person.askedFor
      ? plain(
          `To read: ${policiesOf(campaign.policies, person)
            .map(({ title }) => title)
            .join(', ')}`,
          { small: true },
        )
      : undefined,
  );

const isOver = ({ campaign }: Register): boolean => campaign.status === 'finished';
const titleOf = (campaign: Campaign): string =>
  campaign.status === 'finished' ? `${campaign.title}, as it ended` : campaign.title;

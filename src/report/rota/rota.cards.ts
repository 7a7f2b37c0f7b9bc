import type { UserId } from '../../kernel/ids.ts';
import { dayOf, formatInstant, formatTime } from '../../kernel/time.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  facts,
  heading,
  openDialog,
  plain,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import type { Notice } from '../notice.ts';
import { ROTA, ROTA_ENTER, ROTA_TAKE_OUT } from '../verbs.cards.ts';
import type { NotEntered, RotaView } from './cover.ts';
import type { Gap, Occasion, RotaEntry, When } from './rota.ts';

const OCCASION_WORDING: Readonly<Record<Occasion, string>> = {
  trip: 'A trip',
  'holiday-club': 'A holiday club',
  event: 'An event at school',
};

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** `Monday 23 November 2026, 10:31 to 11:31`; both days where they are two. */
export const between = (from: Date, until: Date): string =>
  dayOf(from) === dayOf(until)
    ? `${formatInstant(from)} to ${formatTime(until)}`
    : `${formatInstant(from)} to ${formatInstant(until)}`;

const whenWords = (when: When): string =>
  when.kind === 'once'
    ? between(when.from, when.until)
    : `Every ${WEEKDAYS[when.weekday - 1] ?? 'week'}, ${when.from} to ${when.until}`;

/** More lines than these are counted: a card has its limits, and the nearest come first. */
const MOST_LINES = 12;

const gapsSection = (gaps: readonly Gap[]): Element | undefined =>
  gaps.length === 0
    ? undefined
    : section(
        { style: 'warning' },
        heading('Nobody from the team is there', { small: true }),
        ...gaps.slice(0, MOST_LINES).map(({ from, until }) => plain(between(from, until))),
        gaps.length > MOST_LINES ? plain(`and ${gaps.length - MOST_LINES} times more`) : undefined,
        text(
          'An urgent report then goes to each of you in your own chat, and the headteacher is told about these hours a day before.',
          {
            subtle: true,
            small: true,
          },
        ),
      );

/** What is in the rota, with a button to take each thing out. */
function entriesOf({ entries, mayChange, team }: RotaView): readonly Element[] {
  if (entries.length === 0)
    return [text('Nothing has been entered. In school hours the whole team counts as on duty.')];
  const nameOf = (id: UserId): string =>
    team.find((holder) => holder.id === id)?.name ?? 'Someone who has left the team';
  const what = (entry: RotaEntry): string => {
    if (entry.kind === 'needed') return `${OCCASION_WORDING[entry.occasion]}: someone needs to be there`;
    return `${nameOf(entry.person)} ${entry.kind === 'away' ? 'is away' : 'is on duty'}`;
  };
  const shown = entries.slice(0, MOST_LINES);
  return [
    ...shown.map((entry) =>
      section(
        { apart: true },
        plain(what(entry), { bold: true }),
        plain(whenWords(entry.when)),
        mayChange
          ? actions([submitDialog('Remove', ROTA_TAKE_OUT, { entry: entry.id }, { withInputs: false })])
          : undefined,
      ),
    ),
    ...(entries.length > shown.length ? [plain(`and ${entries.length - shown.length} later ones`)] : []),
  ];
}

/** Who is there now, the hours without anyone, and what is entered; for the team itself with a form for more. */
export const rotaCard = (
  rota: RotaView,
  id: string,
  { why, isEntered = false }: { why?: NotEntered | 'unreadable'; isEntered?: boolean } = {},
): Card =>
  card(
    heading(`Rota of the DSL’s team, ${rota.school.name}`),
    why ? section({ style: 'attention' }, text(NOT_ENTERED[why], { bold: true })) : undefined,
    isEntered ? section({ style: 'good' }, text('Saved.', { bold: true })) : undefined,
    facts([['On duty now', rota.onDuty.length === 0 ? 'Nobody' : rota.onDuty.map(({ name }) => name).join(', ')]]),
    gapsSection(rota.gaps),
    ...entriesOf(rota),
    ...(rota.mayChange ? form(rota, id) : [text('The DSL and the deputies keep it up to date.', { subtle: true })]),
  );

const form = ({ team }: RotaView, id: string): readonly Element[] => [
  heading('Add an entry'),
  input.choice('what', 'What?', {
    choices: [
      { title: 'Away (no reason is asked)', value: 'away' },
      { title: 'On duty outside school hours', value: 'on' },
      ...Object.entries(OCCASION_WORDING).map(([value, title]) => ({
        title: `${title}: someone needs to be there`,
        value,
      })),
    ],
    value: 'away',
  }),
  input.choice('person', 'Who? (not for a trip, a club or an event)', {
    choices: team.map(({ id: value, name }) => ({ title: name, value })),
  }),
  input.date('fromDay', 'From which day?'),
  input.time('fromTime', 'From what time?', { value: '08:00' }),
  input.date('untilDay', 'Until which day? (leave empty for the same day)'),
  input.time('untilTime', 'Until what time?', { value: '17:00' }),
  input.toggle('weekly', 'Does it repeat?', { title: 'Every week on that day, as for part-time hours' }),
  actions([submitDialog('Enter', ROTA_ENTER, { id }, { primary: true })]),
];

const NOT_ENTERED: Readonly<Record<NotEntered | 'unreadable', string>> = {
  unreadable: 'Please give a day and times, and say who.',
  over: 'That time has passed. Nothing was entered.',
  backwards: 'It ends before it begins. Nothing was entered.',
  'too-far': 'That is more than a year ahead. Nothing was entered.',
  'not-of-the-team': 'Please say who from the team. Nothing was entered.',
  'too-many': 'The rota is full. Please remove entries that are no longer needed.',
};

/** The way to the rota, for who typed for it. */
export const rotaInvitation = (): Card =>
  card(
    heading('Rota of the DSL’s team'),
    'Who is there, and when. It decides who is sent an urgent report in their own chat, and each report shows who was on duty.',
    actions([openDialog('Open the rota', ROTA, {}, { primary: true })]),
  );

export const uncoveredCard = ({ school, from, until }: Extract<Notice, { kind: 'uncovered' }>): Card =>
  card(
    heading('Nobody from the DSL’s team is there'),
    facts([
      ['School', school],
      ['When', between(new Date(from), new Date(until))],
    ]),
    'Please find someone and add them to the rota. Until then an urgent report goes to everyone in the team, in their own chats.',
    actions([openDialog('Open the rota', ROTA, {}, { primary: true })]),
  );

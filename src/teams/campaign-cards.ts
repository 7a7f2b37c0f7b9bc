import type { Campaign } from '../acknowledgement/campaign.ts';
import { changesFor, type PersonChange } from '../acknowledgement/people.ts';
import { isOutstanding, type Person } from '../acknowledgement/person.ts';
import type { CampaignView, Progress } from '../acknowledgement/view.ts';
import { named } from '../acknowledgement/wording.ts';
import { EXCLUSION_WORDS, problemWords, REASON_WORDS, STATE_WORDS, STATUS_WORDS } from '../acknowledgement/words.ts';
import type { CampaignId, PolicyVersionId, SchoolId } from '../core/ids.ts';
import { formatDay, formatInstant, formatTime, type IsoDay } from '../core/time.ts';
import {
  actions,
  type Card,
  card,
  chart,
  type Element,
  execute,
  facts,
  heading,
  input,
  openDialog,
  plain,
  section,
  submitDialog,
  table,
  text,
} from './card.ts';

export const START = 'campaign.start';
export const DISCARD = 'campaign.discard';
export const PAUSE = 'campaign.pause';
export const RESUME = 'campaign.resume';
export const FINISH = 'campaign.finish';
export const WITHDRAW = 'campaign.withdraw';
export const LOOK_AGAIN = 'campaign.look-again';
export const FIND = 'campaign.find';
export const CHANGE = 'campaign.change';
export const ADD = 'campaign.add';
export const LEAVERS = 'campaign.leavers';
export const TRIAL = 'campaign.trial';
export const REFRESH = 'campaign.refresh';
export const OPEN = 'campaign.open';
export const NEW = 'campaign.new';
export const PLAN = 'campaign.plan';
export const PEOPLE = 'campaign.people';
export const CSV = 'campaign.csv';
export const CORRECT = 'campaign.correct';
export const SAVE_CORRECTION = 'campaign.save-correction';

/** The campaign's own card, from the first look at the roster to the end; it changes in place. */
export function campaignCard(view: CampaignView): Card {
  switch (view.status) {
    case 'preparing':
      return card({
        body: [
          heading(view.title),
          text('Reading the staff list. This card changes when it is done; nobody has been asked.'),
        ],
      });
    case 'refused':
      return card({
        body: [
          heading(view.title),
          section(
            [
              text('This campaign cannot start. Nobody has been asked.', { bold: true }),
              plain(view.problem ? problemWords(view.problem) : ''),
            ],
            {
              style: 'attention',
            },
          ),
          actions([execute('Discard', DISCARD, { campaign: view.campaign })]),
        ],
      });
    case 'draft':
      return preflight(view);
    case 'discarded':
      return card({ body: [heading(view.title, { small: true }), text('Discarded. Nobody was asked.')] });
    case 'running':
    case 'paused':
    case 'finished':
    case 'withdrawn':
      return progress(view);
    default:
      return view.status satisfies never;
  }
}

export const campaignSummary = (view: CampaignView): string => `${view.title}: ${STATUS_WORDS[view.status]}`;

const countOf = (view: CampaignView, state: string): number =>
  view.states.find((entry) => entry.state === state)?.count ?? 0;

const people = (count: number): string => (count === 1 ? '1 person' : `${count} people`);

function preflight(view: CampaignView): Card {
  const data = { campaign: view.campaign };
  const byTeams = countOf(view, 'waiting');
  const onPaper = countOf(view, 'paper');
  return card({
    body: [
      heading(view.title),
      text('Nobody has been asked yet. Please check, then start.', { bold: true }),
      facts([
        ['School', view.school],
        ...view.policies.map((policy, index) => [index === 0 ? 'To read' : '', named(policy)] as const),
        ['Due', formatDay(view.dueDay)],
      ]),
      section([text(`**${people(byTeams)}** will get a card in Teams.`)], { style: 'good' }),
      onPaper === 0
        ? undefined
        : section([
            text(`**${people(onPaper)}** without a Teams licence will be on the paper list.`),
            text(REASON_WORDS['no-teams-licence'].mend, { subtle: true, small: true }),
          ]),
      ...exclusionParts(view),
      text('By staff group', { bold: true, apart: true }),
      table(
        ['Staff group', 'People'],
        view.groups.map(({ name, expected }) => [name, String(expected)]),
      ),
      actions([
        execute(`Start: ask ${people(byTeams)}`, START, data, { primary: true }),
        execute('Trial run to me', TRIAL, data),
        openDialog('See everybody', PEOPLE, { ...data, which: 'all' }),
        execute('Look again', LOOK_AGAIN, data),
        execute('Discard', DISCARD, data),
      ]),
      plain(`Staff list read ${formatTime(view.drawnAt)}. Start within an hour, or look again.`, {
        small: true,
        subtle: true,
      }),
    ],
  });
}

/** Names shown per reason; the dialog and the CSV have the rest. */
const NAMES = 12;

function exclusionParts(view: CampaignView): Element[] {
  const byReason = Map.groupBy(view.exclusions, ({ reason }) => reason);
  return [...byReason].map(([reason, excluded]) =>
    section([
      text(`**${people(excluded.length)}** will not be asked.`),
      plain(EXCLUSION_WORDS[reason], { subtle: true, small: true }),
      plain(namesOf(excluded.map(({ name }) => name)), { small: true }),
    ]),
  );
}

const namesOf = (names: readonly string[]): string =>
  names.length <= NAMES ? names.join(', ') : `${names.slice(0, NAMES).join(', ')} and ${names.length - NAMES} more`;

const percent = ({ acknowledged, expected }: Progress): string =>
  expected === 0 ? '–' : `${Math.floor((100 * acknowledged) / expected)} %`;

function progress(view: CampaignView): Card {
  const data = { campaign: view.campaign };
  const { total } = view;
  const sending = countOf(view, 'waiting') + countOf(view, 'sending');
  return card({
    body: [
      heading(view.title),
      text(`**${total.acknowledged} of ${total.expected}** have acknowledged (${percent(total)}).`),
      facts([
        [
          'State',
          `${STATUS_WORDS[view.status]}${sending > 0 && view.status === 'running' ? `, ${sending} still to be sent` : ''}`,
        ],
        ['Due', formatDay(view.dueDay)],
        view.startedAt ? ['Started', formatInstant(view.startedAt)] : undefined,
      ]),
      chart({
        kind: 'Chart.Donut',
        title: 'Where everybody is',
        header: ['State', 'People'],
        data: view.states.map(({ state, count }) => ({ label: STATE_WORDS[state].label, value: count })),
      }),
      text('By staff group', { bold: true, apart: true }),
      progressTable(view.groups),
      view.sites.length > 1 ? text('By site', { bold: true, apart: true }) : undefined,
      view.sites.length > 1 ? progressTable(view.sites) : undefined,
      ...view.reasons
        .filter(({ state }) => state === 'unreachable' || state === 'waiting')
        .map(({ reason, count }) =>
          section(
            [
              plain(`${people(count)}: ${REASON_WORDS[reason].label}.`, { bold: true }),
              plain(REASON_WORDS[reason].mend, { small: true }),
            ],
            { style: 'warning' },
          ),
        ),
      view.leaversHeld === 0
        ? undefined
        : section(
            [
              text(
                `**${people(view.leaversHeld)}** are no longer in the staff groups. That is more than usual in a day.`,
              ),
              text(
                'Nobody was taken off the list. Please check the groups first; a mistake there is put right by itself.',
              ),
              actions([execute('They have left', LEAVERS, data)]),
            ],
            { style: 'attention' },
          ),
      view.status === 'withdrawn'
        ? text('Every card says that the request was withdrawn. What was signed before is kept.')
        : actions([
            openDialog('Outstanding', PEOPLE, { ...data, which: 'outstanding' }, { primary: true }),
            openDialog('Everybody', PEOPLE, { ...data, which: 'all' }),
            openDialog('Change somebody', FIND, data),
            openDialog('CSV', CSV, data),
            execute('Refresh', REFRESH, data),
          ]),
      actions([
        view.status === 'running' ? execute('Pause', PAUSE, data) : undefined,
        view.status === 'paused' ? execute('Resume', RESUME, data) : undefined,
        view.status === 'running' || view.status === 'paused' ? openDialog('Correct', CORRECT, data) : undefined,
        view.status === 'running' || view.status === 'paused' ? execute('Finish', FINISH, data) : undefined,
        view.status === 'withdrawn' ? undefined : execute('Withdraw', WITHDRAW, data),
      ]),
      plain(`Drawn ${formatInstant(view.drawnAt)}`, { small: true, subtle: true }),
    ],
  });
}

const progressTable = (parts: readonly Progress[]): Element =>
  table(
    ['Group', 'Acknowledged', 'Outstanding'],
    parts.map((part) => [part.name, `${part.acknowledged} of ${part.expected}`, String(part.outstanding)]),
  );

/** All campaigns that somebody runs, newest first. */
export function campaignList(views: readonly CampaignView[]): Card {
  return card({
    body: [
      heading('Acknowledgement campaigns'),
      views.length === 0 ? text('There is none yet.') : undefined,
      ...views
        .slice(0, 10)
        .map((view) =>
          section(
            [
              plain(`${view.title} · ${view.school}`, { bold: true }),
              text(
                view.status === 'draft' || view.status === 'preparing' || view.status === 'refused'
                  ? STATUS_WORDS[view.status]
                  : `${STATUS_WORDS[view.status]} · ${view.total.acknowledged} of ${view.total.expected} · due ${formatDay(view.dueDay)}`,
                { subtle: true },
              ),
              actions([execute('Open', OPEN, { campaign: view.campaign })]),
            ],
            { apart: true },
          ),
        ),
      actions([openDialog('New campaign', NEW, {}, { primary: true })]),
    ],
  });
}

/** What HR chooses. One campaign is made for each school among the chosen policies. */
export function newCampaignCard(
  choices: readonly {
    readonly school: { readonly id: SchoolId; readonly name: string };
    readonly policies: readonly {
      readonly versionId: PolicyVersionId;
      readonly title: string;
      readonly version: string | undefined;
      readonly date: string | undefined;
    }[];
  }[],
  suggestedDueDay: IsoDay,
  complaint?: string,
): Card {
  return card({
    body: [
      complaint === undefined ? undefined : section([text(complaint, { bold: true })], { style: 'attention' }),
      text('Everybody in the staff groups of the school is asked once. You see the whole list before anybody is.'),
      input.choice({
        id: 'policies',
        label: 'What should be read?',
        many: true,
        expanded: true,
        required: true,
        error: 'Choose at least one policy.',
        choices: choices.flatMap(({ school, policies }) =>
          policies.map((policy) => ({
            title: choices.length > 1 ? `${school.name}: ${named(policy)}` : named(policy),
            value: `${school.id}/${policy.versionId}`,
          })),
        ),
      }),
      input.date({
        id: 'due',
        label: 'Answer by (three weeks or more allow for leave and illness)',
        required: true,
        error: 'Choose a date.',
        value: suggestedDueDay,
      }),
      actions([submitDialog('See who would be asked', PLAN, {}, { primary: true })]),
    ],
  });
}

const ON_A_PAGE = 40;

/** Who is where, as a list. */
export function peopleCard(
  campaign: Campaign,
  register: readonly Person[],
  which: 'all' | 'outstanding',
  page: number,
): Card {
  const shown = which === 'all' ? register : register.filter(({ state }) => isOutstanding(state));
  const last = Math.max(0, Math.ceil(shown.length / ON_A_PAGE) - 1);
  const at = Math.min(Math.max(page, 0), last);
  const data = { campaign: campaign.id, which };
  return card({
    body: [
      heading(`${which === 'all' ? 'Everybody' : 'Outstanding'}: ${people(shown.length)}`, { small: true }),
      shown.length === 0
        ? text('Nobody.')
        : table(
            ['Name', 'Staff group', 'State'],
            shown
              .slice(at * ON_A_PAGE, (at + 1) * ON_A_PAGE)
              .map((person) => [person.name, person.jobTitle ?? person.staffGroup, stateOf(person)]),
          ),
      last > 0
        ? actions([
            at < last ? submitDialog('Next page', PEOPLE, { ...data, page: at + 1 }) : undefined,
            at > 0 ? submitDialog('Previous page', PEOPLE, { ...data, page: at - 1 }) : undefined,
          ])
        : undefined,
    ],
  });
}

function stateOf(person: Person): string {
  const { label } = STATE_WORDS[person.state];
  // Why somebody is away is nobody's business; everything else has a reason to show.
  const why = person.reason === undefined || person.state === 'paused' ? '' : `: ${REASON_WORDS[person.reason].label}`;
  const again = person.possibleDuplicates > 0 ? ' (may have had the card twice)' : '';
  return `${label}${why}${again}`;
}

export const csvCard = (csv: string): Card =>
  card({
    body: [
      text('Select all, copy, and paste into a file that ends in .csv, or run “lanyard export” on the server.'),
      input.text({ id: 'csv', label: 'The register as CSV', multiline: true, value: csv }),
    ],
  });

export const correctionCard = (view: CampaignView, complaint?: string): Card =>
  card({
    body: [
      complaint === undefined ? undefined : section([text(complaint, { bold: true })], { style: 'attention' }),
      text('Every card is changed in place, also those already sent. What people have signed stays as it was.'),
      input.date({ id: 'due', label: 'Answer by', required: true, value: view.dueDay }),
      input.text({
        id: 'note',
        label: 'Note on every card (optional)',
        multiline: true,
        maxLength: 500,
        ...(view.note !== undefined && { value: view.note }),
      }),
      actions([submitDialog('Change every card', SAVE_CORRECTION, { campaign: view.campaign }, { primary: true })]),
    ],
  });

const CHANGE_WORDS: Readonly<Record<PersonChange, string>> = {
  away: 'Away: pause',
  back: 'Back: ask again',
  answered: 'Question answered',
  'try-again': 'Try again now',
  'to-paper': 'Put on paper',
  'not-staff': 'Not a member of staff',
  witnessed: 'Signed on paper, I witnessed it',
};

const FOUND = 8;

/** Somebody is looked for by name, and changed by a button beside it. */
export function findPersonCard(campaign: CampaignId, name: string, found: readonly Person[], said?: string): Card {
  return card({
    body: [
      said === undefined ? undefined : section([plain(said, { bold: true })], { style: 'good' }),
      input.text({ id: 'name', label: 'Part of the name', maxLength: 100, value: name }),
      actions([submitDialog('Find', FIND, { campaign }, { primary: true })]),
      name !== '' && found.length === 0 ? text('Nobody of that name is on the list.') : undefined,
      ...found
        .slice(0, FOUND)
        .map((person) =>
          section(
            [
              plain(`${person.name}${person.jobTitle ? `, ${person.jobTitle}` : ''}`, { bold: true }),
              plain(stateOf(person), { subtle: true }),
              actions(
                changesFor(person.state).map((change) =>
                  submitDialog(
                    CHANGE_WORDS[change],
                    CHANGE,
                    { campaign, person: person.id, change },
                    { withInputs: false },
                  ),
                ),
              ),
            ],
            { apart: true },
          ),
        ),
      section(
        [
          text('Somebody without an account', { bold: true }),
          input.text({ id: 'newName', label: 'Name', maxLength: 100 }),
          input.text({ id: 'newRole', label: 'Role, for example kitchen assistant or governor', maxLength: 100 }),
          actions([submitDialog('Add to the paper list', ADD, { campaign })]),
        ],
        { apart: true },
      ),
    ],
  });
}

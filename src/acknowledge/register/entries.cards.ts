import type { CampaignId } from '../../kernel/ids.ts';
import { dayOf, formatDay, type IsoDay } from '../../kernel/time.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  heading,
  plain,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import { whatToRead } from '../audience/add-by-name.cards.ts';
import { FIND, SIGNED } from '../campaign/buttons.ts';
import type { Campaign } from '../campaign/campaign.ts';
import type { CampaignView } from '../campaign/campaign-view.ts';
import { type Entry, entriesFor, lastStanding } from './entries.ts';
import { ENTRY_WORDING, entryWords } from './entry-wording.ts';
import { stateOf } from './people.cards.ts';
import type { EntryKind, Person, PersonId } from './person.ts';

/** Asks what belongs to an entry, and makes it. */
export const CHANGE = 'campaign.change';
export const ENTER_ONE = 'campaign.enter-one';
export const TRY_AGAIN = 'campaign.try-again';
export const ADD = 'campaign.add';
export const ADD_ONE = 'campaign.add-one';
/** Asks why an entry is taken back, and takes it back. */
export const ASK_BACK = 'campaign.ask-back';
export const TAKE_BACK = 'campaign.take-back';

export interface Said {
  readonly words: string;
  readonly isComplaint: boolean;
}

export interface Found {
  readonly person: Person;
  readonly entries: readonly Entry[];
}

const saidPart = (said: Said | undefined): Element | undefined =>
  said && section({ style: said.isComplaint ? 'attention' : 'good' }, plain(said.words, { bold: true }));

/** People are found by name, and entered by a button next to it; below stands what was entered before. */
export function findPersonCard(
  { id: campaign, title }: Pick<Campaign, 'id' | 'title'>,
  name: string,
  found: readonly Found[],
  said?: Said,
): Card {
  return card(
    saidPart(said),
    plain(title, { subtle: true }),
    input.text('name', 'Part of the name', { maxLength: 100, value: name }),
    actions([submitDialog('Find', FIND, { campaign }, { primary: true })]),
    name !== '' && found.length === 0 ? 'Nobody with that name is on the list.' : undefined,
    ...found.map((one) => personPart(campaign, one)),
    section(
      { apart: true },
      actions([submitDialog(ENTRY_WORDING.added.button, ADD, { campaign }, { withInputs: false })]),
    ),
  );
}

/** Entries shown of one person, newest first; the evidence has them all. */
const SHOWN = 4;

function personPart(campaign: CampaignId, { person, entries }: Found): Element {
  const data = { campaign, person: person.id };
  return section(
    { apart: true },
    plain(`${person.name}${person.jobTitle ? `, ${person.jobTitle}` : ''}`, { bold: true }),
    plain(stateOf(person), { subtle: true }),
    actions([
      ...entriesFor(person.state).map((change) =>
        submitDialog(ENTRY_WORDING[change].button, CHANGE, { ...data, change }, { withInputs: false }),
      ),
      person.state === 'unreachable'
        ? submitDialog('Try again now', TRY_AGAIN, data, { withInputs: false })
        : undefined,
      submitDialog('What they have signed (PDF)', SIGNED, data, { withInputs: false }),
    ]),
    ...entries
      .toReversed()
      .slice(0, SHOWN)
      .map((entry) => plain(`•  Entered: ${entryWords(entry)}.`, { small: true })),
    actions(
      [lastStanding(entries, person), lastStanding(entries, person, true)].map((entry) =>
        entry
          ? submitDialog(
              entry.kind === 'link' ? 'Take the link back' : 'Take back the last entry',
              ASK_BACK,
              { ...data, event: entry.seq },
              { withInputs: false },
            )
          : undefined,
      ),
    ),
  );
}

const UNDER_YOUR_NAME =
  'It goes into the register with your name and the time. You can take it back with a reason, which is kept there too.';

/** What an inspector would ask of one entry, before it is made. */
interface Entering {
  readonly who: string;
  readonly day: IsoDay | undefined;
  readonly said?: Said;
  /** What a signature counts for: titles of policies. */
  readonly counts?: readonly string[];
}

export function enterCard(
  campaign: CampaignId,
  person: Pick<Person, 'id' | 'name' | 'jobTitle'>,
  kind: EntryKind,
  { who, day, said, counts = [] }: Entering,
): Card {
  const words = ENTRY_WORDING[kind];
  return card(
    saidPart(said),
    heading(words.button, { small: true }),
    plain(`${person.name}${person.jobTitle ? `, ${person.jobTitle}` : ''}`, { bold: true }),
    ...sourceInputs(kind, who, day),
    kind === 'witnessed' && counts.length > 0
      ? plain(`It counts for ${counts.join(', ')}. Please check that each of these is on the paper.`)
      : undefined,
    kind === 'not-staff'
      ? text(
          'From then on this campaign asks them nothing, and no number has them. What they have signed stays in the register, with its date.',
          { small: true, subtle: true },
        )
      : undefined,
    kind === 'away' ? text('Please do not write why anyone is away.', { small: true, subtle: true }) : undefined,
    text(UNDER_YOUR_NAME, { small: true, subtle: true }),
    actions([
      submitDialog('Enter it', ENTER_ONE, { campaign, person: person.id, change: kind }, { primary: true }),
      submitDialog('Not now', FIND, { campaign, name: '' }, { withInputs: false }),
    ]),
  );
}

const sourceInputs = (kind: EntryKind, who: string, day: IsoDay | undefined): readonly Element[] => [
  input.text('who', ENTRY_WORDING[kind].who, { maxLength: 100, value: who, required: true }),
  input.date('day', ENTRY_WORDING[kind].day, { ...(day && { value: day }), required: true }),
];

/** The same for someone who is not on the list, and has no account that the directory could know. */
export const addCard = (
  campaign: CampaignId,
  filled: {
    readonly name: string;
    readonly role: string;
    readonly who: string;
    readonly day: IsoDay | undefined;
    /** Of the campaign, and the places of those that were chosen. */
    readonly policies: CampaignView['policies'];
    readonly read?: readonly number[];
  },
  said?: Said,
): Card =>
  card(
    saidPart(said),
    heading(ENTRY_WORDING.added.button, { small: true }),
    input.text('newName', 'Name', { maxLength: 100, value: filled.name, required: true }),
    input.text('newRole', 'Role, for example kitchen assistant or governor', { maxLength: 100, value: filled.role }),
    whatToRead(filled.policies, filled.read),
    ...sourceInputs('added', filled.who, filled.day),
    text(UNDER_YOUR_NAME, { small: true, subtle: true }),
    actions([
      submitDialog('Add to the paper list', ADD_ONE, { campaign }, { primary: true }),
      submitDialog('Not now', FIND, { campaign, name: '' }, { withInputs: false }),
    ]),
  );

/** An entry once more before it no longer counts. */
export const backCard = (
  campaign: CampaignId,
  person: { readonly id: PersonId; readonly name: string },
  entry: Entry,
  said?: Said,
): Card =>
  card(
    saidPart(said),
    heading('Take back an entry', { small: true }),
    plain(`${person.name}: ${entryWords(entry)}.`, { bold: true }),
    plain(`Entered on ${formatDay(dayOf(entry.at))}.`, { subtle: true }),
    text(
      entry.kind === 'witnessed'
        ? 'The signature will no longer count anywhere, and they are asked again. The register keeps that it was entered, and your reason.'
        : entry.kind === 'link'
          ? 'The link on their sheet stops working. The register keeps that it was made, and your reason.'
          : 'They will be where they were before. The register keeps that it was entered, and your reason.',
    ),
    input.text('why', 'Why is it taken back?', { maxLength: 200, required: true }),
    actions([
      submitDialog('Take it back', TAKE_BACK, { campaign, person: person.id, event: entry.seq }, { primary: true }),
      submitDialog('Not now', FIND, { campaign, name: '' }, { withInputs: false }),
    ]),
  );

import type { UserId } from '../../kernel/ids.ts';
import { formatDay, formatInstant, type IsoDay } from '../../kernel/time.ts';
import {
  type Action,
  actions,
  type Card,
  card,
  type Element,
  heading,
  openDialog,
  plain,
  section,
  text,
} from '../../platform/teams/card.ts';
import type { Turn } from '../../platform/teams/turn.ts';
import { holders, ROLES, type School } from '../../school/school.ts';
import type { Acknowledgements } from '../acknowledgements.ts';
import { ADD_BY_NAME } from '../audience/add-by-name.cards.ts';
import { REMIND } from '../by-hand/by-hand.cards.ts';
import { CHANGE_DATE, CORRECT, DOWNLOADS, FIND, PAPER, SIGNED } from '../campaign/buttons.ts';
import { type Campaign, CORRECTABLE, UNSENT } from '../campaign/campaign.ts';
import { saidOfPerson } from '../said/of-person.ts';
import { type Person, type PersonId, personIdOf } from './person.ts';

/** What those who run campaigns ask to do, in their own words. */
export type AskedFor = 'due' | 'remind' | 'change' | 'files' | 'joining' | 'leaving';

/** What the message says beside what it asks for: whom it names, where that is one person of the register, and who saw what on which day. */
interface Data {
  readonly campaign: string;
  readonly person?: PersonId;
  readonly change?: 'witnessed';
  readonly witness?: PersonId;
  readonly day?: IsoDay;
}

interface Lead {
  readonly heading: string;
  /** True whatever runs. */
  readonly lines?: readonly string[];
  /** About its buttons: said only where the card has them. */
  readonly press: readonly string[];
  /** What does it, in one campaign. */
  readonly buttons: (data: Data, campaign: Campaign) => readonly (Action | undefined)[];
}

const isOpen = ({ status }: Campaign): boolean => status === 'running' || status === 'paused';

const isAsked = ({ status }: Campaign): boolean => !UNSENT.includes(status);

const LEADS: Readonly<Record<AskedFor, Lead>> = {
  due: {
    heading: 'Change the due date',
    press: ['Every card is updated, also those already sent. What people have signed does not change.'],
    buttons: ({ campaign: id, day }, { status, dueDay }) => [
      CORRECTABLE.includes(status)
        ? openDialog(CHANGE_DATE, CORRECT, { campaign: id, shown: dueDay, ...(day && { wanted: day }) })
        : undefined,
    ],
  },
  remind: {
    heading: 'Remind people by hand',
    press: [
      'One person, a staff group, a manager’s people or everyone who has not answered, with a word of yours. You see who would get it before it goes out.',
      'One that waits to go is in the same place, with its day, and can be taken back there.',
    ],
    buttons: (data, { status }) => [status === 'running' ? openDialog('Remind by hand', REMIND, data) : undefined],
  },
  change: {
    heading: 'About one person',
    press: [
      'Away or back, signed on paper, no longer staff: find them by name. What was entered by mistake is taken back in the same place.',
    ],
    buttons: (data, campaign) => [isAsked(campaign) ? openDialog('Update a person', FIND, data) : undefined],
  },
  files: {
    heading: 'For an inspector or a meeting',
    press: ['The register as a table, a summary for an inspector, and the evidence pack.'],
    buttons: ({ campaign: id }, campaign) => [
      isAsked(campaign) ? openDialog('Download', DOWNLOADS, { campaign: id }) : undefined,
    ],
  },
  joining: {
    heading: 'Someone new, or without Teams',
    lines: [
      'Someone in the staff group gets the card by themselves once IT has added them. The campaign lists them under Joiners.',
    ],
    press: [
      'Someone with an account who is in no staff group (agency staff, a governor, a volunteer): press Add someone.',
      'Someone without an account: press Update a person, then *Add someone without an account*. They get a personal link to hand over, or sign on paper with a witness, under People without Teams.',
      'To print: the list to sign, and the personal links, are under People without Teams.',
    ],
    buttons: (data, campaign) =>
      isOpen(campaign)
        ? [
            openDialog('Add someone', ADD_BY_NAME, data),
            openDialog('Update a person', FIND, data),
            openDialog('People without Teams', PAPER, data),
          ]
        : [],
  },
  leaving: {
    heading: 'Someone is leaving',
    lines: [
      'Once IT takes them out of the staff group or closes their account, no campaign asks them anything more. What they have signed stays in the register, with its date.',
    ],
    press: [
      'Once they have left, or sooner: press Update a person, find them, and press *Has left, or is not staff*, whether they have signed or not. That campaign asks them nothing more, and counts them no more; the next one leaves them out once IT has done its part.',
      'For them to take along: *What they have signed (PDF)*, in the same place.',
    ],
    buttons: (data, campaign) =>
      isAsked(campaign)
        ? [
            openDialog('Update a person', FIND, data),
            data.person ? openDialog('What they have signed (PDF)', SIGNED, data) : undefined,
          ]
        : [],
  },
};

/** A message that asks for it, as it was written. */
export interface AskedWith {
  readonly text: string;
  readonly school: School;
  /** The one day that it names. */
  readonly day: IsoDay | undefined;
  /** It names one that cannot be told, or that there is not. */
  readonly isDayUnread: boolean;
}

/** Where it is done, in each campaign that it can be done in. For those who run campaigns; anyone else's are none. */
export async function showAskedFor(
  acknowledgements: Pick<Acknowledgements, 'registers' | 'notYetSent'>,
  turn: Turn,
  what: AskedFor,
  asked?: AskedWith,
): Promise<void> {
  const { userId } = turn.sender;
  const [registers, unsent] = await Promise.all([
    acknowledgements.registers(userId),
    acknowledgements.notYetSent(userId),
  ]);
  const campaigns = [...unsent, ...registers.map(({ campaign }) => campaign)];
  const people = registers.flatMap((register) => register.people);
  const said = asked && readIn(what, asked, people, userId);
  await turn.replyPrivately({ card: askedForCard(what, campaigns, said), summary: LEADS[what].heading });
}

/** What a message says of one person and a day, and how that is told back: the form has it filled in. */
interface Said extends Omit<Data, 'campaign'> {
  readonly words: readonly string[];
}

function readIn(
  what: AskedFor,
  { text, school, day, isDayUnread }: AskedWith,
  people: readonly Person[],
  by: UserId,
): Said {
  const { person, change, witness } = saidOfPerson(text, people, { by, school });
  const nameOf = (id: PersonId | undefined) =>
    people.find((one) => one.id === id)?.name ??
    ROLES.flatMap((role) => holders(school, role)).find((one) => personIdOf(one.id) === id)?.name;
  const name = nameOf(person);
  const saw = nameOf(witness);
  const told =
    name && change
      ? `I read: ${name} signed on paper${day ? ` on ${formatDay(day)}` : ''}${saw ? `, seen by ${saw}` : ''}. It is filled in for you to check.`
      : undefined;
  return {
    ...(person && { person }),
    ...(change && { change }),
    ...(witness && saw && { witness }),
    ...(day && { day }),
    words: [
      told,
      isDayUnread && what !== 'leaving'
        ? 'I could not tell the day from your words: please choose it in the form.'
        : undefined,
    ].filter((line) => line !== undefined),
  };
}

/** What is done to a campaign that runs waits for one that nobody has been asked in yet. */
const notYet = ({ title, sendAt, status }: Campaign): Element =>
  section(
    { apart: true },
    plain(title, { bold: true }),
    text(
      status === 'planned' && sendAt
        ? `It is sent on **${formatInstant(sendAt)}**. This can be done from then on: please ask me again.`
        : 'Nobody has been asked yet. This can be done once it is sent: please ask me again then.',
    ),
  );

export function askedForCard(what: AskedFor, campaigns: readonly Campaign[], said: Said = { words: [] }): Card {
  const { heading: title, lines = [], press, buttons } = LEADS[what];
  const { words, ...about } = said;
  const parts = campaigns.flatMap((campaign) => {
    const own = buttons({ campaign: campaign.id, ...about }, campaign).filter((button) => button !== undefined);
    return own.length === 0
      ? []
      : [
          section(
            { apart: true },
            plain(campaign.title, { bold: true }),
            plain(`Due ${formatDay(campaign.dueDay)}`, { small: true, subtle: true }),
            actions(own),
          ),
        ];
  });
  const unsent = campaigns.filter(({ status }) => status === 'draft' || status === 'planned');
  return card(
    heading(title),
    ...(parts.length > 0 ? words : []).map((line) => plain(line, { bold: true })),
    ...[...lines, ...(parts.length > 0 ? press : [])].map((line) => text(line)),
    ...parts,
    ...(parts.length > 0 ? [] : unsent.map(notYet)),
    parts.length === 0 && unsent.length === 0
      ? 'No campaign is running just now. Write **campaigns** to see them all.'
      : undefined,
  );
}

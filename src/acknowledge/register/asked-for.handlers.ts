import { formatDay } from '../../kernel/time.ts';
import {
  type Action,
  actions,
  type Card,
  card,
  heading,
  openDialog,
  plain,
  section,
  text,
} from '../../platform/teams/card.ts';
import type { Turn } from '../../platform/teams/turn.ts';
import type { Acknowledgements } from '../acknowledgements.ts';
import { ADD_BY_NAME } from '../audience/add-by-name.cards.ts';
import { REMIND } from '../by-hand/by-hand.cards.ts';
import { CORRECT, DOWNLOADS, FIND, PAPER } from '../campaign/buttons.ts';
import type { Campaign } from '../campaign/campaign.ts';

/** What those who run campaigns ask to do, in their own words. */
export type AskedFor = 'due' | 'remind' | 'change' | 'files' | 'joining' | 'leaving';

interface Lead {
  readonly heading: string;
  readonly lines: readonly string[];
  /** What does it, in one campaign. */
  readonly buttons: (data: { readonly campaign: string }, campaign: Campaign) => readonly (Action | undefined)[];
}

const isOpen = ({ status }: Campaign): boolean => status === 'running' || status === 'paused';

const LEADS: Readonly<Record<AskedFor, Lead>> = {
  due: {
    heading: 'Change the due date',
    lines: ['Every card is updated, also those already sent. What people have signed does not change.'],
    buttons: (data, campaign) => [isOpen(campaign) ? openDialog('Correct', CORRECT, data) : undefined],
  },
  remind: {
    heading: 'Remind people by hand',
    lines: [
      'One person, a staff group, a manager’s people or everyone who has not answered, with a word of yours. You see who would get it before it goes out.',
    ],
    buttons: (data, { status }) => [status === 'running' ? openDialog('Remind by hand', REMIND, data) : undefined],
  },
  change: {
    heading: 'About one person',
    lines: [
      'Away or back, signed on paper, no longer staff: find them by name. What was entered by mistake is taken back in the same place.',
    ],
    buttons: (data) => [openDialog('Update a person', FIND, data)],
  },
  files: {
    heading: 'For an inspector or a meeting',
    lines: ['The register as a table, one page for an inspector, and the evidence pack.'],
    buttons: (data) => [openDialog('Download', DOWNLOADS, data)],
  },
  joining: {
    heading: 'Someone new who is to sign',
    lines: [
      'Someone in the staff group gets the card by themselves once IT has added them. The campaign lists them under Joiners.',
      'Someone with an account who is in no staff group (agency staff, a governor, a volunteer): press Add someone.',
      'Someone without an account gets a personal link to hand over, or signs on paper with a witness: press People without Teams.',
    ],
    buttons: (data, campaign) =>
      isOpen(campaign)
        ? [openDialog('Add someone', ADD_BY_NAME, data), openDialog('People without Teams', PAPER, data)]
        : [],
  },
  leaving: {
    heading: 'Someone is leaving',
    lines: [
      'When IT takes them out of the staff group or closes their account, they are asked nothing more: the campaign lists them under Leavers, and you confirm that with one press.',
      'What they have signed stays in the register, with its date. Someone you added by name is taken off under Update a person.',
    ],
    buttons: (data) => [openDialog('Update a person', FIND, data)],
  },
};

/** Where it is done, in each campaign that it can be done in. For those who run campaigns; anyone else's are none. */
export async function showAskedFor(
  acknowledgements: Pick<Acknowledgements, 'registers'>,
  turn: Turn,
  what: AskedFor,
): Promise<void> {
  const registers = await acknowledgements.registers(turn.sender.userId);
  const campaigns = registers.map(({ campaign }) => campaign);
  await turn.replyPrivately({ card: askedForCard(what, campaigns), summary: LEADS[what].heading });
}

export function askedForCard(what: AskedFor, campaigns: readonly Campaign[]): Card {
  const { heading: title, lines, buttons } = LEADS[what];
  const parts = campaigns.flatMap((campaign) => {
    const own = buttons({ campaign: campaign.id }, campaign).filter((button) => button !== undefined);
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
  return card(
    heading(title),
    ...lines.map((line) => text(line)),
    ...parts,
    parts.length === 0 ? 'No campaign is running just now. Write **campaigns** to see them all.' : undefined,
  );
}

import { dayOf, formatDay } from '../../kernel/time.ts';
import {
  actions,
  type Card,
  card,
  execute,
  heading,
  openDialog,
  plain,
  section,
  text,
} from '../../platform/teams/card.ts';
import type { Turn } from '../../platform/teams/turn.ts';
import type { School } from '../../school/school.ts';
import type { Acknowledgements } from '../acknowledgements.ts';
import { ownRows } from './own-rows.cards.ts';
import { OWN_FILE, SHOW } from './request-verbs.ts';
import type { RequestView } from './request-view.ts';

/** What a person was asked to acknowledge: "have I signed", "what have I still to read". Theirs alone, in their own chat. */
export async function showOwn(
  acknowledgements: Pick<Acknowledgements, 'own' | 'goesWith'>,
  turn: Turn,
  school: School,
  wanted: 'signed' | 'to-read',
): Promise<void> {
  const { userId } = turn.sender;
  const [own, beside] = await Promise.all([acknowledgements.own(userId), acknowledgements.goesWith(school, userId)]);
  await turn.replyPrivately({
    card: ownListCard(own, wanted, beside),
    summary: 'What you were asked to acknowledge',
  });
}

const isOpen = ({ standing }: RequestView): boolean => standing.kind === 'asked' || standing.kind === 'queried';

function ownListCard(
  own: readonly RequestView[],
  wanted: 'signed' | 'to-read',
  beside: Awaited<ReturnType<Acknowledgements['goesWith']>>,
): Card {
  const open = own.filter(isOpen);
  const done = own.filter(({ standing }) => standing.kind === 'acknowledged');
  const shown = wanted === 'to-read' ? open : [...open, ...done];
  return card(
    heading(headingOf(open, done, wanted)),
    ...shown.map(row),
    done.length > 0 ? actions([openDialog('What I have signed (PDF)', OWN_FILE, {})]) : undefined,
    own.length === 0
      ? 'When there is a policy to acknowledge, I send a card to this chat. If you signed on paper, ask HR, who keep the register.'
      : undefined,
    beside ? text(beside.title, { bold: true, apart: true }) : undefined,
    ...ownRows(beside?.rows ?? []),
    plain('From the register of acknowledgements, as of now. Only you see this.', {
      subtle: true,
      small: true,
    }),
  );
}

function headingOf(open: readonly RequestView[], done: readonly RequestView[], wanted: 'signed' | 'to-read'): string {
  if (open.length + done.length === 0) return 'You have not been asked to acknowledge anything';
  if (open.length === 0)
    return wanted === 'to-read' ? 'You have nothing left to read' : 'Yes: you have acknowledged everything';
  const number = open.length === 1 ? 'One is' : `${open.length} are`;
  return wanted === 'to-read'
    ? `${number} left for you to read and acknowledge`
    : `Not everything yet: ${number.toLowerCase()} open`;
}

function row(view: RequestView) {
  const { standing } = view;
  const titles = view.policies.map(({ title }) => title).join(', ');
  const said =
    standing.kind === 'acknowledged'
      ? `✓ Acknowledged on ${formatDay(dayOf(standing.at))}`
      : `Answer by ${formatDay(view.dueDay)}${isOpen(view) && 'isOverdue' in standing && standing.isOverdue ? ', which has passed' : ''}`;
  return section(
    { apart: true },
    plain(view.title, { bold: true }),
    plain(titles === view.title ? said : `${titles}\n${said}`),
    isOpen(view)
      ? actions([execute('Open the request', SHOW, { campaign: view.campaign }, { primary: true })])
      : undefined,
  );
}

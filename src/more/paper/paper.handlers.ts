import { z } from 'zod/v4';
import { PAPER } from '../../acknowledge/campaign/buttons.ts';
import { inCampaign } from '../../acknowledge/card-data.handlers.ts';
import { linksTo } from '../../acknowledge/evidence/downloads.handlers.ts';
import { outcomeWords } from '../../acknowledge/register/entry-wording.ts';
import type { PersonId } from '../../acknowledge/register/person.ts';
import type { Downloads } from '../../kernel/pages/downloads.ts';
import { dayOf, type IsoDay } from '../../kernel/time.ts';
import { chosen, form, id, nameText, someDay } from '../../platform/teams/entrances.ts';
import type { Routes } from '../../platform/teams/routes.ts';
import { type DialogAnswer, type DialogTurn, dialog, message } from '../../platform/teams/turn.ts';
import { LARGEST_SHEET } from './links.ts';
import { ENTER, type PaperState, paperCard } from './paper.cards.ts';
import type { PeopleWithoutTeams } from './without-teams.ts';
import type { Entered } from './witness.ts';

const SHEETS = [
  ['Personal links (PDF)', 'campaign-links'],
  ['List to sign (PDF)', 'campaign-list'],
  ['Text (PDF)', 'campaign-text'],
] as const;

const showing = inCampaign.extend({
  group: chosen(),
  page: z.coerce.number().int().min(0).max(1_000).default(0),
});
const entering = showing.extend({
  people: z
    .string()
    .default('')
    .transform((ids) => ids.split(',').filter((one) => one !== ''))
    .pipe(z.array(id<PersonId>(60)).max(100)),
  witness: nameText('Who saw them sign?', 100),
  signedOn: someDay('Date on the paper'),
});
type Showing = z.output<typeof showing>;

/** What stood in a form that was refused. */
interface Typed {
  readonly people: readonly PersonId[];
  readonly witness: string;
  readonly signedOn: IsoDay | undefined;
}

/** Names told of what was entered; the register has them all. */
const NAMED = 12;
const NOT_NOW = 'This is for HR, while the campaign is open.';

interface Deps {
  readonly withoutTeams: PeopleWithoutTeams;
  readonly downloads: Pick<Downloads, 'offer'>;
}

/** Everything about people Teams does not reach. Asked again at every click. */
export function registerCampaignPaper(routes: Routes, { withoutTeams, downloads }: Deps): void {
  const paper = async (
    { campaign, group: sent, page }: Showing,
    turn: DialogTurn,
    said?: PaperState['said'],
    typed?: Typed,
  ): Promise<DialogAnswer> => {
    const by = turn.sender.userId;
    const all = await withoutTeams.list(by, campaign);
    if (!all) return message(NOT_NOW);
    const groups = [...new Set(all.people.map(({ staffGroup }) => staffGroup))].sort();
    const group = sent.among(groups);
    const found =
      group === undefined ? all : { ...all, people: all.people.filter(({ staffGroup }) => staffGroup === group) };
    const canPrint = found.people.length > 0 && found.people.length <= LARGEST_SHEET;
    const subject = group === undefined ? campaign : `${campaign}/${group}`;
    return dialog(
      'People without Teams',
      paperCard({
        found,
        groups,
        group,
        page,
        links: canPrint ? await linksTo(downloads, SHEETS, subject, turn) : [],
        // Who saw it is asked, and not taken for granted: an inspector asks too.
        ticked: typed?.people ?? [],
        witness: typed?.witness ?? '',
        signedOn: typed ? typed.signedOn : dayOf(turn.now),
        ...(said && { said }),
      }),
      'large',
    );
  };
  const showPaper = form(showing, (data, turn) => paper(data, turn));
  routes.dialog(PAPER, showPaper);
  routes.submit(PAPER, showPaper);

  const enter = form(entering, async (data, turn) => {
    const { campaign, people, witness, signedOn } = data;
    const typed = { people, witness: witness.words, signedOn };
    const complain = (words: string) => paper(data, turn, { words, isComplaint: true }, typed);
    if (people.length === 0 || witness.words.length < 2)
      return complain('Please tick who has signed, and enter the name of the witness.');
    if (!signedOn) return complain('Please choose the date on the paper.');
    const entered = await withoutTeams.enter(turn.sender.userId, campaign, { people, witness, signedOn });
    if (entered.kind === 'not-allowed') return message(NOT_NOW);
    return paper(data, turn, saidOf(entered), entered.kind === 'entered' ? undefined : typed);
  });
  routes.submit(ENTER, enter);
}

/** What HR is told about the signatures that they entered. */
function saidOf(entered: Exclude<Entered, { readonly kind: 'not-allowed' }>): NonNullable<PaperState['said']> {
  switch (entered.kind) {
    case 'entered': {
      const already =
        entered.already > 0 ? ` Had answered already, or are no longer on the list: ${entered.already}.` : '';
      const { names } = entered;
      const listed = [...names.slice(0, NAMED), ...(names.length > NAMED ? [`${names.length - NAMED} more`] : [])];
      const all = new Intl.ListFormat('en-GB').format(listed);
      const said = names.length === 0 ? 'Nothing was entered.' : `Entered as signed on paper: ${all}.`;
      const back = names.length === 0 ? '' : ' Each can be taken back under Update a person.';
      return { words: `${said}${already}${back}`, isComplaint: false };
    }
    case 'bad-day':
    case 'own-witness':
      return { words: outcomeWords(entered), isComplaint: true };
    default:
      return entered satisfies never;
  }
}

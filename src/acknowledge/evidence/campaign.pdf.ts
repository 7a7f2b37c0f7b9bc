import { formatDay, formatInstant } from '../../kernel/time.ts';
import { createPaper, type Paper } from '../../platform/pdf/paper.ts';
import { createPrintOut } from '../../platform/pdf/print-out.ts';
import { type Cell, few, mergedCounts } from '../../school/merged-figures.ts';
import { STATUS_WORDING } from '../campaign/campaign.ts';
import { audienceWords, type CampaignView, mergedOf } from '../campaign/campaign-view.ts';
import { isExpected } from '../register/person.ts';
import { named } from '../text/confirmation.ts';
import { REASON_WORDING, STATE_WORDING } from '../wording.ts';

/** Of the text's width. */
const SHARES = { name: 0.4, acknowledged: 0.2, outstanding: 0.16 };
const SMALL = { size: 9 };
const TITLE = { isBold: true, gap: 8, keepsWithNext: true };

/**
 * A summary for an inspector: what was asked, of whom, by when, and how many have answered, by staff group and site, on this date; then a page
 * that says how it was counted. It leaves the school: names are left out, and small groups are put together. The register has both.
 * @param counted how the numbers came about
 * @param seal of the evidence pack made at the same moment, so that the two can be laid side by side
 */
export async function campaignPdf(view: CampaignView, counted: readonly string[], seal: string): Promise<Uint8Array> {
  const paper = createPaper(await createPrintOut(view.title, view.drawnAt));
  paper.write(view.title, { size: 18, isBold: true });
  paper.write(`${view.school}. As of ${formatInstant(view.drawnAt)}: ${STATUS_WORDING[view.status].toLowerCase()}.`, {
    gap: 4,
  });
  paper.write('To read and understand', TITLE);
  for (const policy of view.policies) {
    const questions = policy.quiz?.kind === 'ready' ? policy.quiz.questions.length : 0;
    paper.write(
      [
        named(policy),
        questions > 0 ? `, with ${questions} questions to answer first` : '',
        policy.audience ? `, for ${audienceWords(view, policy)}` : '',
      ].join(''),
    );
  }
  if (view.startedAt)
    paper.write(`Asked from ${formatInstant(view.startedAt)}, to answer by ${formatDay(view.dueDay)}.`);

  const { acknowledged, expected, outstanding } = view.total;
  paper.write(`${acknowledged} of ${expected} have acknowledged, ${outstanding} have not yet.`, {
    ...{ size: 14, isBold: true, gap: 8 },
  });
  paper.write(
    'These numbers, and those by staff group and site, leave out people who are away or have left. “Where everyone is” has them.',
    SMALL,
  );
  parts(paper, view);

  if (view.goesWith) paper.write(view.goesWith.title, TITLE);
  // Beside the numbers of everyone, those of some could show single people.
  for (const { name, withSignature, words, isOfSome } of view.goesWith?.totals ?? [])
    paper.write(
      isOfSome
        ? `${name}: for some of these people only. The register has the dates.`
        : `${name}: ${withSignature} Of everyone: ${words}`,
      SMALL,
    );

  paper.write('Where everyone is', TITLE);
  const states = view.states.map(({ state, count }) => [STATE_WORDING[state].label, count] as const);
  counts(paper, states, 'Anywhere else');
  const reasons = view.reasons.map(({ reason, count }) => [REASON_WORDING[reason].label, count] as const);
  if (reasons.length > 0)
    paper.write('Why some could not be reached, or are on paper or off the list', { ...SMALL, gap: 4 });
  counts(paper, reasons, 'Other reasons', { ...SMALL, indent: 14 });

  paper.write('Seal of the evidence pack', TITLE);
  paper.write(seal, { size: 8 });
  paper.write(
    'The evidence pack holds every step behind these numbers. “lanyard verify” checks it and prints this seal.',
    SMALL,
  );

  paper.turnPage();
  paper.write('How this was counted', { size: 14, isBold: true, keepsWithNext: true });
  for (const line of counted) paper.write(line, { gap: 6 });
  return paper.finish({
    head: view.school,
    foot: (page, pages) => `${view.title}. As of ${formatInstant(view.drawnAt)}. Page ${page} of ${pages}`,
  });
}

/** By staff group and by site, as far as that tells nothing about anyone. */
function parts(paper: Paper, view: CampaignView): void {
  const { groups, sites } = mergedOf(view.tally);
  const staffGroups = new Set(view.tally.filter(({ state }) => isExpected(state)).map(({ staffGroup }) => staffGroup))
    .size;
  shares(paper, 'Staff group', groups);
  shares(paper, 'Site', sites);
  if (groups.length === 0)
    paper.write(
      staffGroups === 1
        ? 'There is no table by staff group: everyone is in one.'
        : `There is no table by staff group: of the ${staffGroups} groups, too many have fewer than five people who have answered, or who have not. People could be recognised.`,
      { ...SMALL, gap: 4 },
    );
}

function shares(paper: Paper, title: string, cells: readonly Cell[]): void {
  if (cells.length === 0) return;
  const row = (
    words: readonly [string, string, string],
    style: Parameters<Paper['row']>[1],
    bar?: Parameters<Paper['row']>[2],
  ) =>
    paper.row(
      [
        { text: words[0], share: SHARES.name },
        { text: words[1], share: SHARES.acknowledged },
        { text: words[2], share: SHARES.outstanding },
      ],
      style,
      bar,
    );
  row([title, 'Acknowledged', 'Outstanding'], TITLE);
  for (const { name, acknowledged, expected } of cells)
    row(
      [name, `${acknowledged} of ${expected}`, String(expected - acknowledged)],
      {},
      { done: acknowledged, of: expected },
    );
}

/** How many of each; those under five together. */
function counts(
  paper: Paper,
  all: readonly (readonly [name: string, count: number])[],
  rest: string,
  style: Parameters<Paper['write']>[1] = {},
): void {
  for (const [name, count] of mergedCounts(all, { others: rest, all: rest }))
    paper.write(`${name}: ${count === 'few' ? few(0) : count}`, style);
}

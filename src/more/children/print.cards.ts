import { actions, type Card, card, heading, submitDialog, text } from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import type { Concern } from '../../report/concern.ts';
import { RECORD_PAGE } from '../../report/opening/list.cards.ts';
import { EXPORT, exportCard } from '../../report/opening/record.cards.ts';
import { undecidedSection } from './chronology.cards.ts';
import { PRINTED_FROM } from './person.cards.ts';

/** Names that may be other children's, before a chronology is printed. None is chosen beforehand: someone knows them, and we do not. */
export const leaveOutCard = ({
  concern,
  names,
  undecided,
  from,
}: {
  readonly concern: Concern;
  readonly names: readonly string[];
  readonly undecided: number;
  readonly from: keyof typeof PRINTED_FROM | undefined;
}): Card =>
  card(
    ...undecidedSection(concern.id, undecided),
    heading('Other children’s names'),
    'These may be names of other children. Tick each one to leave out of the print.',
    input.choice('leaveOut', 'Leave out', {
      choices: names.map((name, at) => ({ title: name, value: String(at) })),
      many: true,
      expanded: true,
    }),
    text('I find names by their capital letters and from the roll. Read the print before it leaves the school.', {
      subtle: true,
      small: true,
    }),
    actions([
      submitDialog(
        'Make the print',
        EXPORT,
        { concern: concern.id, format: 'chronology', ...(from && { from }) },
        { primary: true },
      ),
      submitDialog('Back to the report', RECORD_PAGE, { concern: concern.id, page: 0 }, { withInputs: false }),
    ]),
  );

export const chronologyExportCard = (
  concern: Concern,
  url: string,
  until: Date,
  undecided: number,
  from?: keyof typeof PRINTED_FROM,
): Card =>
  exportCard({
    concern,
    before: undecidedSection(concern.id, undecided),
    title: `Chronology of report ${concern.reference} and those with it`,
    caution:
      'Other children may be named in it. Read it before it leaves the school, and redact anything that the people who get it should not see.',
    back: from && submitDialog('Back', PRINTED_FROM[from], { concern: concern.id, page: 0 }),
    url,
    until,
  });

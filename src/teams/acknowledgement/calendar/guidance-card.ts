import type { GuidancePrompt } from '../../../acknowledgement/calendar/guidance-prompt.ts';
import { type Card, card, heading, plain, text } from '../../card.ts';

export const guidanceSummary = ({ year }: GuidancePrompt): string => `Keeping children safe in education ${year}`;

/** For HR and the DSL. What the guidance says is read at gov.uk, and never here. */
export const guidanceCard = (prompt: GuidancePrompt): Card =>
  card({
    body: [
      heading(
        prompt.phase === 'expected'
          ? `Keeping children safe in education ${prompt.year} is expected soon`
          : `Is Keeping children safe in education ${prompt.year} in force?`,
      ),
      text(
        prompt.phase === 'expected'
          ? 'A new edition is usually published in the summer and comes into force on 1 September. Please look at gov.uk.'
          : 'A new edition usually comes into force on 1 September. Please check at gov.uk that your policies and training name it.',
      ),
      text(
        '**DSL:** which policies change? **HR:** what do staff read, and when? **the year ahead** shows the campaigns.',
      ),
      plain(`${prompt.school}. HR and the DSL get this once.`, { small: true, subtle: true }),
    ],
  });

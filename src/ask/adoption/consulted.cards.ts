import { formatDay } from '../../kernel/time.ts';
import { actions, type Card, card, heading, openDialog, plain, submitDialog, text } from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import type { School } from '../../school/school.ts';
import type { Comparison } from '../library/library.ts';
import { changeList } from '../owner/change.cards.ts';
import { ofVersion } from '../owner/version-wording.ts';
import type { Consultation } from '../ports.ts';
import { edition } from '../quoting/quotes.ts';
import { POLICY } from '../verbs.cards.ts';
import type { ConsultedView } from './adoptions.ts';

/** To someone who is asked what they think of a version. */
export function consultedCard(
  school: School,
  { after, before, isBeforeInForce, changes }: Comparison,
  { until }: Pick<Consultation, 'until'>,
): Card {
  const data = ofVersion(school, after);
  return card(
    heading('You are being consulted on a policy'),
    plain(after.title, { bold: true }),
    plain([school.name, edition(after)].filter(Boolean).join(' · '), { subtle: true, small: true }),
    text(`It is a draft, and not in force. You can comment until **${formatDay(until)}**.`),
    ...(before
      ? [
          text(
            isBeforeInForce
              ? 'What has changed from the policy in force:'
              : 'What has changed from the model it was made from:',
            { apart: true },
          ),
          ...changeList(
            changes.filter(({ kind }) => kind !== 'unchanged'),
            changes.length,
            'comment',
          ),
        ]
      : []),
    actions([
      openDialog('Send a comment', POLICY.comment, data, { primary: true }),
      before ? openDialog('See what has changed', POLICY.consultedChanges, data) : undefined,
      openDialog('Read all of it', POLICY.consultedRead, data),
    ]),
    text('Only the people who look after the policy see your comment and your name.', {
      subtle: true,
      small: true,
    }),
  );
}

export const commentCard = (school: School, { comparison: { after }, consultation }: ConsultedView): Card =>
  card(
    plain(after.title, { bold: true }),
    input.text('comment', 'What would you change, and why?', {
      multiline: true,
      required: true,
      maxLength: 2000,
    }),
    text(`Until ${formatDay(consultation.until)}. You can send more than one.`, { subtle: true, small: true }),
    actions([submitDialog('Send', POLICY.sendComment, ofVersion(school, after), { primary: true })]),
  );

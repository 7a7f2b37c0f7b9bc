import { type Card, card, heading, input, plain, section, text } from '../../platform/teams/card.ts';
import { drillBanner } from '../notice/drill-mark.cards.ts';
import { type accountCard, accountEnd, howUrgent } from './account.cards.ts';
import { complaintSection, dutySection, FIELD_CHARACTERS, routeWords } from './report.cards.ts';

/**
 * The second page where a pupil has contacted its writer: who it was is on the first; here are where, and whether they
 * answered. What not to do comes before any box. What the pupil wrote may be left out: nobody needs to copy it to be heard.
 */
export function contactCard({
  draft,
  words,
  to,
  next,
  shutOut,
  isDrill,
  whomKey,
  duties = [],
  complaint,
}: Parameters<typeof accountCard>[0]): Card {
  return card({
    body: [
      isDrill ? drillBanner() : undefined,
      section(
        [
          heading('Do not reply'),
          text(
            'Leave the message as it is: do not answer, add them or delete it. If you have answered already, just say so: nobody is blamed for it here.',
          ),
        ],
        { style: 'attention' },
      ),
      to ? plain(routeWords(to, next), { bold: true }) : undefined,
      ...duties.filter(({ isNear }) => isNear).map(dutySection),
      complaint ? complaintSection(complaint) : undefined,
      input.text({
        id: 'where',
        label: 'Where did they contact you? The app or game, and their user name (required)',
        maxLength: 400,
        value: words.where ?? '',
      }),
      input.choice({
        id: 'replied',
        label: 'Did you answer? (required)',
        choices: [
          { title: 'No', value: 'no' },
          { title: 'Yes', value: 'yes' },
        ],
        expanded: true,
        ...(words.replied && { value: words.replied }),
      }),
      howUrgent(true, words.safeTonight),
      input.choice({
        id: 'childTold',
        label: 'Have they been told that staff do not answer privately?',
        choices: [
          { title: 'Not yet', value: 'no' },
          { title: 'Yes, I told them in school', value: 'by-me' },
          { title: 'Yes, someone else told them', value: 'by-someone' },
        ],
        ...(words.childTold && { value: words.childTold }),
      }),
      input.text({
        id: 'seen',
        label: 'What did they write, as far as you remember? You can leave this out; no pictures',
        multiline: true,
        maxLength: FIELD_CHARACTERS,
        value: words.seen ?? '',
      }),
      ...accountEnd({ draft, to, shutOut, whomKey }),
    ],
  });
}

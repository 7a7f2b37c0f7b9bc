import { type Card, card, type Element, heading, section } from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import { dutySection } from '../notice/advice.cards.ts';
import { drillBanner } from '../notice/drill-mark.cards.ts';
import { type accountCard, accountEnd, howUrgent, typedInChat } from './account.cards.ts';
import { beforeWriting } from './before.cards.ts';
import { boxesOn, complaintSection, routeLine } from './report.cards.ts';

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
  hasChat = false,
  duties = [],
  complaint,
}: Parameters<typeof accountCard>[0]): Card {
  return card(
    isDrill ? drillBanner() : undefined,
    section(
      { style: 'attention' },
      heading('Do not reply'),
      'Leave the message as it is: do not answer, add them or delete it. If you have answered already, just say so: nobody is blamed for it here.',
    ),
    routeLine(to, next),
    ...duties.filter(({ isNear }) => isNear).map(dutySection),
    complaint ? complaintSection(complaint) : undefined,
    ...beforeWriting(),
    hasChat ? typedInChat(draft) : undefined,
    ...inOrder(
      boxesOn('contact', ABOUT, words, {
        replied: [hasReplied(words.replied)],
        safeTonight: [howUrgent(ABOUT, words.safeTonight)],
        childTold: [wasTold(words.childTold)],
      }),
    ),
    ...accountEnd({ draft, to, shutOut, whomKey }),
  );
}

const ABOUT = { isChild: true, isConduct: false, isContact: true } as const;

/** What it cannot do without comes first; what the pupil wrote may be left out. */
const FIRST: readonly unknown[] = ['where', 'replied', 'urgent', 'childTold'];
const inOrder = (boxes: readonly Element[]): readonly Element[] => [
  ...FIRST.flatMap((first) => boxes.filter(({ id }) => id === first)),
  ...boxes.filter(({ id }) => !FIRST.includes(id)),
];

const hasReplied = (value: string | undefined): Element =>
  input.choice('replied', 'Did you answer? (required)', {
    choices: [
      { title: 'No', value: 'no' },
      { title: 'Yes', value: 'yes' },
    ],
    expanded: true,
    ...(value && { value }),
  });

const wasTold = (value: string | undefined): Element =>
  input.choice('childTold', 'Have they been told that staff do not answer privately?', {
    choices: [
      { title: 'Not yet', value: 'no' },
      { title: 'Yes, I told them in school', value: 'by-me' },
      { title: 'Yes, someone else told them', value: 'by-someone' },
    ],
    ...(value && { value }),
  });

import { actions, band, type Card, card, type Element, heading, plain, toggle } from '../../platform/teams/card.ts';
import { reference } from '../quoting/quotes.ts';
import { keptReply } from '../referral/kept-reply.cards.ts';
import type { Nearest, NotCovered } from './answer.ts';
import { type AnswerParts, byModel, foot, hiddenPlaces, sendOn, whoToAsk, whySendOn } from './answer-parts.cards.ts';
import { HEADINGS } from './headings.ts';

/** The policies seem to be silent: who knows stands first, and what comes closest is named in a line, so that it is no dead end. */
export function silentCard(view: AnswerParts, answer: Nearest | NotCovered): Card {
  const { school, curated } = view;
  const nearest = answer.nearest.filter(({ isUnnamed }) => !isUnnamed);
  const [closest] = nearest;
  return card(
    band({
      sign: '?',
      style: 'accent',
      title: HEADINGS.silent,
      items: [
        plain(
          closest
            ? `I looked through all of ${school.name}’s policies. I will not guess.`
            : `None of ${school.name}’s policies mentions it in these words. Try other words.`,
        ),
      ],
    }),
    ...askFirst(view, answer),
    curated && keptReply(curated),
    byModel(answer, 'A language model (AI) read the policies too, and found no answer.'),
    closest &&
      plain(`What comes closest, and may be about something else: ${reference(closest)}`, {
        subtle: true,
        small: true,
      }),
    hiddenPlaces('others', nearest),
    ...foot(
      view,
      [closest && toggle('Show what came closest', ['others'])],
      answer.kind === 'nearest' && closest ? 'Did one of these help?' : undefined,
    ),
  );
}

function askFirst(view: AnswerParts, { ask }: Nearest | NotCovered): readonly Element[] {
  const { name, because, isOwner, isAskers } = whoToAsk(view, ask);
  const send = sendOn(view, { primary: isOwner });
  return [
    heading(isAskers ? 'This is yours to answer' : `Ask ${name}`, { small: true }),
    plain(
      isAskers
        ? `You look after the policies. What you cannot settle is for ${name}.`
        : `${because}${whySendOn(view, isOwner)}`,
    ),
    ...(send ? [actions([send])] : []),
  ];
}

import type { MessageTurn } from '../../platform/teams/turn.ts';
import type { School } from '../../school/school.ts';
import { whoHas } from './talk.cards.ts';
import type { Talk } from './talk.handlers.ts';

/** A command, which anyone may type. Where it is not theirs they hear who has it, or get what else the same words ask for. */
export async function runCommand(
  talk: Pick<Talk, 'read' | 'mayHave' | 'answer' | 'note'>,
  turn: MessageTurn,
  {
    school,
    command,
    words,
    otherwise,
  }: {
    readonly school: School;
    readonly command: (turn: MessageTurn) => Promise<void>;
    readonly words: string;
    /** What the same words mean from someone whose command it is not. */
    readonly otherwise: (() => Promise<void>) | undefined;
  },
): Promise<void> {
  const replyPrivately: MessageTurn['replyPrivately'] = async (out) => {
    if (!('text' in out) || !out.whose) return turn.replyPrivately(out);
    const wished = talk.read(turn.sender.userId, words);
    if (wished && talk.mayHave(turn.sender.userId, wished.wish)) await talk.answer(turn, school, wished);
    else if (otherwise) await otherwise();
    else return turn.replyPrivately({ text: `${out.text} ${whoHas(out.whose, school)}`.trim() });
    return 'sent';
  };
  await command({ ...turn, replyPrivately });
  const wished = talk.read(turn.sender.userId, words);
  if (wished && talk.mayHave(turn.sender.userId, wished.wish)) await talk.note(turn, school, wished);
}

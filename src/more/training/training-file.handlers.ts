import { csvSent, type FetchText } from '../../platform/teams/csv-file.ts';
import type { MessageTurn } from '../../platform/teams/turn.ts';
import { importedCard } from './training.cards.ts';
import type { TrainingDesk } from './training-desk.ts';

/**
 * Takes a list of training from HR, in their own chat. Answers false, and has kept nothing, for everyone else and for every file whose
 * headings are of another list.
 */
export const createTrainingReceipt =
  (desk: Pick<TrainingDesk, 'importTraining' | 'trainingSchools'>, fetchText: FetchText) =>
  async (turn: MessageTurn): Promise<boolean> => {
    const { userId } = turn.sender;
    const url = csvSent(turn);
    const schools = desk.trainingSchools(userId);
    if (url === undefined || schools.length === 0) return false;
    const fetched = await fetchText(url);
    if ('why' in fetched) {
      await turn.replyPrivately({ text: `I could not read that file. ${fetched.why} No date has changed.` });
      return true;
    }
    const imported = await desk.importTraining(userId, fetched.text);
    if (imported.kind === 'not-allowed' || imported.kind === 'another-list') return false;
    await turn.replyPrivately({ card: importedCard(imported), summary: 'Training dates' });
    return true;
  };

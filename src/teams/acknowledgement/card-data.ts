import { z } from 'zod/v4';
import type { CampaignId, PolicyVersionId, SchoolId } from '../../core/ids.ts';
import { parseDay } from '../../core/time.ts';
import { type ActionAnswer, type ActionTurn, type DialogAnswer, type DialogTurn, message } from '../turn.ts';

/** Ids come from a card that anybody can forge: they say which campaign, never who asks. */
export const campaignId = z.uuid().transform((id) => id as CampaignId);
export const inCampaign = z.object({ campaign: campaignId });

/** `school/version`, as the choices of the form have it. */
export const choice = z.string().transform((value, context) => {
  const [school, version, ...rest] = value.split('/');
  if (!school || !version || rest.length > 0) {
    context.addIssue({ code: 'custom', message: 'not a choice of ours' });
    return z.NEVER;
  }
  return { school: school as SchoolId, version: version as PolicyVersionId };
});

export const day = z.string().transform((text, context) => {
  const parsed = parseDay(text);
  if (parsed) return parsed;
  context.addIssue({ code: 'custom', message: 'not a date' });
  return z.NEVER;
});

const UNREADABLE_CARD = 'This card could not be read. Please use a newer one.';
export const NOT_ASKED = 'You are not on the list for this. If it was a trial run, all is well: nothing is recorded.';

/** A button's handler, for data of this shape; any other gets one plain refusal. */
export const action =
  <Shape extends z.ZodType>(
    shape: Shape,
    handle: (data: z.output<Shape>, turn: ActionTurn) => Promise<ActionAnswer>,
  ): ((turn: ActionTurn) => Promise<ActionAnswer>) =>
  async (turn) => {
    const parsed = shape.safeParse(turn.data);
    return parsed.success ? handle(parsed.data, turn) : { kind: 'refused', code: 400, text: UNREADABLE_CARD };
  };

/** The same for a form, opened or sent. */
export const form =
  <Shape extends z.ZodType>(
    shape: Shape,
    handle: (data: z.output<Shape>, turn: DialogTurn) => Promise<DialogAnswer>,
    unreadable = UNREADABLE_CARD,
  ): ((turn: DialogTurn) => Promise<DialogAnswer>) =>
  async (turn) => {
    const parsed = shape.safeParse(turn.data);
    return parsed.success ? handle(parsed.data, turn) : message(unreadable);
  };

import { z } from 'zod/v4';
import type { CampaignId, PolicyVersionId, SchoolId } from '../kernel/ids.ts';
import { parseDay } from '../kernel/time.ts';

/** Ids come from a card that anyone can forge: they say which campaign, never who asks. */
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

/** A day on which the school is closed, that someone was asked about and wants all the same. */
export const keptDay = day.optional();

export const NOT_ASKED = 'You are not on the list for this. If it was a trial run, that is fine: nothing is recorded.';

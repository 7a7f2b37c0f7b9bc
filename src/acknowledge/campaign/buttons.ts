import type { CampaignView } from './campaign-view.ts';

/** On older cards: it shows the campaign, and sends nothing. */
export const START = 'campaign.start';
/** To send it at once, asked once more with the number. */
export const SEND_NOW = 'campaign.start-anyway';
export const DISCARD = 'campaign.discard';
export const PAUSE = 'campaign.pause';
export const RESUME = 'campaign.resume';
/** To finish or to withdraw, after a look at what that means. */
export const END = 'campaign.end';
export const LOOK_AGAIN = 'campaign.look-again';
export const FIND = 'campaign.find';
export const LEAVERS = 'campaign.leavers';
export const JOINERS = 'campaign.joiners';
export const TRIAL = 'campaign.trial';
export const REFRESH = 'campaign.refresh';
export const RESEND = 'campaign.resend';
export const OPEN = 'campaign.open';
export const PEOPLE = 'campaign.people';
export const DOWNLOADS = 'campaign.downloads';
/** A file of all that one person has signed. */
export const SIGNED = 'campaign.signed';
/** Kinds of download: one's own signatures, and those of someone in a register. */
export const OWN_SIGNED = 'own-signed';
export const PERSON_SIGNED = 'person-signed';
export const PAPER = 'campaign.paper';
/** HR's list of those who asked for help or a talk first. */
export const TALKS = 'campaign.talks';
export const CORRECT = 'campaign.correct';
/** What its button and its window are called. */
export const CHANGE_DATE = 'Change date or note';

/** How many people of a campaign are in a state. */
export const countOf = (view: CampaignView, state: string): number =>
  view.states.find((entry) => entry.state === state)?.count ?? 0;

export const people = (count: number): string => (count === 1 ? '1 person' : `${count} people`);

import type { Platform } from '../../report/record/case-codes.ts';

/** How each platform is asked, in one or two sentences. Menus move: what is here says what to look for, not where to tap. */
export const HOW_TO_ASK: Readonly<Record<Platform, string>> = {
  facebook: 'Use Report on the post or profile. For a fake account choose that it pretends to be someone.',
  instagram:
    'Use Report on the post or profile. For a fake account choose that it pretends to be someone. They may want proof of who the person is.',
  tiktok: 'Use Report on the video or profile. For a fake account choose that it pretends to be someone.',
  snapchat: 'Use Report on the Snap or the account, or the form on its support site.',
  x: 'Use Report on the post or account. There is a separate form for someone who pretends to be another person.',
  youtube: 'Use Report under the video. A privacy complaint is for the person who is shown: they send it themselves.',
  whatsapp: 'Use Report in the chat or group. It does not show messages to anyone: keep a record of them first.',
  google: 'Use Report on the review. For a search result there is a form for the person who is named.',
  discord: 'Use Report on the message. Tell the owner of the server as well, unless they posted it.',
  linkedin: 'Use Report on the post or profile.',
  other: 'Look for Report or Contact on the site. If there is none, find out who hosts it, and write to them.',
};

/** For staff of schools. Who runs it and how it is reached was looked up in November 2026. */
export const HELPLINE =
  'If they refuse or do not answer, ask the Professionals Online Safety Helpline: helpline@saferinternet.org.uk. It knows people at the large platforms.';

/** For the person who must complain themselves. `address` as it was noted. */
export const complaintText = (address: string | undefined): string =>
  [
    `The page at ${address ?? '[address]'} is about me and was made without my agreement.`,
    'It uses my name or my picture, or pretends to be me, and it harms me in my work at a school.',
    'Please remove it, and confirm to me when that is done.',
  ].join(' ');

import type { Feature } from '../../feature.ts';
import type { SchoolId } from '../../kernel/ids.ts';
import { createGuidanceMessages } from './guidance.messages.ts';
import { CALENDAR_DOWNLOAD, registerCampaignYear } from './year.handlers.ts';
import { createYear } from './year-desk.ts';

/** The coming twelve months, for those who run campaigns, and word of new statutory guidance. */
export const calendar: Feature = {
  start({ context: { routes, messenger, downloads }, campaigns }) {
    const courier = { ...createGuidanceMessages(messenger, campaigns.trust.tenantId), install: campaigns.install };
    const desk = createYear({ ...campaigns, courier });
    registerCampaignYear(routes, { desk, downloads });
    downloads.handle(CALENDAR_DOWNLOAD, {
      title: 'The year ahead (calendar file)',
      async make(by, school) {
        const text = await desk.calendar(by, school as SchoolId);
        return text === undefined
          ? undefined
          : { name: `Policies ${school}.ics`, type: 'text/calendar; charset=utf-8', bytes: Buffer.from(text, 'utf8') };
      },
    });
    return { extension: desk.extension };
  },
};

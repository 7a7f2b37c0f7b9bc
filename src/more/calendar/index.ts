import type { Extension } from '../../acknowledge/host.ts';
import type { Courier } from '../../acknowledge/ports.ts';
import type { SchoolId } from '../../kernel/ids.ts';
import type { Downloads } from '../../kernel/pages/downloads.ts';
import type { Messenger } from '../../platform/teams/outbound/messenger.ts';
import type { Routes } from '../../platform/teams/routes.ts';
import { createGuidanceMessages } from './guidance.messages.ts';
import { CALENDAR_DOWNLOAD, registerCampaignYear } from './year.handlers.ts';
import { createYear, type YearDeps } from './year-desk.ts';

interface CalendarParts extends Omit<YearDeps, 'courier'>, Pick<Courier, 'install'> {
  readonly routes: Routes;
  readonly messenger: Messenger;
  readonly downloads: Pick<Downloads, 'offer' | 'handle'>;
}

export function startCalendar({ routes, messenger, install, downloads, ...parts }: CalendarParts): Extension {
  const courier = { ...createGuidanceMessages(messenger, parts.trust.tenantId), install };
  const desk = createYear({ ...parts, courier });
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
  return desk.extension;
}

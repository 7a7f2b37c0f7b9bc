import type { SharedDoor } from '../../concern/shared-address/shared-address.ts';
import { sharedAddressPdf } from '../../print/sheets/shared-address-pdf.ts';
import { registerSharedAddress, SHEET_DOWNLOAD, sharedUrl } from '../../teams/without-teams/address-handlers.ts';
import type { AppContext } from '../app-context.ts';

/** The pages and the sheet for people without Teams. */
export function wireSharedPages(context: AppContext, door: SharedDoor) {
  const { config, clock, ids, log, address, downloads, routes } = context;
  registerSharedAddress(routes, { addresses: door.addresses, downloads, address });
  downloads.handle(SHEET_DOWNLOAD, {
    title: 'The sheet for people without Teams (PDF)',
    async make(user, subject) {
      const [, isLarge] = subject.split(' ');
      const found = await door.addresses.look({ user, tenant: config.trust.tenantId });
      if (found.kind !== 'address' || !found.current || !subject.startsWith(found.school.id)) return undefined;
      const { school, current } = found;
      const sheet = {
        school,
        url: sharedUrl(address(), current),
        asks: school.concerns.sharedAddress?.use === 'report-and-ask',
        isLarge: isLarge !== undefined,
      };
      return {
        name: `${school.name.replaceAll(/[^\p{L}\p{N} ]/gu, ' ')} - without Teams.pdf`,
        type: 'application/pdf',
        bytes: await sharedAddressPdf(sheet, clock()),
      };
    },
  });
  return { door, ids, clock, log, address };
}

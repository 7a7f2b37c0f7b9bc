import { dayOf, formatDay, formatTime } from '../../kernel/time.ts';
import {
  actions,
  type Card,
  card,
  heading,
  openDialog,
  openUrl,
  plain,
  section,
  submitDialog,
  text,
  toggle,
} from '../../platform/teams/card.ts';
import type { SharedAddress } from './address-ports.ts';
import type { AddressAnswer } from './addresses.ts';

/** Where people without Teams ask and report: the page in Teams, a new address, its sheet. */
export const ADDRESS = 'without-teams.address';
export const ADDRESS_MAKE = 'without-teams.make';
export const ADDRESS_SHEET = 'without-teams.sheet';

const SURE = 'replace-address';

/** Where people without Teams ask and report: the address, its sheet, and a new one when the old went astray. */
export function addressCard(
  { school, current }: Extract<AddressAnswer, { kind: 'address' }>,
  urlOf: (address: SharedAddress) => string,
  isNew = false,
): Card {
  const settings = school.concerns.sharedAddress;
  return card(
    heading(`Without Teams, ${school.name}`),
    'Governors, agency workers and volunteers can report through a web address printed on a sheet. Nobody checks who they are: a report that comes this way says so.',
    settings?.use === 'report-and-ask' ? 'They can also ask there what a published policy says.' : undefined,
    ...(current === undefined
      ? [
          text('There is no address yet.', { bold: true }),
          actions([submitDialog('Make the address', ADDRESS_MAKE, {}, { primary: true })]),
        ]
      : [
          isNew
            ? section(
                {
                  style: 'good',
                },
                text('This is the new address. The old address now tells people to ask for the new sheet.', {
                  bold: true,
                }),
              )
            : undefined,
          plain(urlOf(current), { bold: true }),
          plain(`Made on ${formatDay(dayOf(current.madeAt))}`, { subtle: true, small: true }),
          actions([
            submitDialog('Get the sheet (PDF)', ADDRESS_SHEET, {}, { primary: true }),
            submitDialog('Get it in large print', ADDRESS_SHEET, { large: true }),
          ]),
          heading('If a sheet has been lost', { small: true }),
          text(
            'Old sheets stop working an hour after you replace the address. Codes that were given out still work, and no report is lost.',
          ),
          actions([toggle('Replace the address', [SURE])]),
          section(
            {
              id: SURE,
              hidden: true,
            },
            actions([submitDialog('Yes, replace it now', ADDRESS_MAKE, { before: current.address })]),
          ),
        ]),
  );
}

/** The sheet is ready. */
export const sheetCard = (url: string, until: Date): Card =>
  card(
    'A sheet with a QR code and the address. Hand it out, or pin it up where only adults go.',
    actions([openUrl('Open the download page', url), submitDialog('Back', ADDRESS, {})]),
    plain(`The link works until ${formatTime(until)}.`, { small: true, subtle: true }),
  );

/** The way to it, for who typed for it. */
export const addressInvitation = (): Card =>
  card(
    heading('People without Teams'),
    'An address, and a sheet with a QR code, for governors, agency workers and volunteers.',
    text('For when Teams is down there is a report form on paper: type “paper form”.', { subtle: true }),
    actions([openDialog('Open', ADDRESS, {}, { primary: true })]),
  );

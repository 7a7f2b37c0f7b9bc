import type { Library } from '../../ask/library/library.ts';
import type { Feature } from '../../feature.ts';
import type { Gate } from '../../hear/gate.ts';
import { Typed } from '../../kernel/typed.ts';
import type { School } from '../../school/school.ts';
import { registerSharedAddress, SHEET_DOWNLOAD, sharedUrl } from './address.handlers.ts';
import { sqlAddressStore } from './address.store.ts';
import { sharedDoors } from './pages/shared.page.ts';
import { sharedAddressPdf } from './shared-address.pdf.ts';
import { createSharedDoor } from './shared-address.ts';

/** Asking and reporting for people without Teams, and the sheet that brings them there. */
export const sharedAddress: Feature = {
  start({ context, report: { deps, concerns }, gate, policies }) {
    const { config, db, clock, ids, log, address, downloads, routes, elapsed } = context;
    const door = createSharedDoor({ ...deps, addresses: sqlAddressStore(db) }, concerns.cover.onDuty);
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
    const ask = askingBy({ gate, library: policies.library });
    return {
      doors: sharedDoors({ door: { ...door, ask }, ids, clock, log, address }, elapsed),
      inReports: { drillByAddress: door.drill },
    };
  },
};

interface Asked {
  readonly gate: Pick<Gate, 'hear'>;
  readonly library: Pick<Library, 'answerer'>;
}

/**
 * Answers from the policies in force and nothing else: no fact of a role, no kept reply, no model outside. Heard like every message,
 * but not by the names of the school's people: a page that heard them otherwise would tell who has a role. What may be a report is
 * answered only where it may as well be a question.
 */
export const askingBy =
  ({ gate, library }: Asked) =>
  async (school: School, question: string, isTooMuch: boolean) => {
    if (isTooMuch) return { kind: 'later' } as const;
    const { detection, readings } = await gate.hear(new Typed(question), undefined);
    const look = async () => {
      const reading = readings?.length === 1 ? readings[0] : undefined;
      return (await library.answerer(school.id)).askLocally(question, { reading });
    };
    if (detection.kind !== 'none') {
      const mayBeQuestion = detection.kind === 'unclear' && detection.likelier === 'question';
      return { kind: 'held', detection, answer: mayBeQuestion ? await look() : undefined } as const;
    }
    return { kind: 'answer', answer: await look() } as const;
  };

import type { Library } from '../../ask/library/library.ts';
import type { Gate } from '../../hear/gate.ts';
import { Typed } from '../../kernel/typed.ts';
import { registerSharedAddress, SHEET_DOWNLOAD, sharedUrl } from '../../more/shared-address/address.handlers.ts';
import { sharedAddressPdf } from '../../more/shared-address/shared-address.pdf.ts';
import type { SharedDoor } from '../../more/shared-address/shared-address.ts';
import type { School } from '../../school/school.ts';
import type { AppContext } from '../app-context.ts';

interface Further {
  readonly gate: Pick<Gate, 'hear'>;
  readonly library: Pick<Library, 'answerer'>;
}

/** The pages and the sheet for people without Teams. */
export function wireSharedPages(context: AppContext, door: SharedDoor, further: Further) {
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
  return { door: { ...door, ask: askingBy(further) }, ids, clock, log, address };
}

/**
 * Answers from the policies in force and nothing else: no fact of a role, no kept reply, no model outside. Heard like every message,
 * but not by the names of the school's people: a page that heard them otherwise would tell who has a role. What may be a report is
 * answered only where it may as well be a question.
 */
export const askingBy =
  ({ gate, library }: Further) =>
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

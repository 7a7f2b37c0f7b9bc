import { z } from 'zod/v4';

/** What comes with a message beside its text. */
interface Beside {
  readonly contentType?: string | undefined;
  readonly content?: unknown;
}

/** Longer quotations are read so far. */
const MOST_CHARACTERS = 4_000;

/** Someone else's message, as Teams refers to it when it is answered or passed on. */
const REFERENCES: ReadonlySet<string | undefined> = new Set(['messageReference', 'forwardedMessageReference']);
const reference = z.object({
  messagePreview: z.string().optional(),
  originalMessageContent: z.string().optional(),
});

/** Neither is a file: one is the text again as HTML, the other a message that was quoted or passed on. */
export const isOfWords = ({ contentType }: Beside): boolean =>
  contentType === 'text/html' || REFERENCES.has(contentType);

/** The words of others that a message quotes or passes on, as plain text; '' where there are none. */
export function quotedIn(attachments: readonly Beside[]): string {
  const said = attachments.flatMap(({ contentType, content }) => {
    if (contentType === 'text/html') return typeof content === 'string' ? blockquotes(content) : [];
    return REFERENCES.has(contentType) ? referred(content) : [];
  });
  return said.join('\n').slice(0, MOST_CHARACTERS).trim();
}

const blockquotes = (html: string): readonly string[] =>
  [...html.slice(0, 10 * MOST_CHARACTERS).matchAll(/<blockquote\b[^>]*>(.*?)<\/blockquote>/gis)].map(([, inner = '']) =>
    plain(inner),
  );

function referred(content: unknown): readonly string[] {
  const found = reference.safeParse(typeof content === 'string' ? parsed(content) : content);
  if (!found.success) return [];
  return [plain(found.data.originalMessageContent ?? found.data.messagePreview ?? '')];
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['#39', "'"],
]);

/** Tags become spaces: what is between them was never one word. */
const plain = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_whole, name: string) => ENTITIES.get(name) ?? ' ')
    .replace(/\s+/g, ' ')
    .trim();

import type { Running } from './running.ts';

/** A form of the pages without Teams, as a browser without scripts has it. */
export interface PageForm {
  readonly status: number;
  readonly text: string;
  /** What is in its hidden boxes. */
  readonly hidden: Readonly<Record<string, string>>;
  readonly headers: Headers;
}

const unescaped = (text: string): string =>
  text.replace(
    /&(?:amp|lt|gt|quot|#39);/g,
    (entity) => ({ '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" })[entity] ?? '',
  );

/** Opens a page, or sends its form. @param from where it seems to come from, as our proxy writes it */
export async function visit(
  { url }: Pick<Running, 'url'>,
  path: string,
  form?: Readonly<Record<string, string>>,
  from = '192.0.2.1',
): Promise<PageForm> {
  const answer = await fetch(`${url}${path}`, {
    method: form ? 'POST' : 'GET',
    headers: { 'X-Forwarded-For': from },
    ...(form && { body: new URLSearchParams(form) }),
    redirect: 'manual',
  });
  const text = await answer.text();
  const hidden = [...text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(
    ([, name = '', value = '']) => [name, unescaped(value)] as const,
  );
  return { status: answer.status, text, hidden: Object.fromEntries(hidden), headers: answer.headers };
}

/** The DSL's team makes the school's address; returns its path. */
export async function sharedPath({ sandbox }: Running, by: string): Promise<string> {
  await sandbox.say(by, 'shared address');
  const invitation = await sandbox.until(() =>
    sandbox.messages(by).findLast((message) => JSON.stringify(message).includes('People without Teams')),
  );
  const page = await sandbox.openDialog(by, invitation.id, 'Open');
  const made = JSON.stringify(page.card).includes('/r/')
    ? JSON.stringify(page.card)
    : JSON.stringify(await sandbox.submitDialog(by, page, 'Make the address', {}));
  const path = /\/r\/[0-9A-Z-]{14}/.exec(made)?.[0];
  if (!path) throw new Error('no address was made');
  return path;
}

let places = 0;
/** Of the addresses that are kept for measuring: a place that sends often has to wait longer each time. */
const anotherPlace = (): string => {
  places += 1;
  return `198.18.${places >> 8}.${places % 256}`;
};

/** A whole report through the pages, by itself from a place of its own; returns the code. */
export async function reportByLink(
  world: Pick<Running, 'url'>,
  path: string,
  sent: Readonly<Record<string, string>>,
  from = anotherPlace(),
): Promise<{ readonly code: string; readonly form: Readonly<Record<string, string>>; readonly page: PageForm }> {
  const second = await visit(world, `${path}/report`, { step: 'about', ...sent }, from);
  const form = { ...second.hidden, ...sent, step: 'send' };
  const page = await visit(world, `${path}/report`, form, from);
  const code = /class="code">([0-9A-Z-]{24})</.exec(page.text)?.[1];
  if (code === undefined) throw new Error(`no code came: ${page.status}`);
  return { code, form, page };
}

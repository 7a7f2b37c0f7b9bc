import { permissions } from '../../../src/platform/graph/permissions.ts';
import { permissionFacts } from './facts.ts';
import { inTable } from './from/calls.ts';

const code = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ') || '–';

/** Each permission with its calls and what Microsoft's own table calls the least for each, as docs/permissions.md shows it. */
export function permissionTable(): string {
  const facts = permissionFacts();
  const [source] = facts.from;
  const rows = permissions.flatMap(({ name, calls, whatFor, onlyFor, notTheLeast }) =>
    (calls.length > 0 ? calls : [undefined]).map((call, at) => {
      const { least = [], leastOfOne = [] } = (call && facts.calls[inTable(call)]) || {};
      const why = least.includes(name) ? 'it is the least' : notTheLeast;
      const first = at === 0 ? `\`${name}\`: ${whatFor}${onlyFor ? ` (only for ${onlyFor})` : ''}` : '';
      return `| ${first} | ${call ? `\`${call}\`` : '–'} | ${code(least)} | ${code(leastOfOne)} | ${why} |`;
    }),
  );
  return [
    `From ${source?.repository}, \`${source?.path}\`, as of ${source?.date} (\`${source?.commit.slice(0, 12)}\`).`,
    '',
    '| What Lanyard asks for | The call that needs it | Microsoft’s least, for the whole organisation | Least inside one team, chat or person’s app | Why this one |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

/** The page whole, as `npm run permissions` writes it. */
export const permissionPage = (): string => `# Permissions in Microsoft Graph

Every application permission that Lanyard asks for, the calls that need it, and what Microsoft's own table calls the least for each. \`npm run permissions\`
writes this page from the list in the code (\`src/platform/graph/permissions.ts\`) and from Microsoft's table as it is kept in \`tests/contract/microsoft\`; a test holds
all three together, and refuses a permission where another that reads less is enough. Why some are for the whole organisation stands in
[deploy.md](deploy.md#permissions-application-microsoft-graph).

${permissionTable()}
`;

if (import.meta.main) process.stdout.write(permissionPage());

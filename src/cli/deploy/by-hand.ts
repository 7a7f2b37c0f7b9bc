import { needed, type Run } from './run.ts';
import { packageFile } from './steps/program.ts';

/** What no interface lets a program do, or only with more rights than it should have. */
interface ByHand {
  readonly what: string;
  readonly how: readonly string[];
  readonly link: string;
  /** What the doctor says once it is done; absent where nothing can tell. */
  readonly doneWhen?: RegExp;
}

/** @param doctor what the doctor said: what it has seen done is left out */
export const leftByHand = (run: Run, doctor: string): readonly ByHand[] =>
  byHand(run).filter(({ doneWhen }) => !doneWhen?.test(doctor));

/**
 * In the order in which it works. Teams' own "Setup policies: installed apps" is closed; who gets an app is said on the
 * app itself. Source: Microsoft 365 message centre MC795355.
 */
function byHand(run: Run): readonly ByHand[] {
  const name = needed(run, 'APP_NAME');
  const { schools } = run.trust;
  const places = schools.filter(({ dslDestination }) => dslDestination.kind !== 'people');
  const library = schools.find(({ policies }) => policies.library);
  return [
    {
      what: `Upload the package: ${packageFile(run)}`,
      how: ['Manage apps → Actions → Upload new app. Later versions: the app itself → Upload file'],
      link: 'https://admin.teams.microsoft.com/policies/manage-apps',
      doneWhen: /^✓ Lanyard is in the organisation’s app catalogue$/m,
    },
    {
      what: 'Allow apps of your own',
      how: ['Manage apps → Actions → Org-wide app settings → Custom apps: let users install and use them'],
      link: 'https://admin.teams.microsoft.com/policies/manage-apps',
    },
    {
      what: `Give ${name} to staff, never to pupils`,
      how: [
        `Manage apps → ${name} → Users and groups → Edit availability: your staff groups; then Install → the same groups`,
        'It takes up to a day to reach everyone',
      ],
      link: 'https://admin.teams.microsoft.com/policies/manage-apps',
    },
    ...places.map(({ name: school, dslDestination }) => ({
      what: `Add ${name} to the place for concerns of ${school}`,
      how:
        dslDestination.kind === 'channel'
          ? [
              'Teams → the team → Manage team → Apps → Get more apps; then the private channel → ••• → Manage channel → Apps, and add it there as well',
            ]
          : ['Teams → the chat → + → Apps'],
      link: 'https://teams.microsoft.com',
    })),
    ...(library
      ? [
          {
            what: 'Open the one SharePoint site with the policies to it',
            how: [
              `Graph Explorer → sign in → Modify permissions → consent to Sites.FullControl.All for yourself, which the request needs; then POST /sites/{site-id}/permissions with {"roles":["read"],"grantedToIdentities":[{"application":{"id":"${run.env.get('GRAPH_APP_ID') ?? '<GRAPH_APP_ID>'}","displayName":"${name}"}}]}`,
              'Afterwards take the consent back: Entra → Enterprise applications → Graph Explorer → Permissions',
            ],
            link: 'https://developer.microsoft.com/graph/graph-explorer',
          },
        ]
      : []),
    {
      what: 'Prove it, for one person who has it in Teams',
      how: [`npm run lanyard -- inside --env ${run.name} doctor --prove <their address>`],
      link: 'docs/deploy.md#to-prove-in-your-tenant',
    },
  ];
}

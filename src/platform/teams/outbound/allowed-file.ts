import { isAllowedService } from '../inbound/activity.ts';

/** Where Teams keeps files that people send: SharePoint and OneDrive of the public and the government clouds. */
const SHAREPOINT = /^([a-z0-9-]+?)(?:-my)?\.sharepoint(?:\.com|\.us|-mil\.us)$/;

/** Whether an address that came with a file is one of the school's SharePoint. */
export function isAllowedFile(url: string, furtherHosts: readonly string[], sharepoint: string | undefined): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, username, port } = new URL(url);
  const name = SHAREPOINT.exec(hostname)?.[1];
  const isOurs = name !== undefined && (sharepoint === undefined || name === sharepoint);
  if (protocol === 'https:' && isOurs && username === '' && port === '') return true;
  return isAllowedService(url, furtherHosts);
}

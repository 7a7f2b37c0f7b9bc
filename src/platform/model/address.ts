import { AZURE_MODEL_HOST } from '../environment/environment.ts';

const OPERATION = '/chat/completions';
/** Used where the address of an Azure deployment names none. */
const AZURE_VERSION = '2024-10-21';

/** `…/v1` or `…/openai/deployments/<name>[?api-version=…]`, with or without the operation. */
export function addressOf(url: string): URL {
  const address = new URL(url);
  const path = address.pathname.replace(/\/+$/, '');
  if (!path.endsWith(OPERATION)) address.pathname = `${path}${OPERATION}`;
  if (isDeployment(address) && !address.searchParams.has('api-version'))
    address.searchParams.set('api-version', AZURE_VERSION);
  return address;
}

/** Azure's own service, or a gateway of the same form before it: it takes a key in a header of its own. */
export const isAzure = (address: URL): boolean => AZURE_MODEL_HOST.test(address.hostname) || isDeployment(address);

const isDeployment = ({ pathname }: URL): boolean => /\/openai\/deployments\//.test(pathname);

/** One sentence for every refusal, no matter who refuses. */
export const refusalText = (status: number): string => REFUSALS[status] ?? 'The request was refused.';

const REFUSALS: Readonly<Record<number, string>> = {
  400: 'The request is not a valid activity.',
  401: 'The request is not signed by the Bot Connector.',
  403: 'The request is not from a tenant that this bot serves.',
  404: 'There is nothing at this address.',
  405: 'This address takes other kinds of request.',
  413: 'The request is too large.',
  415: 'The request is not JSON.',
  500: 'Something went wrong.',
};

const ROOT = '/sandbox/api';

/** No answer at all: the sandbox has stopped, or this window is closing. */
class Unreachable extends Error {}

/** Calls the sandbox. Rejects with the sandbox's own words. */
async function call(method, path, body) {
  const response = await fetch(`${ROOT}${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  }).catch(() => {
    throw new Unreachable('The sandbox does not answer.');
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error ?? `The sandbox answered ${response.status}.`);
  return answer;
}

export const get = (path) => call('GET', path);
export const post = (path, body = {}) => call('POST', path, body);
export const put = (path, body) => call('PUT', path, body);
export const remove = (path) => call('DELETE', path);

export async function setClock(move) {
  await fetch('/clock', { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(move) });
}

/**
 * Follows everything that one person may see. Every stream begins with a `hello`: what came before it, while there was
 * no stream, has to be fetched. Events are handled one after the other, so that what an earlier one fetched never
 * overwrites what a later one told. A browser keeps few connections to one host, so a hidden window lets its stream go.
 * `onConnection(isThere)` tells when the sandbox stops answering, and when it is back.
 */
export function follow(userId, onEvent, onConnection) {
  let stream;
  let last = Promise.resolve();
  const open = () => {
    stream = new EventSource(`${ROOT}/stream?user=${encodeURIComponent(userId)}`);
    stream.onopen = () => onConnection(true);
    stream.onerror = () => onConnection(false);
    stream.onmessage = (message) => {
      last = last
        .then(() => onEvent(JSON.parse(message.data)))
        .catch((error) => {
          // The browser opens the stream again by itself, and its `hello` fetches everything.
          if (!(error instanceof Unreachable)) reportError(error);
        });
    };
  };
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) stream.close();
    else open();
  });
  open();
}

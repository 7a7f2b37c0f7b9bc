import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jest } from '@jest/globals';
import { createFileDownload } from '../../../src/ask/upload/download.handlers.ts';

describe('where a file may come from', () => {
  const refused = async (url: string) => (await createFileDownload([])(url)).kind;
  test.each([
    'http://oakmill-my.sharepoint.com/file',
    'https://sharepoint.com.evil.example/file',
    'https://evil.example/.sharepoint.com',
    'https://user@oakmill.sharepoint.com:8443/file',
    'https://oakmill.sharepoint.com.:443/',
    'https://a.b.sharepoint.com/',
    'http://169.254.169.254/metadata',
    'http://127.0.0.1:80/',
    'file:///etc/passwd',
    'data:text/plain,hello',
    'not an address',
    '',
  ])('%s is refused without a call', async (url) => {
    expect(await refused(url)).toBe('refused');
  });

  test.each([
    'https://other-school.sharepoint.com/file',
    'https://other-school-my.sharepoint.com/personal/file',
    'https://oakmill2.sharepoint.com/file',
    'https://oakmill-my-my.sharepoint.com/file',
  ])('%s is not our SharePoint, so it is refused without a call', async (url) => {
    const fetched = jest.spyOn(globalThis, 'fetch');
    expect((await createFileDownload([], 'oakmill')(url)).kind).toBe('refused');
    expect(fetched).not.toHaveBeenCalled();
    fetched.mockRestore();
  });

  test.each(['https://oakmill.sharepoint.com/file', 'https://oakmill-my.sharepoint.com/personal/file'])(
    '%s is ours, and is asked for',
    async (url) => {
      const fetched = jest.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('fine'));
      expect(await createFileDownload([], 'oakmill')(url)).toEqual({ kind: 'fetched', bytes: Buffer.from('fine') });
      fetched.mockRestore();
    },
  );

  test('no token goes along; a redirect, a body that stalls and one too large are refused', async () => {
    const heard: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      heard.push(request.headers.authorization, request.headers.cookie);
      // Not chained: restify, loaded by a neighbouring test, replaces writeHead with one that returns nothing.
      const answer = (status: number, headers: Record<string, string>, body = Buffer.alloc(0)) => {
        response.writeHead(status, headers);
        response.end(body);
      };
      if (request.url === '/redirect') answer(302, { location: '/ok' });
      else if (request.url === '/slow') response.write('x');
      else if (request.url === '/large') answer(200, { 'content-length': String(21 * 1024 * 1024) });
      else if (request.url === '/flood')
        answer(200, { 'transfer-encoding': 'chunked' }, Buffer.alloc(22 * 1024 * 1024));
      else answer(200, {}, Buffer.from('fine'));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const download = createFileDownload([host], undefined, 300);
    expect(await download(`http://${host}/ok`)).toEqual({ kind: 'fetched', bytes: Buffer.from('fine') });
    for (const path of ['/redirect', '/slow', '/large', '/flood'])
      expect((await download(`http://${host}${path}`)).kind).toBe('refused');
    expect(heard.filter((value) => value !== undefined)).toEqual([]);
    server.closeAllConnections();
    server.close();
  });
});

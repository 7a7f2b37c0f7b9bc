import { AppManifestUtils, type TeamsManifest } from '@microsoft/app-manifest';
import { z } from 'zod/v4';
import { isGuid } from '../../kernel/ids.ts';
import { readPng } from './png.ts';

/** What the checks below look at; the schema has looked at everything else. */
const manifestShape = z.looseObject({
  manifestVersion: z.string(),
  id: z.string(),
  bots: z.array(z.looseObject({ botId: z.string(), scopes: z.array(z.string()) })).min(1),
  composeExtensions: z.array(z.looseObject({ botId: z.string() })).default([]),
  webApplicationInfo: z.looseObject({ id: z.string(), resource: z.string() }),
  supportsChannelFeatures: z.string().optional(),
  authorization: z.unknown().optional(),
});

/**
 * Everything about a package that can be told without Teams: Microsoft's schema for its version, and what the schema does
 * not say. Empty when there is nothing to complain about.
 */
export async function checkPackage(
  manifestText: string,
  icons: { readonly color: Uint8Array; readonly outline: Uint8Array },
): Promise<string[]> {
  const json: unknown = JSON.parse(manifestText);
  const bySchema = await AppManifestUtils.validateAgainstSchema(json as TeamsManifest);
  const complaints = bySchema.map((complaint) => `manifest.json ${complaint}`);
  return [...complaints, ...checkIdentity(json), ...checkColour(icons.color), ...checkOutline(icons.outline)];
}

function checkIdentity(json: unknown): string[] {
  const parsed = manifestShape.safeParse(json);
  if (!parsed.success)
    return parsed.error.issues.map(({ path, message }) => `manifest.json ${path.join('.')}: ${message}`);
  const { id, bots, composeExtensions, webApplicationInfo, supportsChannelFeatures, authorization } = parsed.data;
  const complaints: string[] = [];
  const ids = [...bots, ...composeExtensions].map(({ botId }) => botId);
  for (const [name, value] of [
    ['id', id],
    ['webApplicationInfo.id', webApplicationInfo.id],
    ...ids.map((value) => ['botId', value]),
  ])
    if (!isGuid(value ?? '')) complaints.push(`manifest.json ${name}: is not a GUID`);
  if (new Set(ids).size > 1) complaints.push('manifest.json botId: differs; there is one bot');
  if ([...ids, webApplicationInfo.id].includes(id))
    complaints.push('manifest.json id: must not be the id of the bot or of the app registration');
  // The schema lets it be left out; uploading an app with the team scope does not.
  if (bots.some(({ scopes }) => scopes.includes('team')) && supportsChannelFeatures !== 'tier1')
    complaints.push('manifest.json supportsChannelFeatures: must be "tier1" where a bot has the team scope');
  // Plain ReadWriteSelf may not install an app that asks for consent inside a team or chat.
  if (authorization !== undefined)
    complaints.push('manifest.json authorization: resource-specific consent would block installing for staff');
  return complaints;
}

const COLOUR_SIZE = 192;
const OUTLINE_SIZE = 32;

function checkColour(file: Uint8Array): string[] {
  return withPicture('color.png', file, COLOUR_SIZE, (pixels) =>
    everyPixel(pixels, (_red, _green, _blue, alpha) => alpha === 255)
      ? []
      : ['color.png: has see-through pixels; Teams shows them black on some clients'],
  );
}

function checkOutline(file: Uint8Array): string[] {
  return withPicture('outline.png', file, OUTLINE_SIZE, (pixels) => {
    const complaints: string[] = [];
    if (!everyPixel(pixels, (red, green, blue, alpha) => alpha === 0 || (red === 255 && green === 255 && blue === 255)))
      complaints.push('outline.png: may hold white only');
    if (everyPixel(pixels, (_red, _green, _blue, alpha) => alpha > 0))
      complaints.push('outline.png: its background must be see-through');
    if (everyPixel(pixels, (_red, _green, _blue, alpha) => alpha === 0)) complaints.push('outline.png: is empty');
    return complaints;
  });
}

function withPicture(name: string, file: Uint8Array, size: number, check: (pixels: Uint8Array) => string[]): string[] {
  try {
    const { width, height, pixels } = readPng(file);
    if (width !== size || height !== size) return [`${name}: is ${width}×${height} and must be ${size}×${size}`];
    return check(pixels);
  } catch (error) {
    return [`${name}: ${error instanceof Error ? error.message : 'cannot be read'}`];
  }
}

function everyPixel(pixels: Uint8Array, is: (red: number, green: number, blue: number, alpha: number) => boolean) {
  for (let at = 0; at < pixels.length; at += 4)
    if (!is(pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0, pixels[at + 3] ?? 0)) return false;
  return true;
}

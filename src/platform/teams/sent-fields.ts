import { z } from 'zod/v4';

/** Made once: making a shape costs more than reading by it. */
const fields = z.record(z.string(), z.unknown());

/** What a button or a form sent, by name, hostile until parsed; nothing of what has no names. */
export const sentFields = (data: unknown): Readonly<Record<string, unknown>> => fields.safeParse(data).data ?? {};

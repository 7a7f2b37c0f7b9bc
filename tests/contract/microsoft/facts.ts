import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where facts come from: a file of a published repository, as it stood at one commit. */
export interface Source {
  readonly repository: string;
  readonly path: string;
  readonly commit: string;
  readonly date: string;
  readonly licence: 'MIT';
}

/** `String`, `String!` (never null), `[user]` (a list); a name without a type of its own is one of OData's, or not looked into. */
export type Kind = string;

export interface GraphType {
  readonly base?: string;
  readonly properties: Readonly<Record<string, Kind>>;
  /** Navigation properties: the ways on to other things. */
  readonly ways: Readonly<Record<string, Kind>>;
}

/** An action (POST) or a function (GET) on things of one type. */
export interface Act {
  readonly name: string;
  readonly on: Kind;
  readonly method: 'GET' | 'POST';
  readonly takes: Readonly<Record<string, Kind>>;
  readonly gives?: Kind;
}

export interface GraphFacts {
  readonly from: Source;
  /** Entity sets and singletons: where an address may begin. */
  readonly roots: Readonly<Record<string, Kind>>;
  readonly types: Readonly<Record<string, GraphType>>;
  readonly values: Readonly<Record<string, readonly string[]>>;
  readonly acts: readonly Act[];
}

export interface CallPermissions {
  /** Microsoft's own least, for the whole tenant. */
  readonly least: readonly string[];
  /** Others that are enough. */
  readonly more: readonly string[];
  /** Of one team, chat or person: consent for it is asked in the app's manifest. */
  readonly ofOne: readonly string[];
  readonly leastOfOne: readonly string[];
}

export interface PermissionFacts {
  readonly from: readonly Source[];
  /** The role's id in every tenant, by name: of those that are asked for and those that the sandbox knows. */
  readonly ids: Readonly<Record<string, string>>;
  /** How many calls of Graph each opens in all, of those that only read or send. */
  readonly opens: Readonly<Record<string, number>>;
  readonly calls: Readonly<Record<string, CallPermissions>>;
}

export interface ConnectorFacts {
  readonly from: Source;
  readonly calls: Readonly<Record<string, { readonly takes?: Kind; readonly gives?: Kind }>>;
  readonly types: Readonly<Record<string, Readonly<Record<string, Kind>>>>;
  readonly values: Readonly<Record<string, readonly string[]>>;
}

export interface CardProperty {
  readonly kind: Kind;
  readonly since?: string;
  readonly isRequired?: true;
}

export interface CardType {
  readonly extends: readonly string[];
  readonly since?: string;
  /** The property for which a text may stand instead of the whole. */
  readonly short?: string;
  readonly properties: Readonly<Record<string, CardProperty>>;
}

export interface CardFacts {
  readonly from: Source;
  readonly types: Readonly<Record<string, CardType>>;
  readonly values: Readonly<Record<string, readonly string[]>>;
}

const read = <T>(name: string): T => JSON.parse(readFileSync(join(import.meta.dirname, `${name}.json`), 'utf8')) as T;

export const graphFacts = (): GraphFacts => read('graph');
export const permissionFacts = (): PermissionFacts => read('permissions');
export const connectorFacts = (): ConnectorFacts => read('connector');
export const cardFacts = (): CardFacts => read('cards');

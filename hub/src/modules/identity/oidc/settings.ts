import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { messageOf, UsageError } from '../../../platform/errors.ts';
import type { SecondFactorWords } from '../people/mfa-policy.ts';
import { isRole, roleNames, type Role } from '../roles.ts';
import type { RoleMapping } from './role-mapping.ts';

/** A provider of the organisation's own, as the operator described it. */
export interface ExternalProvider {
  /** Short, for addresses and account names: `corp`. */
  readonly id: string;
  readonly name: string;
  readonly issuer: URL;
  readonly clientId: string;
  /** Undefined: a public client, protected by PKCE alone. */
  readonly clientSecret: string | undefined;
  /** Where it was read. */
  readonly secretFile?: string | undefined;
  readonly scopes: readonly string[];
  readonly mapping: RoleMapping;
  readonly toleranceS: number;
  readonly secondFactor: SecondFactorWords;
  /** Asks the provider for these (`acr_values`), such as its word for two factors. */
  readonly acrValues: readonly string[];
}

const text = Type.String({ minLength: 1, maxLength: 2_048 });
const texts = Type.Array(text, { maxItems: 64 });
const Settings = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z][a-z0-9-]{1,30}$' }),
    name: Type.String({ minLength: 1, maxLength: 64 }),
    issuer: text,
    client_id: text,
    client_secret_file: Type.Optional(text),
    scopes: Type.Optional(texts),
    groups_claim: Type.Optional(text),
    roles: Type.Record(Type.String({ minLength: 1, maxLength: 256 }), Type.String()),
    default_role: Type.Optional(Type.String()),
    clock_tolerance_seconds: Type.Optional(Type.Integer({ minimum: 0, maximum: 300 })),
    second_factor: Type.Optional(
      Type.Object(
        { amr: Type.Optional(texts), acr: Type.Optional(texts) },
        { additionalProperties: false },
      ),
    ),
    acr_values: Type.Optional(texts),
  },
  { additionalProperties: false },
);

/**
 * Reads the file that EUCORA_OIDC_FILE names.
 * @throws UsageError naming what is missing or can't be
 */
export async function readExternalProvider(file: string): Promise<ExternalProvider> {
  const said = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UsageError(`EUCORA_OIDC_FILE ${file} can't be read.`, { cause });
  });
  const settings = parseSettings(file, said);
  const named = settings.client_secret_file;
  const secretFile = named === undefined ? undefined : resolve(dirname(file), named);
  const clientSecret = secretFile === undefined ? undefined : await readSecret(secretFile);
  return { ...externalProvider(settings, clientSecret), secretFile };
}

async function readSecret(file: string): Promise<string> {
  const secret = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UsageError(`client_secret_file ${file} can't be read.`, { cause });
  });
  if (secret.trim() !== '') return secret.trim();
  throw new UsageError(`client_secret_file ${file} is empty.`);
}

function parseSettings(file: string, said: string): Static<typeof Settings> {
  let value: unknown;
  try {
    value = JSON.parse(said);
  } catch (cause) {
    throw new UsageError(`${file} is no JSON: ${messageOf(cause)}.`, { cause });
  }
  if (Value.Check(Settings, value)) return value;
  const [fault] = Value.Errors(Settings, value);
  throw new UsageError(
    `${file}: ${fault?.instancePath ?? ''} ${fault?.message ?? 'is not right'}.`,
  );
}

/** @throws UsageError for an issuer that is no address, or a role that does not exist */
export function externalProvider(
  settings: Static<typeof Settings>,
  clientSecret: string | undefined,
): ExternalProvider {
  if (settings.id === 'local') throw new UsageError('The id "local" is the hub’s own provider.');
  const roles = new Map(
    Object.entries(settings.roles).map(([group, role]) => [group, roleOf(role)]),
  );
  return {
    id: settings.id,
    name: settings.name,
    issuer: issuerOf(settings.issuer),
    clientId: settings.client_id,
    clientSecret,
    scopes: settings.scopes ?? ['openid', 'profile', 'email'],
    mapping: {
      groupsClaim: settings.groups_claim ?? 'groups',
      roles,
      defaultRole: settings.default_role === undefined ? undefined : roleOf(settings.default_role),
    },
    toleranceS: settings.clock_tolerance_seconds ?? 30,
    secondFactor: { amr: settings.second_factor?.amr, acr: settings.second_factor?.acr },
    acrValues: settings.acr_values ?? [],
  };
}

function issuerOf(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isLoopback = url !== undefined && /^(?:localhost|127\.|\[::1\])/.test(url.hostname);
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback)) return url;
  throw new UsageError(`The issuer "${address}" has to begin with https://.`);
}

function roleOf(role: string): Role {
  if (isRole(role)) return role;
  throw new UsageError(`"${role}" is no role; use ${roleNames.join(', ')}.`);
}

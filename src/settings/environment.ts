import { existsSync } from 'node:fs';
import { config as readDotenv } from 'dotenv';
import { z } from 'zod';
import type { Redactor } from '../support/redaction.ts';
import { SettingsError, type SettingsProblem } from './problem.ts';

/** `''` counts as not given: a line `PORT=` in `.env` means nothing. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess(
    (value) => (typeof value === 'string' && value.trim() === '' ? undefined : value),
    schema.optional(),
  );

const text = optional(z.string().trim());

const PORT_NUMBER = { error: 'a port number, 0 to 65535' };

/** One of these, told as in the configuration. */
const oneOf = <const T extends readonly [string, ...string[]]>(...allowed: T) =>
  z.enum(allowed, { error: `allowed: ${allowed.join(', ')}` });

const Environment = z.object({
  LECTERN_CONFIG: text,
  DATABASE_URL: text,
  HOST: text,
  PORT: optional(z.coerce.number(PORT_NUMBER).int(PORT_NUMBER).min(0, PORT_NUMBER).max(65_535, PORT_NUMBER)),
  PUBLIC_URL: optional(
    z.url({ protocol: /^https?$/, error: 'an address such as https://lectern.example.edu' }),
  ),
  SLACK_BOT_TOKEN: optional(z.string().regex(/^xoxb-/, 'a bot token, which begins with xoxb-')),
  SLACK_APP_TOKEN: optional(z.string().regex(/^xapp-/, 'an app token, which begins with xapp-')),
  SLACK_SIGNING_SECRET: text,
  SLACK_API_URL: optional(
    z.url({ protocol: /^https?$/, error: 'an address such as https://slack.com/api/' }),
  ),
  MICROSOFT_APP_ID: text,
  MICROSOFT_APP_PASSWORD: text,
  MICROSOFT_APP_TENANT_ID: text,
  MICROSOFT_APP_TYPE: optional(oneOf('SingleTenant', 'MultiTenant', 'UserAssignedMSI')),
  TEAMS_LOCAL: optional(oneOf('1', '0', 'true', 'false')),
  LECTERN_INTAKE_TOKEN: optional(z.string().min(16, 'at least 16 characters')),
  LOG_LEVEL: optional(oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent')),
});
export type Environment = z.infer<typeof Environment>;

/** Every variable that Lectern reads, for `.env.example` and its test. */
export const ENVIRONMENT_NAMES: readonly string[] = Object.keys(Environment.shape);

const SECRET_NAMES: readonly (keyof Environment)[] = [
  'SLACK_BOT_TOKEN',
  'SLACK_APP_TOKEN',
  'SLACK_SIGNING_SECRET',
  'MICROSOFT_APP_PASSWORD',
  'LECTERN_INTAKE_TOKEN',
];

export type Variables = Readonly<Record<string, string | undefined>>;

/** The process's variables over those of `.env` in the working folder. */
export function readVariables(): Variables {
  const fromFile: Record<string, string> = {};
  if (existsSync('.env')) readDotenv({ path: '.env', processEnv: fromFile, quiet: true });
  return { ...fromFile, ...process.env };
}

/** Validates and registers every secret with the redactor. Throws SettingsError; a secret's value is never in it. */
export function parseEnvironment(variables: Variables, redactor: Redactor): Environment {
  const result = Environment.safeParse(variables);
  if (!result.success) {
    throw new SettingsError(
      result.error.issues.map((issue): SettingsProblem => {
        const name = String(issue.path[0]);
        const secret = SECRET_NAMES.some((secretName) => secretName === name);
        const value = variables[name];
        return { place: name, ...(secret || value === undefined ? {} : { value }), problem: issue.message };
      }),
    );
  }
  for (const name of SECRET_NAMES) {
    const value = result.data[name];
    if (typeof value === 'string') redactor.register(name, value);
  }
  registerDatabasePassword(result.data.DATABASE_URL, redactor);
  return result.data;
}

/** The password within `postgres://user:password@host/…`, as it is written there and as it is meant. */
function registerDatabasePassword(url: string | undefined, redactor: Redactor): void {
  const written = /^postgres(?:ql)?:\/\/[^/@:]*:([^@/]+)@/.exec(url ?? '')?.[1];
  if (written === undefined) return;
  redactor.register('DATABASE_URL', written);
  try {
    redactor.register('DATABASE_URL', decodeURIComponent(written));
  } catch {
    // Not percent-encoded: it is meant as it is written.
  }
}

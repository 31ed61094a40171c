import type { BotFrameworkAuthentication } from 'botframework-connector';
import { z } from 'zod';

/** Microsoft's own code for who may speak to us, and how we prove who we are. */
export interface BotAuthentication {
  /** Of incoming activities: whether the Bot Framework (or nobody, when local) signed for them. */
  readonly senders: BotFrameworkAuthentication;
  /** For outgoing calls. Cached until shortly before it expires. */
  token(): Promise<TokenOutcome>;
}

export type TokenOutcome =
  | { readonly type: 'token'; readonly token: string }
  /** Local: nobody asks for one. */
  | { readonly type: 'none' }
  | { readonly type: 'refused'; readonly reason: string }
  | { readonly type: 'unreachable'; readonly reason: string };

export interface BotCredentials {
  readonly appId: string;
  readonly appPassword?: string;
  readonly tenantId: string;
  /** `SingleTenant`, `UserAssignedMSI` or `MultiTenant`, as the Azure portal says it. */
  readonly appType: string;
  /** Addresses of a national cloud, or of a stand-in. Absent: Azure's public cloud. */
  readonly cloud?: BotCloud;
}

export interface BotCloud {
  readonly openIdMetadataUrl: string;
  readonly tokenIssuer: string;
  readonly loginUrl: string;
  readonly scope: string;
}

/** Without authentication, only for a client on this very machine: an SDK that knows no app id lets everybody in. */
export async function createLocalAuthentication(): Promise<BotAuthentication> {
  const { ConfigurationBotFrameworkAuthentication, ConfigurationServiceClientCredentialFactory } =
    await import('botbuilder');
  return {
    senders: new ConfigurationBotFrameworkAuthentication(
      {},
      new ConfigurationServiceClientCredentialFactory({}),
    ),
    token: () => Promise.resolve({ type: 'none' }),
  };
}

/**
 * By the SDK, which knows how Microsoft's tokens are signed and got. Loaded here, so that a service without Teams never
 * pays its 30 MB. Throws where the credentials are incomplete for their type.
 */
export async function createBotAuthentication(credentials: BotCredentials): Promise<BotAuthentication> {
  const { ConfigurationBotFrameworkAuthentication, ConfigurationServiceClientCredentialFactory } =
    await import('botbuilder');
  const { AppCredentials, AuthenticationConstants } = await import('botframework-connector');
  const factory = new ConfigurationServiceClientCredentialFactory({
    MicrosoftAppId: credentials.appId,
    MicrosoftAppTenantId: credentials.tenantId,
    MicrosoftAppType: credentials.appType,
    ...(credentials.appPassword === undefined ? {} : { MicrosoftAppPassword: credentials.appPassword }),
  });
  const { cloud } = credentials;
  const senders = new ConfigurationBotFrameworkAuthentication(
    cloud
      ? {
          ToBotFromChannelOpenIdMetadataUrl: cloud.openIdMetadataUrl,
          ToBotFromEmulatorOpenIdMetadataUrl: cloud.openIdMetadataUrl,
          ToBotFromChannelTokenIssuer: cloud.tokenIssuer,
          ToChannelFromBotLoginUrl: cloud.loginUrl,
          ToChannelFromBotOAuthScope: cloud.scope,
        }
      : {},
    factory,
  );
  const outgoing = await factory.createCredentials(
    credentials.appId,
    cloud?.scope ?? AuthenticationConstants.ToChannelFromBotOAuthScope,
    cloud?.loginUrl ?? AuthenticationConstants.ToChannelFromBotLoginUrl,
    true,
  );
  return {
    senders,
    token: async () => {
      if (!(outgoing instanceof AppCredentials))
        return { type: 'refused', reason: 'no credentials of an app' };
      try {
        return { type: 'token', token: await outgoing.getToken() };
      } catch (error) {
        return describeTokenFailure(error);
      }
    },
  };
}

/** OAuth's own words for "never with these credentials" (RFC 6749, 5.2); whatever else goes wrong may pass. */
const REFUSALS = new Set([
  'invalid_client',
  'unauthorized_client',
  'invalid_grant',
  'invalid_scope',
  'invalid_request',
]);
const MsalError = z.object({ errorCode: z.string() });

/** Says the code only: the full message repeats identifiers of the tenant. */
export function describeTokenFailure(error: unknown): TokenOutcome {
  const parsed = MsalError.safeParse(error);
  const code = parsed.success ? parsed.data.errorCode : 'no answer';
  return REFUSALS.has(code)
    ? { type: 'refused', reason: `Microsoft refuses the app id or its password (${code})` }
    : { type: 'unreachable', reason: `no token could be had from Microsoft (${code})` };
}

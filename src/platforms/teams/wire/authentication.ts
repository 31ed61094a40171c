import type { Activity } from 'botbuilder';
import { z } from 'zod';

/** Who may speak to us, and how we prove who we are. */
export interface BotAuthentication {
  /** Of an incoming activity: whether the Bot Framework (or nobody, when local) signed for it. */
  verify(activity: unknown, authorization: string): Promise<Verdict>;
  /** For outgoing calls. Cached until shortly before it expires. */
  token(): Promise<TokenOutcome>;
}

type Verdict =
  | { readonly type: 'verified' }
  | { readonly type: 'refused' }
  /** The keys to check with could not be had: ask again. */
  | { readonly type: 'unavailable'; readonly error: unknown };

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

/** Without authentication: only for a client on this very machine. */
export const LOCAL_AUTHENTICATION: BotAuthentication = {
  verify: () => Promise.resolve({ type: 'verified' }),
  token: () => Promise.resolve({ type: 'none' }),
};

const AnyActivity = z.custom<Activity>((value) => z.record(z.string(), z.unknown()).safeParse(value).success);

/**
 * By Microsoft's own SDK, which knows how its tokens are signed and got. Loaded here, so that a service without Teams never
 * pays its 60 MB. Throws where the credentials are incomplete for their type.
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
  const incoming = new ConfigurationBotFrameworkAuthentication(
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
    verify: async (activity, authorization) => {
      try {
        await incoming.authenticateRequest(AnyActivity.parse(activity), authorization);
        return { type: 'verified' };
      } catch (error) {
        return describeRefusal(error);
      }
    },
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

const KeysMissing = z.union([
  // The SDK's own error, where Microsoft's document of keys was answered with something else.
  z.object({ statusCode: z.number().min(500) }),
  // node-fetch's, where nobody answered at all.
  z.object({ name: z.literal('FetchError') }),
]);

/** Whatever is not plainly a want of keys is a token that does not hold. */
function describeRefusal(error: unknown): Verdict {
  return KeysMissing.safeParse(error).success ? { type: 'unavailable', error } : { type: 'refused' };
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

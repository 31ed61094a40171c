import type { Activity, CloudAdapter } from 'botbuilder';
import type { AuthenticateRequestResult, BotFrameworkAuthentication } from 'botframework-connector';
import { z } from 'zod';

/** Microsoft's `CloudAdapter`: a turn for each activity, and its answer in the form that the Bot Framework expects. */
export interface Adapter {
  /**
   * `body`: parsed, with a `type`. `authorization`: that header, or nothing. The turn runs only if the sender is who they
   * say; rejects with what the turn rejects with.
   */
  process(body: unknown, authorization: string, turn: Turn): Promise<Processed>;
}

/** Teams waits for its end. Only an invoke is told something: its answer, or 501 where there is none. */
type Turn = () => Promise<InvokeAnswer | undefined>;

export interface InvokeAnswer {
  readonly status: number;
  readonly body: unknown;
}

type Processed =
  | { readonly type: 'answered'; readonly status: number; readonly body?: unknown }
  | { readonly type: 'refused' }
  /** The keys to check the sender with could not be had: to be sent again. */
  | { readonly type: 'unavailable'; readonly error: unknown };

type AnyActivity = Activity & Record<string, unknown>;
const AnyActivity = z.custom<AnyActivity>(
  (value) => z.record(z.string(), z.unknown()).safeParse(value).success,
);

/**
 * What comes in runs through the SDK. What goes out does not, and answers to what came in neither: the SDK's client repeats a
 * POST by itself after a reset or a 5xx (and ignores `noRetryPolicy`), which says things twice; our connector sends one
 * request. So a turn gets no `TurnContext` to send with, and the client that the adapter wants for it is one that cannot.
 *
 * The sender is checked before `process` is called, not by it: it prints each refusal with its stack on stderr, where
 * anybody could fill the log. (For what looks like a token of Microsoft's and does not hold, the check prints a line by
 * itself; that cannot be helped.) The adapter takes the outcome of the check, and refuses an activity that had none.
 */
export async function createAdapter(senders: BotFrameworkAuthentication): Promise<Adapter> {
  const { CloudAdapter } = await import('botbuilder');
  const { ConnectorClient, MicrosoftAppCredentials } = await import('botframework-connector');
  const shut = new ConnectorClient(MicrosoftAppCredentials.Empty, {
    httpClient: {
      sendRequest: () => Promise.reject(new Error('posts leave through our own connector only')),
    },
  });
  const checked = new WeakMap<object, AuthenticateRequestResult>();
  const adapter = new CloudAdapter(await createCheckedSenders(checked, senders));
  return {
    process: async (body, authorization, turn) => {
      const activity = AnyActivity.parse(body);
      try {
        const sender = await senders.authenticateRequest(activity, authorization);
        checked.set(activity, { ...sender, connectorFactory: { create: () => Promise.resolve(shut) } });
      } catch (error) {
        return KeysMissing.safeParse(error).success ? { type: 'unavailable', error } : { type: 'refused' };
      }
      return runTurn(adapter, activity, turn);
    },
  };
}

/** Whatever is not plainly a want of keys is a token that does not hold. */
const KeysMissing = z.union([
  // The SDK's own error, where Microsoft's document of keys was answered with something else.
  z.object({ statusCode: z.number().min(500) }),
  // node-fetch's, where nobody answered at all.
  z.object({ name: z.literal('FetchError') }),
]);

async function createCheckedSenders(
  checked: WeakMap<object, AuthenticateRequestResult>,
  senders: BotFrameworkAuthentication,
): Promise<BotFrameworkAuthentication> {
  const { AuthenticationError, BotFrameworkAuthentication } = await import('botframework-connector');
  class CheckedSenders extends BotFrameworkAuthentication {
    override async authenticateRequest(activity: Activity): Promise<AuthenticateRequestResult> {
      const sender = checked.get(activity);
      if (!sender) throw new AuthenticationError('the sender of this activity was never checked', 401);
      return sender;
    }
    override authenticateStreamingRequest(authorization: string, channel: string) {
      return senders.authenticateStreamingRequest(authorization, channel);
    }
    override createConnectorFactory(identity: AuthenticateRequestResult['claimsIdentity']) {
      return senders.createConnectorFactory(identity);
    }
    override createUserTokenClient(identity: AuthenticateRequestResult['claimsIdentity']) {
      return senders.createUserTokenClient(identity);
    }
  }
  return new CheckedSenders();
}

/** `process` prints what a turn rejects with, and answers with its words: neither is for strangers, so it never gets there. */
async function runTurn(adapter: CloudAdapter, body: AnyActivity, turn: Turn): Promise<Processed> {
  let outcome: PromiseSettledResult<InvokeAnswer | undefined> | undefined;
  const answer: { status: number; body?: unknown } = { status: 500 };
  const response = {
    socket: undefined,
    header: () => {},
    status: (code: number) => {
      answer.status = code;
    },
    send: (sent: unknown) => {
      answer.body = sent;
    },
    end: () => {},
  };
  await adapter.process({ method: 'POST', headers: {}, body }, response, async (context) => {
    [outcome] = await Promise.allSettled([turn()]);
    if (outcome.status === 'fulfilled' && outcome.value) {
      await context.sendActivity({ type: 'invokeResponse', value: outcome.value });
    }
  });
  if (outcome?.status === 'rejected') throw outcome.reason;
  if (!outcome) throw new Error(`the SDK gave an activity no turn: ${answer.body}`);
  return { type: 'answered', ...answer };
}

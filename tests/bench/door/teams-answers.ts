/** What the Bot Framework's connector answers, as far as a bench asks. */
export interface TeamsAnswer {
  /** Of a message that was posted. */
  readonly channel?: string;
  readonly status: number;
  readonly json: string;
}

let posted = 0;

/** A new thread in a channel: `POST /v3/conversations`, answered with the conversation and its first message. */
export function answerTeams(path: string, body: string): TeamsAnswer {
  if (path !== '/v3/conversations') return { status: 200, json: '{}' };
  const channel = CHANNEL.exec(body)?.[1];
  if (channel === undefined) return { status: 400, json: '{"error":{"code":"BadSyntax"}}' };
  posted += 1;
  const activity = String(1_700_000_000_000 + posted);
  return {
    channel,
    status: 201,
    json: `{"id":"${channel};messageid=${activity}","activityId":"${activity}"}`,
  };
}

/** Without taking the card apart, which is some kilobytes. */
const CHANNEL = /"channel":\{"id":"([^"]+)"\}/;

/**
 * What became of a send that did not plainly succeed, as a value that carries the decision.
 * Each platform has one mapper that makes these from its SDK's errors; nobody else looks at those.
 */
export type Failure =
  /** It certainly did not arrive, and trying again soon makes sense. */
  | { readonly type: 'retry'; readonly reason: string }
  /** The platform asked to wait. `scope`: who has to. */
  | {
      readonly type: 'throttled';
      readonly afterMs: number;
      readonly scope: 'channel' | 'lane';
      readonly reason: string;
    }
  /** It may or may not have been stored: reset after writing, time-out, 5xx. */
  | { readonly type: 'unknown'; readonly reason: string }
  /** It can never work as it is (too large, refused content). */
  | { readonly type: 'giveUp'; readonly reason: string }
  /** This channel takes nothing now. `mend`: what a person can do, e.g. "type /invite @Lectern in #x". */
  | { readonly type: 'channelGone'; readonly reason: string; readonly mend: string }
  /** The whole lane's credentials are refused. */
  | { readonly type: 'credentialsBad'; readonly reason: string; readonly mend: string }
  /** The post to be edited or removed is not there any more: a person deleted it. */
  | { readonly type: 'messageGone'; readonly reason: string }
  /** The platform will not edit this post (too old, not ours): what is to be said becomes a reply. */
  | { readonly type: 'editRefused'; readonly reason: string };

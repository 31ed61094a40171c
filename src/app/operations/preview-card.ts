import { existsSync } from 'node:fs';
import type { Card } from '../../domain/card.ts';
import { composeCard } from '../../domain/cards/compose.ts';
import { ChannelId, type SeminarId } from '../../domain/ids.ts';
import type { Seminar } from '../../domain/seminar.ts';
import { offsetInstant } from '../../domain/time/offset-instant.ts';
import type { Surface } from '../../domain/viewer.ts';
import { releaseOf } from '../../pipeline/targets/release.ts';
import { renderHtml } from '../../platforms/preview/render-html.ts';
import { renderText } from '../../platforms/preview/render-text.ts';
import { renderSlack } from '../../platforms/slack/card/render-slack.ts';
import { renderTeams } from '../../platforms/teams/card/render-teams.ts';
import type { Settings } from '../../settings/load-settings.ts';
import { type Installation, openDryInstallation, openInstallation } from '../installation.ts';
import type { CardForm, CardKind } from './card-choice.ts';
import { findSeminar } from './find-seminar.ts';
import { importFiles } from './sync-now.ts';

export interface PreviewRequest {
  /** A seminar's id, or a file with a record or an announcement. */
  readonly subject: string;
  readonly kind: CardKind;
  readonly form: CardForm;
}

export interface PreviewedCard {
  readonly seminar: SeminarId;
  /** What the platform's API takes, as JSON; for people, text. */
  readonly payload: unknown;
}

/** The payload of each card, as it would look at the moment at which it is due. Throws RangeError for an unknown subject. */
export async function previewCards(
  settings: Settings,
  request: PreviewRequest,
): Promise<readonly PreviewedCard[]> {
  const isFile = existsSync(request.subject);
  const installation = await (isFile ? openDryInstallation(settings) : openInstallation(settings));
  try {
    const seminars = isFile
      ? await seminarsIn(request.subject, installation)
      : [await findSeminar(installation, request.subject, "is neither a file nor a seminar's id")];
    return seminars.map((seminar) => ({
      seminar: seminar.id,
      payload: draw(cardOf(seminar, request.kind, installation), request.form),
    }));
  } finally {
    await installation.close();
  }
}

async function seminarsIn(file: string, installation: Installation): Promise<readonly Seminar[]> {
  const { problems } = await importFiles(installation, [file]);
  const [problem] = problems;
  if (problem) {
    const line = problem.line === undefined ? '' : `:${problem.line}`;
    throw new RangeError(`${file}${line}: ${problem.field ? `${problem.field}: ` : ''}${problem.problem}`);
  }
  const seminars = await installation.store.read.seminars.find({});
  if (seminars.length === 0) throw new RangeError(`${file}: no record was found in it`);
  return seminars;
}

function cardOf(seminar: Seminar, kind: CardKind, { context, clock }: Installation): Card {
  const { policy, routes } = context;
  const [target] = routes.targetsFor(seminar);
  const releasesAt = target && releaseOf(seminar, target, policy);
  const surface: Surface = {
    type: 'channel',
    channel: target?.channel ?? ChannelId.parse('preview:local/#preview'),
    audience: target?.audience ?? policy.audience,
    joinLink: target?.joinLink ?? 'reminder',
    ...(releasesAt ? { releasesAt } : {}),
  };
  const subject = kind === 'show' ? ({ kind, seminar, part: 1 } as const) : ({ kind, seminar } as const);
  return composeCard(subject, {
    now: momentOf(seminar, kind, clock.now(), target?.remind.at(-1)),
    locale: policy.locale,
    timezone: policy.timezone,
    surface,
    command: policy.command,
    seriesOf: ({ series }) => policy.series.find(({ id }) => id === series),
    ...(policy.publicUrl === undefined ? {} : { publicUrl: policy.publicUrl }),
  });
}

/** A reminder is looked at as of when its last one is due, and so on. */
function momentOf(
  seminar: Seminar,
  kind: CardKind,
  now: Temporal.Instant,
  nearest: Parameters<typeof offsetInstant>[2] | undefined,
): Temporal.Instant {
  const { start, end } = seminar;
  if (!start) return now;
  if (kind === 'reminder')
    return nearest ? offsetInstant(start, seminar.timezone, nearest) : start.subtract({ minutes: 15 });
  if (kind === 'startingNow') return start;
  if (kind === 'followUp') return (end ?? start.add({ hours: 1 })).add({ hours: 1 });
  return now;
}

function draw(card: Card, form: CardForm): unknown {
  switch (form) {
    case 'slack':
      return renderSlack(card);
    case 'teams':
      return renderTeams(card).card;
    case 'html':
      return renderHtml(card);
    case 'text':
      return renderText(card);
    case 'mail':
      return `Subject: ${subjectLineOf(card)}\n\n${renderText(card)}`;
  }
}

function subjectLineOf(card: Card): string {
  const title = card.blocks.find((block) => block.type === 'title');
  const stopped = card.blocks.find((block) => block.type === 'banner' && block.tone === 'stopped');
  const news = stopped?.type === 'banner' ? stopped.inlines.map(({ text }) => text).join('') : '';
  // A title that is struck through says in a subject that the talk takes place: the news goes first.
  const called = [news.replace(/\.$/, ''), title?.text ?? card.summary].filter((part) => part !== '');
  return called.join(' – ').replace(/\s+/g, ' ');
}

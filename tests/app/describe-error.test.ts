import { describe, expect, it } from 'vitest';
import { describeError } from '../../src/app/describe-error.ts';

const error = (message: string, cause?: unknown): Error =>
  new Error(message, cause === undefined ? {} : { cause });

describe('what went wrong, for the one who sees it', () => {
  it('is one sentence, from the outermost word to the cause', () => {
    const deep = error('the store cannot be opened', error('the folder is not there', error('ENOENT')));
    expect(describeError(deep, {})).toBe('the store cannot be opened: the folder is not there: ENOENT');
  });

  it('says nothing twice', () => {
    expect(describeError(error('it failed: ENOENT', error('ENOENT')), {})).toBe('it failed: ENOENT');
  });

  it('of several addresses that were tried it names one', () => {
    const all = new AggregateError(
      [error('connect ECONNREFUSED ::1:1'), error('connect ECONNREFUSED 127.0.0.1:1')],
      '',
    );
    expect(describeError(error('the database cannot be used', all), {})).toBe(
      'the database cannot be used: connect ECONNREFUSED ::1:1',
    );
  });

  it('takes whatever was thrown, and ends where causes go round', () => {
    expect(describeError('just words', {})).toBe('just words');
    expect(describeError(new TypeError(''), {})).toBe('TypeError');
    const round = error('round');
    round.cause = error('and round', round);
    expect(describeError(round, {})).toBe('round: and round');
  });

  it('has the stack for whoever debugs, and for nobody else', () => {
    const failure = error('it failed');
    expect(describeError(failure, { LOG_LEVEL: 'info' })).toBe('it failed');
    for (const LOG_LEVEL of ['debug', 'trace']) {
      expect(describeError(failure, { LOG_LEVEL })).toMatch(/^it failed\nError: it failed\n {4}at /);
    }
  });

  it('never has a secret of the environment in it, however it is written', () => {
    const variables = {
      SLACK_BOT_TOKEN: 'xoxb-a-bot-token',
      DATABASE_URL: 'postgres://lectern:hunter2-hunter2@db.example.edu/lectern',
    };
    const text = describeError(
      error(`${variables.SLACK_BOT_TOKEN} was refused`, error(`no way to ${variables.DATABASE_URL}`)),
      variables,
    );
    expect(text).toBe(
      '[SLACK_BOT_TOKEN] was refused: no way to postgres://lectern:[DATABASE_URL]@db.example.edu/lectern',
    );
    // A variable that is wrong does not keep the others from being hidden in the stack.
    const debugging = describeError(error(variables.DATABASE_URL), {
      ...variables,
      PORT: 'x',
      LOG_LEVEL: 'debug',
    });
    expect(debugging).not.toContain('hunter2');
  });
});

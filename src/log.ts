import { type DestinationStream, pino } from 'pino'
import type { Config } from '#config.ts'

/** What may stand in a log beside the event's name: ids and measures. A text, a name or a token has no field here. */
const ids = [
  'conversationId',
  'requestId',
  'holdId',
  'noticeId',
  'offerId',
  'drawId',
  'lotId',
  'freedSeatId',
  'webhookId',
  'staffId',
  /** Who asked, as kind and id. */
  'by',
  'channel',
  'route',
] as const
const measures = ['status', 'milliseconds', 'count'] as const
export type Facts = Partial<Record<(typeof ids)[number], string> & Record<(typeof measures)[number], number>>

export type Log = Record<'debug' | 'info' | 'warn', (event: string, facts?: Facts) => void> & {
  error(event: string, cause: unknown, facts?: Facts): void
}

/** JSON lines to stderr; stdout belongs to what commands print. */
export function createLog({ logLevel }: Pick<Config, 'logLevel'>, to: DestinationStream = pino.destination(2)): Log {
  const logger = pino({ level: logLevel, base: { pid: process.pid }, messageKey: 'event' }, to)
  return {
    debug: (event, facts) => logger.debug(allowed(facts), event),
    info: (event, facts) => logger.info(allowed(facts), event),
    warn: (event, facts) => logger.warn(allowed(facts), event),
    error: (event, cause, facts) => logger.error({ ...allowed(facts), ...trace(cause) }, event),
  }
}

/** A wider object passes for Facts where it is no literal: what has no field there is left out here. */
function allowed(facts: Facts = {}): Facts {
  const given = [...ids, ...measures].filter((name) => facts[name] !== undefined)
  return Object.fromEntries(given.map((name) => [name, facts[name]]))
}

type Trace = { error: string; code?: string; constraint?: string; at?: string[]; cause?: Trace }

/** An error's message may quote what a person typed; its kind, code and the places it passed don't. So with its causes. */
function trace(cause: unknown, depth = 0): Trace {
  if (!(cause instanceof Error)) return { error: typeof cause }
  const at = places(cause)
  return {
    error: cause.name,
    ...text(cause, 'code'),
    ...text(cause, 'constraint'),
    ...(at.length === 0 ? {} : { at }),
    ...(cause.cause === undefined || depth === 4 ? {} : { cause: trace(cause.cause, depth + 1) }),
  }
}

/** The stack begins with the message, in which somebody may have typed what looks like a place. */
function places({ message, stack = '' }: Error): string[] {
  const end = stack.indexOf(message)
  return stack
    .slice(end === -1 ? 0 : end + message.length)
    .split('\n')
    .filter((line) => /^ +at .*:\d+:\d+\)?$/.test(line))
    .map((line) => line.trim())
    .slice(0, 8)
}

function text(cause: Error, key: 'code' | 'constraint'): Record<string, string> {
  const value: unknown = Reflect.get(cause, key)
  return typeof value === 'string' ? { [key]: value } : {}
}

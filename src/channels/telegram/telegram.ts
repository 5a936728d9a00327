import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import type { FastifyPluginAsync } from 'fastify'
import type { Channel } from '#channels/channel.ts'
import type { Config } from '#config.ts'
import type { Conversations } from '#conversation/conversations.ts'
import type { Database } from '#database.ts'
import type { Log } from '#log.ts'
import { whileLeased } from '#outbox/lease.ts'
import { type Ceilings, pace, telegramCeilings } from '#outbox/pace.ts'
import type { Speak } from '#texts.ts'
import { type Answer, ask, connect } from './api.ts'
import { watchBearing } from './bearing.ts'
import { chats } from './chats.ts'
import { updateFailures } from './failures.ts'
import { introduce } from './introduce.ts'
import { leaver } from './leave.ts'
import { pauseAfter } from './pauses.ts'
import { poll, pollSeconds } from './polling.ts'
import { type Update, updateKinds } from './read-update.ts'
import { sender } from './send.ts'
import { telegramState } from './state.ts'
import { answerPress, updateTaker } from './take-update.ts'
import { ways } from './ways.ts'
import { webhook, webhookPath } from './webhook.ts'

type Parts = {
  config: Pick<Config, 'publicUrl' | 'telegram'>
  /** As `config.telegram.botToken`, which is there when Telegram is on. */
  botToken: string
  conversations: Conversations
  database: Database
  speak: Speak
  log: Log
  say: (line: string) => void
  ceilings?: Ceilings
}

/** Telegram's side of the office. It is never waited for: without it the web chat goes on. */
export type Telegram = {
  /** For the outbox. */
  channel: Channel
  /** The webhook's route, or nothing while polling. */
  plugin: FastifyPluginAsync
  /** Learns its own name and, where wanted, takes updates, until the returned function is called. */
  start(wish?: { takesUpdates?: boolean }): () => Promise<void>
  /** The bot's name without @, once Telegram has said it. */
  username(): string | undefined
  /** What is amiss, for /health/ready. */
  notes(): string[]
}

/** Seconds between two looks for groups that are still to be left. */
const leaveEvery = 5

export function telegram({ config, botToken, conversations, database, speak, log, say, ceilings }: Parts): Telegram {
  const { mode, apiRoot, webhookSecret } = config.telegram
  const api = connect({ botToken, apiRoot })
  const patientApi = connect({ botToken, apiRoot }, { seconds: pollSeconds + 15 })
  const botId = botToken.slice(0, botToken.indexOf(':'))
  const turns = pace(ceilings ?? telegramCeilings)
  const way = ways({ pace: turns, log })
  const state = telegramState({ say, log })
  const formUrl = (token: string) => `${config.publicUrl ?? ''}/f/${token}`
  let username: string | undefined

  const known = chats({ database, conversations })
  const privately = () => (username === undefined ? config.publicUrl : `@${username}`)
  const leaving = leaver({ api, botId, database, pace: turns, ways: way, speak, privately })
  const taking = { api, botId, conversations, chats: known, pace: turns, ways: way, leaver: leaving, speak, formUrl }
  const take = updateTaker(taking)
  const failures = updateFailures(log)
  const answer = (update: Update) => answerPress({ api, ways: way }, update)

  /** Repeats a call with growing pauses until Telegram has done it. */
  async function insist<T>(call: () => Promise<Answer<T>>, stopping: AbortSignal): Promise<T | undefined> {
    for (let failures = 1; !stopping.aborted; failures++) {
      const answered = await call()
      if (answered.kind === 'done') {
        state.answers()
        return answered.result
      }
      if (answered.kind === 'dropped') return undefined
      if (answered.kind === 'refused') state.refused(answered.code)
      else state.away()
      await setTimeout(pauseAfter(failures) * 1000, undefined, { signal: stopping }).catch(() => {})
    }
    return undefined
  }

  /** In every process: who the bot is, for links and for the webhook that any of them may be asked at. */
  async function meet(stopping: AbortSignal): Promise<void> {
    const me = await insist(() => ask((signal) => api.getMe(signal), way.patient(stopping)), stopping)
    username = me?.username
  }

  /** In one process at a time. */
  async function lead(meeting: Promise<void>, stopping: AbortSignal): Promise<void> {
    const beside = Promise.all([goOnIntroducing(meeting, stopping), goOnLeaving(stopping)])
    if (mode === 'polling') {
      await insist(() => ask((signal) => api.deleteWebhook({}, signal), way.patient(stopping)), stopping)
      await poll({ api: patientApi, way: way.patient(stopping), take, answer, failures, state, log }, stopping)
    } else {
      const options = { secret_token: webhookSecret ?? '', allowed_updates: [...updateKinds] }
      const address = `${config.publicUrl}${webhookPath}`
      await insist(() => ask((signal) => api.setWebhook(address, options, signal), way.patient(stopping)), stopping)
      await ended(stopping)
    }
    await beside
  }

  /** Where leaving a group failed it is tried until it has gone well, also after a restart. */
  async function goOnLeaving(stopping: AbortSignal): Promise<void> {
    for (let failures = 1; !stopping.aborted; failures++) {
      try {
        if (await leaving.again(way.patient(stopping))) failures = 0
      } catch (error) {
        log.error('leaving-failed', error)
      }
      const seconds = Math.max(leaveEvery, pauseAfter(failures))
      await setTimeout(seconds * 1000, undefined, { signal: stopping }).catch(() => {})
    }
  }

  /** Beside everything else: what Telegram does not take of it keeps nobody from writing to us. */
  async function goOnIntroducing(meeting: Promise<void>, stopping: AbortSignal): Promise<void> {
    await Promise.race([meeting, ended(stopping)])
    const parts = { api, botId, database, speak, areNamesAskedHere: config.publicUrl === undefined }
    for (let failures = 1; !stopping.aborted; failures++) {
      try {
        const introduced = await introduce({ ...parts, way: way.patient(stopping) })
        if (introduced.kind !== 'left') state.introduced(introduced.kind === 'refused' ? introduced.what : [])
        if (introduced.kind === 'done') return
      } catch (error) {
        log.error('introduction-failed', error)
      }
      await setTimeout(pauseAfter(failures) * 1000, undefined, { signal: stopping }).catch(() => {})
    }
  }

  function lease(meeting: Promise<void>): () => Promise<void> {
    const failed = (error: unknown) => log.error('telegram-failed', error)
    return whileLeased({ database, name: 'updates:telegram', failed }, (stopping) => lead(meeting, stopping))
  }

  return {
    channel: {
      name: 'telegram',
      prepare: sender({ api, pace: turns, ways: way, speak, formUrl, report: watchBearing({ state, pace: turns }) }),
    },
    plugin:
      mode === 'webhook' && webhookSecret !== undefined
        ? webhook({ secret: webhookSecret, take, answer, failures, log })
        : async () => {},
    start({ takesUpdates = true } = {}) {
      const stopping = new AbortController()
      const meeting = meet(stopping.signal)
      const stop = takesUpdates ? lease(meeting) : async () => {}
      return async () => {
        stopping.abort()
        await Promise.all([meeting, stop()])
      }
    },

    username: () => username,
    notes: state.notes,
  }
}

/** Resolves when `stopping` comes, or has come. */
async function ended(stopping: AbortSignal): Promise<void> {
  if (!stopping.aborted) await once(stopping, 'abort')
}

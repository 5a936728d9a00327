import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import { AppointmentCard, Choice } from '#message.ts'
import { Language } from '#texts.ts'
import { random } from './random.ts'
import { visitor } from './visitor.ts'

const Activity = z.object({
  id: z.string(),
  text: z.string().default(''),
  from: z.object({ role: z.string() }),
  channelData: z
    .object({
      clientActivityID: z.string(),
      step: z.string(),
      choices: z.array(Choice),
      card: AppointmentCard,
      appointment: z.object({ code: z.string() }),
      cancelled: z.object({ code: z.string() }),
    })
    .partial()
    .default({}),
})
type Activity = z.infer<typeof Activity>
const Told = z.object({ activities: z.array(Activity), watermark: z.string() })
const Opening = z.object({ conversationId: z.string(), token: z.string() })

/** Milliseconds: an outage that lasts longer is a fault. */
const patience = 120_000

/** Milliseconds: a token lives for 30 minutes, and a gate may take longer. */
const renewal = 10 * 60_000

/** `pause` between an answer and the next message, in milliseconds. */
type Plan = { origin: string; isOver: () => boolean; pause?: number }
type Request = { method?: string; body?: unknown }

/**
 * A Direct Line client that talks on through every outage: what was not acknowledged is sent again with the same
 * clientActivityID until it is.
 */
export async function caller(number: number, { origin, isOver, pause = 0 }: Plan) {
  const chance = random(number)
  const language = Language.options[number % Language.options.length] ?? 'de'
  const somebody = visitor(number, { language, random: chance })
  const counted = { redelivered: 0, unheard: 0, unanswered: 0 }
  const acknowledged = new Map<string, string>()
  const seen: Activity[] = []
  let token: string | undefined
  let watermark = '0'
  let answers = 0

  const opening = Opening.parse(await insist('/tokens/generate', { method: 'POST' }))
  const { conversationId } = opening
  token = opening.token
  await insist('/conversations', { method: 'POST', body: { locale: language } })
  let renewed = Date.now()
  await hear()
  const done = talkOn()

  async function talkOn(): Promise<void> {
    while (!isOver()) {
      if (Date.now() > renewed + renewal) await renew()
      const text = somebody.next()
      const clientActivityID = randomUUID()
      const before = answers
      acknowledged.set(clientActivityID, await deliver({ type: 'message', text, channelData: { clientActivityID } }))
      await hear()
      if (answers === before) counted.unanswered++
      await setTimeout(pause)
    }
  }

  async function renew(): Promise<void> {
    token = Opening.parse(await insist('/tokens/refresh', { method: 'POST' })).token
    renewed = Date.now()
  }

  async function deliver(activity: { type: string; text: string; channelData: { clientActivityID: string } }) {
    const path = `/conversations/${conversationId}/activities`
    const { clientActivityID } = activity.channelData
    for (let tries = 0; ; tries++) {
      const answer = await ask(path, { method: 'POST', body: activity })
      if (answer !== undefined) return z.object({ id: z.string() }).parse(answer).id
      await hear()
      if (tries === 0) counted.redelivered++
      // It had happened, and only its acknowledgement was lost: the redelivery must not make it happen again.
      if (seen.some(({ channelData }) => channelData.clientActivityID === clientActivityID)) counted.unheard++
    }
  }

  async function hear(): Promise<void> {
    const set = Told.parse(await insist(`/conversations/${conversationId}/activities?watermark=${watermark}`))
    watermark = set.watermark
    seen.push(...set.activities)
    for (const { channelData } of set.activities) somebody.notice(noticed(channelData))
    answers += set.activities.filter(({ from }) => from.role === 'bot').length
  }

  async function insist(path: string, request?: Request): Promise<unknown> {
    for (const started = Date.now(); Date.now() < started + patience;) {
      const answer = await ask(path, request)
      if (answer !== undefined) return answer
    }
    throw new Error(`${path}: no answer for ${patience} ms`)
  }

  /** Undefined: no answer, or one that says to come again. */
  async function ask(path: string, { method = 'GET', body }: Request = {}): Promise<unknown> {
    try {
      const answer = await fetch(`${origin}/v3/directline${path}`, {
        method,
        signal: AbortSignal.timeout(15_000),
        headers: {
          ...(token && { authorization: `Bearer ${token}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      if (answer.ok) return await answer.json()
      if (answer.status === 429) {
        await setTimeout(500)
        return await ask(path, { method, body })
      }
      if (answer.status < 500) throw new RefusedError(`${method} ${path}: ${answer.status}`)
    } catch (error) {
      if (error instanceof RefusedError) throw error
    }
    await setTimeout(20 + chance.below(60))
    return undefined
  }

  const echoes = (log: readonly Activity[]) =>
    log.flatMap(({ id, channelData: { clientActivityID: name } }) => (name === undefined ? [] : [{ id, name }]))

  const countDoubled = (log: readonly Activity[]) =>
    echoes(log).length - new Set(echoes(log).map(({ name }) => name)).size

  return {
    conversationId,
    done,
    acknowledged: () => acknowledged.size,
    doubled: () => countDoubled(seen),
    /** What the log and the book say at the end, against everything that was seen and acknowledged. */
    async judge(book: Deeds) {
      const log = Told.parse(await insist(`/conversations/${conversationId}/activities?watermark=0`)).activities
      const ids = new Map(echoes(log).map(({ id, name }) => [name, id]))
      const told: Deeds = {
        booked: log.filter(({ channelData }) => channelData.appointment && channelData.card?.moves === 0).length,
        cancelled: log.filter(({ channelData }) => channelData.cancelled).length,
      }
      return {
        ...counted,
        lost: [...acknowledged].filter(([name, id]) => ids.get(name) !== id).length,
        doubled: countDoubled(log),
        readsOtherwise: JSON.stringify(log) === JSON.stringify(seen) ? 0 : 1,
        deeds: told.booked + told.cancelled,
        doneTwice: Math.max(0, book.booked - told.booked) + Math.max(0, book.cancelled - told.cancelled),
        notDone: Math.max(0, told.booked - book.booked) + Math.max(0, told.cancelled - book.cancelled),
      }
    },
  }
}

type Deeds = { booked: number; cancelled: number }

class RefusedError extends Error {
  override name = 'RefusedError'
}

function noticed({ step, choices = [], appointment, cancelled }: Activity['channelData']) {
  return {
    ...(step !== undefined && { question: { step, choices } }),
    booked: appointment?.code,
    cancelled: cancelled?.code,
  }
}

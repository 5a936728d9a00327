import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { AppointmentCard, Choice } from '#message.ts'
import type { Heard, Line } from './person.ts'

const Activity = z.object({
  type: z.string(),
  text: z.string().optional(),
  from: z.object({ id: z.string(), role: z.string().optional() }),
  suggestedActions: z.object({ actions: z.array(z.object({ title: z.string(), value: z.string() })) }).optional(),
  channelData: z
    .object({
      step: z.string(),
      choices: z.array(Choice),
      card: AppointmentCard,
      appointment: z.object({ code: z.string(), startsAt: z.string() }),
      cancelled: z.object({ code: z.string() }),
    })
    .partial(),
})

/** A browser that keeps its cookie. */
export type Device = { cookie?: string }

/** The web chat over real HTTP, as a plain Direct Line 3.0 client; on a device, as our own page. */
export async function webchatLine(
  origin: string,
  { locale, device }: { locale?: string; device?: Device } = {},
): Promise<Line> {
  const ask = async (path: string, init: { method?: string; token?: string; body?: unknown } = {}) => {
    const { method = 'GET', token, body } = init
    const answer = await fetch(`${origin}/v3/directline${path}`, {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(device && { origin }),
        ...(device?.cookie && { cookie: device.cookie }),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const [cookie] = answer.headers.getSetCookie()
    if (device && cookie) device.cookie = cookie.slice(0, cookie.indexOf(';'))
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }
  const opening = z.object({ conversationId: z.string(), token: z.string() })
  const wish = device && { device: true }
  let { conversationId, token } = opening.parse(await ask('/tokens/generate', { method: 'POST', body: wish }))
  await ask('/conversations', { method: 'POST', token, body: { locale } })
  let watermark = '0'
  /** Who comes back to the page on the same device after its token ran out gets another for the same conversation. */
  const askAgain = async (path: string, init: { method?: string; body?: unknown } = {}) => {
    const here = `/conversations/${conversationId}/activities${path}`
    try {
      return await ask(here, { ...init, token })
    } catch (error) {
      if (!device || !String(error).includes('TokenExpired')) throw error
      ;({ conversationId, token } = opening.parse(await ask('/tokens/generate', { method: 'POST', body: wish })))
      return ask(here, { ...init, token })
    }
  }
  const say = async (text: string, clientActivityID: string = randomUUID()) => {
    await askAgain('', {
      method: 'POST',
      body: { type: 'message', from: { id: 'me' }, channelData: { clientActivityID }, text },
    })
  }
  return {
    say,
    press: ({ value }) => say(value),
    async hear() {
      const set = z
        .object({ activities: z.array(Activity), watermark: z.string() })
        .parse(await askAgain(`?watermark=${watermark}`))
      watermark = set.watermark
      return set.activities.filter(({ from }) => from.role === 'bot').map(toHeard)
    },
  }
}

function toHeard({ text = '', suggestedActions, channelData }: z.infer<typeof Activity>): Heard {
  const { step, card, appointment, cancelled, choices = [] } = channelData
  const actions = suggestedActions?.actions ?? []
  // What our page draws and what official clients show must be the same buttons.
  if (actions.map(({ value }) => value).join() !== choices.map(({ value }) => value).join()) {
    throw new Error('suggestedActions differ from channelData.choices')
  }
  return {
    text,
    choices,
    ...(step && { step }),
    ...(card && { card }),
    ...(appointment && { booked: appointment }),
    ...(cancelled && { cancelled }),
  }
}

import { z } from 'zod'
import { isCallable, isWithinNetwork } from '#webhooks/address.ts'
import { WebhookEvent } from '#webhooks/event.ts'
import { addWebhook } from '#webhooks/registry.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'

export const registerWebhook = defineRoute({
  id: 'add-webhook',
  method: 'POST',
  path: '/webhooks',
  summary:
    'Lets another system hear of events, signed by Standard Webhooks with the secret that is given this once. An event arrives at least once, with the same webhook-id each time, not always in order',
  body: z.strictObject({
    url: z.string().trim().min(1).max(500),
    events: z.array(WebhookEvent).min(1).max(WebhookEvent.options.length),
  }),
  policy: { roles: ['administrator'], scope: 'webhooks:write', limitedTo: () => ({}) },
  answers: { 200: z.object({ id: z.uuid(), secret: z.string() }) },
  refusals: { 'webhook-address': 422, 'webhook-private': 422 },
  async before({ body: { url }, desk: { config } }) {
    const { webhookPrivateHosts } = config
    if (!isCallable(url, webhookPrivateHosts)) return 'webhook-address'
    return (await isWithinNetwork(new URL(url), webhookPrivateHosts)) ? 'webhook-private' : undefined
  },
  async run({ body: { url, events }, before: fault, desk: { keys }, tx, now }) {
    if (fault !== undefined) return refuse(fault, { field: 'url' })
    const made = await addWebhook(tx, keys, { url: new URL(url).href, events, now })
    return { status: 200, body: made, audit: { subject: made.id, facts: { events } } }
  },
})

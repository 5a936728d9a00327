import { subscribe } from '#appointments/subscribe.ts'
import { confirming } from '../confirming.ts'
import { locationOf, serviceOf, wishOf } from '../choosing.ts'
import { hashToken } from '../one-time.ts'
import { nameMatter } from '../overheard.ts'
import { named, say, textsOf } from '../talk.ts'

/** A wish to hear of free times, for when none of them suits. */
export const confirmSubscription = confirming({
  // The button's value passes through the channel too, and must name nothing.
  reference: ({ answers }) =>
    hashToken(`${answers.service}-${answers.location ?? ''}`)
      .toString('hex')
      .slice(0, 8),
  yes: (talk) => textsOf(talk)('confirm.subscribe'),
  summary: async (talk) => {
    const service = nameMatter(talk, serviceOf(talk)?.name)
    const location = named(talk, locationOf(talk)?.name ?? {})
    return { text: textsOf(talk)('step.confirm.subscribe', { service, location }) }
  },
  act: async (talk) => {
    const { departmentId, serviceId, locationId } = wishOf(talk)
    await subscribe(talk.tx, { conversationId: talk.conversationId, departmentId, serviceId, locationId })
    return { kind: 'ended', say: [say(textsOf(talk)('subscribe.done'))] }
  },
})

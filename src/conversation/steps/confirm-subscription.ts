import { appointmentsOf } from '#appointments/find.ts'
import { isTold } from '#appointments/notices/can-be-told.ts'
import { rules } from '#appointments/rules.ts'
import { subscribe } from '#appointments/subscribe.ts'
import { confirming } from '../confirming.ts'
import { locationOf, serviceOf } from '../choosing.ts'
import { hashToken } from '../one-time.ts'
import { languageOf, say, type Talk, textsOf } from '../talk.ts'
import { describeWish } from '../wish-text.ts'

/** The place on the waitlist: a time that comes free is offered to one person at a time, whoever has waited longest first. */
export const confirmSubscription = confirming({
  // The button's value passes through the channel too, and must name nothing.
  reference: ({ answers: { service, location, until, notice, earlier } }) =>
    hashToken([service, location, until, notice, earlier].join('-')).toString('hex').slice(0, 8),
  yes: (talk) => textsOf(talk)('waitlist.yes'),
  summary: async (talk) => {
    const t = textsOf(talk)
    const { appointmentCode, ...wish } = wishIn(talk)
    const startsAt =
      (await appointmentsOf(talk.tx, talk)).find(({ code }) => code === appointmentCode)?.startsAt ?? null
    const { most: minutes } = rules.offerMinutes
    const how = t('waitlist.how', { minutes, week: rules.offersPerWeek, days: rules.wishDays })
    return { text: [t('waitlist.confirm'), describeWish(talk, { ...wish, startsAt }), how].join('\n\n') }
  },
  act: async (talk) => {
    const { conversationId, now } = talk
    const t = textsOf(talk)
    const { serviceId, locationId, until, appointmentCode, ...wish } = wishIn(talk)
    await subscribe(talk.tx, {
      ...wish,
      conversationId,
      serviceId: serviceId ?? undefined,
      locationId: locationId ?? undefined,
      until: until ?? undefined,
      appointmentCode: appointmentCode ?? undefined,
      language: languageOf(talk),
    })
    const isReachable = talk.channel !== 'webchat' || (await isTold(talk.tx, { conversationId, now }))
    return { kind: 'ended', say: [say(isReachable ? t('waitlist.done') : t('waitlist.done-unreachable'))] }
  },
})

function wishIn(talk: Talk) {
  const { earlier, until, notice } = talk.answers
  const service = serviceOf(talk)
  if (!service) throw new Error('A wish is confirmed before its service is known')
  return {
    departmentId: service.departmentId,
    serviceId: service.id,
    locationId: locationOf(talk)?.id ?? null,
    until: until === undefined || until === 'any' || earlier !== 'none' ? null : until,
    noticeMinutes: notice ?? 24 * 60,
    appointmentCode: earlier === undefined || earlier === 'none' ? null : earlier,
  }
}

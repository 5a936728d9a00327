import type { BookingSummary } from '#message.ts'
import { departmentOf, locationOf, serviceOf } from './choosing.ts'
import { languageOf, named, type Talk, textsOf } from './talk.ts'
import { writeWhen } from './when.ts'

/** What is about to be booked, but for who comes: whatever confirms it names the time that is reserved now, and no other. */
export function bookingOf(talk: Talk): BookingSummary {
  const t = textsOf(talk)
  const department = departmentOf(talk)
  const service = serviceOf(talk)
  return {
    reference: reservedTime(talk).holdId.slice(0, 8),
    rows: [
      { label: t('label.department'), value: department ? named(talk, department.name) : '' },
      { label: t('label.service'), value: service ? named(talk, service.name) : '' },
      ...whereAndWhen(talk),
    ],
  }
}

/** What of it may be said anywhere. */
export function whereAndWhen(talk: Talk): BookingSummary['rows'] {
  const t = textsOf(talk)
  const location = locationOf(talk)
  return [
    { label: t('label.location'), value: location ? `${named(talk, location.name)}, ${location.address}` : '' },
    { label: t('label.time'), value: writeWhen(new Date(reservedTime(talk).startsAt), languageOf(talk)) },
  ]
}

function reservedTime({ answers: { time } }: Talk) {
  if (!time) throw new Error('A booking is summed up before its time is known')
  return time
}

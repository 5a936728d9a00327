import type { Visit } from '#appointments/attendance/visit.ts'
import { type FreeTime, nearestFree } from '#appointments/find-free.ts'
import { unclear } from '../choosing.ts'
import { languageOf, type Talk, textsOf, withAnswers } from '../talk.ts'
import { localDay, writeShortDay, writeTime } from '../when.ts'
import { saysOf } from '../dialog.ts'
import type { NewsQuestion } from './news.ts'
import { time } from './time.ts'

/** The office has cancelled an appointment: the nearest other times, and all of them. */
export const cancelledNews: NewsQuestion = {
  text: (talk) => textsOf(talk)('step.cancelled.ask'),
  options: async (talk, visit) => [
    ...(await otherTimes(talk, visit)).map(({ startsAt }) => ({
      key: `at-${startsAt.toISOString().slice(0, 16)}Z`,
      label: `${writeShortDay(startsAt, languageOf(talk))} ${writeTime(startsAt)}`,
    })),
    { key: 'again', label: textsOf(talk)('step.cancelled.again') },
  ],
  startsTask: () => true,
  answer: async (talk, { departmentId: department, serviceId: service, locationId: location }, key) => {
    const wish = { menu: 'book', department, service, location } as const
    if (key === 'again') return { kind: 'ended', say: [], answers: wish }
    const [, wanted = ''] = /^at-(\d{4}-\d\d-\d\dT\d\d:\d\dZ)$/.exec(key) ?? []
    const startsAt = new Date(wanted)
    if (!(Math.abs(startsAt.getTime() - talk.now.getTime()) < year)) return unclear()
    const answers = { ...wish, day: localDay(startsAt) }
    const held = await time.read({ kind: 'press', key: wanted }, withAnswers(talk, answers))
    return {
      kind: 'ended',
      say: saysOf(held),
      answers: { ...answers, ...(held.kind === 'answered' ? held.answers : {}) },
    }
  },
}

/** Milliseconds: whatever lies farther away was never offered. */
const year = 366 * 24 * 60 * 60 * 1000

async function otherTimes(talk: Talk, { departmentId, serviceId, locationId, startsAt }: Visit): Promise<FreeTime[]> {
  const services = talk.office.departments.flatMap((department) => department.services)
  const service = services.find(({ id }) => id === serviceId)
  if (!service) return []
  const place = { departmentId, locationId, units: service.units }
  const nearest = await nearestFree(talk.tx, { ...place, around: startsAt, now: talk.now })
  // What the office has just taken away may be free again, and is not what it offers instead.
  const others = nearest.filter((free) => free.startsAt.getTime() !== startsAt.getTime()).slice(0, 3)
  return others.toSorted((one, other) => one.startsAt.getTime() - other.startsAt.getTime())
}

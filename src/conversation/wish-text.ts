import type { StandingWish } from '#appointments/waitlist/wishes-of.ts'
import { nameMatter } from './overheard.ts'
import { languageOf, named, type Talk, textsOf } from './talk.ts'
import { dayInstant, writeDay, writeWhen } from './when.ts'

/** How long before its start somebody must know of a time, in minutes, as it is offered to choose from. */
export const notices = [60, 180, 1440, 4320] as const

/** What somebody waits for, in lines, as far as it may be said here. */
export function describeWish(talk: Talk, wish: Omit<StandingWish, 'id' | 'appointmentCode'>): string {
  const t = textsOf(talk)
  const language = languageOf(talk)
  const department = talk.office.departments.find(({ id }) => id === wish.departmentId)
  const service = department?.services.find(({ id }) => id === wish.serviceId)
  const place = talk.office.locations.find(({ id }) => id === wish.locationId)
  const by = wish.startsAt
    ? t('waitlist.earlier-than', { when: writeWhen(wish.startsAt, language) })
    : wish.until === null
      ? t('waitlist.until-any')
      : t('waitlist.until-day', { day: writeDay(dayInstant(wish.until), language) })
  return [
    nameMatter(talk, service?.name ?? department?.name),
    place ? named(talk, place.name) : t('waitlist.anywhere'),
    by,
    noticeText(talk, wish.noticeMinutes),
  ].join('\n')
}

export function noticeText(talk: Talk, minutes: number): string {
  const nearest = notices.find((each) => each >= minutes) ?? 4320
  return textsOf(talk)(`waitlist.notice-${nearest}`)
}

import { today } from '../calendar/week.ts'
import { type Broadcast, channels, languages, type Tag } from './broadcast.ts'

export type Texts = Partial<Record<Tag, string>>

export const groups = ['everybody', 'later', 'waiting'] as const

/** As it is chosen: whoever is told speaks one of the languages and can be reached through one of the channels. */
export type Audience = {
  group: (typeof groups)[number]
  /** A day; only whoever has an appointment later than it. */
  after: string
  isOnlyThere: boolean
  serviceIds: readonly string[]
  locationIds: readonly string[]
  languages: readonly Tag[]
  channels: readonly (typeof channels)[number][]
}

export type Values = Record<
  'title' | 'departmentId' | 'serviceId' | 'locationId' | 'firstDay' | 'lastDay' | 'perPlace' | 'waveMinutes',
  string
>

/** What the form begins with: an earlier broadcast's, but for days that are over, or nothing yet. */
export function valuesFrom(model: Broadcast | undefined, departmentId: string): Values {
  if (model === undefined)
    return {
      title: '',
      departmentId,
      serviceId: '',
      locationId: '',
      firstDay: '',
      lastDay: '',
      perPlace: '3',
      waveMinutes: '15',
    }
  const { title, offer, perPlace, waveMinutes } = model
  const isOver = offer.lastDay !== undefined && offer.lastDay < today()
  return {
    title,
    departmentId: offer.departmentId,
    serviceId: offer.serviceId ?? '',
    locationId: offer.locationId ?? '',
    firstDay: isOver ? '' : (offer.firstDay ?? ''),
    lastDay: isOver ? '' : (offer.lastDay ?? ''),
    perPlace: String(perPlace),
    waveMinutes: String(waveMinutes),
  }
}

export function audienceFrom(model: Broadcast | undefined): Audience {
  const { group = 'everybody', after = '', ...narrowed }: Partial<Broadcast['audience']> = model?.audience ?? {}
  return {
    group,
    after,
    isOnlyThere: narrowed.departmentIds !== undefined,
    serviceIds: narrowed.serviceIds ?? [],
    locationIds: narrowed.locationIds ?? [],
    languages: languages.filter((tag) => narrowed.languages?.includes(tag) ?? true),
    channels: channels.filter((channel) => narrowed.channels?.includes(channel) ?? true),
  }
}

/** What is sent: only what narrows it. */
export function planOf({ values, audience, texts }: { values: Values; audience: Audience; texts: Texts | undefined }) {
  const { departmentId, serviceId, locationId, firstDay, lastDay } = values
  return {
    offer: {
      departmentId,
      ...(serviceId && { serviceId }),
      ...(locationId && { locationId }),
      ...(firstDay && { firstDay }),
      ...(lastDay && { lastDay }),
    },
    audience: {
      group: audience.group,
      ...(audience.group === 'later' && audience.after && { after: audience.after }),
      ...(audience.isOnlyThere && { departmentIds: [departmentId] }),
      ...(audience.serviceIds.length > 0 && { serviceIds: [...audience.serviceIds] }),
      ...(audience.locationIds.length > 0 && { locationIds: [...audience.locationIds] }),
      ...(audience.languages.length < languages.length && { languages: [...audience.languages] }),
      ...(audience.channels.length < channels.length && { channels: [...audience.channels] }),
    },
    ...(texts && { texts: filled(texts) }),
  }
}

/** What is empty is missing, and the server says so. */
function filled(texts: Texts): Texts {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== ''))
}

import type { Appointment } from '#appointments/appointment.ts'
import type { Location } from '#appointments/office.ts'
import type { AppointmentCard } from '#message.ts'
import { isOverheard, nameMatter } from './overheard.ts'
import type { Saying } from './step.ts'
import { languageOf, named, type Talk, textsOf } from './talk.ts'
import { writeWhen } from './when.ts'

/** An appointment as a message: all that somebody needs on the day, as plain text and as a card for channels that draw one. */
export function showAppointment(talk: Talk, appointment: Appointment, heading: string): Saying {
  const card = cardOf(talk, appointment, heading)
  const t = textsOf(talk)
  const lines = [
    card.heading,
    '',
    card.when,
    ...(languageOf(talk) === 'de' ? [] : [card.whenGerman]),
    ...(isOverheard(talk) ? [] : [card.service]),
    `${card.place}, ${card.street}`,
    card.mapUrl,
    '',
    ...(card.documents.length > 0
      ? [t('card.documents'), ...card.documents.map((document) => `• ${document}`), '']
      : []),
    ...(card.documentsUrl === undefined ? [] : [t('card.documents-elsewhere'), '']),
    t('card.code', { code: card.code }),
    card.plea,
  ]
  const { push } = talk.reach
  return {
    text: lines.join('\n'),
    appointment: card,
    ...(push && talk.channel === 'webchat' && { push: { key: push.publicKey, label: t('reminders.push.offer') } }),
  }
}

/** An appointment for somebody who wants it in their calendar. */
export function showCalendar(talk: Talk, appointment: Appointment): Saying {
  const card = cardOf(talk, appointment, textsOf(talk)('card.yours'))
  return { text: textsOf(talk)('card.calendar', { when: card.when }), appointment: card, calendar: true }
}

/** "ABCD-EFGH", as people read a code out. */
export function writeCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`
}

/** The service's name and where, for one line, as far as it may be said here. */
export function describe(
  talk: Talk,
  { departmentId, serviceId, locationId }: Appointment,
): { service: string; location: string } {
  const department = talk.office.departments.find(({ id }) => id === departmentId)
  const service = department?.services.find(({ id }) => id === serviceId)
  return {
    service: nameMatter(talk, service?.name ?? department?.name),
    location: named(talk, findLocation(talk, locationId)?.name ?? {}),
  }
}

function cardOf(talk: Talk, appointment: Appointment, heading: string): AppointmentCard {
  const t = textsOf(talk)
  const location = findLocation(talk, appointment.locationId)
  const { service } = describe(talk, appointment)
  return {
    heading,
    plea: t('card.plea'),
    code: writeCode(appointment.code),
    checkInCode: appointment.checkInCode,
    startsAt: appointment.startsAt.toISOString(),
    endsAt: appointment.endsAt.toISOString(),
    moves: appointment.moves,
    when: writeWhen(appointment.startsAt, languageOf(talk)),
    whenGerman: writeWhen(appointment.startsAt, 'de'),
    title: isOverheard(talk) ? t('card.title-discreet') : t('card.title'),
    service,
    place: named(talk, location?.name ?? {}),
    street: location?.address ?? '',
    mapUrl: location ? mapUrl(location) : 'https://www.openstreetmap.org/',
    ...documentsOf(talk, appointment),
  }
}

/** What to bring says what somebody comes for: where others may read along it stands on a page of ours, if there is one. */
function documentsOf(
  talk: Talk,
  { serviceId, checkInCode }: Appointment,
): Pick<AppointmentCard, 'documents' | 'documentsUrl'> {
  const services = talk.office.departments.flatMap((department) => department.services)
  const translated = services.find((service) => service.id === serviceId)?.documents
  const documents = translated?.[languageOf(talk)] ?? translated?.['de'] ?? []
  const { publicUrl } = talk.reach
  if (!isOverheard(talk) || publicUrl === undefined || documents.length === 0) return { documents }
  return { documents: [], documentsUrl: `${publicUrl}/d/${checkInCode}?language=${languageOf(talk)}` }
}

function findLocation(talk: Talk, locationId: string): Location | undefined {
  return talk.office.locations.find((location) => location.id === locationId)
}

function mapUrl({ latitude, longitude }: Location): string {
  return `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=18/${latitude}/${longitude}`
}

import type { Office } from '#appointments/office.ts'
import type { Database } from '#database.ts'
import type { Language, Speak } from '#texts.ts'
import { writeWhen } from './when.ts'

/** What to bring to an appointment, and which one it is, in words; undefined once it is cancelled or was never there. */
export type WhatToBring = { rows: { label: string; value: string }[]; documents: readonly string[] }

/** Found by the check-in code. One that was handed out before a move leads to where the appointment is now. */
export async function whatToBring(
  { database, office, speak }: { database: Pick<Database, 'query'>; office: () => Office; speak: Speak },
  { checkInCode, language }: { checkInCode: string; language: Language },
): Promise<WhatToBring | undefined> {
  const [found] = await database.query<{ serviceId: string; locationId: string; startsAt: Date }>({
    name: 'what-to-bring',
    text: `SELECT service_id AS "serviceId", location_id AS "locationId", starts_at AS "startsAt" FROM appointment
           WHERE code = (SELECT code FROM appointment WHERE check_in_code = $1) AND state = 'booked'`,
    values: [checkInCode],
  })
  if (!found) return undefined
  const t = speak(language)
  const { departments, locations } = office()
  const service = departments.flatMap(({ services }) => services).find(({ id }) => id === found.serviceId)
  const location = locations.find(({ id }) => id === found.locationId)
  const name = (text: Readonly<Record<string, string>> = {}) => text[language] ?? text['de'] ?? ''
  return {
    rows: [
      { label: t('label.service'), value: name(service?.name) },
      { label: t('label.location'), value: `${name(location?.name)}, ${location?.address ?? ''}` },
      { label: t('label.time'), value: writeWhen(found.startsAt, language) },
    ],
    documents: service?.documents[language] ?? service?.documents['de'] ?? [],
  }
}

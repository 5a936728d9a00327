import { freeTimes } from '#appointments/find-free.ts'
import { addDays, localDay } from '#appointments/local-time.ts'
import { openSlots } from '#appointments/open-slots.ts'
import { planSlots } from '#appointments/plan-slots.ts'
import { calendarFile } from '#channels/attachments/calendar-file.ts'
import { openDatabase } from '#database.ts'
import type { AppointmentCard } from '#message.ts'
import { answer } from './other-process.ts'

/** The process zone of a machine, which must not matter. */
export type Zone = 'UTC' | 'Asia/Kolkata' | 'America/New_York'

/** A slot as this process opened and tells it. */
export type Opened = { startsAt: string; day: string; time: string; calendar: string }

const plans = {
  ours: planSlots,
  fixedOffset: (template: Parameters<typeof planSlots>[0]) =>
    planSlots(template, ({ day, time }) => new Date(`${day}T${time}:00+01:00`)),
}

type Share = { url: string; turningPoints: string[]; daysAround: number; plan: keyof typeof plans }

const share: Share = JSON.parse(process.argv[2] ?? '')
answer(await work(share))

async function work({ url, turningPoints, daysAround, plan }: Share): Promise<Opened[]> {
  const database = openDatabase(url, { connections: 5 })
  const opened: Opened[] = []
  for (const point of turningPoints) {
    // Late in the evening, when it is tomorrow already elsewhere.
    const now = new Date(Date.parse(`${addDays(point, -daysAround)}T22:30:00+01:00`))
    await openSlots(database, { now, days: 2 * daysAround - 1 }, plans[plan])
    for (let days = 1; days < 2 * daysAround; days++) {
      const day = addDays(localDay(now), days)
      const times = await freeTimes(database, { departmentId: 'general', locationId: 'neuss', units: 1, day, now })
      opened.push(
        ...times.map((slot) => ({ ...slot, startsAt: slot.startsAt.toISOString(), calendar: fileOf(slot.startsAt) })),
      )
    }
  }
  await database.close()
  return opened
}

function fileOf(startsAt: Date): string {
  const card: AppointmentCard = {
    heading: '',
    plea: '',
    code: 'CDFH2345',
    checkInCode: 'test',
    startsAt: startsAt.toISOString(),
    endsAt: new Date(startsAt.getTime() + 20 * 60_000).toISOString(),
    moves: 0,
    when: '',
    whenGerman: '',
    title: 'Test',
    service: 'Test',
    place: 'Neuss',
    street: 'Oberstraße 91',
    mapUrl: 'https://www.openstreetmap.org/',
    documents: [],
  }
  return calendarFile(card, { at: new Date('2026-01-01T12:00:00Z') })
}

import ICAL from 'ical.js'
import type { Server } from '../database/template.ts'
import type { Opened, Zone } from './calendar-worker.ts'
import { type GateOffice, withDatabase } from './gate-office.ts'
import type { Form, Gate, Outcome } from './gate.ts'
import { inOtherProcess } from './other-process.ts'

/**
 * Gate 10. Around the days on which clocks change, years begin and February is long, on machines that stand elsewhere: the
 * office opens at the same local times. What is expected is worked out here by Intl, not by what the product uses.
 */
export const gate: Gate = {
  number: 10,
  name: 'calendar',
  run: (form, server) => openEverywhere({ zones: zones[form], plan: 'ours', server }),
  mutant: (_, server) => openEverywhere({ zones: zones.short, plan: 'fixedOffset', server }),
}

const zones: Record<Form, Zone[]> = {
  short: ['America/New_York'],
  full: ['UTC', 'Asia/Kolkata', 'America/New_York'],
}
const turningPoints = ['2026-03-29', '2026-10-25', '2027-01-01', '2027-03-28', '2027-10-31', '2028-01-01', '2028-02-29']
const daysAround = 4
const closed = new Set(['2027-01-01', '2027-03-26', '2027-03-29', '2027-11-01', '2028-01-01'])
const springs = new Set(['2026-03-29', '2027-03-28'])

/** Open when clocks change too, and in the morning. */
const hours = [
  { opens: '00:40', closes: '04:00' },
  { opens: '08:00', closes: '12:00' },
]
const slotMinutes = 20

type Plan = { zones: Zone[]; plan: 'ours' | 'fixedOffset'; server?: Server | undefined }

async function openEverywhere({ zones, plan, server }: Plan): Promise<Outcome> {
  const figures = { zones: zones.join(', '), days: 0, slots: 0 }
  const failures = {
    'wrong local times': 0,
    'in the missing hour': 0,
    doubled: 0,
    'on closed days': 0,
    'told as another time': 0,
    'calendar files of another instant': 0,
    'slots that differ between zones': 0,
  }
  const instants: string[] = []
  for (const zone of zones) {
    const opened: Opened[] = await withDatabase({ server, connections: 5 }, async (office) => {
      await furnish(office)
      return inOtherProcess('./calendar-worker.ts', { url: office.url, turningPoints, daysAround, plan }, { TZ: zone })
    })
    figures.slots += opened.length
    instants.push(JSON.stringify(opened.map(({ startsAt }) => startsAt)))
    for (const day of turningPoints.flatMap((point) => around(point))) {
      figures.days++
      const slots = opened.filter(({ startsAt }) => writeDay(startsAt) === day)
      const times = slots.map(({ startsAt }) => writeTime(startsAt))
      const expected = closed.has(day) ? [] : timesOf(day)
      failures['wrong local times'] += JSON.stringify(times) === JSON.stringify(expected) ? 0 : 1
      failures['in the missing hour'] += springs.has(day) ? times.filter((time) => time.startsWith('02')).length : 0
      failures.doubled += times.length - new Set(times).size
      failures['on closed days'] += closed.has(day) ? times.length : 0
      failures['told as another time'] += slots.filter(
        (slot, index) => slot.day !== day || slot.time !== times[index],
      ).length
      failures['calendar files of another instant'] += slots.filter(
        ({ startsAt, calendar }) => parse(calendar) !== startsAt,
      ).length
    }
  }
  failures['slots that differ between zones'] = new Set(instants).size - 1
  return { passed: Object.values(failures).every((count) => count === 0), figures: { ...figures, ...failures } }
}

async function furnish({ database: { prisma } }: GateOffice): Promise<void> {
  const name = { de: 'Test' }
  await prisma.department.create({ data: { id: 'general', position: 1, name } })
  await prisma.location.create({ data: { id: 'neuss', position: 1, name, address: '', latitude: 51, longitude: 6 } })
  const place = { departmentId: 'general', locationId: 'neuss', slotMinutes, capacity: 1 }
  await prisma.openingHours.createMany({
    data: [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) => hours.map((open) => ({ ...place, weekday, ...open }))),
  })
}

/** The local times that a day has, of those between opening and closing. */
function timesOf(day: string): string[] {
  return hours
    .flatMap(({ opens, closes }) => {
      const [first, last] = [minutesOf(opens), minutesOf(closes)]
      return Array.from({ length: (last - first) / slotMinutes }, (_, index) => first + index * slotMinutes)
    })
    .map((minutes) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`)
    .filter((time) => !(springs.has(day) && time.startsWith('02')))
}

function around(point: string): string[] {
  const noon = Date.parse(`${point}T12:00:00Z`)
  return Array.from({ length: 2 * daysAround - 1 }, (_, index) =>
    new Date(noon + (index - daysAround + 1) * 86_400_000).toISOString().slice(0, 10),
  )
}

const days = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', dateStyle: 'short' })
const times = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', timeStyle: 'short' })
const writeDay = (instant: string): string => days.format(new Date(instant))
const writeTime = (instant: string): string => times.format(new Date(instant))

function parse(calendar: string): string {
  const event = new ICAL.Component(ICAL.parse(calendar)).getFirstSubcomponent('vevent')
  if (!event) throw new Error('The calendar file has no event')
  return new ICAL.Event(event).startDate.toJSDate().toISOString()
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}

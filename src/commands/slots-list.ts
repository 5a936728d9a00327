import { z } from 'zod'
import { openStore } from '#database/open-store.ts'
import { defineCommand } from './command.ts'

/** Per day, or with --day per start time. Times are the office's. */
export const slotsList = defineCommand({
  words: 'slots list',
  usage: 'slots list [--department ID] [--location ID] [--day YYYY-MM-DD]',
  about: 'shows what is open from today on, and how much of it is free',
  options: { department: { type: 'string' }, location: { type: 'string' }, day: { type: 'string' } },
  values: z.object({
    department: z.string().optional(),
    location: z.string().optional(),
    day: z.iso.date('must be a day such as 2026-12-14').optional(),
  }),
  async run({ config, values, say }) {
    const { database, close } = await openStore({ config, purpose: 'command', say })
    const { department = null, location = null, day = null } = values
    const slots = await database
      .query<Slots>({ name: 'slots-list', text, values: [department, location, day] })
      .finally(close)
    return { isOk: true, lines: slots.length === 0 ? ['No slots are open.'] : slots.map(describe), data: { slots } }
  },
})

type Slots = {
  day: string
  time: string | null
  department: string
  location: string
  slots: number
  seats: number
  free: number
}

function describe({ day, time, department, location, slots, seats, free }: Slots): string {
  const what = time === null ? `${slots} times, ` : ''
  return `${[day, time, department, location].filter((part) => part !== null).join('  ')}  ${what}${free} of ${seats} seats free`
}

const text = `
  SELECT (starts_at AT TIME ZONE 'Europe/Berlin')::date AS day,
         CASE WHEN $3::date IS NOT NULL THEN to_char(starts_at AT TIME ZONE 'Europe/Berlin', 'HH24:MI') END AS time,
         department_id AS department,
         location_id AS location,
         count(*) AS slots,
         sum(capacity) AS seats,
         sum(capacity - booked - held) AS free
  FROM slot
  WHERE state = 'open'
    AND ($1::text IS NULL OR department_id = $1)
    AND ($2::text IS NULL OR location_id = $2)
    AND CASE WHEN $3::date IS NULL THEN starts_at >= now()
        ELSE (starts_at AT TIME ZONE 'Europe/Berlin')::date = $3::date END
  GROUP BY 1, 2, 3, 4
  ORDER BY 1, 2, 3, 4`

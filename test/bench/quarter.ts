import { writeFile } from 'node:fs/promises'
import { addDays, instantOf } from '#appointments/local-time.ts'
import { rules } from '#appointments/rules.ts'
import { isWorkingDay } from '#appointments/working-days.ts'
import { nextAllowed } from '#appointments/quiet-hours.ts'
import { type Random, random } from '../gates/random.ts'
import type { Bench, Measured } from './bench.ts'
import { quarterFigure } from './quarter-figure.ts'

/**
 * A quarter of the office as the minutes of the committee give it, simulated: how many slots stand empty without notices, and how
 * many with reminders and offers. A model, not a measurement: what it assumes is what it prints. Reminders come when the rules say,
 * outside quiet hours, and only to whoever booked early enough for them; each booking is the same person in both worlds.
 */
export const bench: Bench = {
  name: 'a quarter of the office, simulated',
  async run() {
    const seeds = Array.from({ length: 20 }, (_, seed) => quarter(seed + 1, usual))
    const of = (key: keyof Quarter) => seeds.map((each) => each[key])
    const total = seeds.map(({ unannounced, unfilled }) => unannounced + unfilled)
    await writeFile(
      new URL('../../.readme/quarter.svg', import.meta.url),
      quarterFigure({
        without: mean(of('without')),
        unannounced: mean(of('unannounced')),
        unfilled: mean(of('unfilled')),
      }),
    )
    return {
      ...assumptions,
      'empty slots without notices': spread(of('without')),
      'empty slots with notices': spread(total),
      '- without a word': spread(of('unannounced')),
      '- given back and not refilled': spread(of('unfilled')),
      'given back and refilled': spread(of('refilled')),
      'fewer empty slots': spread(seeds.map((each, seed) => each.without - (total[seed] ?? 0))),
      'fewer, if only 60 % or all can be told': `${fewer({ told: 0.6 })} or ${fewer({ told: 1 })}`,
      'fewer, if all or none of those who are reached give back': `${fewer({ givesBack: 1 })} or ${fewer({ givesBack: 0 })}`,
      'fewer, if a freed slot is never or always refilled': `${fewer({ refilled: 0 })} or ${fewer({ refilled: 1 })}`,
    }
  },
}

/** Shares. `one` and `two`: how many of those who would not come still don't after so many reminders. */
type Model = { wouldNotCome: number; told: number; one: number; two: number; givesBack: number; refilled: number }

const usual: Model = {
  wouldNotCome: 0.09,
  told: 0.8,
  one: 0.77,
  // Two reminders against one, in the trial with 54,066 people: 4.4 % against the mean of 5.8 % and 5.3 %.
  two: 0.77 * (4.4 / ((5.8 + 5.3) / 2)),
  givesBack: 0.5,
  refilled: 0.3,
}

const bookings = 6763
const period = { first: '2023-10-16', last: '2024-02-26' }
const longestLead = 30
/** Hours after a reminder in which those who give back do it: on average, most of them sooner. */
const answers = 6

const assumptions: Measured = {
  seeds: 20,
  bookings: `${bookings} from ${period.first} to ${period.last}, on working days from 08:00 to 15:40`,
  'assumed: would not come': '9 % (the office: 8 to 10 %)',
  'assumed: can be told': '80 %',
  'assumed: booked ahead': `1 to ${longestLead} days, all alike`,
  'assumed: still do not come after one reminder': '77 % of them (risk ratio of any text reminder)',
  'assumed: after two': `${(100 * usual.two).toFixed(0)} % (0.77 × 4.4 / 5.55)`,
  'assumed: of those whom a reminder changes': 'half come, half give the slot back, 6 hours after it on average',
  'assumed: freed slots refilled': '30 % (ended in a visit), none with less than an hour left',
  'left out': 'who cancels anyway: those slots are offered too, which only adds to it',
}

type Quarter = { without: number; unannounced: number; unfilled: number; refilled: number }

function quarter(seed: number, model: Model): Quarter {
  const chance = random(seed)
  const counted: Quarter = { without: 0, unannounced: 0, unfilled: 0, refilled: 0 }
  for (let booking = 0; booking < bookings; booking++) {
    const end = whatBecomes(chance, model)
    if (end === 'comes') continue
    counted.without++
    if (end !== 'reminded') counted[end]++
  }
  return counted
}

/** Always the same number of random numbers, so that another assumption changes nothing else. */
function whatBecomes(chance: Random, model: Model): 'comes' | 'reminded' | 'unannounced' | 'unfilled' | 'refilled' {
  const time = { day: chance.pick(workingDays), slot: chance.below(24) }
  const lead = 24 + chance.next() * (longestLead - 1) * 24
  const [would, told, changed, gives, filled] = [
    chance.next(),
    chance.next(),
    chance.next(),
    chance.next(),
    chance.next(),
  ]
  const pause = -Math.log(1 - chance.next()) * answers * hour
  if (would >= model.wouldNotCome) return 'comes'
  const startsAt = start(time)
  const bookedAt = new Date(startsAt.getTime() - lead * hour)
  const reminders = remindersOf({ startsAt, bookedAt })
  const [first] = reminders
  if (told >= model.told || !first) return 'unannounced'
  if (changed < (reminders.length > 1 ? model.two : model.one)) return 'unannounced'
  if (gives >= model.givesBack) return 'reminded'
  // Whom the second reminder changes answers that one.
  const answered = reminders.length > 1 && changed < model.one ? (reminders[1] ?? first) : first
  const left = startsAt.getTime() - answered.getTime() - pause
  if (left <= 0) return 'unannounced'
  return left >= hour && filled < model.refilled ? 'refilled' : 'unfilled'
}

/** One of the 24 slots of a working day, from 08:00 on. */
function start({ day, slot }: { day: string; slot: number }): Date {
  const minutes = 8 * 60 + 20 * slot
  const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  const instant = instantOf({ day, time })
  if (!instant) throw new Error(`There is no ${time} on ${day}`)
  return instant
}

/** As the rules have it: those whose time has not passed when somebody books, and none in the night. */
function remindersOf({ startsAt, bookedAt }: { startsAt: Date; bookedAt: Date }): Date[] {
  return rules.reminderHours
    .toSorted((one, other) => other - one)
    .map((hours) => new Date(startsAt.getTime() - hours * hour))
    .filter((due) => due >= bookedAt)
    .map((due) => nextAllowed(due))
    .filter((due) => due < startsAt)
}

const hour = 3_600_000

const workingDays = Array.from({ length: 134 }, (_, day) => addDays(period.first, day)).filter((day) =>
  isWorkingDay(day, new Set()),
)

function fewer(other: Partial<Model>): string {
  const seeds = Array.from({ length: 20 }, (_, seed) => quarter(seed + 1, { ...usual, ...other }))
  return mean(seeds.map(({ without, unannounced, unfilled }) => without - unannounced - unfilled)).toFixed(0)
}

function spread(numbers: readonly number[]): string {
  return `${mean(numbers).toFixed(0)} (${Math.min(...numbers)} to ${Math.max(...numbers)})`
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0) / numbers.length
}

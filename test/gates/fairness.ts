import { check } from '#appointments/check.ts'
import { openDraw } from '#appointments/draws/open-draw.ts'
import { orderLots } from '#appointments/draws/order.ts'
import { addDays } from '#appointments/local-time.ts'
import { loadOffice } from '#appointments/office.ts'
import { seeToDraws } from '#chores/keep-draws.ts'
import { readConfig } from '#config.ts'
import { conversations } from '#conversation/conversations.ts'
import type { Database } from '#database.ts'
import { createLog } from '#log.ts'
import type { ChannelName } from '#message.ts'
import { loadTexts } from '#texts.ts'
import { firstDay, furnish, keys, now as noon } from '../appointments/small-office.ts'
import type { Server } from '../database/template.ts'
import { fairnessCaller, type Person } from './fairness-caller.ts'
import { count, inParallel, withDatabase } from './gate-office.ts'
import type { Form, Gate, Outcome } from './gate.ts'
import { spellings } from './names.ts'
import { random } from './random.ts'

/**
 * Gate 18. Honest people enter a draw within its window whenever they get to it; an attacker's accounts are all there at once, try each
 * of his straw men's identities several times over, in other spellings, and take what they get. Identities decide, not accounts and
 * not speed. Of a draw one result is chance: the mean counts, of all seeds, and of many more orders of the same lists.
 * The mutants: times that are visible at once; a draw without “each identity once”.
 */
export const gate: Gate = {
  number: 18,
  name: 'fairness',
  runsAnywhere: true,
  run: (form, server) => rounds({ ...sizes[form], server, way: 'draw' }),
  async mutant(form, server) {
    const fast = await rounds({ ...sizes[form], seeds: 1, server, way: 'at once' })
    const doubled = await rounds({ ...sizes.short, server, way: 'draw', prepare: withoutTheIndex })
    return {
      passed: fast.passed || doubled.passed,
      figures: {
        ...fast.figures,
        'share of the appointments, without “each identity once”': doubled.figures[shareOfOrders] ?? '',
      },
    }
  },
}

type Size = { honest: number; telegram: number; web: number; identities: number; slots: number; seeds: number }
const sizes: Record<Form, Size> = {
  short: { honest: 60, telegram: 10, web: 20, identities: 12, slots: 20, seeds: 1 },
  full: { honest: 300, telegram: 50, web: 100, identities: 60, slots: 100, seeds: 20 },
}
const triesPerAccount = 2
const ordersPerList = 200
const points = 5
const shareOfOrders = 'share of the appointments, mean of many orders of the lists'

async function withoutTheIndex({ prisma }: Database): Promise<void> {
  await prisma.$executeRaw`DROP INDEX lot_one_per_person`
}

type Plan = Size & {
  server?: Server | undefined
  way: 'draw' | 'at once'
  prepare?: (database: Database) => Promise<void>
}

async function rounds({ seeds, ...plan }: Plan): Promise<Outcome> {
  const found: Round[] = []
  for (let seed = 1; seed <= seeds; seed++) found.push(await round({ ...plan, seeds, seed }))
  const { honest, identities, telegram, web, slots } = plan
  const share = (100 * identities) / (honest + identities)
  const shares = found.map((each) => each.share)
  const orders = mean(found.map((each) => each.shareOfOrders))
  const isBooked = found.every((each) => each.booked === slots)
  return {
    passed:
      isBooked &&
      orders <= share + points &&
      // One draw may fall out either way; the mean of twenty hardly.
      (seeds < 20 || mean(shares) <= share + points) &&
      found.every(({ errors, findings }) => errors === 0 && findings === 0),
    figures: {
      'honest people': honest,
      "attacker's accounts": telegram + web,
      "attacker's share of the accounts": percent((100 * (telegram + web)) / (honest + telegram + web)),
      "attacker's share of the identities": percent(share),
      slots,
      seeds,
      'booked, per seed': found.map(({ booked }) => booked).join(', '),
      'share of the appointments, mean of the seeds': percent(mean(shares)),
      'share of the appointments, per seed': shares.map((each) => Math.round(each)).join(', '),
      [shareOfOrders]: percent(orders),
      errors: sum(found.map(({ errors }) => errors)),
      'findings of check': sum(found.map(({ findings }) => findings)),
    },
  }
}

type Round = { share: number; shareOfOrders: number; booked: number; errors: number; findings: number }

async function round({ seed, way, prepare, server, ...size }: Plan & { seed: number }): Promise<Round> {
  return withDatabase({ server, connections: 20 }, async ({ database }) => {
    const perDay = 20
    const days = Math.ceil(size.slots / perDay)
    await furnish(database, { days, perDay, from: addDays(firstDay, 7) })
    await database.prisma.openingHours.create({
      data: {
        departmentId: 'general',
        locationId: 'neuss',
        weekday: 7,
        opens: '09:00',
        closes: '10:00',
        slotMinutes: 20,
        capacity: 1,
      },
    })
    await prepare?.(database)
    const clock = { now: noon }
    const office = await loadOffice(database.prisma)
    const talks = conversations({
      database,
      keys,
      office: () => office,
      speak: loadTexts(),
      now: () => clock.now,
      reach: { publicUrl: 'https://termine.example.de', privateForms: ['telegram'] },
    })
    if (way === 'draw') await openOne(database, days)
    const counted = { errors: 0 }
    const callers = crowd(size, random(seed))
    const theirs: string[] = []
    // His machines are there in the first second; people come when they read of it, in any order.
    for (const whose of ['attacker', 'honest'] as const) {
      await inParallel(
        callers.filter((each) => each.whose === whose),
        10,
        async ({ channel, people }) => {
          const caller = await fairnessCaller(talks, channel)
          if (whose === 'attacker') theirs.push(caller.conversationId)
          try {
            for (const each of people) await (way === 'draw' ? caller.enters(each) : caller.books(each))
          } catch (error) {
            if (counted.errors++ === 0) console.error(error)
          }
        },
      )
    }
    const shareOfOrders = way === 'draw' ? await manyOrders(database, { theirs, slots: size.slots, seed }) : Number.NaN
    if (way === 'draw') {
      clock.now = new Date(noon.getTime() + 48 * 3_600_000)
      const log = createLog(readConfig({ LOG_LEVEL: 'silent' }))
      await seeToDraws({ database, conversations: talks, keys, log, now: () => clock.now })
      const offered = await database.prisma.lot.findMany({ where: { state: 'offered' } })
      await inParallel(offered, 10, async ({ number, conversationId }) => {
        const caller = await fairnessCaller(talks, 'webchat', conversationId ?? '')
        await caller.presses(`drawn:yes:${number}`)
      })
    }
    const booked = await count(database, `appointment WHERE state = 'booked'`)
    const appointments = await database.prisma.appointment.findMany({ select: { conversationId: true } })
    const ofHis = appointments.filter(({ conversationId }) => theirs.includes(conversationId ?? ''))
    const share = (100 * ofHis.length) / Math.max(booked, 1)
    const { findings } = await check(database)
    return {
      share,
      shareOfOrders: Number.isNaN(shareOfOrders) ? share : shareOfOrders,
      booked,
      errors: counted.errors,
      findings: findings.length,
    }
  })
}

async function openOne(database: Database, days: number): Promise<void> {
  await database.prisma.slot.updateMany({ data: { publicFrom: new Date(noon.getTime() + 90 * 86_400_000) } })
  const opened = await database.transaction((tx) =>
    openDraw(tx, keys, {
      departmentId: 'general',
      serviceId: 'general-1',
      locationId: 'neuss',
      firstDay: addDays(firstDay, 7),
      lastDay: addDays(firstDay, 6 + days),
      opensAt: new Date(noon.getTime() - 3_600_000),
      closesAt: new Date(noon.getTime() + 24 * 3_600_000),
      drawsAt: new Date(noon.getTime() + 48 * 3_600_000),
      holdHours: 24,
      now: noon,
    }),
  )
  if (opened.outcome !== 'opened') throw new Error(opened.outcome)
}

/** His share of the places if the list that really came about were drawn again and again. */
async function manyOrders(
  { prisma }: Database,
  { theirs, slots, seed }: { theirs: readonly string[]; slots: number; seed: number },
): Promise<number> {
  const lots = await prisma.lot.findMany({ select: { number: true, conversationId: true } })
  const his = new Set(
    lots.filter(({ conversationId }) => theirs.includes(conversationId ?? '')).map(({ number }) => number),
  )
  const numbers = lots.map(({ number }) => number)
  const chance = random(1000 + seed)
  const shares = Array.from({ length: ordersPerList }, () => {
    const drawn = Array.from({ length: 32 }, () => chance.below(256).toString(16).padStart(2, '0')).join('')
    const first = orderLots({ seed: drawn, lots: numbers }).slice(0, slots)
    return (100 * first.filter((number) => his.has(number)).length) / first.length
  })
  return mean(shares)
}

type Caller = { whose: 'attacker' | 'honest'; channel: ChannelName; people: Person[] }

/** Honest people by chance on either channel, each for themselves. */
function crowd({ honest, telegram, web, identities }: Size, chance: ReturnType<typeof random>): Caller[] {
  const born = '1991-08-24'
  const account = (number: number): Caller => ({
    whose: 'attacker',
    channel: number < telegram ? 'telegram' : 'webchat',
    people: Array.from({ length: triesPerAccount }, (_, attempt) => {
      const tried = number * triesPerAccount + attempt
      const ways = [0, 1, 2, 5].map((way) => spellings(tried % identities)[way] ?? '')
      return { name: ways[Math.floor(tried / identities) % ways.length] ?? '', born }
    }),
  })
  return [
    ...Array.from({ length: telegram + web }, (_, number) => account(number)),
    ...Array.from({ length: honest }, (_, number): Caller => {
      const name = spellings(1000 + number)[0] ?? ''
      return { whose: 'honest', channel: chance.chance(0.5) ? 'telegram' : 'webchat', people: [{ name, born }] }
    }),
  ]
}

function mean(numbers: readonly number[]): number {
  return sum(numbers) / numbers.length
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}

function percent(share: number): string {
  return `${share.toFixed(1)} %`
}
